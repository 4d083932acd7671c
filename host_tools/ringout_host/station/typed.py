"""What an operator types, or a scanner, while the station looks elsewhere."""

import queue
import threading
from typing import TextIO

END = None  # in the queue of typed lines, after the last


def typed(stream: TextIO) -> "queue.Queue[str | None]":
    """The lines of `stream` as they come, and END after the last."""
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in stream:
            lines.put(line)
        lines.put(END)

    threading.Thread(target=read, daemon=True).start()
    return lines

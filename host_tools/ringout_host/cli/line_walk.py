"""The walk of `ringout line --channels`: one channel after the other, forward and back."""

import queue
import sys
import threading
from typing import Any, Protocol

from ringout.line import plugs
from ringout_host.cli.output import err, out, print_json
from ringout_host.cli.verdict import COLOURS, headline
from ringout_host.line.channels import Channel
from ringout_host.line.progress import Progress

_POLL_S = 0.3
_HELP = "Enter looks, n next, b back, a number goes there, q ends with the sheet"
_WORDS = {"": "look", "l": "look", "n": "next", "b": "back", "p": "back", "q": "quit"}


class Source(Protocol):
    """What looks at the lines: a tester, or a simulated one."""

    def show(self, request: dict[str, Any], channel: Channel) -> None:
        """This channel is next: the tester's display says so."""

    def look(self, request: dict[str, Any], channel: Channel) -> dict[str, Any]:
        """The record of a look at it now."""

    def pressed(self) -> list[dict[str, Any]]:
        """Records of looks that were made with the tester's own key since then."""


def typed(stream: Any) -> "queue.Queue[str | None]":
    """Lines as they are typed, None at their end."""
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in stream:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    return lines


class Walk:
    """list_name: for the records. at: index of the channel that is next."""

    def __init__(
        self,
        list_name: str,
        channels: list[Channel],
        progress: Progress,
        source: Source,
        json: bool,
    ):
        self.list_name, self.channels, self.progress = list_name, channels, progress
        self.source, self.json = source, json
        self.at = progress.first_open(channels)

    def run(self, lines: "queue.Queue[str | None]") -> None:
        """Until the last channel is passed, q, or the end of what is typed."""
        err.print(_HELP)
        self._ask()
        while True:
            try:
                line = lines.get(timeout=_POLL_S)
            except queue.Empty:
                for record in self.source.pressed():
                    if self._take(record):
                        return
                continue
            if line is None or self._obey(line.strip().lower()):
                return

    def _obey(self, word: str) -> bool:
        """True when the walk is over."""
        if word.isdigit():
            if not 1 <= int(word) <= len(self.channels):
                err.print(f"there are channels 1 to {len(self.channels)}")
                return False
            self.at = int(word) - 1
            self._ask()
            return False
        action = _WORDS.get(word)
        if action is None:
            err.print(f"{word[:20]!r} is none of these: {_HELP}")
        elif action == "quit":
            return True
        elif action == "look":
            return self._take(self.source.look(self.request(), self.channels[self.at]))
        else:
            return self._go(1 if action == "next" else -1)
        return False

    def request(self) -> dict[str, Any]:
        """What the op `line` is asked with for the channel that is next."""
        return self.channels[self.at].request(self.list_name, len(self.channels))

    def _take(self, record: dict[str, Any]) -> bool:
        """Keep a record; a line that passes is done. True when the walk is over."""
        record = {**record, "channel": record.get("channel") or self.channels[self.at].name}
        record["list"] = record.get("list") or self.list_name
        self.progress.keep(record)
        if self.json:
            print_json(record)
        else:
            style = COLOURS.get(str(record.get("verdict")), "yellow")
            out.print(f"{record['channel']}  {headline(record)}", style=f"bold {style}")
        if record.get("verdict") in ("PASS", "PASS*"):  # looking again changes no star
            return self._go(1)
        self._ask()
        return False

    def _go(self, step: int) -> bool:
        if self.at + step >= len(self.channels):
            return True
        self.at = max(self.at + step, 0)
        self._ask()
        return False

    def _ask(self) -> None:
        channel = self.channels[self.at]
        said = f"{channel.number} of {len(self.channels)}, {channel.name}"
        if channel.plug:
            said += f", plug {plugs.name(channel.plug)}"
        before = self.progress.latest.get(channel.name)
        if before:
            said += f"  (was {before.get('verdict')})"
        err.print(said, style="bold")
        self.source.show(self.request(), channel)


def stdin_lines() -> "queue.Queue[str | None]":
    """What is typed into this process."""
    return typed(sys.stdin)

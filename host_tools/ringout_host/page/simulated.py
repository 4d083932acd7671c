"""A simulated handheld behind the bridge, for `ringout page --cable`."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ringout_host.cli.serve import turn
from ringout_host.sim.handheld import Handheld
from ringout_host.sim.tcp import TcpLink

TICK_S = 0.01


@contextmanager
def served(handheld: Handheld) -> Iterator[str]:
    """Run it in a thread of its own; gives the port to open."""
    stop = threading.Event()
    with TcpLink(0) as link:
        handheld.board.console_out = link.write
        running = threading.Thread(target=_run, args=(handheld, link, stop), daemon=True)
        running.start()
        try:
            yield link.port_path
        finally:
            stop.set()
            running.join()


def _run(handheld: Handheld, link: TcpLink, stop: threading.Event) -> None:
    while not stop.is_set():
        handheld.board.console_in(link.read(TICK_S))
        if not turn(handheld):
            return  # in its boot drive, which only a real one has

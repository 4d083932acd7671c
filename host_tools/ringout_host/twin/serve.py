"""The emulated tester on a pseudo-terminal, for every program that talks to a real one."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from ringout_host.sim.pty import PtyLink
from ringout_host.twin.twin import Twin

SLICE_US = 2000  # emulated, between two looks at the port
WAITING_BYTES = 1 << 18  # kept for a program that does not read


class Serving:
    """Pumps bytes between a twin's USB console and a pty."""

    def __init__(self, twin: Twin, link: Path | str) -> None:
        self.twin = twin
        self._pty = PtyLink(link)
        self._waiting = bytearray()
        self._started_s = time.monotonic()
        self._started_us = twin.chip.now_us
        self.link = str(link)

    def __enter__(self) -> Serving:
        return self

    def __exit__(self, *_: object) -> None:
        self._pty.close()

    @property
    def port_path(self) -> str:
        """The pty itself, behind the link."""
        return self._pty.port_path

    def step(self) -> None:
        """One slice of emulated time, and the bytes that came with it."""
        usb = self.twin.chip.usb
        if usb.connected and usb.pending < 1024:
            data = self._pty.read(0)
            if data:
                usb.send(data)
        self.twin.chip.run_us(SLICE_US)
        if len(self._waiting) < WAITING_BYTES:
            self._waiting += usb.take()
        while self._waiting:
            count = self._pty.write(bytes(self._waiting[:4096]))
            if not count:
                break
            del self._waiting[:count]
        self._keep_pace()

    def run(self, stop: Callable[[], bool]) -> None:
        """Until `stop()` is true."""
        while not stop():
            self.step()

    def _keep_pace(self) -> None:
        """Emulated time never runs ahead of real time: an idle chip is quick to emulate."""
        ahead_us = self.twin.chip.now_us - self._started_us
        ahead_s = ahead_us / 1e6 - (time.monotonic() - self._started_s)
        if ahead_s > 0:
            time.sleep(min(ahead_s, 0.02))
        else:  # behind, as it is while it works: start counting anew
            self._started_s = time.monotonic()
            self._started_us = self.twin.chip.now_us

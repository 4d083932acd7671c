"""The console of a simulated handheld in this process, as the port of a `Device`."""

import time
from typing import Any

from ringout_host.link.device import Device
from ringout_host.link.lines import Lines

_TURNS = 5  # of the app's loop, before nothing came


class InsidePort:
    """The part of `serial.Serial` that `Lines` uses; reading gives the handheld its turns."""

    name = "the simulated tester"
    timeout = 1.0

    def __init__(self, handheld: Any):
        self._handheld = handheld
        self._came = bytearray()
        handheld.board.console_out = self._take

    def _take(self, data: bytes) -> int:
        self._came.extend(data)
        return len(data)

    @property
    def in_waiting(self) -> int:
        """Bytes that can be read at once."""
        return len(self._came)

    def write(self, data: bytes) -> int:
        """Bytes for the handheld."""
        self._handheld.board.console_in(data)
        return len(data)

    def read(self, count: int) -> bytes:
        """Up to `count` bytes; b"" when the handheld says nothing."""
        for _ in range(_TURNS):
            if self._came:
                break
            self._handheld.step()
        else:
            time.sleep(self.timeout / 100.0)
        data = bytes(self._came[:count])
        del self._came[:count]
        return data

    def reset_input_buffer(self) -> None:
        """Forget what has arrived."""
        self._came.clear()

    def close(self) -> None:
        """Nothing to close."""


def device_of(handheld: Any) -> Device:
    """A Device that has shaken hands with a simulated handheld."""
    device = Device(Lines(InsidePort(handheld)), InsidePort.name)
    device.shake_hands()
    return device

"""Whole lines out of a serial port, each call with its own deadline.

The port may deliver half a line, forty lines at once, noise, or vanish while it is read; the
callers see complete lines, None when the time is over, or one `RingoutError`.
"""

import errno
import time
from collections.abc import Callable

import serial

from ringout_host.errors import NoDeviceError, ProtocolError, RingoutError

LONGEST_LINE = 64 * 1024  # bytes; the tester's longest is the screen's, under 3 KB


class Lines:
    """Lines of an open `serial.Serial`.

    now: seconds on a monotonic clock (tests pass their own).
    """

    def __init__(self, port: serial.Serial, now: Callable[[], float] = time.monotonic):
        self.port = port
        self.now = now
        self._waiting = bytearray()
        self._searched = 0  # no newline before this index

    def send(self, text: str) -> None:
        """Write one line. NoDeviceError when the tester is gone, ProtocolError when it takes
        nothing within the port's write time-out."""
        try:
            self.port.write(text.encode("ascii") + b"\n")
        except serial.SerialTimeoutException:
            raise ProtocolError(
                f"{self.port.name} takes no data: unplug the tester, plug it in again and retry"
            ) from None
        except (OSError, serial.SerialException) as error:
            raise self._gone(error) from error

    def receive(self, deadline: float) -> bytes | None:
        """The next line without its end, or None when `deadline` (of `now`) passes first."""
        while True:
            end = self._waiting.find(b"\n", self._searched)
            if end >= 0:
                line = bytes(self._waiting[:end])
                del self._waiting[: end + 1]
                self._searched = 0
                return line.removesuffix(b"\r")
            self._searched = len(self._waiting)
            if self._searched > LONGEST_LINE:
                raise ProtocolError(
                    f"{self.port.name} sends {LONGEST_LINE // 1024} KB without a line end:"
                    " that is no ringout tester; choose another with --port"
                )
            left = deadline - self.now()
            if left <= 0:
                return None
            self._waiting += self._read(left)

    def receive_bytes(self, count: int, quiet_s: float, longest_s: float) -> bytes | None:
        """The next `count` bytes, whatever they are; None when nothing comes for `quiet_s`, or
        not all of them within `longest_s`."""
        over = self.now() + longest_s
        deadline = self.now() + quiet_s
        while len(self._waiting) < count:
            left = deadline - self.now()
            if left <= 0:
                return None
            news = self._read(left)
            if news:
                self._waiting += news
                deadline = min(self.now() + quiet_s, over)
        data = bytes(self._waiting[:count])
        del self._waiting[:count]
        self._searched = 0
        return data

    def rest(self) -> bytes:
        """What has arrived of a line that has no end yet (a prompt, for instance)."""
        return bytes(self._waiting)

    def forget(self) -> None:
        """Drop everything that has arrived so far."""
        self._waiting.clear()
        self._searched = 0
        try:
            self.port.reset_input_buffer()
        except (OSError, serial.SerialException) as error:
            raise self._gone(error) from error

    def _read(self, seconds: float) -> bytes:
        try:
            self.port.timeout = seconds
            first = self.port.read(1)
            return first + self.port.read(self.port.in_waiting) if first else b""
        except (OSError, serial.SerialException, TypeError) as error:
            # pyserial raises TypeError when another thread closes the port under a read
            raise self._gone(error) from error

    def _gone(self, error: Exception) -> RingoutError:
        number = getattr(error, "errno", None)
        if number == errno.EBUSY:
            return ProtocolError(f"{self.port.name} was taken over by another program")
        return NoDeviceError(
            f"the tester on {self.port.name} went away in the middle of an exchange:"
            " check the USB cable, plug it in and repeat the command"
        )

"""The emulated console as a serial port, for the console client in the same process.

Reading runs the emulator until something comes or the time-out passes, in emulated time.
"""

from ringout_host.twin.chip import Chip


class TwinPort:
    """The part of `serial.Serial` that `link.lines.Lines` uses."""

    name = "the emulated tester"
    timeout = 1.0  # seconds, emulated

    def __init__(self, chip: Chip) -> None:
        self._chip = chip

    @property
    def in_waiting(self) -> int:
        """Bytes that can be read at once."""
        return len(self._chip.usb.received)

    def write(self, data: bytes) -> int:
        """Queue bytes for the device."""
        self._chip.usb.send(data)
        return len(data)

    def read(self, count: int) -> bytes:
        """Up to `count` bytes; b"" when the time-out passes first."""
        received = self._chip.usb.received
        if not received:
            self._chip.run_until(lambda: received, self.timeout * 1e6)
        data = bytes(received[:count])
        del received[:count]
        return data

    def reset_input_buffer(self) -> None:
        """Forget what has arrived."""
        self._chip.usb.take()

    def close(self) -> None:
        """Nothing to close."""

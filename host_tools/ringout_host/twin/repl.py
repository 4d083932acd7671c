"""MicroPython's raw prompt over the emulated console: run a few lines, get what they print."""

from ringout_host.errors import ProtocolError
from ringout_host.twin.chip import Chip

_PROMPT = b"raw REPL; CTRL-B to exit\r\n>"


class Repl:
    """For tests and benches; other programs use the pty and mpremote."""

    def __init__(self, chip: Chip) -> None:
        self._chip = chip

    def run(self, code: str, limit_ms: float = 60_000) -> str:
        """Interrupt what runs, execute `code` and return what it printed. ProtocolError with
        the device's traceback if it raised. Times are emulated."""
        usb = self._chip.usb
        usb.take()
        usb.send(b"\x03\x03\x01")
        self._until(_PROMPT, limit_ms)
        usb.send(code.encode() + b"\x04")
        self._until(b"OK", limit_ms)
        printed = self._until(b"\x04", limit_ms)
        trouble = self._until(b"\x04", limit_ms)
        self._until(b">", limit_ms)
        usb.send(b"\x02")
        if trouble:
            raise ProtocolError(f"the device said: {(printed + trouble).decode(errors='replace')}")
        return printed.decode(errors="replace").replace("\r\n", "\n")

    def _until(self, what: bytes, limit_ms: float) -> bytes:
        received = self._chip.usb.received
        if not self._chip.run_until(lambda: what in received, limit_ms * 1000):
            raise ProtocolError(f"the device did not send {what!r} but {bytes(received[-200:])!r}")
        end = received.index(what)
        data = bytes(received[:end])
        del received[: end + len(what)]
        return data

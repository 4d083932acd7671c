"""A simulated handheld's serial port: a pseudo-terminal with a link to it.

Programs open the link as they would open /dev/ttyACM0, as often as they like. The device's
end never blocks and never breaks when nobody has the port open.
"""

import os
import select
from pathlib import Path

from ringout_host.errors import UsageError

TERMINALS = ("/dev/pts/", "/dev/ttys")  # Linux, macOS
READ_BYTES = 256  # what a USB serial port hands over at once


class PtyLink:
    """The device's end of a pseudo-terminal; `link_path` points to the host's end.

    Use it as a context manager: the link goes away with it. UsageError when something else
    is in the place of the link, or where there are no pseudo-terminals.
    """

    def __init__(self, link_path: str | os.PathLike):
        self.link_path = Path(link_path)
        try:
            import tty
        except ImportError:
            raise UsageError(
                "this system has no pseudo-terminals: ringout serve --tcp 7000, and then name"
                " --port socket://127.0.0.1:7000"
            ) from None
        # The host's end stays open here too: reading ours then waits, instead of failing with
        # EIO, while no program has the port open.
        self._device, self._host = os.openpty()
        self.port_path = os.ttyname(self._host)
        try:
            tty.setraw(self._host)
            os.set_blocking(self._device, False)
            self._place()
        except BaseException:
            self._close_ends()
            raise

    def __enter__(self) -> "PtyLink":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def fileno(self) -> int:
        """For select()."""
        return self._device

    def read(self, wait_s: float = 0.0) -> bytes:
        """Bytes that the host sent, b"" if none came within `wait_s`."""
        ready, _, _ = select.select([self._device], [], [], wait_s)
        if not ready:
            return b""
        try:
            return os.read(self._device, READ_BYTES)
        except BlockingIOError:
            return b""

    def write(self, data: bytes) -> int:
        """Send bytes; returns how many went, 0 when the host has not read the last ones."""
        try:
            return os.write(self._device, data)
        except BlockingIOError:
            return 0

    def close(self) -> None:
        """Remove the link, if it is still ours, and the port."""
        if self._device < 0:
            return
        try:
            if os.readlink(self.link_path) == self.port_path:
                self.link_path.unlink()
        except OSError:
            pass  # somebody removed or replaced it
        self._close_ends()

    def _place(self) -> None:
        """Make the link in one step: a program that looks for it finds the old or the new."""
        if os.path.lexists(self.link_path) and not self._replaceable():
            raise UsageError(
                f"{self.link_path} exists and is no link made by `ringout serve`:"
                " choose another place, for example --link /tmp/ringout"
            )
        aside = self.link_path.with_name(f".{self.link_path.name}.{os.getpid()}")
        try:
            aside.unlink(missing_ok=True)
            aside.symlink_to(self.port_path)
            aside.replace(self.link_path)
        except OSError as error:
            aside.unlink(missing_ok=True)
            raise UsageError(
                f"cannot make the link {self.link_path} ({error.strerror}):"
                " choose another place, for example --link /tmp/ringout"
            ) from error

    def _replaceable(self) -> bool:
        if not self.link_path.is_symlink():
            return False
        target = os.readlink(self.link_path)
        return target.startswith(TERMINALS) or not self.link_path.exists()

    def _close_ends(self) -> None:
        os.close(self._device)
        os.close(self._host)
        self._device = self._host = -1

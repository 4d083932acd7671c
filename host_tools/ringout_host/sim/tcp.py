"""A simulated handheld's serial port over TCP, where there are no pseudo-terminals.

Programs open it as pyserial's `socket://127.0.0.1:PORT`, one at a time. It listens on this
computer only.
"""

import select
import socket

from ringout_host.errors import UsageError

HOST = "127.0.0.1"
READ_BYTES = 256


class TcpLink:
    """The device's end, with the methods of `pty.PtyLink`. port: 0 takes any free one."""

    def __init__(self, port: int):
        try:
            self._server = socket.create_server((HOST, port))
        except (OSError, OverflowError) as error:
            raise UsageError(
                f"cannot listen on port {port} ({error}): give another --tcp"
            ) from None
        self._client: socket.socket | None = None
        self.port_path = f"socket://{HOST}:{self._server.getsockname()[1]}"

    def __enter__(self) -> "TcpLink":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def fileno(self) -> int:
        """For select(): something came, or somebody comes."""
        return (self._client or self._server).fileno()

    def read(self, wait_s: float = 0.0) -> bytes:
        """Bytes that the host sent, b"" if none came within `wait_s`."""
        ready, _, _ = select.select([self.fileno()], [], [], wait_s)
        if not ready:
            return b""
        if self._client is None:
            self._client, _ = self._server.accept()
            self._client.setblocking(False)
            return b""
        try:
            data = self._client.recv(READ_BYTES)
        except BlockingIOError:
            return b""
        except OSError:
            data = b""
        if not data:
            self._leave()
        return data

    def write(self, data: bytes) -> int:
        """Send bytes; how many went. What nobody listens to is gone, as on a wire."""
        if self._client is None:
            return len(data)
        try:
            return self._client.send(data)
        except BlockingIOError:
            return 0
        except OSError:
            self._leave()
            return len(data)

    def close(self) -> None:
        """Nobody can connect any more."""
        self._leave()
        self._server.close()

    def _leave(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

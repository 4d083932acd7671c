"""A MicroPython board at its raw prompt: run a few lines there, get what they print.

mpremote's transport does the talking, on a port that `link.ports` opened, so busy and
forbidden ports are explained as everywhere else.
"""

import contextlib
import io
import json
import os
import struct
from collections.abc import Iterator
from typing import Any

import serial
from mpremote.transport import TransportError, TransportExecError
from mpremote.transport_serial import SerialTransport

from ringout_host.errors import NoDeviceError, ProtocolError
from ringout_host.link.ports import open_port
from ringout_host.link.strangers import shown

REPLY_S = 20.0  # longest silence of the board; hashing all files takes it under one second

_SIMULATED = " (one of `ringout serve` has none)"


class Prompt:
    """Context manager; inside, the board's own program is stopped. path: the serial port.
    patience: factor on time-outs, for an emulated board."""

    def __init__(self, path: str, patience: float = 1.0):
        self.path = path
        self._seconds = REPLY_S * patience
        self._transport: Any = None  # mpremote's, once entered

    def __enter__(self) -> "Prompt":
        port = open_port(self.path)
        port.timeout = self._seconds
        port.write_timeout = self._seconds
        self._transport = _adopt(port, self.path)
        try:
            with self._explained(f"gives no MicroPython prompt{_SIMULATED}"):
                self._transport.enter_raw_repl(timeout_overall=self._seconds)
        except BaseException:
            port.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError, serial.SerialException):
            self._transport.serial.close()

    def run(self, code: str) -> str:
        """What `code` prints. ProtocolError with the board's own words if it raises."""
        with self._explained("stopped answering"):
            printed, trouble = self._transport.exec_raw(code, timeout=self._seconds)
        if trouble:
            last = trouble.decode("ascii", "replace").strip().splitlines()[-1:]
            raise ProtocolError(f"the board on {self.path} said: {shown(''.join(last))}")
        return printed.decode("utf-8", "replace")

    def ask(self, code: str) -> Any:
        """The JSON that `code` prints last."""
        lines = self.run(code).strip().splitlines()
        try:
            return json.loads(lines[-1])
        except (IndexError, ValueError, RecursionError) as error:
            raise ProtocolError(f"the board on {self.path} gave no usable answer") from error

    def restart(self) -> None:
        """Reset the board, which starts its program."""
        with self._explained("stopped answering"):
            self._transport.exec_raw_no_follow("import machine\nmachine.reset()")

    @contextlib.contextmanager
    def _explained(self, what: str) -> Iterator[None]:
        try:
            with contextlib.redirect_stdout(io.StringIO()):  # mpremote prints what it received
                yield
        except TransportExecError as error:
            words = shown(error.error_output)
            raise ProtocolError(f"the board on {self.path} said: {words}") from error
        except (TransportError, struct.error, AssertionError, ValueError, IndexError) as error:
            raise ProtocolError(
                f"the board on {self.path} {what}: unplug it, plug it in again and repeat"
            ) from error
        except (OSError, serial.SerialException) as error:
            raise NoDeviceError(
                f"the board on {self.path} went away: plug it in again and repeat"
            ) from error


def _adopt(port: serial.Serial, path: str) -> SerialTransport:
    """mpremote's transport around a port that is open already."""
    transport = SerialTransport.__new__(SerialTransport)
    transport.serial = port
    transport.device_name = os.path.realpath(path)
    transport.in_raw_repl = False
    transport.use_raw_paste = True
    transport.mounted = False
    transport.is_pty = False  # our port has a time-out: nothing blocks for ever
    return transport

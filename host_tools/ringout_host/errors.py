"""Every expected failure of the host tools: one line that teaches the fix, and an exit code.

Anything that is not a `RingoutError` is a bug and keeps its traceback.
"""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of `ringout`. A broken tool and a broken cable never share one."""

    OK = 0
    CABLE_FAILED = 1
    USAGE = 2
    NO_DEVICE = 3
    PORT_REFUSED = 4
    PROTOCOL = 5
    INCONCLUSIVE = 6
    DATA_CORRUPT = 7
    INTERNAL = 70  # a fault of the program or the simulator
    INTERRUPTED = 130
    UNREAD = 141  # whoever read the output went away before the command was done


class RingoutError(Exception):
    """An expected failure. `str(error)` is one line that says what to do."""

    exit_code = Exit.PROTOCOL


class ReaderGoneError(Exception):
    """Nobody reads our output any more; not even a line of trouble is wanted."""


class UsageError(RingoutError):
    """The request cannot be understood: a bad cable spec, option or path."""

    exit_code = Exit.USAGE


class StaleIndexError(RingoutError):
    """This checkout's index of wirings does not fit its catalogue."""

    exit_code = Exit.INTERNAL


class NoDeviceError(RingoutError):
    """No tester there: nothing plugged in, or the port does not exist."""

    exit_code = Exit.NO_DEVICE


class PortRefusedError(RingoutError):
    """The port is there but busy, or this user may not open it."""

    exit_code = Exit.PORT_REFUSED


class NotPermittedError(RingoutError):
    """This user may not do that to a file or folder."""

    exit_code = Exit.PORT_REFUSED


class ProtocolError(RingoutError):
    """What answers is not a ringout, speaks another version, or stopped answering."""

    exit_code = Exit.PROTOCOL


class SilentError(ProtocolError):
    """Nothing that speaks our protocol answered: silence, a prompt, or text of another kind."""


class DeviceError(ProtocolError):
    """The tester understood the request and refused it.

    code: the device's short error code, such as "bad-arg".
    """

    def __init__(self, code: str, text: str):
        super().__init__(f"the tester answered: {text} ({code})")
        self.code = code
        self.text = text


class DataCorruptError(RingoutError):
    """Stored or received data does not match its checksum or format."""

    exit_code = Exit.DATA_CORRUPT

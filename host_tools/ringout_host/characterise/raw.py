"""One capture after another through the op `raw`, as corrected codes."""

from array import array
from collections.abc import Callable
from typing import Any

from ringout.board import pinmap
from ringout.measure.estimator import step_corrected
from ringout_host.errors import DeviceError, ProtocolError

Call = Callable[..., dict[str, Any]]  # link.device.Device.call
_STRAIGHT = [step_corrected(code) for code in range(pinmap.ADC_FULL_SCALE)]


class Raw:
    """call: of a device. tick: called after each capture."""

    def __init__(self, call: Call, tick: Callable[[], None]):
        self._call = call
        self._tick = tick
        self.us = 0  # from the driving of the lines to the end of the latest capture

    def codes(self, count: int = 128, **asked: Any) -> array:
        """The codes as they came. ProtocolError for an old firmware or an answer that is none."""
        try:
            reply = self._call("raw", count=count, **asked)
        except DeviceError as error:
            if error.code == "bad-op":
                raise ProtocolError(
                    "the firmware of this tester has no raw captures: ringout flash"
                ) from None
            raise
        codes, content = array("H"), reply.get("content", b"")
        if len(content) == 2 * count:
            codes.frombytes(content)
        if not codes or max(codes) >= pinmap.ADC_FULL_SCALE:
            raise ProtocolError("what the tester sent is no capture: repeat the command")
        us = reply.get("us")
        self.us = us if isinstance(us, int) and 0 <= us < 1_000_000 else 0
        self._tick()
        return codes

    def straight(self, count: int = 128, **asked: Any) -> array:
        """With the converter's known steps undone."""
        return array("H", [_STRAIGHT[code] for code in self.codes(count, **asked)])

    def mean(self, count: int = 128, **asked: Any) -> float:
        """Mean straight code of something settled."""
        codes = self.straight(count, **asked)
        return sum(codes) / len(codes)

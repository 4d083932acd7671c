"""What each answer of a tester has to be: checked where it arrives, before anybody reads it.

Keys that are not named here stay as they came: a newer tester may say more. Texts and numbers
have passed `outside.sane`. A wrong type is a protocol error, never a surprise later.
"""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from ringout_host.errors import ProtocolError
from ringout_host.outside import Nonsense, sane, visible
from ringout_host.store.record import Count, Dev, Quantity, Reading, UnixS, UpMs

PROTOCOL = 1
PRODUCT = "ringout"

Word = Annotated[str, Meta(max_length=200)]
Sentence = Annotated[str, Meta(max_length=8192)]
Readings = Annotated[dict[Word, Reading], Meta(max_length=200)]


class Hello(msgspec.Struct):
    """Who answers, and when."""

    dev: Dev
    fw: Word | None = None
    hw: Word | int | None = None
    boot: Count | None = None
    up_ms: UpMs | None = None
    t: UnixS | None = None
    packing: Word | None = None


class LogStat(msgspec.Struct):
    """first: lowest number in the log; next: that of the next test; last: the highest of which
    a record is there (newer firmware only)."""

    first: Count
    next: Count
    acked: Count = 0
    records: Count = 0
    bytes: Count = 0
    dropped: Count = 0
    damaged: Count = 0
    last: Count | None = None
    percent: Annotated[int, Meta(ge=0, le=100)] | None = None


class Settings(msgspec.Struct):
    """Values by name; what was wrong with the stored ones."""

    settings: dict[Word, bool | int | float | Word | None]
    serial: Word | None = None
    message: Word | None = None


class Calibration(msgspec.Struct):
    """The one in force, and what a step found."""

    cal: Word | None = None
    t: UnixS | None = None
    zeroed: bool | None = None
    step: Word | None = None
    jack: Word | None = None


class Check(msgspec.Struct):
    """One line of a self-test."""

    name: Word
    ok: bool
    value: Quantity | None = None
    low: Quantity | None = None
    high: Quantity | None = None
    unit: Word | None = None
    advice: Sentence | None = None


class SelfTest(msgspec.Struct, rename={"passed": "pass"}):
    """Every check, and whether all of them that matter passed."""

    passed: bool
    checks: Annotated[list[Check], Meta(max_length=500)]


class Fault(msgspec.Struct):
    """What is shown of a fault."""

    code: Word | None = None
    text: Sentence | None = None
    end: Word | None = None


class Result(msgspec.Struct):
    """What is shown of a record that was made just now."""

    verdict: Word
    wiring: Annotated[list[Word], Meta(max_length=200)] = []
    faults: Annotated[list[Fault], Meta(max_length=200)] = []
    text: Sentence | None = None
    leg_ohm: Readings | None = None
    pf: Readings | None = None
    length_m: Reading = None
    pf_per_ft: Reading = None


class Tested(msgspec.Struct):
    """The reply to `test`."""

    record: Result


class Looked(msgspec.Struct):
    """The reply to `line`; without a record where it was only to show the channel."""

    record: Result | None = None


class Crash(msgspec.Struct):
    """Tracebacks that the tester kept."""

    text: Sentence | None = None


_SHAPES: dict[str, Any] = {
    "hello": Hello,
    "log.stat": LogStat,
    "settings.get": Settings,
    "settings.set": Settings,
    "calibrate": Calibration,
    "selftest": SelfTest,
    "test": Tested,
    "line": Looked,
    "crash.read": Crash,
}


def checked(op: str, reply: dict[str, Any], advice: str) -> dict[str, Any]:
    """The reply to `op`, of the right shape for certain. ProtocolError, which names the place
    in it and ends with `advice`, if it is not."""
    shape = _SHAPES.get(op)
    try:
        clean = sane(reply)
        if shape is not None and not (op == "hello" and _is_stranger(clean)):
            msgspec.convert(clean, shape)
    except (Nonsense, RecursionError, msgspec.ValidationError) as error:
        text = f"the tester's answer to `{op}` makes no sense ({visible(error)}): {advice}"
        raise ProtocolError(text) from None
    return clean


def _is_stranger(hello: dict[str, Any]) -> bool:
    """No tester of ours, or of another protocol: that is said by who shakes hands."""
    return hello.get("product") != PRODUCT or hello.get("proto") != PROTOCOL

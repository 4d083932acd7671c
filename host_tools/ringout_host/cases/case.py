"""A case: the file of `ringout capture`, one press with every reading. Nothing in it is believed.

JSON: {"ringout": "case", "format": 1, ...}; `Case` lists the rest. `calls` are the lines of
board/recorder.py. A case tells no operator, lot or serial.
"""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from ringout_host.aside import written_aside
from ringout_host.errors import DataCorruptError, UsageError
from ringout_host.outside import Nonsense, sane, visible
from ringout_host.store.record import BRACKETS_MAX, Count, Dev, Quantity, UnixS, UpMs, Verdict

FORMAT = 1
MOST_BYTES = 4_000_000  # a press has 60 KB; of 100 m through hum, ten times as much
PERSONAL = ("operator", "lot", "serial", "product")  # nobody's business

Text = Annotated[str, Meta(max_length=400)]
Word = Annotated[str, Meta(max_length=100)]
Line = Annotated[str, Meta(max_length=600, pattern=r"\A[ -~]*\Z")]
Numbers = Annotated[list[Quantity], Meta(max_length=55)]


class Calibration(msgspec.Struct, forbid_unknown_fields=True):
    """What the tester knew of itself (measure/calibration.py)."""

    zeros_pf: Numbers
    contact_ohm: Numbers
    drive_ohm: Numbers
    calibrated: Annotated[int, Meta(ge=0, le=0x7FF)]
    reference_pf: Quantity
    reference_sd: Quantity
    mutual_pf: Numbers = []
    losses: Numbers | None = None
    zero_losses: Numbers | None = None
    expander: bool = False
    zeroed: bool = False
    id: Word | None = None
    t: UnixS | None = None
    count: Count = 0


class Fault(msgspec.Struct):
    """What a replay is compared by."""

    code: Word
    net: Annotated[list[Word], Meta(max_length=11)] | None = None
    contact: Word | None = None
    end: Word | None = None


class Record(msgspec.Struct):
    """What the tester said; other keys stay as they came."""

    verdict: Verdict
    boot: Count
    seq: Count
    up_ms: UpMs
    nets: Annotated[list[Annotated[list[Word], Meta(max_length=11)]], Meta(max_length=11)] = []
    faults: Annotated[list[Fault], Meta(max_length=100)] = []


class Case(msgspec.Struct):
    """cable: what a person says of it. simulated: the tester's spec and seed, None for a real one.
    broken: what the quick and the whole self-test had found. expander: one is fitted. files: text
    of the learned or own cable that it was checked against."""

    ringout: Literal["case"]
    format: int
    cable: Text
    fw: Word
    dev: Dev
    mode: Word
    record: dict[str, Any]
    calibration: Calibration
    calls: Annotated[list[Line], Meta(max_length=100_000)]
    settings: Annotated[dict[Word, bool | Quantity | Text | None], Meta(max_length=60)] = {}
    length_m: Quantity | None = None
    files: Annotated[dict[Word, Annotated[str, Meta(max_length=8000)]], Meta(max_length=3)] = {}
    broken: tuple[Text | None, Text | None] = (None, None)
    expander: bool = False
    t: UnixS | None = None
    simulated: Annotated[dict[Word, int | Text | None], Meta(max_length=10)] | None = None


def load(path: Path) -> Case:
    """A case file, checked. UsageError if it cannot be read, DataCorruptError if it is none."""
    try:
        with open(path, "rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(
            f"cannot read {path} ({error.strerror}): name a file that ringout capture wrote"
        ) from None
    if len(data) > MOST_BYTES:
        raise DataCorruptError(f"{path} is no case: it has more than {MOST_BYTES // 10**6} MB")
    return made_of(data, str(path))


def made_of(data: bytes, name: str) -> Case:
    """The case in the bytes of a file."""
    try:
        if sum(map(data.count, b"[{")) > 1_000 * BRACKETS_MAX:
            raise Nonsense("far too many brackets")
        found = json.loads(data.decode("utf-8"), parse_constant=_no_number)
        if not isinstance(found, dict) or found.get("ringout") != "case":
            raise Nonsense("no file of `ringout capture`")
        if found.get("format") != FORMAT:
            raise Nonsense(f"its format is not {FORMAT}")
        case = msgspec.convert(sane(found), Case)
        msgspec.convert(case.record, Record)
    except (ValueError, RecursionError, msgspec.ValidationError) as error:
        raise DataCorruptError(
            f"{name} is no case that can be replayed, capture it again: {visible(error)}"
        ) from None
    return case


def _no_number(text: str) -> float:
    raise Nonsense(f"the number {text}")


def save(case: Case, path: Path) -> None:
    """Write it, one call a line: two cases can be compared with diff."""
    fields = {key: value for key, value in msgspec.to_builtins(case).items() if key != "calls"}
    rows = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in fields.items()]
    calls = ",\n".join(json.dumps(line) for line in case.calls)
    with written_aside(path) as stream:
        stream.write(("{" + ",\n".join([*rows, f'"calls": [\n{calls}\n]']) + "}\n").encode())

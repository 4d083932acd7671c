"""A stored line to a checked `Record`, or a `Refused` that says why. Trusts nothing."""

import re
from functools import lru_cache
from typing import Annotated, Any, Literal
from zlib import crc32

import msgspec
from msgspec import Meta

from ringout_host.errors import DataCorruptError
from ringout_host.outside import BIG

LINE_MAX_BYTES = 65536  # a full eleven-line record is under 4 KiB
BRACKETS_MAX = 256  # bounds the nesting far below the decoder's own recursion limit

_T_MAX_S = 4_102_444_800  # the year 2100
_UP_MAX_MS = 10 * 366 * 86_400_000  # ten years without a restart

Count = Annotated[int, Meta(ge=0, le=BIG)]
UpMs = Annotated[int, Meta(ge=0, le=_UP_MAX_MS)]
_DEV = r"\A[0-9A-Za-z._:-]{1,64}\Z"  # `$` would let a line end pass
Dev = Annotated[str, Meta(pattern=_DEV)]
UnixS = Annotated[int, Meta(ge=0, le=_T_MAX_S)]
Quantity = Annotated[float, Meta(ge=-1e15, le=1e15)]
Reading = tuple[Quantity, Quantity] | None  # value, uncertainty
Readings = Annotated[dict[Annotated[str, Meta(max_length=40)], Reading], Meta(max_length=100)]
Verdict = Literal[  # those of the firmware's vocabulary, a test compares
    "PASS", "PASS*", "FAIL*", "FAIL", "LOOKS-LIKE", "UNKNOWN", "STEADY", "NO-CABLE", "LIVE", "ERROR"
]  # fmt: skip
Limits = Annotated[dict[Annotated[str, Meta(max_length=40)], Quantity | None], Meta(max_length=100)]


class Refused(DataCorruptError):
    """A line that is not a record. `str()` is the reason; `seq` the number it claims, or -1."""

    def __init__(self, reason: str, seq: int = -1):
        super().__init__(reason)
        self.seq = seq


class Fault(msgspec.Struct):
    """The keys of a fault that the host searches by; the rest stays in the raw record."""

    code: str
    end: str | None = None


class Record(msgspec.Struct, gc=False):
    """The keys of a result record that the host searches by, with their limits."""

    v: Literal[1]
    dev: str  # a Dev: `parse_line` checks each one once
    seq: Count
    boot: Count
    up_ms: UpMs
    verdict: Verdict
    t: UnixS | None = None
    fw: str | None = None
    mode: str | None = None
    wiring: Annotated[list[str], Meta(max_length=64)] = []
    cable: str | None = None
    nets: list[list[str]] = []
    faults: Annotated[list[Fault], Meta(max_length=100)] = []
    leg_ohm: Readings | None = None
    pf: Readings | None = None
    cmrr_db: Readings | None = None
    length_m: Reading = None
    pf_per_ft: Reading = None
    cal: str | None = None
    tag: dict[str, str | int | float | None] | None = None
    ms: Annotated[float, Meta(ge=0, le=1e12)] | None = None
    kind: str | None = None
    limits: Limits | None = None
    product: str | None = None
    channel: str | int | None = None
    answered: Any = None


_decode = msgspec.json.Decoder(Record).decode
_decode_any = msgspec.json.Decoder().decode


def parse_line(line: bytes) -> tuple[Record, str, str]:
    """The record in a stored line `<json>\\t<crc32>`, its raw JSON text and its checksum.

    Raises Refused for anything else; never another exception.
    """
    if len(line) > LINE_MAX_BYTES:
        raise Refused(f"line of {len(line)} bytes, the longest record is {LINE_MAX_BYTES}")
    body, tab, crc = line.rpartition(b"\t")
    if not tab:
        raise Refused("no checksum: power failed while it was written, or the flash did")
    if b"%08x" % crc32(body) != crc:
        raise Refused("checksum does not match")
    if body.count(b"[") + body.count(b"{") > BRACKETS_MAX:
        raise Refused("nested too deeply")
    try:
        raw = body.decode()
        record = _decode(body)
        _decode_any(body)  # a number beyond every float in a key unknown to Record: now, not later
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refused(str(error), claimed_seq(line)) from None
    if not _is_dev(record.dev):
        raise Refused("not a device id - at `$.dev`", record.seq)
    return record, raw, crc.decode()


@lru_cache(64)
def _is_dev(text: str) -> bool:
    return re.search(_DEV, text) is not None


class _Seq(msgspec.Struct):
    seq: Count


def claimed_seq(line: bytes) -> int:
    """The number that a refused line claims, -1 if it shows none."""
    try:
        return msgspec.json.decode(line.rpartition(b"\t")[0], type=_Seq).seq
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return -1


def stored_line(raw: bytes) -> bytes:
    """The line a device stores for the JSON text `raw`, without its newline."""
    return b"%s\t%08x" % (raw, crc32(raw))

"""The columns that are copied out of a record to search and count by. Pure."""

from functools import lru_cache

import msgspec

from ringout_host.outside import visible
from ringout_host.store import schema
from ringout_host.store.record import Fault, Readings, Record

LIMITS = ("leg_ohm", "length_m", "pf_per_ft", "stock_pf_per_ft")  # keys of a record's `limits`

NAMES = (
    "kind", "product", "answered", "limits",
    "leg_ohm", "leg_ohm_u", "pf", "pf_u", "pf_per_ft", "pf_per_ft_u", "faults", "channel",
)  # fmt: skip
ENDS = ("A", "B", "C")

_NONE = (None, None)
_KINDS_MAX = 12  # of one record
_CODE_MAX = 60


def cable(record: Record) -> str | None:
    """What it was judged as: a broken lead too; else the best fit."""
    return text(record.cable or (record.wiring[0] if record.wiring else None))


def of_a_test(record: Record) -> tuple:
    """What `NAMES` says, in that order."""
    worst = worst_leg(record.leg_ohm, record.nets) if record.leg_ohm else None
    tip = record.pf.get("T-S") if record.pf else None
    return (
        kind(record),
        text(record.product),
        None if record.answered is None else _answered(record.answered),
        limits(record.limits),
        *(worst or _NONE),
        *(tip or _NONE),
        *(record.pf_per_ft or _NONE),
        kinds(record.faults) if record.faults else None,
        None if record.channel is None else text(record.channel),
    )


def kind(record: Record) -> str:
    """press, wiggle, sample, line; firmware that did not say it yet says it by the mode."""
    if record.kind:
        return text(record.kind) or "press"
    return "wiggle" if record.mode == "wiggle" else "press"


def limits(given: dict[str, float | None] | None) -> str | None:
    """The limits in force as JSON with sorted keys: equal limits are equal texts."""
    if not given:
        return None
    kept = {name: given[name] for name in LIMITS if given.get(name) is not None}
    return msgspec.json.encode(kept).decode() if kept else None


def kinds(faults: list[Fault]) -> str:
    """The different kinds of fault as JSON, [code, plug or null] each: what is counted by."""
    found: dict[tuple[str, str | None], None] = {}
    for fault in faults:
        end = fault.end if fault.end in ENDS else None
        found[short(text(fault.code) or "?", _CODE_MAX), end] = None
    return msgspec.json.encode(list(found)[:_KINDS_MAX]).decode()


def short(word: str, longest: int) -> str:
    """`word`, or its beginning with an ellipsis."""
    return word if len(word) <= longest else word[: longest - 1] + "\u2026"


def _answered(value: object) -> str:
    """A person's answer made the verdict: once, or for all like it."""
    return value if value in ("once", "all") else "once"


def worst_leg(readings: Readings, nets: list[list[str]]) -> tuple[float, float] | None:
    """The highest resistance within a net from one plug to another. Bridges inside a plug are
    no legs, nor is leakage between nets."""
    net_of = {contact: n for n, net in enumerate(nets) for contact in net}
    worst = None
    for name, reading in readings.items():
        first, _dash, last = name.partition("-")
        if reading is None or first[:1] == last[:1] or first not in net_of:
            continue
        if net_of[first] == net_of.get(last) and (worst is None or reading > worst):
            worst = reading
    return worst


@lru_cache(1024, typed=True)  # few different words, very many times
def text(value: object) -> str | None:
    """For a searchable column: bounded, and without the control characters that PostgreSQL
    refuses, terminals obey and readers are fooled by. The raw record keeps the original."""
    if value is None or value == "":
        return None
    return visible(str(value)[: schema.TEXT_MAX])

"""What the tests of a lot have in common: a fault of most cables is their builder's. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

_T = TypeVar("_T")
CABLES_MIN = 3  # fewer are chance
_MOST = 0.5  # of the cables
_FROM_ONE_HAND = frozenset(
    {"reversed", "crossed", "shield-swapped", "open", "short", "wrong-cable", "part"}
)


def in_common(cables: Sequence[Iterable[tuple[str, str | None]]]) -> list[str]:
    """Sentences on what many of these cables share; empty when there is nothing to say.

    cables: for each one its faults as (code, end or None).
    """
    return shared(Counter(kind for faults in cables for kind in set(faults)), len(cables))


def by_count(counts: Mapping[_T, int]) -> list[tuple[_T, int]]:
    """The most frequent first; equal ones by name, in whatever order a database counted them."""
    return sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))


def shared(kinds: Counter[tuple[str, str | None]], cables: int) -> list[str]:
    """The same of (code, end) -> how many of the cables have it."""
    said = []
    for (code, end), count in by_count(kinds)[:2]:
        if count < CABLES_MIN or count < _MOST * cables:
            continue
        where = f" at plug {end}" if end in ("A", "B", "C") else ""
        line = f"{count:,} of {cables:,} are {code}{where}"
        if code in _FROM_ONE_HAND:
            line += ": a builder's error, or the wrong cable was asked for"
        said.append(line + ".")
    return said


def faults_of(record: dict) -> list[tuple[str, str | None]]:
    """(code, end) of each fault of a record as the tester wrote it."""
    return [
        (str(fault.get("code"))[:40], fault.get("end"))
        for fault in record.get("faults") or []
        if isinstance(fault, dict) and isinstance(fault.get("end"), str | None)
    ]

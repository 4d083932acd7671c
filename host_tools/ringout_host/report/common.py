"""What the tests of a lot have in common: a fault of most cables is their builder's. Pure."""

from collections import Counter

CABLES_MIN = 3  # fewer are chance
_MOST = 0.5  # of the cables
_FROM_ONE_HAND = frozenset(
    {"reversed", "crossed", "shield-swapped", "open", "short", "wrong-cable", "part"}
)


def in_common(records: list[dict]) -> list[str]:
    """Sentences on what many of these cables share; empty when there is nothing to say.

    records: one for each cable, as the tester wrote it.
    """
    if len(records) < CABLES_MIN:
        return []
    kinds = Counter(kind for record in records for kind in set(_faults(record)))
    said = []
    for (code, end), count in kinds.most_common(2):
        if count < CABLES_MIN or count < _MOST * len(records):
            continue
        where = f" at plug {end}" if end in ("A", "B", "C") else ""
        line = f"{count} of {len(records)} are {code}{where}"
        if code in _FROM_ONE_HAND:
            line += ": a builder's error, or the wrong cable was asked for"
        said.append(line + ".")
    return said


def _faults(record: dict) -> list[tuple[str, str | None]]:
    return [
        (str(fault.get("code"))[:40], fault.get("end"))
        for fault in record.get("faults") or []
        if isinstance(fault, dict) and isinstance(fault.get("end"), str | None)
    ]

"""What a report counts, worked out from whole records in plain Python: the slow way, to compare."""

from collections import Counter

from ringout_host.store import judged

JUDGED = frozenset(judged.VERDICTS)


def counted(records: list[dict]) -> dict:
    """records: as the testers wrote them, in the order of the tests. The keys of a summary, and
    `of_lots`: lot -> (tests, cables, passed first, passed in the end)."""
    own = [r for r in records if _is_judged(r)]
    first, last = _by_cable(own, True), _by_cable(own, False)
    lots: dict[str, list[dict]] = {}
    for made in records:
        if made["tag"].get("lot") is not None:
            lots.setdefault(made["tag"]["lot"], []).append(made)
    faults = Counter(
        (f["code"], f.get("end"))
        for r in records
        for f in {_key(f): f for f in r["faults"]}.values()
    )
    serials = Counter(r["tag"]["serial"] for r in own if r["tag"].get("serial"))
    return {
        "tests": len(records),
        "cables": len(first),
        "passed_first": _passed(first),
        "passed_final": _passed(last),
        "not_counted": len(records) - len(own),
        "verdicts": dict(Counter(r["verdict"] for r in records)),
        "faults": dict(faults),
        "lots": len(lots),
        "cables_with_history": sum(count > 1 for count in serials.values()),
        "of_lots": {name: _of_lot(group) for name, group in lots.items()},
        "legs": sorted(worst(r) for r in first),
    }


def worst(record: dict) -> float:
    """The highest resistance of a leg, in a record whose every reading is a leg's."""
    return max(reading[0] for reading in record["leg_ohm"].values())


def _of_lot(records: list[dict]) -> tuple[int, int, int, int]:
    own = [r for r in records if _is_judged(r)]
    first, last = _by_cable(own, True), _by_cable(own, False)
    return len(records), len(first), _passed(first), _passed(last)


def _is_judged(record: dict) -> bool:
    return record.get("kind", "press") == "press" and record["verdict"] in JUDGED


def _by_cable(records: list[dict], first: bool) -> list[dict]:
    found: dict = {}
    for made in records if first else reversed(records):
        found.setdefault(made["tag"].get("serial") or (made["dev"], made["seq"]), made)
    return list(found.values())


def _passed(records: list[dict]) -> int:
    return sum(r["verdict"] == "PASS" for r in records)


def _key(fault: dict) -> tuple:
    return fault["code"], fault.get("end")

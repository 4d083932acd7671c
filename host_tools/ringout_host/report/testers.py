"""The devices behind the tests: firmware, calibration, self-test, the state of their logs."""

import json
from collections import Counter
from dataclasses import dataclass

import sqlalchemy as sa

from ringout_host.report.load import CableTest
from ringout_host.store import query, schema

_SHOWN = 80  # characters of what a tester says of itself
_GAPS_MAX = 10_000


@dataclass(frozen=True)
class Tester:
    """One device as the report shows it. Times are Unix seconds."""

    dev: str
    fw: str | None
    tests: int
    errors: int  # tests that ended in ERROR
    last_t: int
    cal: str | None  # at its last test
    cal_since: int | None  # the first test of the unbroken run under that calibration
    selftest: str | None  # as it said at the last pull; None: not said
    seen_at: int | None
    dropped: int
    damaged: int
    missing: int  # seq numbers without a record


def testers(connection: sa.Connection, tests: list[CableTest]) -> list[Tester]:
    """Every device with a test in `tests`, the one used last first."""
    known = {row.dev: row for row in connection.execute(sa.select(schema.devices))}
    counted = sa.select(schema.damaged.c.device, sa.func.count()).group_by(schema.damaged.c.device)
    damaged = {row[0]: row[1] for row in connection.execute(counted)}
    missing: Counter[str] = Counter()
    for dev, first, last in query.gaps(connection, _GAPS_MAX):
        missing[dev] += last - first + 1
    own: dict[str, list[CableTest]] = {}
    for test in tests:
        own.setdefault(test.dev, []).append(test)
    found = [
        _tester(known[dev], group, damaged.get(known[dev].id, 0), missing[dev])
        for dev, group in own.items()
    ]
    return sorted(found, key=lambda tester: -tester.last_t)


def _tester(row: sa.Row, tests: list[CableTest], damaged: int, missing: int) -> Tester:
    cal, cal_since = tests[-1].cal, None
    for test in reversed(tests):
        if test.cal != cal:
            break
        cal_since = test.t
    return Tester(
        dev=row.dev,
        fw=row.fw,
        tests=len(tests),
        errors=sum(test.verdict == "ERROR" for test in tests),
        last_t=tests[-1].t,
        cal=cal,
        cal_since=cal_since if cal else None,
        selftest=_selftest(row.hello),
        seen_at=row.seen_at,
        dropped=row.log_dropped or 0,
        damaged=damaged,
        missing=missing,
    )


def _selftest(hello: str | None) -> str | None:
    said = json.loads(hello).get("selftest") if hello else None
    if said is None:
        return None
    return (said if isinstance(said, str) else json.dumps(said))[:_SHOWN]

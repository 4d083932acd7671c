"""The devices behind the tests: firmware, calibration, self-test, the state of their logs."""

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ringout_host.report.narrow import Narrow
from ringout_host.report.tally import OfTester
from ringout_host.store import query, schema
from ringout_host.store.copies import short

_CAL_MAX = 60
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


def testers(
    connection: sa.Connection, records: Narrow, counted: dict[int, OfTester]
) -> list[Tester]:
    """Every device that made one of the tests, the one used last first."""
    known = {row.id: row for row in connection.execute(sa.select(schema.devices))}
    asked = sa.select(schema.damaged.c.device, sa.func.count()).group_by(schema.damaged.c.device)
    damaged = {row[0]: row[1] for row in connection.execute(asked)}
    missing: Counter[str] = Counter()
    for dev, first, last in query.gaps(connection, _GAPS_MAX):
        missing[dev] += last - first + 1
    found = [
        Tester(
            dev=known[device].dev,
            fw=known[device].fw,
            tests=own.tests,
            errors=own.errors,
            last_t=own.last_t,
            selftest=_selftest(known[device].hello),
            seen_at=known[device].seen_at,
            dropped=known[device].log_dropped or 0,
            damaged=damaged.get(device, 0),
            missing=missing[known[device].dev],
            **_calibration(connection, records, device, own),
        )
        for device, own in counted.items()
    ]
    return sorted(found, key=lambda tester: -tester.last_t)


def _calibration(
    connection: sa.Connection, records: Narrow, device: int, own: OfTester
) -> dict[str, Any]:
    """The calibration of the last test, and when its unbroken run began."""
    c = records.tests.c
    mine, order = c.device == device, (c.at.desc(), c.seq.desc())
    newest = [cal for cal, (_since, until) in own.cals.items() if until == own.last_t]
    cal = newest[0]
    if len(newest) > 1:  # both within one second
        asked = sa.select(c.cal).where(mine, c.at == own.last_t).order_by(*order)
        cal = connection.scalar(asked.limit(1))
    since = own.cals[cal][0]
    broken = max((until for name, (_s, until) in own.cals.items() if name != cal), default=-1)
    if broken >= since:
        other = c.cal.is_not(None) if cal is None else sa.or_(c.cal.is_(None), c.cal != cal)
        seq = sa.select(sa.func.max(c.seq)).where(mine, other, c.at == broken).scalar_subquery()
        after = sa.or_(c.at > broken, sa.and_(c.at == broken, c.seq > seq))
        since = connection.scalar(sa.select(sa.func.min(c.at)).where(mine, after))
    return {"cal": short(cal, _CAL_MAX) if cal else None, "cal_since": since if cal else None}


def _selftest(hello: str | None) -> str | None:
    said = json.loads(hello).get("selftest") if hello else None
    if said is None:
        return None
    return (said if isinstance(said, str) else json.dumps(said))[:_SHOWN]

"""What the database counts for a report: groups of tests, folded as they come.

Three statements: what is counted by the hour has a group an hour and verdict, the readings one for
each value, everything else few.
"""

import heapq
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import sqlalchemy as sa

from ringout_host.report.counts import Cables
from ringout_host.report.narrow import STEPS
from ringout_host.store import query

LOTS_MAX = 200  # on the page; what is left out is said there


@dataclass
class Lot:
    """A lot's cables, each by its first and by its last test that counts. last_t: of any test."""

    name: str
    tests: int = 0
    last_t: int = 0
    first: Cables = field(default_factory=Cables)
    last: Cables = field(default_factory=Cables)


@dataclass
class OfTester:
    """A tester's part. cals: calibration -> (first t, last t) of the tests under it."""

    tests: int = 0
    errors: int = 0
    last_t: int = 0
    cals: dict[str | None, tuple[int, int]] = field(default_factory=dict)


@dataclass
class Tally:
    """Everything counted. first, last: cables by their first and last test; judged_limits: of
    every test that counts; lots: the newest, newest first; with_serial: tests that count and have
    a serial."""

    tests: int = 0
    judged: int = 0
    dated: int = 0
    with_serial: int = 0
    from_t: int | None = None
    to_t: int | None = None
    verdicts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    judged_limits: Counter[str | None] = field(default_factory=Counter)
    first: Cables = field(default_factory=Cables)
    last: Cables = field(default_factory=Cables)
    testers: dict[int, OfTester] = field(default_factory=dict)
    lots: list[Lot] = field(default_factory=list)
    lot_count: int = 0


@dataclass
class Periods:
    """Tests by when they were made. times: (start of a period, verdict) -> tests with a time; ages:
    start of a period -> tests; not_passed: the same of those that count and did not pass."""

    times: Counter[tuple[int, str]] = field(default_factory=Counter)
    ages: Counter[int] = field(default_factory=Counter)
    not_passed: Counter[int] = field(default_factory=Counter)


@cache
def period_s() -> int:
    """Seconds that tests are counted in: hours of this machine's clock begin at one of them."""
    offset = datetime.now().astimezone().utcoffset()
    return 3600 if not offset or offset.total_seconds() % 3600 == 0 else 900


def tally(connection: sa.Connection, tests: sa.FromClause) -> Tally:
    """Count every test (`Narrow.tests`), each that counts as a cable of its own (`counts`)."""
    found = Tally()
    rows = query.rows(connection, _grouped(tests.c))
    newest: list[tuple[int, int, Lot]] = []
    for number, (name, group) in enumerate(groupby(rows, key=itemgetter(0))):
        lot = Lot(name or "")
        for group_row in map(_Group._make, group):
            _fold(found, lot, group_row)
        if name is not None:
            found.lot_count += 1
            heapq.heappush(newest, (lot.last_t, -number, lot))
            if len(newest) > LOTS_MAX:
                heapq.heappop(newest)
    found.lots = [lot for _t, _n, lot in sorted(newest, key=itemgetter(0, 1), reverse=True)]
    return found


class _Group(NamedTuple):
    """Tests that the database counted together."""

    lot: str | None
    device: int
    cal: str | None
    limits: str | None
    verdict: str
    judged: int
    dated: int
    kinds: str | None
    tests: int
    serials: int
    from_t: int
    to_t: int
    legs: int
    leg: float | None
    leg_squares: float | None
    per_fts: int
    per_ft: float | None
    per_ft_squares: float | None


def periods(connection: sa.Connection, tests: sa.FromClause) -> Periods:
    """Count every test by when it was made."""
    c, found = tests.c, Periods()
    period = (c.at // sa.literal_column(str(period_s()), sa.Integer)).label("period")
    keys = (period, c.verdict, c.judged, c.dated)
    asked = sa.select(*keys, sa.func.count()).group_by(*keys)
    for number, verdict, judged, dated, n in query.rows(connection, asked):
        start = number * period_s()
        found.ages[start] += n
        if dated:
            found.times[start, verdict] += n
        if judged and verdict != "PASS":
            found.not_passed[start] += n
    return found


def _grouped(c: sa.ColumnCollection) -> sa.Select:
    """Tests by lot, tester and what else is counted; a lot's groups lie together."""
    keys = (c.lot, c.device, c.cal, c.limits, c.verdict, c.judged, c.dated, c.kinds)
    # Of floats: exact, and where a reading is absurd no overflow.
    squares = [sa.func.sum(sa.cast(step, sa.Float) * step) for step in (c.leg, c.per_ft)]
    return (
        sa.select(
            *keys,
            sa.func.count().label("n"),
            sa.func.count(c.serial).label("serials"),
            sa.func.min(c.at).label("from_t"),
            sa.func.max(c.at).label("to_t"),
            sa.func.count(c.leg).label("legs"),
            sa.func.sum(c.leg).label("leg"),
            squares[0].label("leg_squares"),
            sa.func.count(c.per_ft).label("per_fts"),
            sa.func.sum(c.per_ft).label("per_ft"),
            squares[1].label("per_ft_squares"),
        )
        .group_by(*keys)
        .order_by(c.lot)
    )


def _fold(found: Tally, lot: Lot, row: _Group) -> None:
    """Put one group into everything."""
    n = row.tests
    lot.tests += n
    lot.last_t = max(lot.last_t, row.to_t)
    found.tests += n
    found.verdicts[row.verdict] += n
    if row.kinds:
        found.kinds[row.kinds] += n
    if row.dated:
        found.dated += n
        found.from_t = row.from_t if found.from_t is None else min(found.from_t, row.from_t)
        found.to_t = row.to_t if found.to_t is None else max(found.to_t, row.to_t)
    tester = found.testers.setdefault(row.device, OfTester())
    tester.tests += n
    tester.errors += n if row.verdict == "ERROR" else 0
    tester.last_t = max(tester.last_t, row.to_t)
    since, until = tester.cals.get(row.cal, (row.from_t, row.to_t))
    tester.cals[row.cal] = min(since, row.from_t), max(until, row.to_t)
    if row.judged:
        _judge(found, lot, row)


def _judge(found: Tally, lot: Lot, row: _Group) -> None:
    n = row.tests
    found.judged += n
    found.with_serial += row.serials
    found.judged_limits[row.limits] += n
    for cables in (found.first, found.last, lot.first, lot.last):
        cables.add(n, row.verdict, row.kinds, row.limits)
    lot.first.leg.add(row.legs, row.leg, row.leg_squares)
    lot.first.per_ft.add(row.per_fts, row.per_ft, row.per_ft_squares)


def since(ages: Counter[int], count: int) -> int:
    """The start of the period from which on there are at least `count` tests."""
    seen = 0
    for start in sorted(ages, reverse=True):
        seen += ages[start]
        if seen >= count:
            return start
    return min(ages, default=0)


def values(connection: sa.Connection, tests: sa.FromClause) -> dict[str, Counter[int]]:
    """How often the tests that count have each value of a reading, in its steps, by its name."""
    c = tests.c
    found: dict[str, Counter] = {name: Counter() for name in STEPS}
    if connection.dialect.name == "sqlite":  # it sorts to group, once for each: longer than this
        asked = sa.select(*(c[name] for name in STEPS)).where(c.judged == 1)
        for part in query.parts(connection, asked):
            for counts, column in zip(found.values(), zip(*part, strict=True), strict=True):
                counts.update(column)
    else:
        steps = [c[name] for name in STEPS]
        asked = sa.select(*steps, sa.func.count()).where(c.judged == 1)
        asked = asked.group_by(sa.func.grouping_sets(*steps))  # by each alone: the others are None
        for *read, count in connection.execute(asked):
            for counts, step in zip(found.values(), read, strict=True):
                counts[step] = count
    for counts in found.values():
        counts.pop(None, None)  # had no such reading
    return found

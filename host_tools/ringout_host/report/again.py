"""Cables that were tested more than once: what is taken out of the counts again, and their lives.

Their tests come serial by serial, so that no more than one cable is held at a time.
"""

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter, itemgetter

import sqlalchemy as sa

from ringout_host.report.history import History, Life
from ringout_host.report.load import CableTest, Row, test_of
from ringout_host.report.narrow import Narrow
from ringout_host.report.tally import Lot, Tally
from ringout_host.store import query

CABLES_MAX = 300  # lives on the page
READINGS = ("leg", "per_ft", "whole")
SERIAL = Row._fields.index("serial")
_KIND = attrgetter("verdict", "kinds", "limits")  # as Cables.add takes them


class Most:
    """The `count` tests that come last in the order of tests, or first."""

    def __init__(self, count: int, last: bool):
        self._count, self._sign = count, 1 if last else -1
        self._heap: list[tuple[tuple[int, ...], CableTest]] = []

    def see(self, test: CableTest) -> None:
        """One more."""
        key = tuple(self._sign * number for number in test.order)
        if len(self._heap) < self._count:
            heapq.heappush(self._heap, (key, test))
        elif key > self._heap[0][0]:
            heapq.heapreplace(self._heap, (key, test))

    @property
    def tests(self) -> list[CableTest]:
        """Oldest first."""
        return sorted((test for _key, test in self._heap), key=lambda test: test.order)


@dataclass
class Again:
    """histories: those to look at first; cables: how many there are; tests: theirs; not_first:
    reading -> steps -> how many tests that are not their cable's first; not_passed: the newest
    last tests that did not pass; in_lots: lot -> the first of its cables' last tests."""

    histories: list[History] = field(default_factory=list)
    cables: int = 0
    tests: int = 0
    not_first: dict[str, Counter[int]] = field(
        default_factory=lambda: {name: Counter() for name in READINGS}
    )
    not_passed: list[CableTest] = field(default_factory=list)
    in_lots: dict[str, list[CableTest]] = field(default_factory=dict)


def take_out(
    connection: sa.Connection,
    records: Narrow,
    counted: Tally,
    devs: dict[int, str],
    failed_max: int,
    lot_rows: int,
) -> Again:
    """Correct the counts: of a cable that came again only its first or last test stays."""
    found, best = Again(), Best()
    failed = Most(failed_max, last=True)
    lots = {lot.name: (lot, Most(lot_rows, last=False)) for lot in counted.lots}
    out = _Out(found.not_first)
    for serial, rows in _by_serial(connection, records):
        found.cables += 1
        found.tests += len(rows)
        best.see(Life(serial, rows), devs)
        out.take(rows)
        _in_lots(rows, lots, devs)
        if rows[-1].verdict != "PASS":
            failed.see(test_of(rows[-1], devs))
    out.apply(counted)
    found.histories = best.histories
    found.not_passed = failed.tests
    found.in_lots = {name: most.tests for name, (_lot, most) in lots.items()}
    return found


def _by_serial(connection: sa.Connection, records: Narrow) -> Iterator[tuple[str, list[sa.Row]]]:
    """Each serial with its tests that count, oldest first."""
    c = records.tests.c
    asked = sa.select(*(c[name] for name in Row._fields)).where(c.judged == 1, records.comes_again)
    asked = asked.order_by(c.serial, c.at, c.device, c.seq)
    rows = query.rows(connection, asked)
    for serial, group in groupby(rows, key=itemgetter(SERIAL)):
        yield serial, list(group)


class _Out:
    """Collects what is not the first, and what is not the last test of its cable."""

    def __init__(self, steps: dict[str, Counter[int]]):
        self._steps = steps
        self._not_first: Counter[tuple] = Counter()
        self._not_last: Counter[tuple] = Counter()

    def take(self, rows: list[sa.Row]) -> None:
        """The tests of a cable."""
        kinds = list(map(_KIND, rows))
        self._not_first.update(kinds[1:])
        self._not_last.update(kinds[:-1])
        for name, steps in self._steps.items():
            steps.update(step for step in map(attrgetter(name), rows[1:]) if step is not None)

    def apply(self, counted: Tally) -> None:
        """Take it out of the counts."""
        for cables, found in ((counted.first, self._not_first), (counted.last, self._not_last)):
            for kind, count in found.items():
                cables.add(-count, *kind)


def _in_lots(rows: list[sa.Row], lots: dict[str, tuple[Lot, Most]], devs: dict[int, str]) -> None:
    """The same for the lots of a cable, each for itself."""
    last: dict[str, sa.Row] = {}
    for row in rows:
        if row.lot not in lots:
            continue
        lot = lots[row.lot][0]
        if row.lot in last:
            lot.first.add(-1, *_KIND(row))
            lot.first.leg.take_out(row.leg)
            lot.first.per_ft.take_out(row.per_ft)
            lot.last.add(-1, *_KIND(last[row.lot]))
        last[row.lot] = row
    for name, row in last.items():
        lots[name][1].see(test_of(row, devs))


class Best:
    """The histories to look at first."""

    def __init__(self) -> None:
        self._heap: list[tuple[tuple, int, History]] = []
        self._seen = 0

    def see(self, life: Life, devs: dict[int, str]) -> None:
        """One more."""
        self._seen += 1
        rank = life.rank, -self._seen
        if len(self._heap) < CABLES_MAX:
            heapq.heappush(self._heap, (*rank, life.history(devs)))
        elif rank > self._heap[0][:2]:
            heapq.heapreplace(self._heap, (*rank, life.history(devs)))

    @property
    def histories(self) -> list[History]:
        return [life for _rank, _seen, life in sorted(self._heap, key=lambda r: r[:2])[::-1]]

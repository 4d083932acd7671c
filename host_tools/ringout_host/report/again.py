"""Cables that were tested more than once: what is taken out of the counts again, and their lives.

Their tests come serial by serial, so that no more than one cable is held at a time.
"""

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

import sqlalchemy as sa

from ringout_host.report.history import History, Life
from ringout_host.report.load import CableTest, Row, test_of
from ringout_host.report.narrow import STEPS, Narrow
from ringout_host.report.tally import Tally
from ringout_host.store import query

CABLES_MAX = 300  # lives on the page
_SERIAL, _LOT = Row._fields.index("serial"), Row._fields.index("lot")
_KIND = slice(_LOT + 1, _LOT + 4)  # verdict, kinds, limits: as Cables.add takes them
_IN_LOT = slice(_LOT, _LOT + 4)  # the same, after the lot
_READ = itemgetter(*map(Row._fields.index, ("lot", "leg", "per_ft")))
_ORDER = itemgetter(*(Row._fields.index(name) for name in ("at", "device", "seq")))
_BATCH = 4_000  # tests that are counted at once: one by one takes several times longer


class Most:
    """The `count` tests that come last in the order of tests, or first."""

    def __init__(self, count: int, last: bool):
        self._count, self._sign = count, 1 if last else -1
        self._heap: list[tuple[tuple[int, ...], sa.Row]] = []

    def see(self, row: sa.Row) -> None:
        """One more."""
        key = tuple(self._sign * number for number in _ORDER(row))
        if len(self._heap) < self._count:
            heapq.heappush(self._heap, (key, row))
        elif key > self._heap[0][0]:
            heapq.heapreplace(self._heap, (key, row))

    def tests(self, devs: dict[int, str]) -> list[CableTest]:
        """Oldest first."""
        return [test_of(row, devs) for row in sorted((row for _key, row in self._heap), key=_ORDER)]


@dataclass
class Again:
    """histories: those to look at first; cables: how many there are; tests: theirs; not_first:
    reading -> steps -> how many tests that are not their cable's first; not_passed: the newest
    last tests that did not pass; in_lots: lot -> the first of its cables' last tests."""

    histories: list[History] = field(default_factory=list)
    cables: int = 0
    tests: int = 0
    not_first: dict[str, Counter[int]] = field(
        default_factory=lambda: {name: Counter() for name in STEPS}
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
    found, best = Again(), Best(devs)
    failed = Most(failed_max, last=True)
    lots = {lot.name: Most(lot_rows, last=False) for lot in counted.lots}
    out = _Out(counted, found.not_first)
    for serial, rows in _by_serial(connection, records):
        found.cables += 1
        found.tests += len(rows)
        last = rows[-1]
        best.see(Life(serial, rows))
        if last.verdict != "PASS":
            failed.see(last)
        out.take(rows)
        for lot, own in _by_lot(rows).items():
            if lot in lots:
                lots[lot].see(own[-1])
                out.take_in_lot(own)
    out.apply()
    found.histories = best.histories
    found.not_passed = failed.tests(devs)
    found.in_lots = {name: most.tests(devs) for name, most in lots.items()}
    return found


def _by_serial(connection: sa.Connection, records: Narrow) -> Iterator[tuple[str, list[sa.Row]]]:
    """Each serial with its tests that count, oldest first."""
    c = records.tests.c
    asked = sa.select(*(c[name] for name in Row._fields)).where(c.judged == 1, records.comes_again)
    asked = asked.order_by(c.serial, c.at, c.device, c.seq)
    rows = query.rows(connection, asked)
    for serial, group in groupby(rows, key=itemgetter(_SERIAL)):
        yield serial, list(group)


def _by_lot(rows: list[sa.Row]) -> dict[str | None, list[sa.Row]]:
    """The tests of a cable by its lots: mostly one."""
    lot = rows[0][_LOT]
    if all(row[_LOT] == lot for row in rows):
        return {lot: rows}
    found: dict[str | None, list[sa.Row]] = {}
    for row in rows:
        found.setdefault(row[_LOT], []).append(row)
    return found


class _Out:
    """Takes out of the counts what is not the first, and what is not the last test of its cable;
    the same within each lot."""

    def __init__(self, counted: Tally, steps: dict[str, Counter[int]]):
        self._counted, self._steps = counted, steps
        self._lots = {lot.name: lot for lot in counted.lots}
        self._not_first: list[sa.Row] = []
        self._not_last: list[sa.Row] = []
        self._not_first_in_lot: list[sa.Row] = []
        self._not_last_in_lot: list[sa.Row] = []

    def take(self, rows: list[sa.Row]) -> None:
        """The tests of a cable."""
        self._not_first += rows[1:]
        self._not_last += rows[:-1]
        if len(self._not_first) > _BATCH:
            self.apply()

    def take_in_lot(self, rows: list[sa.Row]) -> None:
        """Its tests in a lot."""
        self._not_first_in_lot += rows[1:]
        self._not_last_in_lot += rows[:-1]

    def apply(self) -> None:
        """Take out what was collected."""
        for cables, rows in (
            (self._counted.first, self._not_first),
            (self._counted.last, self._not_last),
        ):
            for kind, count in Counter([row[_KIND] for row in rows]).items():
                cables.add(-count, *kind)
        for name, steps in self._steps.items():
            steps.update(map(itemgetter(Row._fields.index(name)), self._not_first))
            steps.pop(None, None)  # type: ignore[call-overload]  # had no such reading
        lots = self._lots
        for row, count in Counter([row[_IN_LOT] for row in self._not_first_in_lot]).items():
            lots[row[0]].first.add(-count, *row[1:])
        for row, count in Counter([row[_IN_LOT] for row in self._not_last_in_lot]).items():
            lots[row[0]].last.add(-count, *row[1:])
        for name, leg, per_ft in map(_READ, self._not_first_in_lot):
            lots[name].first.leg.take_out(leg)
            lots[name].first.per_ft.take_out(per_ft)
        for rows in (
            self._not_first, self._not_last, self._not_first_in_lot, self._not_last_in_lot,
        ):  # fmt: skip
            rows.clear()


class Best:
    """The histories to look at first."""

    def __init__(self, devs: dict[int, str]) -> None:
        self._devs = devs
        self._heap: list[tuple[tuple, int, History]] = []
        self._seen = 0

    def see(self, life: Life) -> None:
        """One more."""
        self._seen += 1
        heap = self._heap
        if len(heap) == CABLES_MAX and life.failed < heap[0][0][0]:
            return  # it cannot be among them, whatever its readings
        rank = life.rank, -self._seen
        if len(heap) < CABLES_MAX:
            heapq.heappush(heap, (*rank, life.history(self._devs)))
        elif rank > heap[0][:2]:
            heapq.heapreplace(heap, (*rank, life.history(self._devs)))

    @property
    def histories(self) -> list[History]:
        ranked = sorted(self._heap, key=itemgetter(0, 1), reverse=True)
        return [history for _rank, _seen, history in ranked]

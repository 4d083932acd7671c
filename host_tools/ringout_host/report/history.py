"""Each cable serial's life: its tests in order, and what has drifted. Pure."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

import sqlalchemy as sa

from ringout_host.report.load import CableTest, Reading, Row, test_of

LATEST = 8  # tests that are shown
POINTS = 40  # of the line, or a few more
_LEG, _PF = attrgetter("leg_ohm", "leg_ohm_u"), attrgetter("pf", "pf_u")


@dataclass(frozen=True)
class Drift:
    """Change from the first to the last reading. sure: larger than both uncertainties."""

    first: float
    last: float
    sure: bool

    @property
    def change(self) -> float:
        return self.last - self.first


@dataclass(frozen=True)
class History:
    """A cable that came back: at least two judged tests under one serial. latest: the last ones,
    oldest first; line: the worst leg, test by test, of some tests."""

    serial: str
    count: int
    first_t: int
    latest: list[CableTest]
    leg_ohm: Drift | None
    pf: Drift | None
    line: list[Reading]

    @property
    def failed_last(self) -> bool:
        return self.latest[-1].verdict == "FAIL"


@dataclass(frozen=True)
class Life:
    """The judged tests of a cable, oldest first: enough to tell whether its history is shown."""

    serial: str
    rows: Sequence[Row | sa.Row]

    @cached_property
    def drifts(self) -> tuple[Drift | None, Drift | None]:
        """Of the worst leg, and of tip to shield."""
        return _moved(self.rows, _LEG), _moved(self.rows, _PF)

    @property
    def rank(self) -> tuple:
        """Those to look at first: failing now, then sure drift, then the largest relative."""
        last, found = self.rows[-1], [drift for drift in self.drifts if drift is not None]
        sure = any(drift.sure for drift in found)
        return last.verdict == "FAIL", sure, max(map(_relative, found), default=0.0), last.at

    def history(self, devs: dict[int, str]) -> History:
        """As it is shown."""
        legs = [reading for reading in map(_LEG, self.rows) if reading[0] is not None]
        return History(
            self.serial,
            count=len(self.rows),
            first_t=self.rows[0].at,
            latest=[test_of(row, devs) for row in self.rows[-LATEST:]],
            leg_ohm=self.drifts[0],
            pf=self.drifts[1],
            line=[*legs[: -1 : max(1, len(legs) // POINTS)], *legs[-1:]],
        )


def _moved(rows: Sequence[Row | sa.Row], read: Callable) -> Drift | None:
    """From the first to the last row that has the reading; None with fewer than two."""
    first, last = _first(rows, read), _first(reversed(rows), read)
    return None if first is None or first is last else drift([read(first), read(last)])


def _first(rows: Iterable[Row | sa.Row], read: Callable) -> Row | sa.Row | None:
    return next((row for row in rows if read(row)[0] is not None), None)


def drift(readings: Sequence[Reading]) -> Drift | None:
    """From the first to the last one; None with fewer than two."""
    if len(readings) < 2:
        return None
    (first, u_first), (last, u_last) = readings[0], readings[-1]
    return Drift(first, last, abs(last - first) > math.hypot(u_first, u_last))


def _relative(drift: Drift) -> float:
    return abs(drift.change) / max(abs(drift.first), 1e-9)

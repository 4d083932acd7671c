"""Each cable serial's life: its tests in order, and what has drifted. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ringout_host.report.load import CableTest, Reading, Row, test_of

LATEST = 8  # tests that are shown
POINTS = 40  # of the line, or a few more
_VERDICT, _AT = Row._fields.index("verdict"), Row._fields.index("at")
_LEG, _PF = (slice(at, at + 2) for at in map(Row._fields.index, ("leg_ohm", "pf")))  # with its _u


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


@dataclass(slots=True)
class Life:
    """The judged tests of a cable, oldest first: enough to tell whether its history is shown."""

    serial: str
    rows: Sequence[Any]  # Row

    @property
    def failed(self) -> bool:
        """By its last test."""
        return self.rows[-1][_VERDICT] == "FAIL"

    @property
    def rank(self) -> tuple[bool, bool, float, int]:
        """Those to look at first: failing now, then sure drift, then the largest relative."""
        sure, largest = False, 0.0
        for name in (_LEG, _PF):
            if ends := _ends(self.rows, name):
                (first, u_first), (last, u_last) = ends
                change = abs(last - first)
                sure = sure or change > math.hypot(u_first, u_last)
                largest = max(largest, change / max(abs(first), 1e-9))
        return self.failed, sure, largest, self.rows[-1][_AT]

    def history(self, devs: dict[int, str]) -> History:
        """As it is shown."""
        legs = [row[_LEG] for row in self.rows if row[_LEG][0] is not None]
        return History(
            self.serial,
            count=len(self.rows),
            first_t=self.rows[0][_AT],
            latest=[test_of(row, devs) for row in self.rows[-LATEST:]],
            leg_ohm=drift(_ends(self.rows, _LEG)),
            pf=drift(_ends(self.rows, _PF)),
            line=[*legs[: -1 : max(1, len(legs) // POINTS)], *legs[-1:]],
        )


def _ends(rows: Sequence[Any], name: slice) -> Sequence[Reading]:
    """The first and the last reading; nothing with fewer than two."""
    first, last = rows[0][name], rows[-1][name]
    if first[0] is None or last[0] is None:
        found = [row[name] for row in rows if row[name][0] is not None]
        return (found[0], found[-1]) if len(found) > 1 else ()
    return first, last


def drift(readings: Sequence[Reading]) -> Drift | None:
    """From the first to the last one; None with fewer than two."""
    if len(readings) < 2:
        return None
    (first, u_first), (last, u_last) = readings[0], readings[-1]
    return Drift(first, last, abs(last - first) > math.hypot(u_first, u_last))

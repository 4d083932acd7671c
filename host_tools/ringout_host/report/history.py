"""Each cable serial's life: its tests in order, and what has drifted. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ringout_host.report.load import CableTest, Reading, Row, test_of

LATEST = 8  # tests that are shown
POINTS = 40  # of the line, or a few more


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

    @property
    def rank(self) -> tuple:
        """Those to look at first: failing now, then sure drift, then the largest relative."""
        sizes = [_relative(drift) for drift in (self.leg_ohm, self.pf) if drift is not None]
        sure = any(drift is not None and drift.sure for drift in (self.leg_ohm, self.pf))
        return (self.failed_last, sure, max(sizes, default=0.0), self.latest[-1].t)


def history(serial: str, rows: Sequence[Row], devs: dict[int, str]) -> History:
    """The life of a cable out of its judged tests, oldest first."""
    legs = [(row.leg_ohm, row.leg_ohm_u) for row in rows if row.leg_ohm is not None]
    pfs = [(row.pf, row.pf_u) for row in rows if row.pf is not None]
    return History(
        serial,
        count=len(rows),
        first_t=rows[0].at,
        latest=[test_of(row, devs) for row in rows[-LATEST:]],
        leg_ohm=drift(legs),
        pf=drift(pfs),
        line=[*legs[: -1 : max(1, len(legs) // POINTS)], *legs[-1:]],
    )


def drift(readings: Sequence[Reading]) -> Drift | None:
    """From the first to the last one; None with fewer than two."""
    if len(readings) < 2:
        return None
    (first, u_first), (last, u_last) = readings[0], readings[-1]
    return Drift(first, last, abs(last - first) > math.hypot(u_first, u_last))


def _relative(drift: Drift) -> float:
    return abs(drift.change) / max(abs(drift.first), 1e-9)

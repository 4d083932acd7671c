"""Each cable serial's life: its tests in order, and what has drifted. Pure."""

import math
from dataclasses import dataclass

from ringout_host.report.load import CableTest, Reading


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
    """A cable that came back: at least two judged tests under one serial."""

    serial: str
    tests: list[CableTest]
    leg_ohm: Drift | None
    pf: Drift | None

    @property
    def failed_last(self) -> bool:
        return self.tests[-1].verdict == "FAIL"

    @property
    def rank(self) -> tuple:
        """Those to look at first: failing now, then sure drift, then the largest relative."""
        sizes = [_relative(drift) for drift in (self.leg_ohm, self.pf) if drift is not None]
        sure = any(drift is not None and drift.sure for drift in (self.leg_ohm, self.pf))
        return (self.failed_last, sure, max(sizes, default=0.0), self.tests[-1].t)


def histories(tests: list[CableTest]) -> list[History]:
    """Every serial with two judged tests or more, those to look at first at the front."""
    by_serial: dict[str, list[CableTest]] = {}
    for test in tests:
        if test.serial is not None and test.judged:
            by_serial.setdefault(test.serial, []).append(test)
    found = [
        History(
            serial,
            own,
            drift([test.leg_ohm for test in own]),
            drift([test.pf for test in own]),
        )
        for serial, own in by_serial.items()
        if len(own) > 1
    ]
    return sorted(found, key=lambda history: history.rank, reverse=True)


def drift(readings: list[Reading | None]) -> Drift | None:
    """From the first to the last reading there is; None with fewer than two."""
    known = [reading for reading in readings if reading is not None]
    if len(known) < 2:
        return None
    (first, u_first), (last, u_last) = known[0], known[-1]
    return Drift(first, last, abs(last - first) > math.hypot(u_first, u_last))


def _relative(drift: Drift) -> float:
    return abs(drift.change) / max(abs(drift.first), 1e-9)

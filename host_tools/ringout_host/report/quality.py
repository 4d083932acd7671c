"""Yield and capability of lots. Pure: tests in, numbers out, or a reason why not."""

import math
from dataclasses import dataclass

import numpy as np

from ringout_host.report.load import JUDGED, CableTest

SAMPLES_MIN = 25  # below this a yield or a Cpk says nothing worth printing
_Z95 = 1.959964


@dataclass(frozen=True)
class Proportion:
    """passed of total, with its 95 % interval (Wilson), all as fractions."""

    passed: int
    total: int
    low: float
    high: float

    @property
    def value(self) -> float:
        return self.passed / self.total


@dataclass(frozen=True)
class Capability:
    """One-sided Cpk against an upper limit, its 95 % half width, and what it comes from."""

    value: float
    margin: float
    samples: int


@dataclass(frozen=True)
class Lot:
    """A lot's cables, each by its first test. The three results are None under SAMPLES_MIN
    cables or readings, or where every reading is the same."""

    name: str | None
    tests: int
    cables: int
    passed: int
    first_pass: Proportion | None
    leg_ohm: Capability | None
    pf_per_ft: Capability | None
    leg_samples: int
    pf_samples: int
    last_t: int


def proportion(passed: int, total: int) -> Proportion:
    """`passed` of `total` (at least 1) with Wilson's 95 % interval."""
    share, z2 = passed / total, _Z95 * _Z95
    centre = (share + z2 / (2 * total)) / (1 + z2 / total)
    spread = math.sqrt(share * (1 - share) / total + z2 / (4 * total * total))
    half = _Z95 * spread / (1 + z2 / total)
    return Proportion(passed, total, max(0.0, centre - half), min(1.0, centre + half))


def capability(values: list[float], upper_limit: float) -> Capability | None:
    """(limit - mean) / 3 s; None under SAMPLES_MIN values, or when they do not vary."""
    if len(values) < SAMPLES_MIN:
        return None
    spread = float(np.std(values, ddof=1))
    if not 0 < spread < math.inf:
        return None
    cpk = (upper_limit - float(np.mean(values))) / (3 * spread)
    count = len(values)
    # Bissell's approximation to the standard error of Cpk
    margin = _Z95 * math.sqrt(1 / (9 * count) + cpk * cpk / (2 * (count - 1)))
    return Capability(cpk, margin, count)


def first_tests(tests: list[CableTest]) -> list[CableTest]:
    """The first judged test of each cable, by serial; without a serial each is a cable."""
    seen, first = set(), []
    for test in tests:
        if test.verdict not in JUDGED:
            continue
        if test.serial is not None:
            if test.serial in seen:
                continue
            seen.add(test.serial)
        first.append(test)
    return first


def lots(tests: list[CableTest], leg_limit_ohm: float, pf_limit_per_ft: float) -> list[Lot]:
    """Every lot, the one tested last first; tests without a lot are not in any."""
    groups: dict[str, list[CableTest]] = {}
    for test in tests:
        if test.lot is not None:
            groups.setdefault(test.lot, []).append(test)
    found = [_lot(name, group, leg_limit_ohm, pf_limit_per_ft) for name, group in groups.items()]
    return sorted(found, key=lambda lot: -lot.last_t)


def _lot(name: str, tests: list[CableTest], leg_limit_ohm: float, pf_limit_per_ft: float) -> Lot:
    first = first_tests(tests)
    passed = sum(test.verdict == "PASS" for test in first)
    legs = [test.leg_ohm[0] for test in first if test.leg_ohm is not None]
    per_ft = [test.pf_per_ft[0] for test in first if test.pf_per_ft is not None]
    return Lot(
        name=name,
        tests=len(tests),
        cables=len(first),
        passed=passed,
        first_pass=proportion(passed, len(first)) if len(first) >= SAMPLES_MIN else None,
        leg_ohm=capability(legs, leg_limit_ohm),
        pf_per_ft=capability(per_ft, pf_limit_per_ft),
        leg_samples=len(legs),
        pf_samples=len(per_ft),
        last_t=tests[-1].t,
    )

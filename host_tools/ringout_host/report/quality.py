"""Yield and capability of lots. Pure: tests in, numbers out, or a reason why not."""

import json
import math
from dataclasses import dataclass

import numpy as np

from ringout_host.report.common import in_common
from ringout_host.report.load import CableTest

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
class Limits:
    """What tests were judged by, as far as their records say it. sets: how many different ones;
    leg_ohm, pf_per_ft: None where they differ, were not in force, or were not recorded."""

    sets: int
    recorded: bool
    leg_ohm: float | None
    pf_per_ft: float | None


@dataclass(frozen=True)
class Lot:
    """A lot's cables: by their first test, and by their last one (final). The yields are None
    under SAMPLES_MIN cables, the capabilities also without one limit, or where every reading is
    the same."""

    name: str | None
    tests: int
    cables: int
    passed: int
    passed_final: int
    first_pass: Proportion | None
    final: Proportion | None
    leg_ohm: Capability | None
    pf_per_ft: Capability | None
    leg_samples: int
    pf_samples: int
    limits: Limits
    common: list[str]
    last: list[CableTest]
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
    """The first test that counts of each cable, by serial; without a serial each is a cable."""
    first: dict[tuple, CableTest] = {}
    for test in tests:
        if test.judged:
            first.setdefault(test.cable, test)
    return list(first.values())


def last_tests(tests: list[CableTest]) -> list[CableTest]:
    """The last test that counts of each cable, in the order of those tests."""
    last: dict[tuple, CableTest] = {}
    for test in tests:
        if test.judged:
            last.pop(test.cable, None)
            last[test.cable] = test
    return list(last.values())


def limits_of(tests: list[CableTest]) -> Limits:
    """The limits of these tests: one set, several, or none recorded."""
    sets = {test.limits for test in tests if test.limits is not None}
    recorded = bool(tests) and all(test.limits is not None for test in tests)
    decoded = [json.loads(text) for text in sorted(sets)]

    def common(name: str) -> float | None:
        values = {one.get(name) for one in decoded}
        return values.pop() if recorded and len(values) == 1 else None

    return Limits(len(sets), recorded, common("leg_ohm"), common("pf_per_ft"))


def lots(tests: list[CableTest]) -> list[Lot]:
    """Every lot, the one tested last first; tests without a lot are not in any."""
    groups: dict[str, list[CableTest]] = {}
    for test in tests:
        if test.lot is not None:
            groups.setdefault(test.lot, []).append(test)
    return sorted(
        (_lot(name, group) for name, group in groups.items()), key=lambda lot: -lot.last_t
    )


def _lot(name: str, tests: list[CableTest]) -> Lot:
    first, last = first_tests(tests), last_tests(tests)
    passed = sum(test.verdict == "PASS" for test in first)
    passed_final = sum(test.verdict == "PASS" for test in last)
    legs = [test.leg_ohm[0] for test in first if test.leg_ohm is not None]
    per_ft = [test.pf_per_ft[0] for test in first if test.pf_per_ft is not None]
    limits = limits_of(first)
    enough = len(first) >= SAMPLES_MIN
    return Lot(
        name=name,
        tests=len(tests),
        cables=len(first),
        passed=passed,
        passed_final=passed_final,
        first_pass=proportion(passed, len(first)) if enough else None,
        final=proportion(passed_final, len(last)) if enough else None,
        leg_ohm=None if limits.leg_ohm is None else capability(legs, limits.leg_ohm),
        pf_per_ft=None if limits.pf_per_ft is None else capability(per_ft, limits.pf_per_ft),
        leg_samples=len(legs),
        pf_samples=len(per_ft),
        limits=limits,
        common=in_common([test.faults for test in first]),
        last=last,
        last_t=tests[-1].t,
    )

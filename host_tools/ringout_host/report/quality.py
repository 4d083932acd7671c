"""Yield and capability of lots. Pure: counts in, numbers out, or a reason why not."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass

from ringout_host.report import tally
from ringout_host.report.common import shared
from ringout_host.report.counts import Cables, Sums
from ringout_host.report.narrow import LEG_OHM, PER_FT

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

    name: str
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
    last_t: int


def proportion(passed: int, total: int) -> Proportion:
    """`passed` of `total` (at least 1) with Wilson's 95 % interval."""
    share, z2 = passed / total, _Z95 * _Z95
    centre = (share + z2 / (2 * total)) / (1 + z2 / total)
    spread = math.sqrt(share * (1 - share) / total + z2 / (4 * total * total))
    half = _Z95 * spread / (1 + z2 / total)
    return Proportion(passed, total, max(0.0, centre - half), min(1.0, centre + half))


def capability(sums: Sums, step: float, upper_limit: float) -> Capability | None:
    """(limit - mean) / 3 s of readings in whole steps of `step`; None under SAMPLES_MIN of them,
    or when they do not vary."""
    count = sums.count
    if count < SAMPLES_MIN:
        return None
    spread_squared = count * sums.squares - sums.total * sums.total  # whole numbers: exact
    if spread_squared <= 0:
        return None
    spread = step * math.sqrt(spread_squared / (count * (count - 1)))
    cpk = (upper_limit - step * sums.total / count) / (3 * spread)
    # Bissell's approximation to the standard error of Cpk
    margin = _Z95 * math.sqrt(1 / (9 * count) + cpk * cpk / (2 * (count - 1)))
    return Capability(cpk, margin, count)


def yields(first: Cables, last: Cables) -> tuple[Proportion | None, Proportion | None]:
    """First-pass and final yield; None from fewer than SAMPLES_MIN cables."""
    if first.count < SAMPLES_MIN:
        return None, None
    return proportion(first.passed, first.count), proportion(last.passed, last.count)


def limits_of(counts: Mapping[str | None, int]) -> Limits:
    """The limits of tests (JSON -> how many): one set, several, or none recorded."""
    texts = [text for text, count in counts.items() if count]
    sets = [json.loads(text) for text in texts if text is not None]
    recorded = bool(texts) and None not in texts

    def common(name: str) -> float | None:
        values = {one.get(name) for one in sets}
        return values.pop() if recorded and len(values) == 1 else None

    return Limits(len(sets), recorded, common("leg_ohm"), common("pf_per_ft"))


def lot(counted: tally.Lot) -> Lot:
    """What its counts say of a lot."""
    first, last = counted.first, counted.last
    limits = limits_of(first.limits)
    leg, per_ft = limits.leg_ohm, limits.pf_per_ft
    first_pass, final = yields(first, last)
    return Lot(
        name=counted.name,
        tests=counted.tests,
        cables=first.count,
        passed=first.passed,
        passed_final=last.passed,
        first_pass=first_pass,
        final=final,
        leg_ohm=None if leg is None else capability(first.leg, LEG_OHM, leg),
        pf_per_ft=None if per_ft is None else capability(first.per_ft, PER_FT, per_ft),
        leg_samples=first.leg.count,
        pf_samples=first.per_ft.count,
        limits=limits,
        common=shared(first.faults, first.count),
        last_t=counted.last_t,
    )

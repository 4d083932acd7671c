"""Yield and capability, against values worked out elsewhere."""

import random

import pytest
from scipy import stats

from ringout_host.report import quality
from ringout_host.report.load import CableTest


def make(seq, verdict="PASS", serial=None, lot="L1", leg=0.5, pf=23.0) -> CableTest:
    return CableTest(
        dev="ab", seq=seq, t=seq, dated=True, verdict=verdict, wiring="trs_trs", serial=serial,
        lot=lot, faults=(), leg_ohm=leg and (leg, 0.02), pf=None, pf_per_ft=pf and (pf, 0.4),
        cal=None,
    )  # fmt: skip


@pytest.mark.parametrize(("passed", "total"), [(0, 25), (24, 25), (50, 60), (100, 100)])
def test_the_interval_is_wilsons(passed, total):
    found = quality.proportion(passed, total)
    expected = stats.binomtest(passed, total).proportion_ci(0.95, method="wilson")
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-6)


def test_capability_is_one_sided_against_the_upper_limit():
    # ten times 1, 2, 3: mean 2, sum of squares 20 over 29 -> s = 0.830455
    found = quality.capability([1.0, 2.0, 3.0] * 10, 5.0)
    assert found.value == pytest.approx(3 / (3 * 0.830455), rel=1e-5)
    assert found.samples == 30


def test_the_range_of_a_capability_covers_the_truth_about_95_times_in_100():
    draw = random.Random(4)
    truth, hits = 1.2, 0
    for _trial in range(400):
        found = quality.capability([draw.gauss(0, 1) for _n in range(50)], 3 * truth)
        hits += abs(found.value - truth) <= found.margin
    assert 0.92 < hits / 400 < 0.98


@pytest.mark.parametrize("values", [[], [1.0, 2.0] * 12, [0.5] * 100])
def test_too_few_or_equal_readings_give_no_capability(values):
    assert quality.capability(values, 1.0) is None


def test_a_lot_counts_each_cable_by_its_first_test():
    tests = [make(1, "FAIL", "a"), make(2, "PASS", "a"), make(3, "NO-CABLE", "b")]
    tests += [make(4, "PASS", "b"), make(5, "FAIL*", None), make(6, "PASS", None, lot=None)]
    (lot,) = quality.lots(tests, 1.0, 30.0)
    assert (lot.tests, lot.cables, lot.passed) == (5, 3, 1)
    assert (lot.first_pass, lot.leg_ohm) == (None, None)


@pytest.mark.parametrize(("count", "given"), [(24, False), (25, True)])
def test_results_begin_at_25_samples(count, given):
    tests = [make(n, leg=0.5 + n / 1000, pf=23 + n / 100) for n in range(count)]
    (lot,) = quality.lots(tests, 1.0, 30.0)
    for result in (lot.first_pass, lot.leg_ohm, lot.pf_per_ft):
        assert (result is not None) is given


def test_lots_without_readings_still_have_a_yield():
    (lot,) = quality.lots([make(n, leg=None, pf=None) for n in range(30)], 1.0, 30.0)
    assert lot.first_pass.value == 1.0
    assert (lot.leg_ohm, lot.leg_samples) == (None, 0)

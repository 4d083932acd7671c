"""Yield and capability, against values worked out elsewhere."""

import random

import pytest
from scipy import stats

from ringout_host.report import quality
from ringout_host.report.load import JUDGED, CableTest

LIMITS = '{"leg_ohm":1.0,"pf_per_ft":30.0}'


def make(seq, verdict="PASS", serial=None, lot="L1", leg=0.5, pf=23.0, limits=LIMITS) -> CableTest:
    return CableTest(
        dev="ab", seq=seq, t=seq, dated=True, verdict=verdict, wiring="trs_trs", serial=serial,
        lot=lot, faults=(), leg_ohm=leg and (leg, 0.02), pf=None, pf_per_ft=pf and (pf, 0.4),
        cal=None, judged=verdict in JUDGED, limits=limits,
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
    (lot,) = quality.lots(tests)
    assert (lot.tests, lot.cables, lot.passed) == (5, 3, 1)
    assert (lot.first_pass, lot.leg_ohm) == (None, None)


@pytest.mark.parametrize(("count", "given"), [(24, False), (25, True)])
def test_results_begin_at_25_samples(count, given):
    tests = [make(n, leg=0.5 + n / 1000, pf=23 + n / 100) for n in range(count)]
    (lot,) = quality.lots(tests)
    for result in (lot.first_pass, lot.leg_ohm, lot.pf_per_ft):
        assert (result is not None) is given


def test_lots_without_readings_still_have_a_yield():
    (lot,) = quality.lots([make(n, leg=None, pf=None) for n in range(30)])
    assert lot.first_pass.value == 1.0
    assert (lot.leg_ohm, lot.leg_samples) == (None, 0)


def test_first_pass_and_final_yield_are_apart():
    tests = [make(n, "FAIL", f"S{n}") for n in range(10)] + [make(n) for n in range(10, 40)]
    tests += [make(100 + n, "PASS", f"S{n}") for n in range(6)]
    (lot,) = quality.lots(tests)
    assert (lot.first_pass.value, lot.final.value) == (0.75, 0.9)


@pytest.mark.parametrize(
    ("limits", "leg", "pf", "sets"),
    [
        ([LIMITS], 1.0, 30.0, 1),
        (['{"leg_ohm":0.7}'], 0.7, None, 1),  # nothing per foot was judged
        (['{"leg_ohm":0.7}', '{"leg_ohm":0.8}'], None, None, 2),
        (['{"leg_ohm":0.7}', '{"leg_ohm":0.7,"pf_per_ft":45}'], 0.7, None, 2),
        ([None], None, None, 0),
        ([LIMITS, None], None, None, 1),  # nobody knows what the others were judged by
    ],
)
def test_a_lot_is_judged_by_the_limits_of_its_records(limits, leg, pf, sets):
    tests = [
        make(n, leg=0.5 + n / 1000, pf=23 + n / 100, limits=limits[n % len(limits)])
        for n in range(30)
    ]
    (lot,) = quality.lots(tests)
    assert (lot.limits.leg_ohm, lot.limits.pf_per_ft, lot.limits.sets) == (leg, pf, sets)
    assert (lot.leg_ohm is None, lot.pf_per_ft is None) == (leg is None, pf is None)
    if leg is not None:
        expected = quality.capability([0.5 + n / 1000 for n in range(30)], leg)
        assert lot.leg_ohm == expected

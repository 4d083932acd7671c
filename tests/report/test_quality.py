"""Yield and capability, against values worked out elsewhere."""

import random
import statistics

import pytest
from scipy import stats

from ringout_host.report import quality, tally
from ringout_host.report.counts import Sums
from ringout_host.report.narrow import LEG_OHM, PER_FT

LIMITS = '{"leg_ohm":1.0,"pf_per_ft":30.0}'


def sums(values, step):
    found = Sums()
    for value in values:
        found.add(1, round(value / step), round(value / step) ** 2)
    return found


def lot(count, passed=None, final=None, legs=(), per_ft=(), limits=(LIMITS,)):
    """A lot of so many cables, of which so many passed first and in the end."""
    made = tally.Lot("L1", count, 0)
    for cables, good in ((made.first, passed), (made.last, final)):
        good = count if good is None else good
        cables.add(good, "PASS", None, limits[0])
        cables.add(count - good, "FAIL", '[["open","B"]]', limits[-1])
        cables.limits.update(limits)
    made.first.leg, made.first.per_ft = sums(legs, LEG_OHM), sums(per_ft, PER_FT)
    return quality.lot(made)


@pytest.mark.parametrize(("passed", "total"), [(0, 25), (24, 25), (50, 60), (100, 100)])
def test_the_interval_is_wilsons(passed, total):
    found = quality.proportion(passed, total)
    expected = stats.binomtest(passed, total).proportion_ci(0.95, method="wilson")
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-6)


def test_capability_is_one_sided_against_the_upper_limit():
    # ten times 1, 2, 3: mean 2, sum of squares 20 over 29 -> s = 0.830455
    found = quality.capability(sums([1.0, 2.0, 3.0] * 10, LEG_OHM), LEG_OHM, 5.0)
    assert found.value == pytest.approx(3 / (3 * 0.830455), rel=1e-5)
    assert found.samples == 30


def test_the_range_of_a_capability_covers_the_truth_about_95_times_in_100():
    draw = random.Random(4)
    truth, hits = 1.2, 0
    for _trial in range(400):
        values = sums([draw.gauss(0, 1) for _n in range(50)], 1e-4)
        found = quality.capability(values, 1e-4, 3 * truth)
        hits += abs(found.value - truth) <= found.margin
    assert 0.92 < hits / 400 < 0.98


@pytest.mark.parametrize("values", [[], [1.0, 2.0] * 12, [0.1] * 1000])
def test_too_few_or_equal_readings_give_no_capability(values):
    assert quality.capability(sums(values, LEG_OHM), LEG_OHM, 1.0) is None


def test_what_is_taken_out_leaves_nothing():
    found = sums([0.5, 0.7, 99_999.0], LEG_OHM)
    found.take_out(999_990_000)
    found.take_out(None)
    assert found == sums([0.5, 0.7], LEG_OHM)


@pytest.mark.parametrize(("count", "given"), [(24, False), (25, True)])
def test_results_begin_at_25_samples(count, given):
    found = lot(
        count,
        legs=[0.5 + n / 1000 for n in range(count)],
        per_ft=[23 + n / 100 for n in range(count)],
    )
    for result in (found.first_pass, found.leg_ohm, found.pf_per_ft):
        assert (result is not None) is given


def test_lots_without_readings_still_have_a_yield():
    found = lot(30)
    assert found.first_pass.value == 1.0
    assert (found.leg_ohm, found.leg_samples) == (None, 0)


def test_first_pass_and_final_yield_are_apart():
    found = lot(40, passed=30, final=36)
    assert (found.first_pass.value, found.final.value) == (0.75, 0.9)


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
    legs = [0.5 + n / 1000 for n in range(30)]
    found = lot(30, legs=legs, per_ft=[23 + n / 100 for n in range(30)], limits=limits)
    assert (found.limits.leg_ohm, found.limits.pf_per_ft, found.limits.sets) == (leg, pf, sets)
    assert (found.leg_ohm is None, found.pf_per_ft is None) == (leg is None, pf is None)
    if leg is not None:
        expected = (leg - statistics.mean(legs)) / (3 * statistics.stdev(legs))
        assert found.leg_ohm.value == pytest.approx(expected)


def test_limits_that_no_cable_is_left_of_are_none():
    assert quality.limits_of({LIMITS: 3, '{"leg_ohm":9}': 0, None: 0}).leg_ohm == 1.0

"""Drift of a serial over its tests."""

import pytest

from ringout_host.report.again import Best
from ringout_host.report.history import Life, drift
from ringout_host.report.load import Row
from ringout_host.report.page import _spark


def made(seq, verdict="PASS", leg=0.5):
    empty = dict.fromkeys(Row._fields)
    known = {"device": 1, "seq": seq, "serial": "S", "verdict": verdict, "at": seq, "judged": 1}
    return Row(**{**empty, **known, "leg_ohm": leg, "leg_ohm_u": 0.02, "dated": 1})


def lives(**tests):
    """Of serials, by the legs (ohm) or rows of their tests; those to look at first at the front."""
    best = Best({1: "ab"})
    for serial, rows in tests.items():
        rows = [made(n, leg=row) if isinstance(row, float) else row for n, row in enumerate(rows)]
        best.see(Life(serial, rows))
    return best.histories


@pytest.mark.parametrize(
    ("readings", "change", "sure"),
    [
        ([(0.50, 0.02), (0.51, 0.02)], 0.01, False),
        ([(0.50, 0.02), (0.60, 0.02)], 0.10, True),
        ([(0.60, 0.02), (9.0, 0.02), (0.50, 0.02)], -0.10, True),
        ([(0.50, 0.03), (0.54, 0.03)], 0.04, False),  # 0.042 is the joint uncertainty
    ],
)
def test_drift_is_sure_only_beyond_both_uncertainties(readings, change, sure):
    found = drift(readings)
    assert found.change == pytest.approx(change)
    assert found.sure is sure


@pytest.mark.parametrize("readings", [[], [(1.0, 0.1)]])
def test_one_reading_is_no_drift(readings):
    assert drift(readings) is None


def test_a_test_without_a_reading_is_passed_over():
    (life,) = lives(one=[0.5, made(1, leg=None), 0.6, made(3, leg=None)])
    assert (life.leg_ohm.first, life.leg_ohm.last, life.pf, life.count) == (0.5, 0.6, None, 4)


def test_the_failing_come_first_then_the_drifting():
    found = lives(ok=[0.5, 0.501], moved=[0.5, 0.9], bad=[0.5, made(1, "FAIL")])
    assert [life.serial for life in found] == ["bad", "moved", "ok"]


def test_a_line_shows_drift_as_drift_and_noise_as_flat():
    heights = {}
    for life in lives(noisy=[0.5, 0.51], moved=[0.5, 0.9], long=[0.5 + n for n in range(1000)]):
        (_, first), *_between, (_, last) = (point.split(",") for point in _spark(life).split())
        heights[life.serial] = float(first) - float(last)
    assert heights["moved"] == heights["long"] == 20 and 0 < heights["noisy"] < 5

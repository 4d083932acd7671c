"""Drift of a serial over its tests."""

import pytest

from ringout_host.report.history import drift, histories
from ringout_host.report.page import _spark
from tests.report.test_quality import make


@pytest.mark.parametrize(
    ("readings", "change", "sure"),
    [
        ([(0.50, 0.02), (0.51, 0.02)], 0.01, False),
        ([(0.50, 0.02), None, (0.60, 0.02)], 0.10, True),
        ([(0.60, 0.02), (9.0, 0.02), (0.50, 0.02)], -0.10, True),
        ([(0.50, 0.03), (0.54, 0.03)], 0.04, False),  # 0.042 is the joint uncertainty
    ],
)
def test_drift_is_sure_only_beyond_both_uncertainties(readings, change, sure):
    found = drift(readings)
    assert found.change == pytest.approx(change)
    assert found.sure is sure


@pytest.mark.parametrize("readings", [[], [(1.0, 0.1)], [None, (1.0, 0.1), None]])
def test_one_reading_is_no_drift(readings):
    assert drift(readings) is None


def test_the_failing_come_first_then_the_drifting():
    tests = [make(n, serial=name, leg=0.5) for n, name in enumerate(("ok", "moved", "bad", "once"))]
    tests += [make(10, serial="moved", leg=0.9), make(11, serial="ok", leg=0.501)]
    tests += [make(12, "FAIL", "bad"), make(13, "NO-CABLE", "once")]
    assert [history.serial for history in histories(tests)] == ["bad", "moved", "ok"]


def test_a_line_shows_drift_as_drift_and_noise_as_flat():
    noisy = make(1, serial="noisy", leg=0.5), make(2, serial="noisy", leg=0.51)
    moved = make(3, serial="moved", leg=0.5), make(4, serial="moved", leg=0.9)
    heights = {}
    for history in histories([*noisy, *moved]):
        (_, first), (_, last) = (point.split(",") for point in _spark(history).split())
        heights[history.serial] = float(first) - float(last)
    assert heights["moved"] == 20 and 0 < heights["noisy"] < 5

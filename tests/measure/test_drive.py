"""Damaged force paths: the self-test names the part, calibration refuses, no bad cable passes."""

import random

import pytest
from tests.soak import damaged

from ringout.board import pinmap as pin
from ringout.measure import drive
from ringout.measure.calibrator import Calibrator, Refusal
from ringout_host.sim.handheld import Handheld

SEEDS = (1, 3, 6, 9)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_sound_tester_passes_and_its_drivers_are_read(tmp_path, seed):
    handheld = Handheld("none", str(tmp_path), seed)
    tester = handheld.app.tester
    assert all(check.ok for check in tester.selftest())
    front_end = handheld.bench.front_end
    handheld.board.quiet(True)
    handheld.board.settle_us(5000)
    for line, (high, low) in enumerate(drive.measure(tester.charger)):
        true = front_end.gpio_ohm[line] + front_end.force_ohm[line]
        assert high == pytest.approx(true, abs=95) and low == pytest.approx(true, abs=95)
    assert not handheld.bench.is_driven()


@pytest.mark.parametrize(
    ("part", "change", "said"),
    [
        ("220", 0.0, "220 ohm shorted"),
        ("330", 0.0, "330 ohm shorted"),
        ("220", 2.0, "220 or 330 ohm"),
        ("330", 10.0, "220 or 330 ohm"),
        ("driver", 500.0, "or GP6"),
        ("220", 1e12, ""),
    ],
)
def test_the_selftest_says_which_part(tmp_path, part, change, said):
    handheld = Handheld("none", str(tmp_path), 2)
    damaged.damage(handheld, pin.line_of("B.T"), part, change)
    wrong = [check for check in handheld.app.tester.selftest() if not check.ok]
    assert wrong and "B.T" in wrong[0].name + wrong[0].advice and said in wrong[0].advice
    tester = handheld.app.tester
    with pytest.raises(Refusal, match=r"B\.T"):
        Calibrator(handheld.board, tester.charger, tester.calibration).empty()


def test_no_bad_cable_passes_on_a_damaged_tester():
    rng = random.Random(2)
    for change in damaged.DAMAGES:
        damaged.once((rng.randrange(pin.LINES), *change), rng, cables=2)


def test_unequal_drivers_are_an_error_and_never_zero_ohm(tmp_path):
    handheld = Handheld("none", str(tmp_path), 2)
    damaged.damage(handheld, pin.line_of("A.T"), "220", 0.0)
    handheld.plug("ts_ts,length=3m,joint=T:3ohm@B")
    record = handheld.app.press()
    assert record["verdict"] == "ERROR" and "run the self-test" in record["text"]

"""What a real board does beside its design must not break the tester: `--tester` effects.

Bounded; `make bench ARGS=boards` does it with twelve boards, all good cables and all effects."""

import pytest
from tests.measuring_rig import Rig

from ringout.board import pinmap

EFFECTS = (
    "ripple_mv=11", "adc=a", "adc=e", "mux_leak_na=300", "mux_leak_na=800",
    "line_leak_na=16", "line_leak_na=64", "jack_pf=46,mutual_pf=10", "offset_mv=35",
)  # fmt: skip


@pytest.mark.parametrize("effect", EFFECTS)
def test_the_self_test_passes(tmp_path, effect):
    for seed in (101, 102):
        rig = Rig(tmp_path, seed, electronics=effect)
        rig.tester.start()
        assert rig.tester.broken is None
        checks = rig.tester.selftest()
        assert [check.name for check in checks if not check.ok] == []


def test_nothing_is_measured_in_the_noisy_mode_of_the_regulator(tmp_path):
    """Neither at power-on nor by the self-test, a press or the calibration."""
    rig = Rig(tmp_path, 3)
    board, loud = rig.board, []
    capture, adc_sum = board.capture, board.adc_sum

    def seen(reading):
        def read(*arguments):
            supply = rig.bench.front_end.supply
            if not supply.quiet:
                loud.append(arguments)
            return reading(*arguments)

        return read

    board.capture, board.adc_sum = seen(capture), seen(adc_sum)
    rig.tester.start()
    rig.tester.selftest()
    rig.calibrate("A")
    rig.test("trs_trs")
    rig.tester.refresh()
    assert loud == []
    assert not rig.bench.front_end.supply.quiet


@pytest.mark.parametrize("nanoampere", [0, 100, 300, 800])
def test_leakage_into_z_is_told_and_leaves_the_supply_alone(tmp_path, nanoampere):
    for seed in range(1, 7):
        rig = Rig(tmp_path, seed, electronics=f"typical,mux_leak_na={nanoampere}")
        check = {c.name: c for c in rig.tester.selftest()}["leakage of Z"]
        assert check.ok
        assert abs(check.value) == pytest.approx(nanoampere, abs=35)
        front_end = rig.bench.front_end
        codes = front_end.vdd / (front_end.vdd - pinmap.ADC_VREF_DROP_V) * 4096
        codes *= front_end.adc.gain
        assert rig.tester.charger.supply_codes() == pytest.approx(codes, rel=0.002)

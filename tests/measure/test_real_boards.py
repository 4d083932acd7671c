"""What a real board does beside its design must not break the tester: `--tester` effects.

Bounded; `make bench ARGS=boards` does it with twelve boards, all good cables and all effects."""

import pytest
from tests.measuring_rig import Rig, pair

from ringout.board import pinmap
from ringout.board.pinmap import C_REF_F
from ringout_host.sim.handheld import Handheld

EFFECTS = (
    "ripple_mv=11", "adc=a", "adc=e", "mux_leak_na=300", "mux_leak_na=800",
    "line_leak_na=16", "line_leak_na=128", "jack_pf=46,mutual_pf=10", "offset_mv=35",
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


@pytest.mark.parametrize(
    "tester", ["typical", "ideal", "jack_pf=46,mutual_pf=20,line_leak_na=64", "mux_leak_na=400"]
)
def test_calibration_learns_what_every_two_contacts_have_between_them(tmp_path, tester):
    rig = Rig(tmp_path, 5, electronics=tester).calibrate("A")
    stray = rig.bench.front_end.stray
    learned = rig.tester.calibration
    for first in range(pinmap.LINES):
        for last in range(first + 1, pinmap.LINES):
            pf, _ = learned.stray_pf(1 << first, 1 << last)
            true = stray.mutual_f.get((first, last), 0.0) * 1e12
            assert pf == pytest.approx(true, rel=0.06, abs=0.5)


WORN = (
    "ripple_mv=11,jack_pf=46,mutual_pf=10,line_leak_na=16,mux_leak_na=75,offset_mv=35,warm_k=20,"
    "calibrated=yes"
)  # all at once


@pytest.mark.parametrize(
    ("tester", "seed"),
    [("offset_mv=35", 106), (WORN, 106)],
)
def test_steps_of_the_converter_leave_ohms_alone(tmp_path, tester, seed):
    """A contact of each pair lies beyond a step, in one polarity or both: that, or the 10 ohm of
    calibration, was 36 mohm."""
    rig = Rig(tmp_path, seed, electronics=tester).calibrate("AB")
    for ohm in (1.0, 2.0, 3.5, 5.0):
        taken = rig.take(f"trs_trs,length=1m,core_ohm={ohm:.6f}ohm/m")
        assert taken.ohm[pair("A.T-B.T")][0] == pytest.approx(ohm, abs=0.03)


@pytest.mark.parametrize("seed", [104])
def test_leakage_from_the_supply_is_told_by_the_empty_contacts(tmp_path, seed):
    """A tenth of these 256 nA a line comes from 3V3: it shortened a curve and hardly lowered where
    it ends, 0.8 % of a capacitance."""
    tester = "line_leak_na=64,warm_k=20,calibrated=yes"
    rig = Rig(tmp_path, seed, electronics=tester).calibrate("AB")
    for pf in (30.0, 300.0, 3000.0):
        taken = rig.take(f"ts_ts,length=10m,cs={pf / 10}pF/m")
        ((value, _),) = taken.pair_pf.values()
        value *= rig.bench.front_end.cref_f / C_REF_F
        true = pf + rig.bench.cable.plugs_pf("T", "S")
        assert value == pytest.approx(true, abs=1.0 + 0.005 * pf)


CASES = (
    "typical", "ideal", "line_leak_na=16", "line_leak_na=128,warm_k=20,calibrated=yes",
    "jack_pf=46,mutual_pf=10", "jack_pf=14,mutual_pf=1", "mux_leak_na=300", "adc=e",
)  # fmt: skip


@pytest.mark.parametrize("tester", CASES)
def test_good_cables_pass_and_bad_ones_fail(tmp_path, tester):
    """Calibrated or not; trrs_split leaves no contact empty that could tell of warming."""
    for seed in ((104, 109)[CASES.index(tester) % 2],):
        handheld = Handheld("none", str(tmp_path / str(seed)), seed, tester=tester)
        for cable in ("trs_trs,length=6m", "trrs_split", "xlr_y_split,length=1.2m"):
            handheld.plug(cable)
            assert handheld.press()["verdict"] == "PASS", cable
        for cable, code in (
            ("trs_trs,length=6m,open=R@0.3m:B", "open"),
            ("ts_ts,leak=T-S:800k", "leakage"),
            ("xlr_xlr,short=T-R:2ohm@A", "short"),
        ):
            handheld.plug(cable)
            record = handheld.press()
            assert record["verdict"] == "FAIL", cable
            assert code in [fault["code"] for fault in record["faults"]]


@pytest.mark.parametrize("seed", [101, 104])
def test_charge_that_insulation_gives_back_is_no_voltage(tmp_path, seed):
    """50 m give back so much between averaged captures that it was a source that came and went."""
    handheld = Handheld("xlr_xlr,length=50m,pvc=0.1", str(tmp_path), seed)
    assert handheld.press()["verdict"] == "PASS"


@pytest.mark.parametrize("length", ["3m", "10m", "20m"])
@pytest.mark.parametrize("pvc", [0.03, 0.1])
def test_soft_insulation_never_ends_in_an_error(tmp_path, length, pvc):
    handheld = Handheld(f"trs_trs,length={length},pvc={pvc}", str(tmp_path), 3, tester="typical")
    record = handheld.press()
    assert record["verdict"] == "PASS"
    truth = handheld.bench.cable.truth_pf()
    assert truth["T-S"] < record["pf"]["T-S"][0] < 1.5 * truth["T-S"]

"""Every failure of the self-test table, put into the simulated board and found by name."""

import pytest
from tests.measuring_rig import Rig

from ringout.board import pinmap
from ringout.measure.selftest import deviation
from ringout_host.sim.handheld import Handheld

LINE = pinmap.line_of


def broken(**changes):
    def change(rig):
        for name, value in changes.items():
            setattr(rig.bench.front_end, name, value)

    return change


def part(name, line, value):
    def change(rig):
        getattr(rig.bench.front_end, name)[line] = value

    return change


def scaled(name, factor):
    def change(rig):
        setattr(rig.bench.front_end, name, getattr(rig.bench.front_end, name) * factor)

    return change


def noisy(rig):
    rig.bench.front_end.adc.noise_lsb = 7.0


def water(rig):
    rig.bench.front_end.stray.line_f[LINE("B.T")] += 12e-12


def no_display(rig):
    rig.board.panel.connected = False


def flat_battery(rig):
    rig.board.supply_mv = 1700


def key_stuck(rig):
    rig.board.held = 1


# (what is broken, the check that must say so first)
FAULTS = {
    "op amp offset": (broken(buffer_offset_v=0.05), "ADC baseline"),
    "supply noise": (noisy, "noise"),
    "bleed open": (broken(bleed_ohm=1e12), "V_inf HI"),
    "CHG_HI resistor drifted": (scaled("chg_hi_ohm", 1.15), "tau 1 nF"),
    "CHG_HI pin dead": (broken(charge_dead=(True, False)), "x11 stage"),
    "CHG_LO pin dead": (broken(charge_dead=(False, True)), "V_inf LO"),
    "CHG_LO resistor drifted": (scaled("chg_lo_ohm", 1.3), "V_inf LO"),
    "mux dead": (broken(mux_dead=True), "mux 3V3/2"),
    "S0 stuck low": (broken(mux_address=(14, 0)), "ADC baseline"),
    "S0 stuck high": (broken(mux_address=(15, 1)), "mux 3V3/2"),
    "S1 stuck low": (broken(mux_address=(13, 0)), "mux 3V3/2"),
    "S1 stuck high": (broken(mux_address=(15, 2)), "V_inf HI"),
    "S2 stuck low": (broken(mux_address=(11, 0)), "mux 3V3/2"),
    "S2 stuck high": (broken(mux_address=(15, 4)), "tau 1 nF"),
    "S3 stuck low": (broken(mux_address=(7, 0)), "mux 3V3/2"),
    "S3 stuck high": (broken(mux_address=(15, 8)), "jacks"),
    "1 nF missing": (broken(cref_f=1e-13), "tau 1 nF"),
    "1 nF drifted": (scaled("cref_f", 1.1), "tau 1 nF"),
    "10 nF drifted": (scaled("cref_big_f", 0.85), "tau 10 nF"),
    "x11 feedback drifted": (scaled("x11_gain", 0.9), "x11 stage"),
    "A.R 220 ohm open": (part("force_ohm", LINE("A.R"), 1e12), "line A.R"),
    "B.S sense resistor open": (part("sense_ohm", LINE("B.S"), 1e12), "line B.S"),
    "GPIO stuck low": (part("stuck", LINE("A.S"), 0), "jacks"),
    "GPIO stuck high": (part("stuck", LINE("C.T"), 1), "jacks"),
    "water in a jack": (water, "zero B.T"),
    "display gone": (no_display, "display"),
    "battery flat": (flat_battery, "supply"),
    "key stuck": (key_stuck, "keys"),
}  # fmt: skip
# A line that stays high looks like a voltage from outside, one that stays low like something that
# ties it to ground: every press says LIVE.
NOT_THE_ELECTRONICS = ("zero", "display", "supply", "keys", "jacks")


@pytest.mark.parametrize("seed", range(1, 13))
def test_twelve_good_boards_pass(tmp_path, seed):
    rig = Rig(tmp_path, seed)
    checks = rig.tester.selftest()
    assert [check.name for check in checks if not check.ok] == []
    assert len(checks) > 20
    assert not rig.bench.is_driven()
    assert rig.tester.broken is None


@pytest.mark.parametrize("fault", FAULTS)
def test_every_failure_is_found_and_named(tmp_path, fault):
    rig = Rig(tmp_path, 4).calibrate()
    change, name = FAULTS[fault]
    change(rig)
    rig.plug("none")
    checks = rig.tester.selftest()
    failed = [check for check in checks if not check.ok]
    assert [check.name for check in failed][:1] == [name]
    assert all(check.advice for check in failed)
    critical = not name.startswith(NOT_THE_ELECTRONICS)
    assert bool(rig.tester.broken) == critical
    record = rig.test("trs_trs")
    others = "LIVE" if name == "jacks" else "PASS"
    assert record["verdict"] == ("ERROR" if critical else others)
    if fault == "GPIO stuck high":
        assert "C.T" in failed[0].advice
    if critical:
        assert name in record["text"]
        assert record["nets"] == [] and record["pf"] == {} and record["leg_ohm"] == {}


def test_a_repaired_tester_gives_verdicts_again(tmp_path):
    rig = Rig(tmp_path)
    good = rig.bench.front_end.bleed_ohm
    rig.bench.front_end.bleed_ohm = 1e12
    rig.plug("trs_trs")
    rig.tester.start()
    assert rig.test()["verdict"] == "ERROR"
    rig.bench.front_end.bleed_ohm = good
    assert rig.test("trs_trs")["verdict"] == "PASS"


def test_a_line_fault_stays_until_empty_jacks_prove_the_repair(tmp_path):
    rig = Rig(tmp_path)
    good = rig.bench.front_end.force_ohm[1]
    rig.bench.front_end.force_ohm[1] = 1e12
    rig.plug("none")
    rig.tester.selftest()
    rig.bench.front_end.force_ohm[1] = good
    assert rig.test("trs_trs")["verdict"] == "ERROR"
    rig.plug("none")
    rig.tester.selftest()
    assert rig.test("trs_trs")["verdict"] == "PASS"


@pytest.mark.parametrize("cable", ["trs_trs", "none,live=48V:6.81k@A.T,A.R"])
def test_something_left_in_the_jacks_is_no_broken_tester(tmp_path, cable):
    rig = Rig(tmp_path, 1, cable)
    failed = [check for check in rig.tester.selftest() if not check.ok]
    assert [check.name for check in failed] == ["jacks"]
    assert rig.tester.broken is None


@pytest.mark.parametrize(
    ("source", "seed"),
    [("0.05V:100kohm@B.T", 603), ("-1.0V:100kohm@A.R", 663), ("1.0V:100kohm@A.S", 430)],
)
def test_a_weak_source_is_no_broken_driver(tmp_path, source, seed):
    """Behind 100 kohm it is not seen as a voltage: it reads as ohms of the line it is on."""
    handheld = Handheld("none", str(tmp_path), seed)
    handheld.plug("none,live=" + source)
    handheld.app.tester.selftest()
    assert not handheld.app.tester.broken


def test_a_broken_driver_is_one_on_a_wet_contact_too(tmp_path):
    handheld = Handheld("none", str(tmp_path), 3)
    handheld.bench.front_end.force_ohm[LINE("B.T")] += 220
    handheld.plug("none,live=0.05V:100kohm@B.T")
    handheld.app.tester.selftest()
    assert handheld.app.tester.broken.startswith("drive: B.T")


def test_start_drives_no_line(tmp_path):
    rig = Rig(tmp_path, 1, "none,live=48V:6.81k@A.T")
    driven = []
    configure = rig.bench.configure

    def watch(**changes):
        driven.append(changes.get("high", 0) | changes.get("low", 0))
        configure(**changes)

    rig.bench.configure = watch
    rig.tester.start()
    assert driven and not any(driven)


def test_deviation_against_the_definition():
    codes = [2000, 2001, 1999, 2003, 1998, 2000, 2002, 1997]
    mean = sum(codes) / 8
    by_hand = (sum((c - mean) ** 2 for c in codes) / 8) ** 0.5
    assert deviation(codes, 8) == pytest.approx(by_hand)

"""A tester's electronics measured through its console are those that it has."""

import json

import pytest

from ringout.board import pinmap
from ringout.board.pinmap import ALL_LINES
from ringout_host.characterise import band, measure
from ringout_host.errors import DeviceError, Exit
from ringout_host.link.inside import device_of
from ringout_host.sim import unit
from ringout_host.sim.handheld import Handheld
from ringout_host.sim.parasitics import AT_V

RAMPS = 24
SEEN = {  # value -> how far a measurement may be off, of the unit and relative
    "zero_pf": (0.7, 0.01),
    "leak_na": (6.0, 0.4),  # a leak to a contact that floats counts half or whole
    "drive_ohm": (6.0, 0.0),
    "sense_ohm": (90.0, 0.0),  # the reference path is no better
    "pull_ohm": (0.0, 0.04),
    "mutual_pf": (0.4, 0.06),
    "mux_leak_na": (15.0, 0.1),
    "x11_gain": (0.15, 0.0),
    "x11_middle_mv": (6.0, 0.0),
    "noise_codes": (0.15, 0.0),
    "ripple_mv": (1.0, 0.1),
    "adc_offset_codes": (3.0, 0.0),
}
TESTERS = [
    "typical",
    "typical,line_leak_na=64,jack_pf=60,mutual_pf=14,mux_leak_na=300,offset_mv=35",
    "ideal",
]


def made(tmp_path, spec, seed=3, cable="none"):
    handheld = Handheld(cable, str(tmp_path / "flash"), seed=seed, tester=spec)
    return handheld, device_of(handheld)


def compared(values, truth):
    """What is off by more than SEEN."""
    wrong = []
    for name, (least, share) in SEEN.items():
        found, real = values[name], truth[name]
        if not isinstance(found, dict):
            found, real = {"": found}, {"": real}
        for key, value in found.items():
            expected = real.get(key, 0.0)
            if abs(value - expected) > least + share * abs(expected):
                wrong.append((name, key, value, expected))
    return wrong


def beside_na(handheld, contact):
    """What leaks to the contacts beside it, which float and take some of it."""
    line, leaks = pinmap.line_of(contact), handheld.bench.front_end.stray.beside_ohm
    return 1e9 * AT_V * (1 / leaks[line] + 1 / leaks[max(line - 1, 0)])


@pytest.mark.parametrize("spec", TESTERS)
def test_every_value_is_found(tmp_path, spec):
    (tmp_path / "flash").mkdir()
    handheld, device = made(tmp_path, spec)
    taken = []
    values, seen = measure.measured(device.call, lambda: taken.append(1), RAMPS)
    assert len(taken) == measure.steps(RAMPS)
    wrong = compared(values, unit.of(handheld.bench.front_end))
    assert [row for row in wrong if row[0] != "leak_na"] == []
    assert all(0 < value - real < beside_na(handheld, name) for _, name, value, real in wrong)
    assert not handheld.bench.is_driven()
    assert len(seen["tau_samples"]) == pinmap.LINES + 3
    assert handheld.press()["verdict"] == "NO-CABLE", "it works on as before"


def test_the_converters_steps_are_found_in_the_slow_ramps(tmp_path):
    (tmp_path / "flash").mkdir()
    _, device = made(tmp_path, "typical,adc=a")
    values, seen = measure.measured(device.call, ramps=100)
    assert values["adc_lost"] == pytest.approx([9.2, 8.5, 8.5, 8.3], abs=2.0)
    wide = [code for code, width in seen["odd_codes"] if width > 6]
    assert sorted(wide) == [511, 1535, 2559, 3583]


def test_a_simulated_tester_of_the_file_measures_as_the_unit(ringout, tmp_path):
    file, again = tmp_path / "unit.json", tmp_path / "again.json"
    words = ["--ramps", "0", "--json", "--out"]
    spec = "typical,line_leak_na=30,jack_pf=70,mux_leak_na=200"
    code, out, _ = ringout("characterise", "--tester", spec, "--seed", "6", *words, str(file))
    assert code == Exit.OK
    values = json.loads(out)["values"]
    assert values == json.loads(file.read_text())["values"] == unit.load(file)
    code, out, _ = ringout("characterise", "--tester", f"unit={file}", *words, str(again))
    assert code == Exit.OK
    assert compared(json.loads(out)["values"], values) == []
    code, out, _ = ringout(
        "simulate", "--cable", "trs_trs,length=6m", "--tester", f"unit={file}", "--json"
    )
    assert code == Exit.OK and json.loads(out)["verdict"] == "PASS"


def test_doctor_says_what_is_odd_about_a_unit(ringout, tmp_path):
    file = tmp_path / "unit.json"
    ringout(
        "characterise", "--seed", "4", "--tester", "typical", "--ramps", "0", "--out", str(file)
    )
    code, out, _ = ringout("doctor", "--unit", str(file))
    assert code == Exit.OK and "as 24 simulated testers have them" in out
    made = json.loads(file.read_text())
    made["values"]["leak_na"]["B.R"] = 180.0
    made["values"]["ripple_mv"] = 38.0
    file.write_text(json.dumps(made))
    code, out, _ = ringout("doctor", "--unit", str(file), "--json")
    names = [found["check"] for found in json.loads(out)["findings"]]
    assert names == ["unit leak_na of B.R", "unit ripple_mv"]
    file.write_text(json.dumps({**made, "values": {"leak_na": {"B.R": "much"}}}))
    code, out, _ = ringout("doctor", "--unit", str(file))
    assert code == Exit.DATA_CORRUPT and "not a number" in out


@pytest.mark.parametrize("seed", [2, 40, 77])
def test_a_usual_tester_is_not_odd(seed):
    from ringout_host.sim import tester_spec
    from ringout_host.sim.front_end import FrontEnd

    assert band.odd(unit.of(FrontEnd(seed, tester_spec.parse("typical")))) == []


def test_a_cable_in_the_jacks_is_said(ringout, tmp_path):
    (tmp_path / "flash").mkdir()
    _, device = made(tmp_path, "typical", cable="trs_trs,length=6m")
    with pytest.raises((measure.NotEmpty, DeviceError), match="unplug|joined"):
        measure.measured(device.call, ramps=0)


# -- the op -----------------------------------------------------------------------------------
@pytest.fixture
def plugged(tmp_path):
    (tmp_path / "flash").mkdir()

    def plug(cable):
        return made(tmp_path, "typical", cable=cable)

    return plug


def test_nothing_is_driven_into_a_live_line(plugged):
    handheld, device = plugged("trs_trs,live=48V:6.81k@A.T,A.R")
    with pytest.raises(DeviceError, match=r"voltage on A.T A.R B.T B.R: unplug \(live\)"):
        device.call("raw", high=1)
    with pytest.raises(DeviceError, match="live"):
        device.call("raw", mux=0, hi=1)
    assert len(device.call("raw", mux=0, count=9)["content"]) == 18, "looking is allowed"
    assert not handheld.bench.is_driven()


def test_a_line_that_becomes_live_between_two_captures_is_seen(plugged):
    handheld, device = plugged("none")
    device.call("raw", high=1, mux=0)
    handheld.plug("trs_trs,live=9V:1k@A.T")
    with pytest.raises(DeviceError, match="live"):
        device.call("raw", high=2, mux=0)
    assert not handheld.bench.is_driven()


def test_joined_contacts_are_not_driven_against_each_other(plugged):
    _, device = plugged("trs_trs,length=6m")
    with pytest.raises(DeviceError, match="high and low are joined"):
        device.call("raw", high=0b0011, low=0b10000)
    device.call("raw", high=0b0001, low=0b10000, mux=0)  # the test current
    device.call("raw", high=0b0001, low=0b0010, mux=0)


WRONG = [
    {"high": 3, "low": 2}, {"high": ALL_LINES + 1}, {"low": -1}, {"mux": 16}, {"adc": 2},
    {"adc": 3}, {"count": 0}, {"count": 3073}, {"settle": 100001}, {"discharge": -1}, {"hi": 2},
    {"lo": "1"}, {"count": True}, {"high": 1.5},
]  # fmt: skip


@pytest.mark.parametrize("asked", WRONG, ids=str)
def test_what_it_refuses(plugged, asked):
    handheld, device = plugged("none")
    with pytest.raises(DeviceError, match="bad-arg"):
        device.call("raw", **asked)
    assert not handheld.bench.is_driven() and not handheld.bench.front_end.supply.quiet


def test_a_capture_is_the_charge_curve(plugged):
    handheld, device = plugged("none")
    asked = {"mux": pinmap.MUX_CREF, "discharge": 300, "hi": 1, "count": 400}
    codes = device.call("raw", **asked)["content"]
    curve = [codes[k] | codes[k + 1] << 8 for k in range(0, len(codes), 2)]
    assert curve[0] < 200 and 3600 < curve[-1] < 3800
    assert curve[100] == pytest.approx(curve[-1] * (1 - 2.718 ** (-100 / 109)), rel=0.05)
    assert not handheld.bench.is_driven()

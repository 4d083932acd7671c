"""Capacitors in a plug: found where the other pairs of the cable, or a told length, can tell."""

import pytest
from own_cables import own

from ringout.diagnosis import diagnose, own_cable
from ringout.results import record
from ringout_host.cables import learn
from ringout_host.sim.handheld import Handheld

TS = "A.T-B.T A.S=B.S A.R~A.S B.R~B.S"


def capacitors(result):
    return [part for part in result.more.get("parts", ()) if part["kind"] == "C"]


@pytest.mark.parametrize("pair", ["T-S", "R-S", "T-R"])
@pytest.mark.parametrize("nanofarad", [0.47, 1, 2.2, 4.7])
@pytest.mark.parametrize("length", ["30cm", "3m"])
def test_one_beside_other_pairs_needs_no_length(surveyor, pair, nanofarad, length):
    readings = surveyor.read(f"xlr_xlr,length={length},part={pair}:{nanofarad}nF@B")
    auto = diagnose.diagnose(readings)
    (found,) = capacitors(auto)
    assert auto.verdict == "LOOKS-LIKE" and auto.question["text"].endswith("meant?")
    assert {contact[2:] for contact in found["net"]} == set(pair.split("-"))
    assert abs(found["pf"] - 1000 * nanofarad) < found["u"] + 20
    expect = diagnose.diagnose(readings, "expect:xlr_xlr")
    assert (expect.verdict, [f["code"] for f in expect.faults]) == ("FAIL", ["part"])


@pytest.mark.parametrize(("nanofarad", "settings"), [(2.2, None), (1, {"stock": "generic-guitar"})])
def test_in_a_lead_of_two_conductors_a_told_length_shows_it(surveyor, nanofarad, settings):
    """Half as much where its stock is told: with a second core on the shield it has 485 pF/m."""
    readings = surveyor.read(f"ts_ts,length=3m,part=T-S:{nanofarad}nF@A")
    assert diagnose.diagnose(readings).verdict == "PASS", "a longer lead reads the same"
    told = diagnose.diagnose(readings, "auto", 3.0, settings)
    (found,) = capacitors(told)
    assert told.verdict == "LOOKS-LIKE" and abs(found["pf"] - 1000 * nanofarad) < found["u"]
    expect = diagnose.diagnose(readings, "expect:ts_ts", 3.0, settings)
    assert [fault["code"] for fault in expect.faults] == ["part"]


@pytest.mark.parametrize(
    ("cable", "pair"),
    [("ts_ts,length=12cm,part=T-S:2.2nF@B", "T-S"), ("rca_rca,length=30cm,part=T-S:2.2nF@A", "T-S"),
     ("insert,length=12cm,part=R-S:2.2nF@A", "R-S"), ("insert,length=3m,part=R-S:2.2nF@A", "R-S"),
     ("insert,length=3m,part=T-S:2.2nF@B", "T-S"), ("insert,length=6cm,part=T-R:2.2nF@A", "T-R"),
     ("stereo_rca_y,length=2m,part=T-R:2.2nF@A", "T-R")],
)  # fmt: skip
def test_more_than_ohms_or_the_other_leg_allow_needs_none(surveyor, cable, pair):
    """And no core is blamed for picofarads that its leg does not have."""
    readings = surveyor.read(cable)
    wiring_id = cable.partition(",")[0]
    for mode in ("auto", "expect:" + wiring_id):
        (found,) = capacitors(diagnose.diagnose(readings, mode))
        assert {contact[2:] for contact in found["net"]} == set(pair.split("-"))
        assert abs(found["pf"] - 2200) < found["u"] + 50
    expect = diagnose.diagnose(readings, "expect:" + wiring_id)
    assert [fault["code"] for fault in expect.faults] == ["part"]


@pytest.mark.parametrize(
    "cable",
    ["xlr_ts35_open,length=15m,stock=belden-88760", "trs_ts_2core,length=6m,stock=belden-88760",
     "trs_rca_2core_lift,length=6m,stock=canare-l-4e6s",
     "xlr_ts_y_hot_tied,length=8m,stock=west-penn-303", "rca_rca,length=3m,cs=480pF/m"],
)  # fmt: skip
def test_a_core_beside_one_that_is_tied_to_the_shield_has_more(surveyor, cable):
    length_m = float(cable.partition("length=")[2].partition("m")[0])
    expect = "expect:" + cable.partition(",")[0]
    assert diagnose.diagnose(surveyor.read(cable), expect, length_m).verdict == "PASS"


@pytest.mark.parametrize(
    "cable",
    ["insert,length=9m,length.C=20cm", "mono_y,length=10m,length.C=10cm,stock=canare-gs-6",
     "xlr_xlr,length=3m,imbalance=30%", "trs_trs,swap=T-S@A,swap=T-S@B,length=3m",
     "insert,length=5m,length.C=12m", "stereo_rca_y,length=10m", "trs_lift_b,length=6m",
     "xlr_lift_b,length=60m",
     "xlr_xlr,length=6m,stock=belden-88770", "xlr_xlr,length=6m,stock=west-penn-303"],
)  # fmt: skip
@pytest.mark.parametrize("length_m", [None, 3.0])
def test_what_a_cable_may_have_by_itself_is_none(surveyor, cable, length_m):
    readings = surveyor.read(cable)
    told = length_m and float(cable.partition("length=")[2].partition("m")[0])
    assert not capacitors(diagnose.diagnose(readings, "auto", told))


def learned(surveyor, spec, length_m):
    readings = surveyor.read(spec)
    auto = diagnose.diagnose(readings, "auto", length_m)
    return learn.learned(
        {"verdict": auto.verdict, "faults": auto.faults, "leg_ohm": record.leg_ohm(readings),
         "nets": record.net_names(readings.nets), "pf": record.pf(readings),
         "limits": {"length_m": length_m} if length_m else {}, **auto.more},
        "mine",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("spec", "length_m"),
    [(f"wires:{TS},length=1m,part=T-S:1nF@A", 1.0), (f"wires:{TS},length=2m,part=T-S:2.2nF@B", 2.0),
     ("wires:A.T-B.T A.R-B.R A.S=B.S,length=6m,part=T-R:1nF@B", None)],
)  # fmt: skip
def test_learned_with_it_the_value_and_that_it_is_there_are_checked(surveyor, spec, length_m):
    from ringout.wirings import lookup
    from ringout.wirings.own import Own
    from ringout_host.cables import wire_form

    made = learned(surveyor, spec, length_m)
    assert [part.component.kind for part in made.parts] == ["C"]
    mine = Own(wire_form(made))
    lookup.take_own(mine)
    same = own_cable.diagnose(mine, surveyor.read(spec))
    assert (same.verdict, same.faults) == ("PASS", []), same.text
    head, _, part = spec.rpartition(",part=")
    pair, value, at = part[:3], part[4:].partition("@")[0], part[-1]
    others = [head, f"{head},part={pair}:{'4.7nF' if value != '4.7nF' else '1nF'}@{at}"]
    for other in others:
        result = own_cable.diagnose(mine, surveyor.read(other))
        assert (result.verdict, [f["code"] for f in result.faults]) == ("FAIL", ["part"]), other


@pytest.mark.parametrize("length", ["30cm", "3m", "30m"])
def test_an_own_lead_with_one_passes_at_any_length(surveyor, length):
    mine = own({"id": "mine", "wires": TS.split(), "parts": [{"at": "A.T-A.S", "value": "1nF"}]})
    result = own_cable.diagnose(mine, surveyor.read(f"wires:{TS},length={length},part=T-S:1nF@A"))
    assert result.verdict == "PASS", result.text
    assert capacitors(result)


@pytest.mark.parametrize("nanofarad", [22, 100])
def test_tens_of_nanofarads_are_said_in_full(surveyor, nanofarad):
    text = surveyor.test(f"xlr_xlr,part=T-R:{nanofarad}nF@B", "expect:xlr_xlr").text
    assert abs(float(text.partition(" nF across PIN 2-3")[0]) - nanofarad) <= 0.02 * nanofarad


@pytest.mark.parametrize("farad", ["220nF", "1uF", "47uF"])
@pytest.mark.parametrize("cable", ["ts_ts,part=T-S:%s@A", "xlr_xlr,part=T-R:%s@B"])
def test_what_is_too_large_to_measure_is_said_and_passes_nothing(tmp_path, cable, farad):
    """It holds a charge, as a source does."""
    tester = Handheld("none", str(tmp_path))
    tester.plug(cable % farad)
    record = tester.press()
    if record["verdict"] == "LOOKS-LIKE":
        assert "over 100 nF across" in record["text"]
    else:
        assert record["verdict"] == "LIVE" or "capacit" in record["text"]


def test_what_hundreds_of_metres_have_is_no_capacitor(surveyor):
    result = surveyor.test("xlr_xlr,length=300m,stock=belden-88760", "expect:xlr_xlr")
    assert result.verdict == "PASS" and "over 100 nF" in result.text

"""A plug that is not in its jack is asked for before any fault is blamed on it."""

import pytest

from ringout.diagnosis import diagnose
from ringout.wirings import lookup

THREE = [
    i
    for i in lookup.ids()
    if len(lookup.get(i).plugs) == 3
    and lookup.get(i).standing == lookup.SOUND
    and lookup.get(i).common
]


@pytest.mark.parametrize("end", "ABC")
@pytest.mark.parametrize("wiring_id", THREE)
def test_expect_asks_for_the_plug(surveyor, wiring_id, end):
    result = surveyor.test(f"{wiring_id},length=2m,unplug={end}", "expect:" + wiring_id)
    assert (result.verdict, result.faults) == ("NO-CABLE", [])
    assert f"plug {end} empty" in result.text


@pytest.mark.parametrize("end", "ABC")
@pytest.mark.parametrize("wiring_id", THREE)
def test_auto_blames_nothing_on_an_empty_plug(surveyor, wiring_id, end):
    """It may pass where the rest is exactly a sound two-plug cable."""
    result = surveyor.test(f"{wiring_id},length=2m,unplug={end}")
    assert result.verdict in ("PASS", "LOOKS-LIKE", "NO-CABLE", "UNKNOWN"), result.text
    assert result.faults == []


@pytest.mark.parametrize("length", ["2m", "20m"])
@pytest.mark.parametrize("stock", ["", ",stock=mogami-w2549", ",stock=canare-l-4e6s"])
@pytest.mark.parametrize("leg", ["T", "R"])
def test_a_core_beside_another_one_leads_to_no_plug_of_its_own(surveyor, leg, stock, length):
    said = surveyor.test(f"trs_trs,length={length},open={leg}@B{stock}").text
    assert said.endswith("OPEN at plug B")


@pytest.mark.parametrize("wiring", ["trs35_trs", "trs35_xlr"])
@pytest.mark.parametrize("length", ["1m", "6m"])
def test_an_open_ring_is_no_empty_plug_of_a_breakout(surveyor, wiring, length):
    """3.5 mm to two RCA is commoner, and reads like it but for what the ring has to the tip."""
    assert surveyor.test(f"{wiring},length={length},open=R@B").text == "RING OPEN at plug B"


@pytest.mark.parametrize("end", "BC")
@pytest.mark.parametrize("wiring", ["rca_rca_y_sum", "ts_ts_y_sum", "ts_rca_y_sum", "rca_ts_y_sum"])
def test_no_fault_is_at_a_plug_that_is_not_there(surveyor, wiring, end):
    """Parts lead to the empty plug, so nothing hangs."""
    result = surveyor.test(f"{wiring},length=2m,unplug={end}")
    for fault in result.faults:
        assert fault["end"] != end and fault["code"] == "high-resistance", result.text


@pytest.mark.parametrize("fault", ["open=T@B", "short=T-S@A", "joint=T:3ohm@B"])
def test_with_every_plug_in_a_fault_is_a_fault(surveyor, fault):
    assert surveyor.test(f"insert,length=2m,{fault}", "expect:insert").verdict == "FAIL"


@pytest.mark.parametrize("lifted", ["xlr_lift_b", "xlr_lift_a"])
def test_a_shield_lifted_at_the_wrong_end_cannot_be_turned_right(surveyor, lifted):
    """XLR has a male and a female plug."""
    other = {"xlr_lift_b": "xlr_lift_a", "xlr_lift_a": "xlr_lift_b"}[lifted]
    for cable in (other, "xlr_xlr,open=S@" + other[-1].upper()):
        result = surveyor.test(f"{cable},length=6m", "expect:" + lifted)
        assert result.verdict == "FAIL", cable
        if lifted == "xlr_lift_b":
            (fault,) = result.faults
            assert fault["text"] == "PIN 1 OPEN at plug A - not open at plug B"
            assert "turn" not in result.text


def one_end(surveyor, cable, **settings):
    readings = surveyor.read(cable)
    return diagnose.diagnose(readings, "auto", None, settings)


@pytest.mark.parametrize(("leg", "name"), [("R", "RING"), ("T", "TIP")])
def test_one_end_says_which_core_is_shorter(surveyor, leg, name):
    cable = f"xlr_xlr,length=30m,stock=canare-l-2t2s,unplug=B,open={leg}@10m:A"
    result = one_end(surveyor, cable)
    assert (result.verdict, result.text) == ("NO-CABLE", f"plugged at A only: {name} ENDS SHORT")
    told = one_end(surveyor, cable, stock="canare-l-2t2s").text
    assert told.startswith(f"plugged at A only: {name} ENDS ")
    words = told.split()
    assert float(words[words.index("m") - 1]) == pytest.approx(10.0, abs=1.0)
    assert float(words[-2]) == pytest.approx(30.0, abs=2.0)
    sound = "xlr_xlr,length=30m,stock=canare-l-2t2s,unplug=B"
    assert one_end(surveyor, sound).text == "plugged at A only"


@pytest.mark.parametrize("cable", ["ts_ts", "rca_rca", "mono_y", "trs_trs", "xlr_xlr"])
@pytest.mark.parametrize("length", ["5cm", "15cm", "30cm", "50cm"])
def test_patch_leads_pass_without_a_question(surveyor, cable, length):
    assert surveyor.test(f"{cable},length={length}").verdict == "PASS"


@pytest.mark.parametrize("cable", ["xlr_y_split,unplug=A", "insert,length=6m,unplug=A",
                                   "trs_xlr_y,length=1m,unplug=A", "xlr_xlr,jack=A:C",
                                   "ts_ts,jack=A:C"])  # fmt: skip
def test_a_cable_in_b_and_c_alone_is_asked_for_its_plug_a(surveyor, cable):
    """Every cable of the list has a plug there: B to C is no wiring to guess."""
    result = surveyor.test(cable)
    assert (result.verdict, result.text) == ("NO-CABLE", "plug A empty? plug it in")


def test_what_no_list_has_from_b_to_c_can_be_learned(surveyor):
    result = surveyor.test("wires:B.T-C.R B.R-C.T:1k B.S=C.S,length=2m")
    assert result.verdict == "UNKNOWN", result.text

"""The two legs of a Y are the same wire: what one reads to the picofarad, the other does."""

import pytest

from ringout.diagnosis import diagnose

Y = ["insert", "trs_rca_y", "stereo_ts_y35"]


@pytest.mark.parametrize("wiring", Y)
@pytest.mark.parametrize(
    ("length", "joint", "end"), [("2m", "T:1.2ohm@B", "B"), ("6m", "T:3ohm@C", "C"),
                                 ("6m,length.C=2m", "T:1.5ohm@C", "C")]
)  # fmt: skip
def test_a_joint_in_one_leg_is_no_long_wire(surveyor, wiring, length, joint, end):
    result = surveyor.test(f"{wiring},length={length},joint={joint}")
    assert result.verdict == "FAIL", result.text
    assert [fault["code"] for fault in result.faults] == ["high-resistance"]
    assert result.faults[0]["net"][1].startswith(end)


@pytest.mark.parametrize("wiring", Y)
@pytest.mark.parametrize("stock", ["", ",stock=belden-8241f", ",core_ohm=0.3ohm/m"])
@pytest.mark.parametrize("lengths", ["3m", "6m,length.C=1.8m", "1m,length.C=5m"])
def test_legs_of_the_same_wire_pass_whatever_their_lengths(surveyor, wiring, stock, lengths):
    assert surveyor.test(f"{wiring},length={lengths}{stock}").verdict == "PASS"


def test_an_open_shield_makes_no_joints_of_long_legs(surveyor):
    """Both cores of each leg read 1.2 ohm."""
    result = surveyor.test("trs35_trs35_y,length=15m,open=S@A", "expect:trs35_trs35_y")
    assert [fault["code"] for fault in result.faults] == ["open"]


@pytest.mark.parametrize(
    ("joint", "net"), [("T:1.2ohm@B", ["A.T", "B.T"]), ("T:1.2ohm@C", ["A.T", "C.T"]),
                       ("S:1.2ohm@B", ["A.S", "B.S"])]
)  # fmt: skip
def test_legs_of_one_net_are_told_by_their_shields(surveyor, joint, net):
    result = surveyor.test(f"mono_y,length=4m,joint={joint}")
    assert (result.verdict, [fault["net"] for fault in result.faults]) == ("FAIL", [net])


@pytest.mark.parametrize("what", ["joint=T:1.2ohm@A", "core_ohm=0.4ohm/m"])
def test_both_legs_of_one_net_are_thin_or_have_a_joint(surveyor, what):
    result = surveyor.test(f"mono_y,length=3m,{what}")
    assert (result.verdict, result.faults) == ("LOOKS-LIKE", []), result.text
    assert "long wire or joint?" in result.text


@pytest.mark.parametrize("lengths", ["3m,length.C=0.5m", "0.5m,length.C=5m"])
def test_legs_of_one_net_pass_whatever_their_lengths(surveyor, lengths):
    assert surveyor.test(f"mono_y,length={lengths}").verdict == "PASS"


@pytest.mark.parametrize("wiring", ["insert", "xlr_y_split", "ts_rca_y"])
def test_a_shield_is_held_against_the_other_leg_s(surveyor, wiring):
    result = surveyor.test(f"{wiring},length=12m,joint=S:1.2ohm@B")
    assert (result.verdict, [f["net"] for f in result.faults]) == ("FAIL", [["A.S", "B.S"]])


def test_two_legs_of_told_length_are_no_capacitor(surveyor):
    readings = surveyor.read("mono_y,length=1.5m,cs=300pF/m")
    assert diagnose.diagnose(readings, "expect:mono_y", 1.5).verdict == "PASS"

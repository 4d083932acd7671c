"""So long that copper reads more than a part of a short cable: it is copper still."""

import pytest

from ringout_host.sim.handheld import Handheld


@pytest.mark.parametrize("wiring", ["xlr_xlr", "ts_ts"])
@pytest.mark.parametrize("length", ["120m", "250m"])
def test_a_long_cable_is_no_part(surveyor, wiring, length):
    assert surveyor.test(f"{wiring},length={length},core_ohm=0.1ohm/m").verdict == "PASS"


def test_a_joint_in_a_long_cable_is_one(surveyor):
    result = surveyor.test("xlr_xlr,length=120m,joint=R:20ohm@B")
    assert (result.verdict, result.faults[0]["code"]) == ("FAIL", "high-resistance")
    assert result.faults[0]["net"] == ["A.R", "B.R"]


def test_a_part_in_a_usual_cable_is_one(surveyor):
    result = surveyor.test("wires:A.T-B.T:15ohm A.R-B.R:15ohm A.S=B.S,length=40m")
    assert "meant?" in result.text


def test_more_than_can_be_read_is_no_contact_that_moves(tmp_path):
    """150 nF still hold charge when they are looked at next: no leak that came and went."""
    record = Handheld("trs_trs,length=300m,cs=500pF/m", str(tmp_path)).press()
    assert (record["verdict"], "not certain" in record["text"]) == ("PASS", True)


@pytest.mark.parametrize(
    ("more", "unsure"), [(",joint=S:3ohm@A", True), (",stock=canare-gs-6", False), ("", False)]
)
def test_a_shield_that_few_leads_have_may_have_a_joint(surveyor, more, unsure):
    """A drain wire two sizes thinner than its lone core reads as much: it passes, and says so."""
    result = surveyor.test(f"ts_ts,length=30m{more}")
    assert result.verdict == "PASS"
    assert result.text.endswith("not certain: whether its shield has a joint") == unsure

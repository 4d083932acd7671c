"""AUTO names the fault that EXPECT names, of the cable that it is; no phantoms, no neighbours."""

import pytest
from reference import NETS

from ringout.diagnosis import diagnose
from ringout.wirings import lookup

SAME = [  # one fault each, which once was explained as several of another cable
    "xlr_xlr,open=S@50%",
    "trs_trs,short=R-S:2ohm@90%",
    "xlr_lift_b,swap=R-T@50%",
    "mono_y,swap=T-S@B",
    "mono_y,length=30m,short=T-S@A",
    "insert,swap=R-S@A",
    "stereo_ts_y35,swap=T-S@C",
    "trrs_split,short=R2-S:2ohm@A",
    "trrs_str,short=R-S@10%",
    "trs35,length=1m,short=R-S:2ohm@10%",
    "ts_rca,length=2m,joint=T:467ohm@B",  # and not a summing lead's 470 ohm
    "rca_rca,length=2m,joint=T:1k@A",
]


@pytest.mark.parametrize("cable", SAME)
def test_one_fault_of_a_common_cable(surveyor, cable):
    readings = surveyor.read(cable)
    expect = diagnose.diagnose(readings, "expect:" + cable.split(",")[0])
    auto = diagnose.diagnose(readings)
    assert len(auto.faults) == 1
    (said,), (known,) = auto.faults, expect.faults
    for key in ("code", "net", "end", "at"):
        assert said.get(key) == known.get(key)
    if "PIN" not in expect.text:  # only who was told that it is an XLR speaks of pins
        assert auto.text == expect.text


DOUBLE = [
    ("trs_trs,swap=T-S@A,short=T-R@B", ["short", "crossed"]),
    ("insert,swap=T-S@A,short=T-R@A", ["short", "crossed"]),
    ("trrs_str,swap=R-S@A,open=T@B", ["crossed", "open"]),
    ("xlr_y_split,swap=T-S@B,short=R-S@A", ["short", "crossed"]),
    ("xlr_pol,open=S@50%", ["reversed", "open"]),
    ("ts_ts,short=T-S@A,joint=T:3ohm@B", ["short", "high-resistance"]),
]


@pytest.mark.parametrize(("cable", "codes"), DOUBLE)
def test_two_faults_are_those_two(surveyor, cable, codes):
    assert [fault["code"] for fault in surveyor.test(cable).faults] == codes


LONG = [  # resistance of a good long cable beside the real fault
    ("trs_rca_open,length=30m,stock=gotham-gac-4-1,short=S-T:2ohm@90%", "short"),
    ("ts_rca,length=30m,stock=belden-1800f,short=S-T@B", "short"),
    ("trs_ts_tied,length=30m,stock=mogami-w2549,open=S@10%", "open"),
    ("ts_spk,length=30m,leak=S-T:200k@B", "leakage"),
    ("ts_spk,length=30m,open=T@50%", "open"),
]


@pytest.mark.parametrize(("cable", "code"), LONG)
def test_a_long_cable_has_no_phantom_joints(surveyor, cable, code):
    result = surveyor.test(cable, "expect:" + cable.split(",")[0])
    assert [fault["code"] for fault in result.faults] == [code], result.faults


@pytest.mark.parametrize("cable", [
    "ts_spk,length=30m", "rca_rca,length=30m,stock=supra-y-link", "ts_ts,length=30m",
    "rca_rca,length=30m,stock=belden-1694a", "xlr_lift_b,length=30m,stock=gotham-gac-4-1",
    "trs_trs,length=30m,stock=canare-gs-6", "xlr_xlr,length=50m",
])  # fmt: skip
def test_long_sound_cables_of_thin_stock_pass(surveyor, cable):
    result = surveyor.test(cable, "expect:" + cable.split(",")[0])
    assert result.verdict == "PASS", result.text


@pytest.mark.parametrize("cable", ["mono_y", "mono_y,length=30m", "trrs_split", "sum_res"])
def test_nothing_else_looks_like_these(surveyor, cable):
    assert surveyor.test(cable).verdict == "PASS"


@pytest.mark.parametrize("stock", ["mogami-w2524", "canare-l-4e6s", "belden-88760"])
def test_a_bad_shield_joint_shows_on_a_long_cable(surveyor, stock):
    result = surveyor.test(f"trs_trs,length=30m,stock={stock},joint=S:3ohm@B", "expect:trs_trs")
    assert result.faults[0]["net"] == ["A.S", "B.S"]


@pytest.mark.parametrize("fault", ["joint=R:3ohm@10%", "leak=R-R2:200k@10%"])
def test_an_adapter_plugged_the_other_way_has_no_swapped_shield(surveyor, fault):
    readings = surveyor.read("trrs_ctia_omtp,length=3m," + fault, turned=True)
    result = diagnose.diagnose(readings, "expect:trrs_ctia_omtp")
    assert len(result.faults) == 1
    assert result.faults[0]["code"] in ("high-resistance", "leakage")


def test_wire_soldered_to_the_empty_pin(surveyor):
    """TS to XLR with the hot wire on pin 3 instead of pin 2."""
    result = surveyor.test("wires:A.T-B.R A.S=B.S A.R~A.S", "expect:ts_xlr_open")
    assert result.verdict == "FAIL"
    assert [fault["code"] for fault in result.faults] == ["reversed"]
    assert set(result.faults[0]["net"]) == {"B.T", "B.R"}


UNSEEN = ["rca_xlr_3w", "rca_xlr_3w_lift", "trs_ts_2core", "trs_ts_pseudo", "xlr_lift_b",
          "trs_lift_b", "sum_res"]  # fmt: skip


@pytest.mark.parametrize("wiring_id", [i for i in NETS if lookup.get(i).standing != lookup.BAD])
def test_a_pass_says_what_it_cannot_tell(surveyor, wiring_id):
    from reference import STAMP

    from ringout.diagnosis import advice
    from ringout.results import record

    readings = surveyor.read(wiring_id)
    result = diagnose.diagnose(readings, "expect:" + wiring_id)
    assert ("not certain" in result.text) == (wiring_id in UNSEEN)
    page = advice.page(record.make(STAMP, readings, result))
    assert any(line.startswith("Not certain") for line in page) == (wiring_id in UNSEEN)


def test_an_answered_question_still_says_it(surveyor):
    from reference import STAMP

    from ringout.results import answers, record

    readings = surveyor.read("trs_ts_2core")
    rec = record.make(STAMP, readings, diagnose.diagnose(readings))
    yes, no = (answers.settled(rec, index, answers.ONCE) for index in (0, 1))
    assert yes["text"].endswith("not certain: " + yes["unseen"])
    assert "not certain" not in no["text"] and "unseen" not in no


@pytest.mark.parametrize("cable", ["trs35,length=1.2m", "trs_trs,length=3m"])
def test_cores_that_agree_beyond_any_usual_wire_are_asked_about(surveyor, cable):
    """Tinsel, as of headphones; two joints alike would read the same."""
    tinsel = surveyor.test(cable + ",core_ohm=0.9ohm/m,shield_ohm=0.3ohm/m")
    assert tinsel.verdict == "LOOKS-LIKE" and "long wire or joint?" in tinsel.text
    worse = surveyor.test(cable + ",joint=T:8ohm@A,joint=R:8ohm@A")
    assert worse.verdict == "FAIL" and worse.faults[0]["code"] == "high-resistance"


def test_a_joint_at_the_contact_that_both_cores_share_is_one(surveyor):
    shared = surveyor.test("hp_mono_y,length=3m,joint=T:3ohm@A", "expect:hp_mono_y")
    assert shared.verdict == "FAIL" and shared.faults[0]["code"] == "high-resistance"

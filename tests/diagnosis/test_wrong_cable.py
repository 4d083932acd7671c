"""EXPECT, and a whole cable of another kind in the jacks: said as that, over all pairs of kinds."""

import re

import pytest
from reference import NETS

from ringout.diagnosis import diagnose
from ringout.results.vocabulary import fault_kind
from ringout.screen import canvas
from ringout.screen.verdict_page import SENTENCE_LINES
from ringout.wirings import lookup
from ringout_host.catalogue.survey import sound_ids

SOUND = [i for i in sound_ids() if i in NETS and lookup.standing(i) == lookup.SOUND]
# One fault of the expected kind that gives the picture of the other whole cable: it stays a fault.
ONE_FAULT_AWAY = {"crossed", "high-resistance", "open", "reversed", "short"}


def turned(nets):
    """Nets of the reference with plug A in jack B."""
    names = nets.translate(str.maketrans("AB", "BA")).split(" | ")
    return " | ".join(sorted(" ".join(sorted(net.split())) for net in names))


@pytest.mark.parametrize("measured", SOUND)
def test_a_whole_cable_of_another_kind(surveyor, measured):
    readings = surveyor.read(measured + ",length=6m")
    alone = diagnose.diagnose(readings)
    for expected in SOUND:
        result = diagnose.diagnose(readings, "expect:" + expected)
        codes = [fault["code"] for fault in result.faults]
        if result.verdict == "NO-CABLE":  # the Y that was asked for, with a plug left out
            assert len(lookup.get(expected).plugs) == 3 and "empty" in result.text
            continue
        if NETS[expected][0] not in (NETS[measured][0], turned(NETS[measured][0])):
            assert result.verdict == "FAIL", expected
            assert len(codes) == 1, (expected, codes)
        if alone.verdict == "PASS" and result.faults:
            assert codes == ["wrong-cable"], (expected, codes)
        assert set(codes) <= {"wrong-cable"} | ONE_FAULT_AWAY
        if codes == ["wrong-cable"]:
            assert result.length_m is None, "no length of what was not asked for"
            assert "plug" not in result.text
            assert "\u2026" not in "".join(canvas.wrap(result.text, SENTENCE_LINES)), result.text


@pytest.mark.parametrize(
    ("cable", "expected", "said"),
    [
        ("ts_ts,length=6m", "trs_trs", "TS instrument lead - TRS balanced/stereo was asked for"),
        ("trs_trs", "ts_ts", "TRS balanced/stereo - TS instrument lead was asked for"),
        ("trs35", "trs_trs", r"3\.5 mm TRS stereo - TRS balanced/stereo was asked for"),
        ("ts_ts,length=10m", "ts_spk", r"TIP 0\.(79|80|81) ohm - thicker copper was asked for"),
        ("xlr_xlr", "xlr_lift_b", "XLR mic cable - XLR shield lifted B was asked for"),
    ],
)
def test_what_is_said(surveyor, cable, expected, said):
    result = surveyor.test(cable, "expect:" + expected)
    assert (result.verdict, result.faults[0]["code"]) == ("FAIL", "wrong-cable")
    assert re.fullmatch(said, result.text), result.text
    assert lookup.get(result.cable).nets == surveyor.read(cable).nets


def test_the_limit_of_the_other_kind_does_not_matter(surveyor):
    readings = surveyor.read("ts_ts,length=6m")  # 30.5 pF/ft, over the default limit
    result = diagnose.diagnose(readings, "expect:trs_trs", 6.0)
    assert [fault["code"] for fault in result.faults] == ["wrong-cable"]
    assert result.pf_per_ft is None


@pytest.mark.parametrize(
    "cable",
    [
        "trs_trs,short=R-S@B",
        "trs_trs,open=S@B",
        "xlr_xlr,open=S@B",
        "xlr_xlr,swap=T-R@B",
        "ts_ts,open=T@B",
        "ts_spk,joint=T:3ohm@B",
        "trs_trs,length=6m,open=R@B",
    ],
)
def test_a_fault_of_the_expected_kind_stays_a_fault(surveyor, cable):
    result = surveyor.test(cable, "expect:" + cable.split(",")[0])
    assert result.verdict == "FAIL"
    assert result.faults[0]["code"] != "wrong-cable"


def test_a_broken_cable_of_another_kind_is_no_whole_one(surveyor):
    result = surveyor.test("ts_ts,open=T@50%", "expect:trs_trs")
    assert result.faults[0]["code"] != "wrong-cable"


def test_it_ranks_after_a_voltage_only():
    assert fault_kind("live").rank < fault_kind("wrong-cable").rank < fault_kind("short").rank

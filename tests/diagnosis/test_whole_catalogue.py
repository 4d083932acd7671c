"""Plugs times signals: every cable that comes of it, the rule that keeps faults of usual cables
from being taken for rare ones, and the table that says why the others are none."""

import pytest
from reference import NETS, measures

from ringout.diagnosis import diagnose
from ringout.wirings import lookup, stocks
from ringout_host.cables.sold import SOLD
from ringout_host.catalogue import cases, gaps, made
from ringout_host.catalogue.judge import picture
from ringout_host.catalogue.signals import ASKED, KINDS, PAIRS, TRIPLES

ROWS = {row.id: row for row in made.rows()}


def of_each_copper():
    """The later ones, one for each copper, turned every second time where both ways fit."""
    coppers, out = [lookup.get(wiring_id) for wiring_id in NETS], []
    for wiring_id in [i for i in lookup.ids() if i not in NETS]:
        wiring = lookup.get(wiring_id)
        if not [other for other in coppers if other.same_copper(wiring)]:
            coppers.append(wiring)
            out.append((wiring_id, len(out) % 2 == 1 and wiring.plugs[:2] != ["XLR", "XLR"]))
    return out


@pytest.mark.parametrize(("wiring_id", "turned"), of_each_copper())
def test_a_sound_cable_passes_and_is_no_broken_one(surveyor, wiring_id, turned):
    """AUTO says an accident only of a cable that the rule leaves to EXPECT."""
    row = ROWS[wiring_id]
    readings = surveyor.read(wiring_id + ",length=2m", turned)
    nets, bridges = picture(readings, turned)
    assert nets == measures(wiring_id)[0]
    assert set(measures(wiring_id)[1].split()) <= set(bridges)
    expect = diagnose.diagnose(readings, "expect:" + wiring_id)
    auto = diagnose.diagnose(readings)
    if row.signal.standing == lookup.BAD:
        assert auto.question["text"] == "Joined on purpose?"
        assert (expect.verdict, expect.faults) == ("PASS", [])
        assert "two outputs fight" in expect.text and "two outputs fight" in expect.more["advice"]
        return
    assert (expect.verdict, expect.wiring[0]) == ("PASS", wiring_id), expect.text
    if row.by_rule and auto.verdict == "FAIL":
        assert len(auto.faults) == 1
    else:
        assert auto.verdict in ("PASS", "LOOKS-LIKE"), auto.text


@pytest.mark.parametrize("wiring_id", gaps.AUTO_SAYS)
def test_auto_says_of_a_usual_cable_s_twin_what_the_table_says(surveyor, wiring_id):
    assert surveyor.test(wiring_id + ",length=2m").verdict == gaps.AUTO_SAYS[wiring_id][0]
    assert surveyor.test(wiring_id + ",length=2m", "expect:" + wiring_id).verdict == "PASS"


# sold as patch leads: what their ohms would tell, were they longer, is no question
PATCH_LEADS = ["ts_ts", "rca_rca", "ts35_ts35", "ts35_ts", "ts35_rca", "mono_y", "ts35_ts35_y"]


@pytest.mark.parametrize("wiring_id", PATCH_LEADS)
@pytest.mark.parametrize("length", ["6cm", "13cm", "30cm"])
def test_a_patch_lead_is_no_shorted_one(surveyor, wiring_id, length):
    assert surveyor.test(f"{wiring_id},length={length}").verdict == "PASS"


@pytest.mark.parametrize(
    "wiring_id",
    ["rca_ts_y", "xlr_ts_y_hot_open", "ts35_xlr_2core_lift", "trs_ts35_2core_lift",
     "trrs_trs_phones", "trrs_trs35_y_headset_open", "trs35_rca_open"],
)  # fmt: skip
def test_a_short_rare_cable_is_asked_about_where_a_usual_one_may_have_broken(surveyor, wiring_id):
    """8 cm: too little to see a conductor that hangs, or a loop through the cable."""
    auto = surveyor.test(wiring_id + ",length=8cm")
    assert auto.verdict in ("PASS", "LOOKS-LIKE") and wiring_id in auto.wiring, auto.text


@pytest.mark.parametrize(
    ("wiring_id", "length"), [("ts35_ts_y", "22m"), ("ts_rca_y_sum", "15m")]
)  # fmt: skip
def test_each_leg_of_a_y_is_as_long_as_its_picofarads_say(surveyor, wiring_id, length):
    """Few of them to the metre, many ohms: a long wire."""
    cable = f"{wiring_id},length={length},stock=supra-y-link"
    for mode in ("auto", "expect:" + wiring_id):
        assert surveyor.test(cable, mode).verdict == "PASS"


@pytest.mark.parametrize("stock", ["mogami-w2549", "canare-l-2t2s", "west-penn-303"])
@pytest.mark.parametrize("wiring_id", ["ts35_xlr_2core", "trs_rca_open", "ts_ts"])
def test_a_lone_core_may_have_another_of_its_stock_beside_it(surveyor, stock, wiring_id):
    """20 cm, too short to tell which cable it is: none of them is of another stock."""
    readings = surveyor.read(f"{wiring_id},length=20cm,stock={stock}")
    auto = diagnose.diagnose(readings, "auto", 0.2, {"stock": stock})
    assert auto.verdict == "PASS", auto.text


def test_every_stock_of_the_list_may_be_named_beside_a_typed_figure(surveyor):
    """Some have no picofarads of their own."""
    readings = surveyor.read("rca_rca,length=3m")
    for stock in stocks.ids():
        told = {"stock": stock, "stock_pf_per_ft": 30.0}
        assert diagnose.diagnose(readings, "expect:rca_rca", 3.0, told).verdict in ("PASS", "FAIL")


@pytest.mark.parametrize("fault", ["open=S@B", "joint=T:3ohm@A", "short=T-S@B"])
def test_joined_outputs_that_are_asked_for_fail_for_another_fault(surveyor, fault):
    result = surveyor.test("sum_direct," + fault, "expect:sum_direct")
    assert result.verdict == "FAIL" and "advice" not in result.more


def test_what_a_usual_cable_with_an_accident_reads_as_is_for_expect():
    by_rule = {row.id for row in ROWS.values() if row.by_rule}
    asked = {row.id for row in ROWS.values() if (row.signal.key, row.plugs) in ASKED}
    assert {wiring_id for wiring_id in by_rule if lookup.get(wiring_id).common} == asked
    assert {"xlr_xlr_y_lift", "trs35_trs35_cross", "trs_xlr_lift"} <= by_rule
    assert made.accident_between(ROWS["ts_xlr_2core"], ROWS["trs_trs"]) == "AR and AS touch"
    assert made.accident_between(ROWS["rca_rca_y"], ROWS["mono_y"]) is None


@pytest.mark.parametrize("wiring_id", ["xlr_y_split", "trs_trs", "insert", "trs35"])
def test_a_fault_of_a_usual_cable_is_no_rare_one(surveyor, wiring_id):
    for case in [case for case in cases.singles(wiring_id) if case.end][::4]:
        result = surveyor.test(case.spec)
        assert result.verdict in ("FAIL", "FAIL*", "LOOKS-LIKE", "NO-CABLE"), case.spec
        assert result.cable is None or lookup.get(result.cable).common, case.spec


def test_auto_names_a_rare_cable_before_it_calls_it_unknown(surveyor):
    result = surveyor.test("trs35_trs_y,length=1m")
    assert (result.verdict, result.wiring[0]) == ("PASS", "trs35_trs_y")
    assert not lookup.get("trs35_trs_y").common


def test_a_pass_says_how_many_others_are_the_same_copper(surveyor):
    result = surveyor.test("trs35_trs")
    assert result.text == "3.5-6.35 TRS stereo, 3.5 TRS-XLR stereo or 1 alike"
    result = surveyor.test("trs_xlr")
    assert result.text == "TRS balanced/stereo, XLR mic cable or TRS-XLR balanced"
    assert result.wiring == ["trs_trs", "xlr_xlr", "trs_xlr"]


def test_every_pair_and_triple_of_plugs_and_every_signal_is_a_cable_or_has_a_reason():
    table = gaps.text().split(gaps.MIXED)[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")]
    kinds = len(KINDS)
    assert len(rows) == 2 + kinds * (kinds + 1) // 2 + kinds * kinds
    cells = [
        cell.strip() for row in rows if "| plugs |" not in row for cell in row.split("|")[2:-1]
    ]
    assert len(cells) == (kinds * (kinds + 1) // 2) * len(PAIRS) + kinds * kinds * len(TRIPLES)
    cables = [cell.strip("`") for cell in cells if cell.startswith("`")]
    assert sorted(cables) == sorted(SOLD)
    listed = [line.split(":")[0][2:] for line in gaps.text().splitlines() if line.startswith("- ")]
    assert {cell for cell in cells if not cell.startswith("`")} == set(listed)

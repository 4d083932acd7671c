"""What outside checks call: the cables of the contract and of issue 4, through the complete
simulated measurement."""

import pytest
from reference import NETS

from ringout.board.pinmap import CONTACTS, line_of
from ringout.diagnosis import diagnose
from ringout.wirings import lookup


def only(result, code):
    assert result.verdict == "FAIL"
    assert [fault["code"] for fault in result.faults] == [code], result.faults
    return result.faults[0]


@pytest.mark.parametrize("mode", ["auto", "expect:trs_trs"])
def test_ring_open_near_plug_b(surveyor, mode):
    fault = only(surveyor.test("trs_trs,length=6m,open=R@0.3m:B", mode), "open")
    assert fault["net"] == ["A.R", "B.R"]
    assert fault["end"] == "B"
    assert fault["contact"] == "B.R"
    assert "RING OPEN" in fault["text"]


@pytest.mark.parametrize("mode", ["auto", "expect:trs_trs"])
def test_tip_and_ring_exchanged(surveyor, mode):
    fault = only(surveyor.test("trs_trs,swap=T-R@B", mode), "reversed")
    assert {name[2:] for name in fault["net"]} == {"T", "R"}
    assert fault["end"] is None  # either plug may be the wrong one: nothing can tell


@pytest.mark.parametrize("mode", ["auto", "expect:trs_trs"])
@pytest.mark.parametrize("cable", ["length=3m", "length=20m", "length=6m,stock=canare-l-4e6s"])
def test_shield_swapped_in_both_plugs(surveyor, cable, mode):
    fault = only(surveyor.test(f"trs_trs,{cable},swap=T-S@A,swap=T-S@B", mode), "shield-swapped")
    assert fault["net"] == ["A.T", "A.S"]
    assert 50 < fault["confidence"] < 100


def test_shield_rule_is_silent_where_the_pairs_are_alike(surveyor):
    """100 pF/m to the shield and between cores, all conductors of the same ohms; and coax."""
    for cable in (
        "trs_trs,cs=100pF/m,cc=100pF/m,core_ohm=0.03ohm/m,shield_ohm=0.03ohm/m,swap=T-S@A,swap=T-S@B",
        "ts_ts,swap=T-S@A,swap=T-S@B",
    ):
        result = surveyor.test(cable, "expect:" + cable.split(",")[0])
        assert "shield-swapped" not in [fault["code"] for fault in result.faults]


@pytest.mark.parametrize("stock", ["mogami-w2534", "belden-8760", "belden-8412", "west-penn-303"])
@pytest.mark.parametrize("swap", ["T-S", "R-S"])
def test_shield_swapped_where_the_ohms_say_it_too(surveyor, stock, swap):
    """These stocks' pairs are 0 to 12 % apart: capacitance alone does not tell."""
    cable = f"xlr_xlr,length=12m,stock={stock}"
    result = surveyor.test(f"{cable},swap={swap}@A,swap={swap}@B")
    assert [fault["code"] for fault in result.faults] == ["shield-swapped"]
    assert surveyor.test(cable).verdict == "PASS"
    for joint in ("joint=T:0.6ohm@A", "joint=R:0.3ohm@B"):
        faults = surveyor.test(f"{cable},{joint}").faults
        assert [fault["code"] for fault in faults] == ["high-resistance"], joint


@pytest.mark.parametrize(
    ("stock", "length"), [("belden-8760", "2m"), ("mogami-w3368", "1m"), ("supra-y-link", "1m")]
)
def test_a_pass_says_where_nothing_tells_the_shield(surveyor, stock, length):
    """Less than their uncertainty apart in picofarads and in ohms: swapped in both plugs or not."""
    cable = f"xlr_xlr,length={length},stock={stock},swap=T-S@A,swap=T-S@B"
    for mode in ("auto", "expect:xlr_xlr"):
        result = surveyor.test(cable, mode)
        assert result.verdict == "PASS"
        assert result.text.endswith("not certain: which is the shield")
        assert result.more["advice"] == "not certain: which is the shield"
    told = surveyor.test(f"xlr_xlr,length={length}", "expect:xlr_xlr")
    assert told.text == "XLR mic cable" and "advice" not in told.more


@pytest.mark.parametrize("plug", ["A", "B"])
def test_shield_exchanged_in_one_plug_names_the_plug(surveyor, plug):
    fault = only(surveyor.test(f"xlr_xlr,swap=T-S@{plug}", "expect:xlr_xlr"), "crossed")
    assert fault["end"] == plug
    assert fault["confidence"]


@pytest.mark.parametrize("wiring_id", [i for i in NETS if lookup.get(i).standing != "bad"])
@pytest.mark.parametrize("turned", [False, True])
def test_sound_cables(surveyor, wiring_id, turned):
    """PASS in EXPECT both ways round; in AUTO PASS or LOOKS-LIKE, unless it is a fault when
    nobody asked for it."""
    if turned and lookup.get(wiring_id).plugs[:2] == ["XLR", "XLR"]:
        turned = False  # a male and a female plug: it fits the jacks one way only
    readings = surveyor.read(wiring_id, turned)
    assert diagnose.diagnose(readings, "expect:" + wiring_id).verdict == "PASS"
    result = diagnose.diagnose(readings, "auto")
    if lookup.get(wiring_id).standing == lookup.INTENT:
        assert [fault["code"] for fault in result.faults] == ["reversed"]
    else:
        assert result.verdict in ("PASS", "LOOKS-LIKE")
        assert wiring_id in result.wiring


@pytest.mark.parametrize("wiring_id", [i for i in NETS if lookup.get(i).standing == "bad"])
def test_bad_wirings_never_pass_unsaid(surveyor, wiring_id):
    """Two outputs joined are no accident: asked for, they pass with that advice."""
    result = surveyor.test(wiring_id, "expect:" + wiring_id)
    if "two outputs fight" in result.text:
        assert result.verdict == "PASS" and wiring_id in ("sum_direct", "sum_y_direct")
        return
    assert result.verdict == "FAIL"
    assert result.faults[0]["text"]


def test_wiring_lists_everything_with_these_nets_best_first(surveyor):
    assert surveyor.test("xlr_xlr").wiring == ["trs_trs", "xlr_xlr", "trs_xlr"]
    assert surveyor.test("xlr_xlr", "expect:xlr_xlr").wiring[0] == "xlr_xlr"


@pytest.mark.parametrize(("plug", "text"), [("B", "A"), ("A", "B")])
@pytest.mark.parametrize("wiring_id", ["trs_trs", "ts_ts", "rca_rca"])
def test_one_plug_only(surveyor, wiring_id, plug, text):
    result = surveyor.test(f"{wiring_id},unplug={plug}")
    assert result.verdict == "NO-CABLE"
    assert result.text == f"plugged at {text} only"
    assert result.ends == [text]


def test_nothing_and_everything_open(surveyor):
    assert surveyor.test("none").verdict == "NO-CABLE"
    result = surveyor.test("trs_trs,open=T@50%,open=R@50%,open=S@50%", "expect:trs_trs")
    assert [fault["code"] for fault in result.faults] == ["open"] * 3


def test_live_names_every_contact_once_in_one_fault(surveyor):
    result = surveyor.test("trs_trs,live=48V:6.81k@A.T,A.R")
    assert result.verdict == "LIVE"
    assert len(result.faults) == 1
    assert set(result.faults[0]["net"]) >= {"A.T", "A.R"}
    assert result.faults[0]["end"] is None  # the cable carries it to both plugs


@pytest.mark.parametrize("end", ["A", "B"])
@pytest.mark.parametrize("ohm", ["", ":2ohm"])
def test_short_names_the_plug(surveyor, end, ohm):
    fault = only(surveyor.test(f"trs_trs,short=T-S{ohm}@{end}", "expect:trs_trs"), "short")
    assert fault["end"] == end
    assert fault["net"] == [end + ".T", end + ".S"]
    assert fault["ohm"] == pytest.approx(2.0 if ohm else 0.02, abs=0.1)


@pytest.mark.parametrize("metres", [2.0, 4.0, 8.0])
def test_short_along_the_cable_from_resistance(surveyor, metres):
    result = surveyor.test(f"trs_trs,length=10m,short=T-S@{metres}m:A", "expect:trs_trs")
    fault = only(result, "short")
    at = fault["at"]
    percent = at["percent"] if at["end"] == "A" else 100 - at["percent"]
    assert percent == pytest.approx(metres * 10, abs=at["u_percent"])


@pytest.mark.parametrize("place", ["A", "B", "C", "25%:B", "75%:C"])
def test_break_in_a_leg_of_a_y(surveyor, place):
    letter = "T" if place not in ("A",) else "S"
    result = surveyor.test(f"mono_y,open={letter}@{place}", "expect:mono_y")
    assert {fault["code"] for fault in result.faults} == {"open"}
    end = place if len(place) == 1 else {"25%:B": "A", "75%:C": "C"}[place]
    assert {fault["end"] for fault in result.faults} == {end}


def test_two_breaks_at_different_places(surveyor):
    result = surveyor.test("trs_trs,length=10m,open=T@1m:A,open=R@2m:B", "expect:trs_trs")
    where = {fault["net"][0]: fault["end"] for fault in result.faults}
    assert where == {"A.T": "A", "A.R": "B"}


def test_several_faults_most_important_first(surveyor):
    result = surveyor.test("trs_trs,short=T-S@A,open=R@B", "expect:trs_trs")
    assert [fault["code"] for fault in result.faults] == ["short", "open"]
    assert [fault["end"] for fault in result.faults] == ["A", "B"]


def test_star_quad_with_one_broken_core(surveyor):
    cable = "xlr_xlr,length=10m,stock=canare-l-4e6s,core=R@50%"
    fault = only(surveyor.test(cable, "expect:xlr_xlr"), "high-resistance")
    assert fault["net"] == ["A.R", "B.R"]
    assert "1 core broken" in fault["text"]


def test_core_and_shield_exchanged_where_both_end_in_one_net(surveyor):
    for wiring_id, plug in (("rca_xlr_3w", "B"), ("trs_ts_2core", "A")):
        result = surveyor.test(f"{wiring_id},swap=R-S@{plug}", "expect:" + wiring_id)
        fault = only(result, "crossed")
        assert fault["end"] == plug


def test_long_sound_cables_pass(surveyor):
    for cable in ("length=30m", "length=30m,stock=belden-88760", "length=50m,stock=belden-1800f"):
        assert surveyor.test("xlr_xlr," + cable, "expect:xlr_xlr").verdict == "PASS"
    assert surveyor.test("ts_ts,length=30m", "expect:ts_ts").verdict == "PASS"
    fault = only(
        surveyor.test("xlr_xlr,length=30m,joint=S:4ohm@A", "expect:xlr_xlr"), "high-resistance"
    )
    assert fault["net"] == ["A.S", "B.S"]


def test_quad_and_install_stocks_pass(surveyor):
    from ringout_host.sim.stocks import STOCKS

    for stock in STOCKS:
        result = surveyor.test(f"xlr_xlr,length=5m,stock={stock}", "expect:xlr_xlr")
        assert result.verdict == "PASS", (stock, result.text)


@pytest.mark.parametrize(("more_pf", "verdict"), [(0, "PASS"), (85, "PASS"), (200, "FAIL")])
def test_imbalance_beside_a_third_core(surveyor, more_pf, verdict):
    """What tip and ring have to it is the root of a small difference: soft insulation made
    6 pF of a headset splitter read 90, which its capacitance to the shield lacked."""
    readings = surveyor.read("trrs_split,length=3m")
    for pair, change in ((("A.T", "A.R2"), -more_pf), (("A.T", "A.S"), more_pf)):
        key = tuple(sorted(line_of(contact) for contact in pair))
        value, u = readings.pair_pf[key]
        readings.pair_pf[key] = (value + change, u)
    assert diagnose.diagnose(readings, "expect:trrs_split").verdict == verdict


@pytest.mark.parametrize(("percent", "verdict"), [(4, "PASS"), (15, "PASS"), (32, "FAIL")])
def test_imbalance(surveyor, percent, verdict):
    result = surveyor.test(f"trs_trs,length=10m,imbalance={percent}%", "expect:trs_trs")
    assert result.verdict == verdict
    assert [fault["code"] for fault in result.faults] == (["unbalanced"] if percent > 25 else [])


def test_capacitance_is_judged_only_where_somebody_asks(surveyor):
    """How many pF/ft a buyer wants is no fault of a cable: 185 pF/m is 56 pF/ft."""
    readings = surveyor.read("trs_trs,length=6m,stock=canare-l-4e6s")

    def judged(**settings):
        return diagnose.diagnose(readings, "expect:trs_trs", 6.0, settings)

    assert judged().verdict == "PASS"
    assert judged().pf_per_ft[0] == pytest.approx(56.4, abs=1.0)
    fault = only(judged(limit_pf_per_ft=30.0), "stock")
    assert fault["pf_per_ft"] == pytest.approx(56.4, abs=1.0)
    assert judged(limit_pf_per_ft=60.0).verdict == "PASS"
    assert judged(stock="canare-l-4e6s").verdict == "PASS"
    assert only(judged(stock="mogami-w2549"), "stock")["expected"] == "23.2 pF/ft"
    assert diagnose.diagnose(readings, "expect:trs_trs").verdict == "PASS"


def test_length_from_stock(surveyor):
    readings = surveyor.read("trs_trs,length=6m,stock=mogami-w2549")
    result = diagnose.diagnose(readings, "auto", None, {"stock_pf_per_ft": 23.2})
    assert result.length_m[0] == pytest.approx(6.0, abs=result.length_m[1])
    assert result.pf_per_ft is None


def test_contacts_in_faults_are_contacts(surveyor):
    for cable in ("insert,swap=T-S@C", "trrs_str,open=R2@A", "trs35,short=T-R@B"):
        for fault in surveyor.test(cable, "expect:" + cable.split(",")[0]).faults:
            assert set(fault["net"]) <= set(CONTACTS)

"""Verdicts that were once wrong with confidence, each as it was met, V1 to V23, and the other
wirings that its rule covers: one press each on a whole handheld. `make test` takes each on one of
eight boards, `make exhaustive` on all. What a row says beyond its verdict has its tests beside the
code that says it.
"""

import os

import pytest

from ringout.diagnosis import advice
from ringout.screen.canvas import TEXT
from ringout_host.sim.handheld import Handheld

BOARDS = range(1, 9)
ALL = bool(os.environ.get("RINGOUT_EXHAUSTIVE"))
NOT_SURE = ("PASS", "LOOKS-LIKE")
BAD = ("FAIL", "FAIL*")
JOINT_OR_WIRE = ("FAIL", "FAIL*", "LOOKS-LIKE")

# (row, cable, how, verdicts, what it says, what it never says). how: "" for AUTO, a wiring to
# expect, "wiggle"; with "length=" and "stock=" as told. Said: in a sentence or on the advice page;
# what is between bars, all of it.
ROWS = [
    ("V2", "xlr_lift_a,length=6m", "xlr_lift_b", BAD, "OPEN at plug A", "turn"),
    ("V2", "xlr_xlr,length=6m,open=S@A", "xlr_lift_b", BAD, "OPEN at plug A", "turn"),
    ("V2", "xlr_lift_b,length=6m", "xlr_lift_b", "PASS", "", ""),
    ("V3", "xlr_xlr,length=6m,open=T@B", "wiggle", "FAIL", "OPEN", ""),
    ("V3", "xlr_xlr,length=6m,short=T-S@B", "wiggle", "FAIL", "SHORT", ""),
    ("V3", "trs_trs,length=6m,swap=T-R@B", "wiggle", "FAIL", "REVERSED", ""),
    ("V3", "insert,length=6m,leak=T-S:200k@A", "wiggle", "FAIL", "LEAK", ""),
    ("V3", "xlr_xlr,length=6m,joint=T:3ohm@B", "wiggle xlr_xlr", "FAIL", "resolder", ""),
    ("V3", "mono_y,length=6m", "wiggle", "STEADY", "", ""),
    ("V6", "ts_ts,length=6m", "length=6", "PASS", "", "stock"),
    ("V6", "ts_ts,length=6m,stock=canare-gs-6", "length=6 stock=canare-gs-6", "PASS", "2.4 H", ""),
    ("V6", "xlr_xlr,length=6m,stock=mogami-w2534", "length=6", "PASS", "150 ohm", "wrong"),
    ("V7", "ts_ts,length=0.15m,stock=mogami-w3368", "length=0.15", "PASS", "", ""),
    ("V7", "mono_y,length=0.3m", "", "PASS", "", "?"),
    ("V7", "rca_rca,length=0.3m", "", "PASS", "", "?"),
    ("V8", "ts_ts,length=6m", "trs_trs", "FAIL", "TS instrument lead", "SHORT"),
    ("V8", "trs_trs,length=6m", "ts_ts", "FAIL", "TRS", "OPEN"),
    ("V8", "trs35,length=3m", "trs_trs", "FAIL", "3.5", "SHORT"),
    ("V8", "ts_ts,length=10m", "ts_spk", "FAIL", "", "resolder"),
    ("V9", "insert,length=2m,unplug=C", "", ("NO-CABLE", *NOT_SURE), "", "OPEN"),
    ("V9", "insert,length=2m,unplug=B", "insert", "NO-CABLE", "plug B empty", ""),
    ("V9", "xlr_y_split,length=2m,unplug=C", "", "PASS", "", ""),
    ("V9", "xlr_y_split,length=2m,unplug=C", "xlr_y_split", "NO-CABLE", "plug C empty", ""),
    ("V10", "ts_ts,length=6m,live=0.1V/1kHz:1k@A.T,joint=T:0.8ohm@B", "", "LIVE", "", ""),
    ("V10", "xlr_xlr,length=6m,live=0.05V/1kHz:150ohm@A.T", "", "LIVE", "", ""),
    ("V12", "xlr_xlr,length=6m,stock=belden-8760,swap=T-S@A,swap=T-S@B", "",
     ("PASS", *BAD), "", "resolder"),
    ("V12", "xlr_xlr,length=6m,stock=belden-8412,swap=T-S@A,swap=T-S@B", "",
     ("PASS", *BAD), "", "resolder"),
    ("V13", "trs35,length=5m,core_ohm=0.4ohm/m,shield_ohm=0.3ohm/m", "", NOT_SURE, "", "resolder"),
    ("V13", "trs_trs,length=50m,core_ohm=0.14ohm/m,shield_ohm=0.14ohm/m", "length=50",
     "PASS", "ohm a metre", "resolder"),
    ("V14", "xlr_xlr,length=6m,joint=S:0.7ohm@A", "", JOINT_OR_WIRE, "", ""),
    ("V14", "xlr_xlr,length=6m,joint=T:0.7ohm@A", "", BAD, "resolder", ""),
    ("V14", "ts_ts,length=6m,joint=T:1ohm@B", "", "LOOKS-LIKE", "long wire or joint", ""),
    ("V15", "trs_trs,length=6m,leak=T-S:5M", "", "PASS", "isolate|fair", "LEAK"),
    ("V16", "xlr_xlr,length=6m,open=R@B", "", "FAIL", "RING pin 3", "RCA"),
    ("V16", "xlr_xlr,length=6m,open=R@B", "xlr_xlr", "FAIL", "PIN 3 OPEN", "RING"),
    ("V17", "trs_trs,length=6m,open=R@B,joint=T:3ohm@A", "", "FAIL",
     "RING OPEN|TIP 3.|resolder", ""),
    ("V17", "trs_trs,length=6m,short=T-R@A,short=R-S@B", "", "FAIL",
     "RING SHORT at plug A|RING-SLEEVE SHORT at plug B", ""),
    ("V19", "ts_ts,length=6.1m", "length=6.1", "PASS", "picks up hum", "go balanced"),
    ("V19", "rca_xlr_3w_lift,length=3m", "rca_xlr_3w_lift", "PASS", "ground loop", "As above"),
    ("V20", "xlr_xlr,length=30m,unplug=B,open=R@10m:A", "", "NO-CABLE", "RING", ""),
    ("V20", "xlr_xlr,length=30m,stock=canare-l-2t2s,unplug=B,open=R@10m:A", "stock=canare-l-2t2s",
     "NO-CABLE", "RING ENDS| m from A, the others at", ""),
    ("V21", "xlr_xlr,length=6m,cs=80pF/m,cc=80pF/m,shield_ohm=0.08ohm/m", "xlr_xlr",
     "PASS", "No shield found", ""),
    ("V22", "ts_ts,length=15cm,open=T@B", "", "FAIL", "plug", "%"),
    ("V23", "xlr_xlr,length=6m,short=T-S@B", "xlr_xlr", "FAIL", "Not under phantom", ""),
    ("V23", "ts_xlr_tied,length=3m", "ts_xlr_tied", "PASS", "hantom", ""),
]  # fmt: skip
RHYTHMS = [
    ("V4", "xlr_xlr", "intermittent=T@B:10ms/25ms"),
    ("V4", "ts_ts", "intermittent=S@B:20ms/50ms"),
    ("V4", "trs_trs", "intermittent=R@A:40ms/100ms"),
    ("V4", "xlr_xlr", "intermittent=T@B:7ms/20ms~"),
    ("V4", "xlr_xlr", "touch=T-S@B:10ms/25ms"),
    ("V5", "xlr_xlr", "intermittent=S@B:3ms/11ms"),
    ("V5", "trs_trs", "intermittent=T@B:10ms/31ms"),
    ("V11", "ts_ts", "touch=T-S@B:3ms/11ms"),
    ("V11", "xlr_xlr", "intermittent=T@B:10ms/37ms"),
]


def boards_of(number):
    return BOARDS if ALL else [BOARDS[number % len(BOARDS)]]


def on_boards(rows):
    return [(board, *row) for number, row in enumerate(rows) for board in boards_of(number)]


@pytest.fixture(scope="module")
def testers(tmp_path_factory):
    """Of each board a handheld, made when it is asked for."""
    made = {}

    def of(board):
        if board not in made:
            made[board] = Handheld("none", str(tmp_path_factory.mktemp("tester")), board)
        return made[board]

    return of


def told(how):
    """(mode, settings, whether to wiggle) of the words of a row."""
    words = how.split()
    known = dict(word.split("=") for word in words if "=" in word)
    wirings = [word for word in words if "=" not in word and word != "wiggle"]
    mode = "expect:" + wirings[0] if wirings else "auto"
    return mode, float(known.get("length", 0)), known.get("stock", ""), "wiggle" in words


@pytest.mark.parametrize(
    ("board", "row", "cable", "how", "verdicts", "says", "never"), on_boards(ROWS)
)
def test_row(testers, board, row, cable, how, verdicts, says, never):
    handheld = testers(board)
    mode, length_m, stock, wiggle = told(how)
    handheld.configure(mode, length_m, stock)
    handheld.plug(cable)
    record = handheld.wiggle(1) if wiggle else handheld.press()
    faults = [fault["text"] for fault in record["faults"]]
    words = " ".join([record["text"], *faults, *advice.page(record)]).replace("is pin", "pin")
    assert record["verdict"] in verdicts, words
    assert all(said in words for said in says.split("|")), words
    assert not never or never not in words, words


@pytest.mark.parametrize(("board", "row", "wiring", "moves"), on_boards(RHYTHMS))
def test_row_of_a_contact_that_moves(tmp_path, board, row, wiring, moves):
    handheld = Handheld(f"{wiring},length=6m,{moves}", str(tmp_path), board)
    record = handheld.press()
    share = handheld.bench.moving.shares()[0]["moved"]
    assert record["verdict"] in BAD or record["verdict"] == "PASS" and share < 0.2, record["text"]
    for fault in record["faults"]:
        assert fault["code"] in ("unsteady", "open", "short"), fault["text"]
    assert all(ohm >= -u for ohm, u in record["leg_ohm"].values())


@pytest.mark.parametrize("board", BOARDS if ALL else [3])
@pytest.mark.parametrize(
    ("asked", "others"),
    [
        ("xlr_lift_b", ("xlr_xlr,open=S@A", "xlr_xlr,open=S@B", "trs_trs,open=S@A")),
        ("insert_rev", ("insert,swap=T-R@A",)),
        ("trs_ts_2core", ("trs_trs,short=R-S@B",)),
    ],
)
def test_v1_an_answer_counts_for_one_press(testers, board, asked, others):
    handheld = testers(board)
    handheld.configure()
    for other in others:
        handheld.plug(asked + ",length=6m")
        assert handheld.press()["verdict"] == "LOOKS-LIKE"
        assert handheld.press("MODE")["answered"] == "once"
        handheld.plug(other + ",length=6m")
        assert handheld.press()["verdict"] in JOINT_OR_WIRE


@pytest.mark.parametrize("board", BOARDS if ALL else [6])
def test_v18_the_resistance_page_has_the_tip_first(testers, board):
    handheld = testers(board)
    handheld.configure()
    handheld.plug("ts_ts,length=6m")
    handheld.press()
    while True:
        handheld.press("MODE")
        lines = [item[3] for item in handheld.app.view.layout() if item[0] == TEXT]
        if lines[0] == "RESISTANCE":
            break
    assert [line for line in lines if line in ("T", "R", "S")] == ["T", "S"]

"""Wiggle and AUTO-RUN through keys, console and command line."""

import json

import pytest
from typer.testing import CliRunner

from ringout.board.port import KEY_TEST
from ringout.ui.views import Ready, Result
from ringout.ui.wiggle_view import Wiggling
from ringout_host import cli
from ringout_host.sim.outside import Recorder

LOOSE = "trs_trs,length=3m,intermittent=T@B:80us/500ms"


def stored(app):
    from ringout.storage import stored_line

    return [stored_line.decode(line) for line in app.log.read(0, 99)]


def test_hold_watch_press(handheld):
    tester = handheld(LOOSE)
    record = tester.wiggle(2)
    assert (record["mode"], record["verdict"]) == ("wiggle", "FAIL")
    (fault,) = record["faults"]
    assert (fault["code"], fault["net"]) == ("intermittent", ["A.T", "B.T"])
    assert fault["contact"] == "B.T"
    assert 4 <= fault["count"] <= 7
    assert 40 < fault["shortest_us"] <= fault["longest_us"] <= 82
    assert fault["text"].startswith("TIP CUTS OUT at plug B")
    assert 0 < record["wiggle"]["proven_us"] <= 80
    assert stored(tester.app) == [json.loads(json.dumps(record))]
    assert isinstance(tester.app.view, Result)
    assert not tester.bench.is_driven()
    for _ in range(len(tester.app.view.pages) + 4):  # every page can be drawn
        tester.press("MODE")
        if isinstance(tester.app.view, Ready):
            break
    assert isinstance(tester.app.view, Ready)


def test_a_tap_while_it_starts_ends_it(handheld):
    """TEST is let go and pressed again while dropouts are proven."""
    tester = handheld("trs_trs,length=3m")
    board, bench = tester.board, tester.bench
    look, begin_us = board.keys, bench.now_us
    downs_ms = [(0, 740), (850, 890)]
    seen_us = [begin_us]

    def keys():
        look()
        ms = (bench.now_us - begin_us) / 1000
        return KEY_TEST if any(first <= ms < last for first, last in downs_ms) else 0

    def pressed():
        since_us, seen_us[0] = seen_us[0], bench.now_us
        edges = [begin_us + 1000 * first for first, _ in downs_ms]
        return KEY_TEST if any(since_us < edge <= seen_us[0] for edge in edges) else 0

    board.keys, board.pressed = keys, pressed
    while bench.now_us < begin_us + 1_200_000:
        tester.step(5)
    assert tester.app.record["mode"] == "wiggle" and isinstance(tester.app.view, Result)


def test_pick_a_leg_with_mode(handheld):
    record = handheld("trs_trs,length=3m,intermittent=T@B:8us/500ms").wiggle(2, picks=1)
    (fault,) = record["faults"]
    assert (fault["net"], fault["contact"]) == (["A.T", "B.T"], "B.T")
    assert 4 <= fault["count"] <= 7
    assert 6 <= fault["shortest_us"] <= 10


def test_what_proves_nothing_claims_nothing(handheld):
    """So long a cable holds its charge for longer than any known dropout is tried."""
    tester = handheld("trs_trs,length=300m,cs=500pF/m")
    tester.press("TEST", 800)
    assert any("BLIND" in item for item in tester.app.view.layout())
    record = tester.press("TEST")
    assert (record["verdict"], record["wiggle"]["proven_us"]) == ("ERROR", 0)
    assert not tester.board.green and not tester.bench.is_driven()


def test_legs_that_touch_are_in_the_record(handheld):
    record = handheld("trs_trs,length=3m,touch=T-S@B:60ms/400ms").wiggle(2)
    (fault,) = record["faults"]
    assert (fault["code"], fault["net"]) == ("short", ["A.T", "A.S"])
    assert fault["text"] == f"TIP-SLEEVE SHORT - {fault['count']} times"
    assert 4 <= fault["count"] <= 7 and fault["first_ms"] < 500
    assert 30000 < fault["shortest_us"] <= fault["longest_us"] < 90000


@pytest.mark.parametrize(
    ("cable", "text"),
    [
        ("ts_ts,length=3m,open=T@A,touch=T-S@B:60ms/270ms:moves", "TIP-SLEEVE SHORT"),
        ("trs_trs,length=3m,open=R@A,touch=T-R@B:60ms/200ms:moves", "TIP-RING SHORT"),
        ("xlr_lift_b,length=3m,touch=R-S@B:60ms/200ms:moves", "RING-SLEEVE SHORT"),
    ],
)
def test_a_loose_end_that_touches_says_what(handheld, cable, text):
    """A contact of no leg: the leg that takes it along when it is let go. What was open at rest
    still is."""
    faults = handheld(cable).wiggle(0.4)["faults"]
    assert [fault["text"].partition(" - ")[0] for fault in faults if fault["code"] == "short"] == [
        text
    ]
    assert ("open" in cable) == ("open" in [fault["code"] for fault in faults])
    # what is remembered of masks is shared by all that comes after
    assert handheld("none").press()["verdict"] == "NO-CABLE"


def test_a_sound_cable_passes_and_sounds_so(handheld):
    tester = handheld("trs_trs,length=3m")
    record = tester.wiggle(2)
    assert (record["verdict"], record["faults"], record["kind"]) == ("STEADY", [], "wiggle")
    assert tester.board.green and not tester.board.red


STANDING = [
    ("xlr_xlr,length=6m,open=T@B", "open"),
    ("xlr_xlr,length=6m,short=T-S@B", "short"),
    ("xlr_xlr,length=6m,swap=T-R@B", "reversed"),
    ("xlr_xlr,length=6m,leak=T-S:200k", "leakage"),
    ("xlr_xlr,length=6m,joint=T:3ohm@B", "high-resistance"),
    ("ts_ts,length=3m,open=T@A", "open"),
    ("insert,length=2m,joint=T:3ohm@B", "high-resistance"),
]


@pytest.mark.parametrize("mode", ["auto", "expect"])
@pytest.mark.parametrize(("cable", "code"), STANDING)
def test_what_is_wrong_at_rest_is_wrong(handheld, cable, code, mode):
    tester = handheld(cable)
    if mode == "expect":
        tester.configure("expect:" + cable.partition(",")[0])
    record = tester.wiggle(0.2)
    assert (record["verdict"], record["faults"][0]["code"]) == ("FAIL", code)
    assert tester.board.red


@pytest.mark.parametrize(("cable", "asked", "codes"), [
    ("trs_xlr_y,length=3m", "trs_trs", ["wrong-cable"]),
    ("ts_ts,length=3m,intermittent=T@B:80us/100ms", "trs_trs", ["wrong-cable", "intermittent"]),
])  # fmt: skip
def test_another_cable_than_was_asked_for_is_said_so(handheld, cable, asked, codes):
    """A fault of no contact: what moved cannot be its cause."""
    tester = handheld(cable)
    tester.configure("expect:" + asked)
    record = tester.wiggle(0.5)
    assert [fault["code"] for fault in record["faults"]] == codes, record["text"]
    assert record["verdict"] == "FAIL"


def test_a_fault_at_rest_comes_before_a_loose_contact(handheld):
    record = handheld("trs_trs,length=3m,joint=R:3ohm@A,intermittent=T@B:80us/400ms").wiggle(2)
    assert [fault["code"] for fault in record["faults"]] == ["high-resistance", "intermittent"]


def test_a_catch_is_heard_and_shown(handheld):
    tester = handheld(LOOSE)
    tester.press("TEST", 800)
    before = bytes(tester.app.canvas.buffer)
    heard = set()
    end_us = tester.bench.now_us + 1.2e6
    while tester.bench.now_us < end_us:
        tester.step(5)
        heard.add(tester.board.hz)
    assert 3200 in heard
    assert bytes(tester.app.canvas.buffer) != before


def test_hold_test_clears(handheld):
    tester = handheld(LOOSE)
    tester.press("TEST", 800)
    tester._hold(0, 1500)
    latch = tester.app.view.session.latch
    assert latch.total() >= 2
    tester.bench.shake([])
    tester.press("TEST", 800)
    assert (latch.total(), latch.peak) == (0, 0)
    assert isinstance(tester.app.view, Wiggling)


def test_nothing_plugged_says_so(handheld):
    tester = handheld("none")
    assert tester.wiggle(1)["verdict"] == "NO-CABLE"
    assert not tester.bench.is_driven()


def test_a_live_cable_is_not_driven(handheld):
    tester = handheld("trs_trs,live=48V:6.81k@A.T,A.R")
    assert tester.wiggle(1)["verdict"] == "LIVE"


def test_the_console_stays_alive_and_may_take_over(handheld):
    tester = handheld("trs_trs,length=3m")
    said = bytearray()
    tester.board.console_out = lambda data: said.extend(data) or len(data)
    tester.press("TEST", 800)
    tester.board.console_in(b'{"id": 1, "op": "hello"}\n')
    tester._hold(0, 100)
    assert json.loads(bytes(said).split(b"\n")[0])["ok"]
    assert isinstance(tester.app.view, Wiggling)
    said.clear()
    tester.board.console_in(b'{"id": 2, "op": "test"}\n')
    tester._hold(0, 300)
    assert json.loads(bytes(said).split(b"\n")[0])["record"]["verdict"] == "PASS"
    assert isinstance(tester.app.view, Result) and not tester.bench.is_driven()
    tester.press("TEST", 800)
    tester.board.console_in(b'{"id": 3, "op": "selftest"}\n')
    tester._hold(0, 300)
    assert isinstance(tester.app.view, Ready) and not tester.bench.is_driven()


def test_auto_run_tests_each_cable_once(handheld):
    tester = handheld("none")
    app = tester.app
    app.act(("set", "auto_run", True))
    tester._hold(0, 1500)
    assert app.record is None
    for seq, cable in enumerate(("trs_trs,length=3m", "trs_trs,open=R@B", "trs_trs,length=5m"), 1):
        tester.plug(cable)
        tester._hold(0, 2500)
        assert app.record["seq"] == seq
        tester._hold(0, 2500)
        assert app.record["seq"] == seq
        tester.plug("none")
        tester._hold(0, 1500)
    assert [each["verdict"] for each in stored(app)] == ["PASS", "FAIL", "PASS"]


def test_auto_run_leaves_keys_alone_and_does_not_repeat_a_press(handheld):
    tester = handheld("none")
    tester.app.act(("set", "auto_run", True))
    tester._hold(0, 1000)
    tester.plug("trs_trs,length=3m")
    record = tester.press("TEST")
    tester._hold(0, 2000)
    assert tester.app.record is record
    tester.press("MODE")
    assert tester.app.view.page == 1


@pytest.mark.parametrize(
    "source",
    [
        "48V:6.81k@A.T,A.R", "-9V:1k@A.R", "0.45V/50Hz:600ohm@A.T", "0.4V:600ohm@C.S",
        "0.6V/music:600ohm@A.T",
    ],
)  # fmt: skip
def test_auto_run_finds_a_live_cable_without_driving_it(handheld, source):
    tester = handheld("none")
    tester.app.act(("set", "auto_run", True))
    tester._hold(0, 1000)
    tester.plug(f"trs_trs,live={source}")
    recorder = Recorder(tester.bench)
    tester._hold(0, 1500)
    assert tester.app.record["verdict"] == "LIVE"
    assert recorder.driven_ms() == 0.0


@pytest.mark.parametrize("source, most_ms", [("1V:22k@A.T", 20), ("2V/50Hz:600ohm@B.S", 60)])
def test_auto_run_lets_go_when_a_source_arrives(handheld, source, most_ms):
    """At any moment between two of its looks and in them."""
    tester = handheld("none")
    tester.app.act(("set", "auto_run", True))
    tester._hold(0, 1000)
    for arrives_ms in range(5, 305, 97):
        tester.plug(f"none,live={source.replace('@', f':from={arrives_ms}ms@')}")
        recorder = Recorder(tester.bench)
        tester._hold(0, 1000)
        assert recorder.last_driven_ms() <= most_ms
        assert tester.app.record["verdict"] == "LIVE"
        tester.plug("none")
        tester._hold(0, 1000)


def test_without_the_setting_nothing_is_tested(handheld):
    tester = handheld("trs_trs,length=3m")
    tester._hold(0, 2000)
    assert tester.app.record is None and not tester.bench.is_driven()


def test_command_line():
    result = CliRunner().invoke(cli.app, ["simulate", "--cable", LOOSE, "--wiggle", "2", "--json"])
    assert result.exit_code == 1
    assert json.loads(result.stdout)["faults"][0]["code"] == "intermittent"

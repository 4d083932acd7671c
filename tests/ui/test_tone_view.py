"""Tone: which leg sounds when, what ends it, and that it never meets a voltage for long."""

import json

import pytest

from ringout.board.pinmap import line_of
from ringout.ui.tone_view import SECONDS, Toning
from ringout.ui.views import Notice, Ready
from ringout_host.sim.handheld import Handheld
from ringout_host.sim.outside import Recorder

LEAD = "xlr_xlr,length=20m,unplug=B,part=T-R:150ohm@B"
TIP, RING = (1 << line_of(f"A.{letter}") for letter in ("T", "R"))


@pytest.fixture
def tester(tmp_path):
    return Handheld(LEAD, str(tmp_path))


def turns(tester, ms):
    """The app's loop for so long."""
    end_us = tester.bench.now_us + 1000 * ms
    while tester.bench.now_us < end_us:
        tester.step(5)


def beeps(tester, ms):
    """(lines that swing against the others, ms) of each beep that began and ended."""
    bench, found = tester.bench, []
    end_us = bench.now_us + 1000 * ms
    last_us = 0.0
    while bench.now_us < end_us:
        if bench.swing is not None:
            high = bench.swing.high
            if not found or bench.now_us - last_us > 40_000:
                found.append([high, bench.now_us, 0.0])
            last_us = bench.now_us
            found[-1][2] = last_us
        tester.step(1)
    return [(high, (to - since) / 1000) for high, since, to in found]


def test_two_beeps_are_tip_and_one_is_ring(tester):
    tester.app.act(("tone",))
    found = beeps(tester, 1900)
    assert [high for high, _ in found][:4] == [TIP, TIP, RING, TIP]
    assert all(110 < ms < 170 for _, ms in found[1:3])
    assert isinstance(tester.app.view, Toning)


def test_keys_pick_leg_and_frequency_and_end_it(tester):
    tester.app.act(("tone",))
    view, seen = tester.app.view, []
    for _ in range(5):
        seen.append(view.leg)
        tester.press("MODE")
    assert seen == ["T+R", "T", "R", "T-R", "R2"] and view.leg == "T+R"
    tester.press("MODE", 800)
    assert view.hz == 400
    tester.press("TEST", 30)
    assert isinstance(tester.app.view, Ready) and view.ended == "key"
    turns(tester, 100)
    assert not tester.bench.is_driven()


def test_steady_tone_has_no_long_holes(tester):
    tester.app.tone("A", "T-R")
    turns(tester, 50)
    sounding = 0
    for _ in range(400):
        sounding += tester.bench.swing is not None
        tester.step(1)
    assert sounding > 330


SOURCES = [
    ("48V:6.81k", 20), ("1V:22k", 20), ("-3V:600ohm", 60), ("0.5V/1kHz:600ohm", 60),
    ("0.45V/50Hz:22k", 60),
]  # fmt: skip


@pytest.mark.parametrize(("source", "most_ms"), SOURCES)
def test_a_voltage_that_comes_ends_it(tmp_path, source, most_ms):
    tester = Handheld("none", str(tmp_path))
    worst_ms = []
    for moment in (22.0, 23.5, 147.3, 163.9):  # at first a page is drawn between two bursts
        tester.plug(f"xlr_xlr,length=20m,unplug=B,live={source}:from={moment}ms@A.T")
        tester.bench.sources_begin()
        view = tester.app.tone("A", "T-R")
        recorder = Recorder(tester.bench)
        turns(tester, 250)
        assert view.ended == "live" and "A.T" in view.contacts
        assert isinstance(tester.app.view, Notice)
        worst_ms.append(recorder.last_driven_ms())
        assert not tester.bench.is_driven()
    assert 0 < max(worst_ms) <= most_ms


def test_a_voltage_that_comes_in_a_pause_meets_no_driver(tester):
    tester.plug("xlr_xlr,length=20m,unplug=B,live=48V:6.81k:from=700ms@A.T,A.R")
    tester.bench.sources_begin()
    view = tester.app.tone("A", "T")
    recorder = Recorder(tester.bench)
    turns(tester, 1200)
    assert view.ended == "live" and recorder.driven_ms() == 0


def test_a_live_line_is_not_driven_at_all(tmp_path):
    tester = Handheld("none", str(tmp_path))
    tester.plug("xlr_xlr,length=20m,unplug=B,live=48V:6.81k@A.T,A.R")
    recorder = Recorder(tester.bench)
    view = tester.app.tone()
    turns(tester, 100)
    assert view.ended == "live" and recorder.driven_ms() == 0


@pytest.mark.parametrize(
    "cable",
    ["xlr_xlr,length=300m,unplug=B,pvc=0.05", "trs_trs,length=6m,hum=0.2uA/50Hz",
     "trs_trs,length=6m,short=T-R@B", "none",
     "wires:A.T-B.T:10k A.R-B.R:10k A.S=B.S,length=9m,unplug=B,part=T-S:22uF@B,part=R-S:22uF@B"],
)  # fmt: skip
@pytest.mark.parametrize("leg", ["T", "T-R"])
def test_no_sound_line_ends_it(tmp_path, cable, leg):
    tester = Handheld("none", str(tmp_path))
    tester.plug(cable)
    view = tester.app.tone("A", leg)
    found = beeps(tester, 700)
    assert not view.ended and len(found) == (1 if leg == "T-R" else 2)
    assert max(ms for _, ms in found) > 100, "the first one began before"


def test_nothing_is_driven_for_longer_than_a_burst_whatever_keeps_the_processor(tester):
    tester.app.act(("tone",))
    turns(tester, 30)
    tester.bench.advance(16_000)
    assert not tester.bench.is_driven()


def test_the_time_and_the_end_of_usb_power_end_it(tester):
    view = tester.app.tone("A", "T", 1000, 1)
    turns(tester, 1200)
    assert view.ended == "time" and not tester.bench.is_driven()
    view = tester.app.tone()
    turns(tester, 100)
    tester.board.usb = False
    turns(tester, 20)
    assert view.ended == "usb" and not tester.bench.is_driven()
    view = tester.app.tone()  # on cells it just sounds
    turns(tester, 300)
    assert not view.ended and view.left_s() in (SECONDS, SECONDS - 1)


def call(tester, **request):
    """An op on the console."""
    came = bytearray()
    tester.board.console_out = lambda data: came.extend(data) or len(data)
    tester.board.console_in(json.dumps({"id": 1, **request}).encode() + b"\n")
    turns(tester, 150)
    tester.board.console_out = None
    return json.loads(bytes(came).split(b"\n")[0])


def test_a_host_that_stops_asking_ends_it(tester):
    reply = call(tester, op="tone", step="start", leg="R", hz=400, seconds=30)
    assert reply["sounds"] and (reply["leg"], reply["hz"], reply["left_s"]) == ("R", 400, 30)
    for _ in range(2):
        turns(tester, 3000)
        assert call(tester, op="tone")["sounds"]
    turns(tester, 5200)
    assert not tester.bench.is_driven()
    reply = call(tester, op="tone")
    assert not reply["sounds"] and reply["ended"] == "host"


def test_another_op_takes_the_board(tester):
    assert call(tester, op="tone", step="start")["sounds"]
    assert call(tester, op="test")["record"]["verdict"] not in ("ERROR", "LIVE")
    assert call(tester, op="tone")["ended"] == "busy"


@pytest.mark.parametrize(
    "wrong", [{"leg": "S"}, {"jack": "D"}, {"hz": 500}, {"seconds": 0}, {"jack": "C", "leg": "R2"}]
)
def test_what_cannot_sound_is_refused(tester, wrong):
    reply = call(tester, op="tone", step="start", **wrong)
    assert reply["err"]["code"] == "bad-arg"


def test_a_live_line_is_told_to_the_host(tester):
    tester.plug("xlr_xlr,length=20m,unplug=B,live=48V:6.81k@A.T,A.R")
    reply = call(tester, op="tone", step="start")
    assert reply["err"] == {"code": "live", "text": "a voltage on A.T A.R: unplug the far end"}


def test_a_broken_tester_drives_nothing(tester):
    tester.app.tester.full_failure = "mux"
    recorder = Recorder(tester.bench)
    assert tester.app.tone() is None and recorder.driven_ms() == 0
    assert call(tester, op="tone", step="start")["err"]["code"] == "broken"

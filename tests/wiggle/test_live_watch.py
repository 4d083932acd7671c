"""A voltage that arrives while WIGGLE holds legs high: every line is let go, and it is LIVE."""

import pytest

from ringout.measure import live_watch
from ringout.wiggle.session import Session
from ringout_host.sim.bench import Bench
from ringout_host.sim.board import SimBoard
from ringout_host.sim.outside import Recorder
from ringout_host.sim.spec import parse

ARRIVALS = {
    "48V:6.81k@A.T,A.R": 20.0, "1V:22k@B.T": 20.0, "3.3V:22k@A.R": 20.0, "5V:50ohm@C.T": 20.0,
    "-9V:10k@A.S": 60.0, "-1V:22k@B.R": 60.0, "0.45V/50Hz:600ohm@A.T": 60.0,
    "2V/1kHz:22k@B.S": 60.0, "2V/music:600ohm@C.S": 60.0,
}  # fmt: skip
CABLES = ("trs_trs,length=3m", "trs_trs,length=3m,intermittent=T@B:3ms/11ms~")


def watched(rig, cable, source, at_ms, picked):
    """A session with a source that comes `at_ms` after its start; (session, its recorder)."""
    head, _, contacts = source.partition("@")
    tester = rig(f"{cable},live={head}:from={at_ms}ms@{contacts}")
    assert tester.started
    tester.pick(picked)
    recorder = Recorder(tester.bench)
    tester.watch_until_over(at_ms / 1000 + 0.2)
    return tester, recorder


@pytest.mark.parametrize("picked", [None, "R"])
@pytest.mark.parametrize("source", ARRIVALS)
def test_lines_are_let_go_in_time(rig, source, picked):
    """On a sound cable and on one with a loose contact, at any moment."""
    at = list(ARRIVALS).index(source)
    at_ms, cable = 400 + 17 * at, CABLES[(at + bool(picked)) % 2]
    tester, recorder = watched(rig, cable, source, at_ms, picked)
    assert tester.session.live and not tester.session.running
    assert not tester.bench.is_driven()
    assert recorder.last_driven_ms() <= ARRIVALS[source]


@pytest.mark.parametrize(
    ("at_ms", "picked"), [(286, None), (343, None), (389, None), (665, None), (314, "R")]
)
def test_music_that_is_low_whenever_all_lines_are_let_go(rig, at_ms, picked):
    """It stands out in look after look, and each time it is at nothing a millisecond later."""
    tester, recorder = watched(rig, CABLES[0], "2V/music:600ohm@C.S", at_ms, picked)
    assert tester.session.live and recorder.last_driven_ms() <= 60.0


@pytest.mark.parametrize("picked", [None, "R"])
@pytest.mark.parametrize("phase_us", [0, 500])
def test_a_tone_that_keeps_step_with_the_turns(rig, phase_us, picked):
    """Turns every 6 ms would read 1 kHz at the same place each time, below ground."""
    tester = rig("xlr_xlr,length=3m,live=4.2V/1kHz:50ohm:from=400ms@C.T")
    assert tester.started
    tester.pick(picked)
    bench, recorder = tester.bench, Recorder(tester.bench)
    while tester.session.running and bench.now_us < bench.outside.zero_us + 600000:
        bench.advance(6000 - (bench.now_us - phase_us) % 6000)
        tester.session.turn()
    assert tester.session.live and 0.0 < recorder.last_driven_ms() <= 60.0


@pytest.mark.parametrize("source", ["48V:6.81k@A.T,A.R", "3.3V:600ohm@B.T", "2.9V:10k@A.S"])
def test_one_that_comes_while_dropouts_are_proven(tmp_path, source):
    """Phantom power between a look and the reading after it was known as the cable's own, 3.3 V was
    what a driven leg reads: both were driven for as long as the session lasted."""
    head, _, contacts = source.partition("@")
    for at_ms in range(66, 150, 7):  # the proof begins at 62 ms
        bench = Bench(parse(f"trs_trs,length=6m,live={head}:from={at_ms}ms@{contacts}"), 1)
        recorder, session = Recorder(bench), Session(SimBoard(bench, str(tmp_path)))
        try:
            started = session.start()
        except live_watch.Passed:
            continue
        end_us = bench.outside.zero_us + 1000 * at_ms + 30000
        while started and session.running and bench.now_us < end_us:
            bench.advance(5000)
            session.turn()
        session.stop()
        assert recorder.last_driven_ms() <= 20.0, at_ms


@pytest.mark.parametrize("cable", ["ts_ts,length=0.3m", "insert,length=2m", "xlr_xlr,length=30m"])
@pytest.mark.parametrize("source", ["2.3V:22k@B.S", "3.05V:22k@A.T", "3.45V:3k@B.S"])
def test_one_that_reads_like_a_driven_leg(rig, cable, source):
    """A leg with four pull-downs and more fell to a low level against 22 k, if a little slower."""
    for at_ms in (403, 413):
        tester, recorder = watched(rig, cable, source, at_ms, None)
        assert tester.session.live and recorder.last_driven_ms() <= 20.0

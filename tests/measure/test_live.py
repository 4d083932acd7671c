"""Nothing is driven into a voltage from outside: seen before, and seen while lines are driven.

The simulator's recorder says who drove what against which source. `tests/soak/live.py` draws from
the whole list of sources, moments and jobs; a few of its situations are run here.
"""

import pytest
from tests import soak
from tests.measuring_rig import Rig
from tests.soak import live as situations

from ringout.board.pinmap import CONTACTS, LINES, line_of
from ringout.measure import live, live_watch
from ringout.measure.calibrator import Calibrator, Refusal
from ringout.measure.charge import Charger
from ringout_host.sim.handheld import Handheld
from ringout_host.sim.outside import Recorder

SOURCES = {
    "48V:6.81k@A.T,A.R": "voltage",
    "1V:22k@B.R": "voltage",
    "0.3V:100k@A.T": "voltage",
    "-1V:22k@A.R": "voltage",
    "-9V:50ohm@C.T": "voltage",
    "2V/50Hz:600ohm@A.T": "touch",
    "0.45V/60Hz:22k@A.T": "touch",
    "2V/1kHz:10k@B.T": "voltage",
    "0.05V/1kHz:150ohm@A.T": "signal",
    "0.1V/440Hz:1k@A.S": "signal",
    "0.3V/music:10k@A.T": "signal",
    "30V/50Hz:3M@A.S": "touch",  # 7 uA rms through a hand
    "0V:150ohm@A.S": "touch",  # a silent output, or a sleeve that lies on grounded metal
}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("cable", ["trs_trs,length=6m", "none", "xlr_xlr,length=60m"])
def test_the_guard_names_it_and_drives_no_line(tmp_path, source, cable):
    rig = Rig(tmp_path, 3, f"{cable},live={source}")
    recorder = Recorder(rig.bench)
    mask, kind = live.find(rig.board)
    assert kind == SOURCES[source]
    named = [CONTACTS[line] for line in range(11) if mask >> line & 1]
    contact = source.partition("@")[2].partition(",")[0]
    assert contact in named
    letters = {each.partition(".")[2] for each in source.partition("@")[2].split(",")}
    if "60m" not in cable:  # what couples over in there is no less real
        assert {name[2:] for name in named} == letters
    assert recorder.driven_ms() == 0.0


def test_on_batteries_mains_is_no_touch(tmp_path):
    rig = Rig(tmp_path, 3, "trs_trs,live=2V/50Hz:600ohm@A.T")
    rig.board.usb = False
    assert live.find(rig.board)[1] == "voltage"


@pytest.mark.parametrize("seed", range(1, 3))
@pytest.mark.parametrize(
    "cable",
    [
        "none", "trs_trs,length=100m", "ts_spk,length=5m,hum=0.7uA/60Hz", "insert,hum=0.4uA",
        "ts_spk,length=10m,open=T@A,hum=0.5uA", "rca_rca,length=0.3m", "trs_trs,leak=T-S:20k",
    ],
)  # fmt: skip
def test_a_cable_without_a_source_is_not_live(tmp_path, cable, seed):
    rig = Rig(tmp_path, seed, cable)
    rig.bench.front_end.adc.noise_lsb = 1.0 + seed % 5
    for _ in range(3):
        assert live.live_lines(rig.board) == 0
        rig.board.settle_us(3700)


@pytest.mark.parametrize("cable", ["none", "trs_trs,length=6m"])
def test_what_leaks_into_z_is_no_voltage_where_the_self_test_allows_it(tmp_path, cable):
    electronics = "line_leak_na=64,mux_leak_na=240,warm_k=20"  # 960 nA from 3V3 on this board
    rig = Rig(tmp_path, 106042, electronics=electronics)
    assert rig.bench.front_end.stray.z_na > 0.0
    rig.tester.start()
    rig.tester.selftest()
    assert rig.tester.broken is None
    assert rig.test(cable)["verdict"] == ("NO-CABLE" if cable == "none" else "PASS")
    for source in ("0.45V/60Hz:22k@A.T", "0.1V/1kHz:150ohm@A.T", "0.5V:22k@A.R", "0V:150ohm@A.S"):
        assert rig.test(f"{cable},live={source}")["verdict"] == "LIVE", source


@pytest.mark.parametrize("length", ["3m", "4m", "6m"])
@pytest.mark.parametrize("wiring", ["trs_trs", "trs_ts35_sum"])
def test_what_is_left_on_a_net_of_neighbours_is_no_voltage(tmp_path, wiring, length):
    """A sleeve at A and the tip at B of one net are looked at one after the other, and the sleeve
    is lifted in between."""
    tester = Handheld("none", str(tmp_path), seed=5)
    tester.plug(f"{wiring},length={length},swap=S-T@B")
    assert tester.press()["verdict"] not in ("ERROR", "LIVE")


def test_what_stands_on_the_screen(tmp_path):
    for source, text in (
        ("0.1V/1kHz:1k@A.T", "signal on the cable: unplug the far end"),
        ("30V/50Hz:3M@A.S", "touching metal on USB? use battery"),
        ("48V:6.81k@A.T,A.R", "VOLTAGE on T R - UNPLUG"),
    ):
        record = Rig(tmp_path).test(f"trs_trs,length=3m,live={source}")
        assert (record["verdict"], record["text"]) == ("LIVE", text)
        assert record["faults"][0]["source"] in ("voltage", "signal", "touch")


# -- while lines are driven -----------------------------------------------------------------
ARRIVALS = {
    "48V:6.81k": 20.0, "1V:22k": 20.0, "5V:50ohm": 20.0, "-9V:10k": 60.0, "-1V:22k": 60.0,
    "0.45V/50Hz:600ohm": 60.0, "2V/1kHz:22k": 60.0, "2V/music:600ohm": 60.0,
}  # fmt: skip


@pytest.mark.parametrize("source", ARRIVALS)
@pytest.mark.parametrize("contact", ["B.S", "C.R"])
def test_a_source_that_arrives_during_a_press(tmp_path, source, contact):
    tester = Handheld("none", str(tmp_path), 5)
    first_us, last_us = driving_us(tester, "trs_trs,length=30m")
    driven_ms = 0.0
    for at_us in (first_us - 500, (first_us + last_us) // 2, last_us - 6000, last_us - 1500):
        tester.plug(f"trs_trs,length=30m,live={source}:from={at_us}us@{contact}")
        recorder = Recorder(tester.bench)
        record = tester.press()
        assert recorder.last_driven_ms() <= ARRIVALS[source], at_us
        driven_ms += recorder.driven_ms()
        assert record["verdict"] == "LIVE", at_us
        assert contact in record["faults"][0]["net"]
        assert not tester.bench.is_driven()
    assert driven_ms > 1.0


def test_the_last_looks_meet_a_tone_at_any_phase(tmp_path):
    tester = Handheld("none", str(tmp_path), 5)
    _, last_us = driving_us(tester, "trs_trs,length=30m")
    for _ in range(8):
        tester.bench.advance(tester.bench.now_us % 1000 + 125)
        tester.plug(f"trs_trs,length=30m,live=2V/1kHz:22k:from={last_us - 4000}us@C.R")
        assert tester.press()["verdict"] == "LIVE"


def driving_us(tester, cable):
    """(first, last) microsecond of a press in which it drives lines, counted as a source's times
    are. A source far too weak to be seen and far too late makes them count."""
    tester.plug(f"{cable},live=1mV:1M:from=9s@A.T")
    recorder = Recorder(tester.bench)
    tester.press()
    recorder.note()
    zero_us = tester.bench.outside.zero_us
    spans = [(since - zero_us, to - zero_us) for since, to, lines, _, _ in recorder.spans if lines]
    return int(spans[0][0]), int(spans[-1][1])


def test_one_that_left_again_costs_a_second_measurement(tmp_path):
    tester = Handheld("none", str(tmp_path), 5)
    tester.plug("trs_trs,length=6m,live=9V:1k:from=40ms:to=48ms@A.T")
    record = tester.press()
    alone = Handheld("trs_trs,length=6m", str(tmp_path / "alone"), 5).press()
    assert record["verdict"] == alone["verdict"] == "PASS"
    for pair, (pf, uncertainty) in record["pf"].items():
        assert abs(pf - alone["pf"][pair][0]) < uncertainty


@pytest.mark.parametrize("source", ["1V:22k@A.T", "-9V:1k@B.S", "0.45V/50Hz:600ohm@A.S"])
@pytest.mark.parametrize("plug", ["", ",plug=short@A", ",plug=10ohm@B"])
def test_nothing_is_calibrated_on_a_live_jack(tmp_path, source, plug):
    rig = Rig(tmp_path, 2)
    calibrator = Calibrator(rig.board, rig.tester.charger, rig.tester.calibration)
    calibrator.empty()
    before = list(calibrator.draft.zeros_pf)
    for arrives_ms in (0, 25, 32):
        timed = source.replace("@", f":from={arrives_ms}ms@") if arrives_ms else source
        rig.plug(f"none{plug},live={timed}")
        recorder = Recorder(rig.bench)
        with pytest.raises(Refusal, match="voltage"):
            calibrator.plug() if plug else calibrator.empty()
        assert recorder.driven_ms() == 0.0 if not arrives_ms else recorder.last_driven_ms() < 60.0
        assert not rig.bench.is_driven()
    assert calibrator.draft.zeros_pf == before
    assert calibrator.short_jacks == calibrator.ohm_jacks == set()


@pytest.mark.parametrize("source", ["48V:6.81k@A.T,A.R", "-9V:1k@B.S", "2V/1kHz:600ohm@C.T"])
def test_the_self_test_lets_go_of_what_comes_alive(tmp_path, source):
    for arrives_ms in (0, 30, 36, 40, 44):
        timed = source.replace("@", f":from={arrives_ms}ms@") if arrives_ms else source
        rig = Rig(tmp_path, 2, f"none,live={timed}")
        recorder = Recorder(rig.bench)
        failed = [check.name for check in rig.tester.selftest() if not check.ok]
        assert failed == ["jacks"]
        assert rig.tester.broken is None
        assert recorder.last_driven_ms() < 20.0 if arrives_ms else recorder.driven_ms() == 0.0


def test_some_of_the_soak():
    counted = soak.take(situations.rounds(4), "situations", 8)
    assert counted["called live"] > 3


ONCE = [  # did not hold: job, cable, source, when it comes, how long it may be driven, tester
    ("calibrate", "none,plug=10ohm@C", "6.627V/60Hz:600ohm@A.R2", 51.09, 60.0, 638),
    ("calibrate", "none,plug=10ohm@B", "5.074V/1kHz:10k@C.T", 59.02, 60.0, 705),
    ("wiggle", "insert,length=2m", "3.359V/1kHz:2.2k@A.R2", 590.69, 60.0, 739),
    ("wiggle", "xlr_xlr,length=30m", "1.801V/3150Hz:2.2k@C.T", 260.3, 60.0, 506),
    ("wiggle", "ts_ts,length=6m", "0.774V/440Hz:150ohm@C.T", 787.26, 60.0, 627),
    ("picked", "rca_rca,length=1m", "0.491V/440Hz:6810ohm@A.R", 371.27, 60.0, 849),
    ("press", "xlr_xlr,length=30m", "5.932V/music:22k@B.T,B.R", 136.2, 60.0, 692),
    ("press", "trs_trs,length=60m", "2.611V:6810ohm@A.T", 154.25, 20.0, 246),
    ("press", "trs_trs,length=60m", "12V:680ohm@A.T", 183.76, 20.0, 964),
    ("auto-run", "trs_trs,length=60m", "2.933V/50Hz:10k@B.S", 587.27, 60.0, 65),
    ("learn", "trs_trs,length=60m", "2.776V/10000Hz:10k@A.R2", 58.05, 60.0, 170),
    ("wiggle", "insert,length=2m", "3.898V:10k@A.T", 503.21, 20.0, 229),
    ("line", situations.LINES[1], "1.175V/1000Hz:6810ohm@A.T,A.R", 63.08, 60.0, 492),
    ("line", situations.LINES[1], "2.474V/1000Hz:10k@C.T", 108.22, 60.0, 95),
    ("line", situations.LINES[1], "6.503V/music:2.2k@A.T-A.S", 114.82, 60.0, 929),
    ("learn", "trs_trs,length=6m", "1.43V/3150Hz:600ohm@B.T-B.S", 82.7, 60.0, 5),
    ("press", "trs_trs,length=60m", "0.477V/60Hz:22k@A.S", 223.2, 60.0, 5),
    ("calibrate", "none,plug=10ohm@A", "3.553V/10kHz:2.2k@A.T,B.S", 86.16, 60.0, 918),
    ("press", "ts_ts,length=30m,cs=1567pF/m", "2.975V:10k@A.T", 221.39, 20.0, 437),
    ("press", "ts_ts,length=30m,cs=3333pF/m", "2.446V:150ohm@A.R", 260.95, 20.0, 226),
]


@pytest.mark.parametrize(("job", "cable", "source", "arrives_ms", "allowed_ms", "seed"), ONCE)
def test_what_the_soak_found_once(tmp_path, job, cable, source, arrives_ms, allowed_ms, seed):
    """It kept a plug that a source came to meanwhile; it drove against a tone for 0.5 s, waited
    100 ms for music to settle, and for a tone in step with its looks, and 18 ms for the hum of a
    voltage; for 50 ms, 100 nF leaked or not."""
    case = situations.Situation(job, cable, source, arrives_ms, None, allowed_ms, seed)
    found = situations.play(case, str(tmp_path))
    assert situations.complaint(case, found, str(tmp_path)) is None


def test_a_weak_source_that_left_before_leaks_were_looked_for_is_no_pass(tmp_path):
    """Too weak to be seen undriven: T-S read 544 pF instead of 608, and a PASS."""
    source = "0.05V:100kohm@A.T-A.S"
    case = situations.Situation("press", "ts_ts,length=6m", source, 118.38, 181.31, None, 124)
    found = situations.play(case, str(tmp_path))
    assert (found.verdict, found.record["faults"][0]["code"]) == ("FAIL", "unsteady")


def test_music_is_not_waited_for(tmp_path):
    """Nor a tone: a line settles, or something is on it."""
    rig = Rig(tmp_path, 3)
    charger = rig.tester.charger
    rig.take("trs_trs,length=60m")
    rig.plug("trs_trs,length=60m,live=3V/music:22k:from=1ms@B.R")
    rig.board.looked_us = rig.board.ticks_us()  # just before it came
    recorder = Recorder(rig.bench)
    try:
        with pytest.raises(live_watch.Live):
            for span in (charger.lo, charger.hi):
                charger.settled_code(line_of("A.R"), 0, span)
    finally:
        rig.board.release()
    assert recorder.driven_ms(charge=True) < 50.0


@pytest.mark.parametrize("source", ["0.3V/440Hz:100k@A.T", "0.132V/440Hz:100k@A.T,A.R"])
def test_a_burst_in_the_capture_of_a_pair_is_no_picofarad(tmp_path, monkeypatch, source):
    """Too weak to be seen undriven, and gone before a look: 3,400 pF too many were a PASS. A group
    settles at the same place twice, or it was not alone. By its phase a fifth may be left."""
    captures = []
    charged = Charger.line

    def line(self, *given):
        bench = self.board.bench
        began_us = bench.now_us - bench.outside.zero_us
        found = charged(self, *given)
        captures.append((began_us, bench.now_us - bench.outside.zero_us))
        return found

    monkeypatch.setattr(Charger, "line", line)
    head, _, contacts = source.partition("@")
    rig = Rig(tmp_path, 3)
    for _ in range(2):  # the first has to measure references
        alone = rig.take("trs_trs,length=60m,live=1mV:1M:from=9s@A.T")
    began_us, ended_us = captures[-1]
    for after_us in (-500, 0, 700, 2800):
        times = f"from={began_us + after_us:.0f}us:to={ended_us + after_us:.0f}us"
        taken = rig.take(f"trs_trs,length=60m,live={head}:{times}@{contacts}")
        if taken.live or taken.steadiness.moved():
            continue
        for between, (pf, uncertainty) in taken.pair_pf.items():
            allowed = max(1.5 * uncertainty, 0.2 * pf)
            assert abs(pf - alone.pair_pf[between][0]) < allowed, after_us


WEAK = ["-0.3V:100k@C.T", "0.05V:100k@A.T", "0.2V/440Hz:100k@B.S", "0.1V/music:100k@A.R2"]


@pytest.mark.parametrize("source", WEAK)
@pytest.mark.parametrize("plug", ["", ",plug=short@C", ",plug=10ohm@A"])
def test_nothing_is_calibrated_with_a_source_too_weak_to_be_seen(tmp_path, source, plug):
    """It loads its contact: it cannot settle where an empty one does."""
    rig = Rig(tmp_path, 2)
    calibrator = Calibrator(rig.board, rig.tester.charger, rig.tester.calibration)
    rig.plug(f"none{plug},live={source}")
    with pytest.raises(Refusal):
        calibrator.plug() if plug else calibrator.empty()
    assert not calibrator.draft.zeroed and not calibrator.short_jacks | calibrator.ohm_jacks
    assert not rig.bench.is_driven()


def test_a_burst_while_it_is_calibrated_leaves_no_wrong_value(tmp_path):
    """Every value is read twice or more often, and has to be the same: mutual capacitances were
    kept that were off by 10 pF."""
    drafts = []
    refused = 0
    for at_ms in (None, 70, 76, 82, 88, 94):
        rig = Rig(tmp_path, 2)
        calibrator = Calibrator(rig.board, rig.tester.charger, rig.tester.calibration)
        burst = f",live=0.3V/1kHz:100k:from={at_ms}ms:to={at_ms + 3}ms@A.T,B.R" if at_ms else ""
        rig.plug("none" + burst)
        try:
            calibrator.empty()
        except Refusal:
            refused += 1
            continue
        drafts.append(calibrator.draft)
    assert refused and len(drafts) > 1
    for draft in drafts[1:]:
        assert draft.zeros_pf == pytest.approx(drafts[0].zeros_pf, abs=0.5)
        assert draft.mutual_pf == pytest.approx(drafts[0].mutual_pf, abs=0.6)


@pytest.mark.parametrize("source", ["5V:1k@A.5", "3.3V:100ohm@A.SH,B.SH"])
def test_a_source_on_a_shell_or_a_fifth_pin_of_a_long_cable(tmp_path, source):
    """The expander's lines take 10 ms each to settle there: in between they are let go and read."""
    tester = Handheld("none", str(tmp_path), 5, tester="expander=yes")
    first_us, _ = driving_us(tester, "xlr_xlr,length=60m")
    head, _, contacts = source.partition("@")
    met = 0
    for after_us in (1500, 14000, 32000, 60000):
        tester.plug(f"xlr_xlr,length=60m,live={head}:from={first_us + after_us}us@{contacts}")
        recorder = Recorder(tester.bench)
        record = tester.press()
        came_us = tester.bench.outside.zero_us + first_us + after_us
        driven = [to for _, to, lines, _, on in recorder.spans if on and lines >> LINES]
        assert max(driven, default=0.0) - came_us < 20000.0, after_us
        met += bool(driven)
        assert record["verdict"] == "LIVE" or not driven
    assert met > 1

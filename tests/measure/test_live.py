"""Nothing is driven into a voltage from outside: seen before, and seen while lines are driven.

The simulator's recorder says who drove what against which source. `tests/soak/live.py` draws from
the whole list of sources, moments and jobs; a few of its situations are run here.
"""

import pytest
from tests import soak
from tests.measuring_rig import Rig
from tests.soak import live as situations

from ringout.board.pinmap import CONTACTS
from ringout.measure import live
from ringout.measure.calibrator import Calibrator, Refusal
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
    for arrives_ms in (22, 40, 66):
        tester.plug(f"trs_trs,length=30m,live={source}:from={arrives_ms}ms@{contact}")
        recorder = Recorder(tester.bench)
        record = tester.press()
        assert recorder.last_driven_ms() <= ARRIVALS[source], arrives_ms
        if recorder.driven_ms():
            assert record["verdict"] == "LIVE", arrives_ms
            assert contact in record["faults"][0]["net"]
        assert not tester.bench.is_driven()


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


ONCE = [  # did not hold: job, cable, source, when it comes, tester
    ("calibrate", "none,plug=10ohm@C", "6.627V/60Hz:600ohm@A.R2", 51.09, 638),
    ("calibrate", "none,plug=10ohm@B", "5.074V/1kHz:10k@C.T", 59.02, 705),
    ("wiggle", "insert,length=2m", "3.359V/1kHz:2.2k@A.R2", 590.69, 739),
    ("wiggle", "xlr_xlr,length=30m", "1.801V/3150Hz:2.2k@C.T", 260.3, 506),
    ("wiggle", "ts_ts,length=6m", "0.774V/440Hz:150ohm@C.T", 787.26, 627),
]


@pytest.mark.parametrize(("job", "cable", "source", "arrives_ms", "seed"), ONCE)
def test_what_the_soak_found_once(tmp_path, job, cable, source, arrives_ms, seed):
    """It kept a plug that a source came to meanwhile, and drove against a tone for 0.5 s."""
    case = situations.Situation(job, cable, source, arrives_ms, None, 60.0, seed)
    found = situations.play(case, str(tmp_path))
    assert situations.complaint(case, found, str(tmp_path)) is None

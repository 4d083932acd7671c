"""Captured presses: the same diagnosis anywhere, and nothing of a case file is believed."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ringout import __version__
from ringout.diagnosis import golden
from ringout.diagnosis.teaching import Teaching
from ringout_host.cases import capture, replay
from ringout_host.cases import case as cases
from ringout_host.cli import cable as cables
from ringout_host.errors import DataCorruptError, Exit, ProtocolError
from ringout_host.sim.handheld import Handheld
from ringout_host.sim.pty import PtyLink

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*.json"))
PAD = """
id = "pad"
name = "PAD"
wires = ["A.T-B.T:270ohm", "A.R-B.R:270ohm", "A.S=B.S"]
length = "2m"
"""
CABLES = [
    ("trs_trs,length=100m", "typical"),
    ("none", "typical"),
    ("insert,length=3m", "ideal"),
    ("ts_ts,length=3m,short=T-S:2ohm@B", "typical"),
    ("trs_trs,live=0.1V/1kHz@A.T", "ideal"),
    ("trs_trs,length=6m,film=T@A:200ohm", "typical"),
    ("wires:A.T-B.T:1k A.S=B.S,length=1m,part=T-S:1nF@A", "typical,calibrated=yes"),
    ("ts_ts,length=1m,intermittent=S@B:10ms/20ms", "typical"),
]


def captured(cable, tester="typical", seed=4, **told):
    with cables.plugged(cable, seed, tester) as handheld:
        handheld.configure(**told)
        return capture.from_handheld(handheld, cable, {"tester": tester, "seed": seed})


@pytest.fixture(scope="module")
def case():
    return captured("trs_trs,length=6m,open=R@0.3m:B")


def test_there_are_cases():
    assert len(FILES) >= 4


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_case_of_the_folder_gives_what_its_tester_said(path):
    case = cases.load(path)
    if case.simulated is None and case.fw != __version__:
        pytest.skip(f"of a real tester with firmware {case.fw}")
    try:
        record = replay.replayed(case)
    except ProtocolError as error:
        pytest.fail(f"{error} - on purpose? python -m tests.cases", pytrace=False)
    assert replay.differences(record, case.record) == []


@pytest.mark.parametrize(("cable", "tester"), CABLES)
def test_a_press_captured_now_is_diagnosed_the_same(cable, tester):
    case = captured(cable, tester)
    record = replay.replayed(case)
    assert record["verdict"] != "ERROR" and case.calls[-1] == "n =None"
    assert replay.differences(record, case.record) == []
    assert record["ms"] == case.record["ms"]


def test_what_the_tester_was_told_is_in_the_case(tmp_path):
    case = captured("ts_ts,length=6m", mode="expect:trs_trs", length_m=6.0)
    cases.save(case, tmp_path / "case.json")
    again = cases.load(tmp_path / "case.json")
    assert again == case
    record = replay.replayed(again)
    assert record["verdict"] == "FAIL" and record["mode"] == "expect:trs_trs"
    assert record["limits"]["length_m"] == 6.0


FIVE = "wires:A.T-B.T A.R-B.R A.R2-B.R2 A.S=B.S"


@pytest.mark.parametrize("fifth", [" A.5-B.5 A.SH=A.S", "", " A.5-B.T"])
def test_shells_and_fifth_pins_come_along(tmp_path, fifth):
    """As the press after it says: the capture leaves the expander as it was."""
    with cables.plugged(FIVE + fifth, 8, "typical,expander=yes") as handheld:
        case = capture.from_handheld(handheld, "five pins", {})
        pressed = handheld.press()
    cases.save(case, tmp_path / "case.json")
    again = cases.load(tmp_path / "case.json")
    assert again.expander
    record = replay.replayed(again)
    assert replay.differences(record, case.record) == []
    for key in ("verdict", "text", "nets", "shells"):
        assert record.get(key) == pressed.get(key) == case.record.get(key), key
    assert bool(fifth) == any("A.5" in net for net in case.record["nets"])
    k = at(again, "I =")
    again.calls[k] = "I =999"
    with pytest.raises((ProtocolError, DataCorruptError)):
        replay.replayed(again)


def test_a_learned_and_an_own_cable_come_along(tmp_path):
    with cables.plugged("trs_trs,length=3m") as handheld:
        teaching = Teaching("STAGE 3.1")
        while not teaching.full():
            assert teaching.add(handheld.app.sample("auto")) == ""
        golden.save(handheld.board.files, teaching.finish())
        handheld.plug("ts_ts,length=3m")
        handheld.configure("golden:STAGE 3.1")
        case = capture.from_handheld(handheld, "ts_ts", {})
    cases.save(case, tmp_path / "case.json")
    record = replay.replayed(cases.load(tmp_path / "case.json"))
    assert (record["mode"], record["verdict"]) == ("golden:STAGE 3.1", "FAIL"), record["text"]
    assert replay.differences(record, case.record) == []

    (tmp_path / "pad.toml").write_text(PAD)
    with cables.plugged(f"{tmp_path}/pad.toml,length=2m,swap=T-R@B") as handheld:
        cables.set_mode(handheld, f"expect:{tmp_path}/pad.toml")
        case = capture.from_handheld(handheld, "pad", {})
    record = replay.replayed(case)
    assert record["mode"] == "expect:pad" and record["verdict"] == "FAIL"
    assert replay.differences(record, case.record) == []
    climbing = {"golden/../../x": "1", "cables/../x": "1", "/x": "1", "cables/other": "1"}
    for path, text in climbing.items():
        case.files = {path: text}
        with pytest.raises(DataCorruptError):
            replay.replayed(case)
    case.files = {}
    with pytest.raises(DataCorruptError):
        replay.replayed(case)


def test_an_own_cable_that_auto_found_comes_along(tmp_path):
    (tmp_path / "pad.toml").write_text(PAD)
    with cables.plugged(f"{tmp_path}/pad.toml,length=2m") as handheld:
        cables.set_mode(handheld, f"expect:{tmp_path}/pad.toml")
        handheld.configure("auto")
        case = capture.from_handheld(handheld, "pad", {})
    assert case.mode == "auto" and case.record["cable"] == "pad"
    record = replay.replayed(case)
    assert (record["verdict"], record["cable"]) == ("PASS", "pad"), record["text"]
    assert replay.differences(record, case.record) == []


def test_a_case_names_nobody(tmp_path):
    with cables.plugged("ts_ts", 1) as handheld:
        for name in ("operator", "lot", "product"):
            handheld.app.settings.set(name, "SECRET")
        handheld.app.apply_settings()
        handheld.app.tags.set_serial("SECRET")
        case = capture.from_handheld(handheld, "ts_ts", {})
        assert handheld.app.log.next_seq == 1, "a captured press is not stored"
        assert handheld.app.tags.serial == "SECRET", "nor has it taken the serial"
    cases.save(case, tmp_path / "case.json")
    assert "SECRET" not in (tmp_path / "case.json").read_text()


def test_readings_decide_and_nothing_else(case):
    """Other levels of the scan are another cable."""
    calls = ["r =2047" if line.startswith("r =") else line for line in case.calls]
    changed = cases.made_of(cases.msgspec.json.encode(case), "x")
    changed.calls = calls
    with pytest.raises(ProtocolError, match="this firmware asks for"):
        replay.replayed(changed)  # it measures what it would of such a cable


def at(case, start):
    return next(k for k, line in enumerate(case.calls) if line.startswith(start))


@pytest.mark.parametrize(
    ("start", "instead", "said"),
    [
        ("m ", ["m 9"], "mux 15, recorded was mux 9"),
        ("d ", [], "recorded was"),
        ("g ", ["r =3"], "recorded was read"),
        ("n ", [], "recorded was nothing more"),
        ("n ", ["n =None", "x"], "asks for nothing more, recorded was release"),
    ],
)
def test_another_firmware_is_said_where_it_asks_for_something_else(case, start, instead, said):
    k = at(case, start)
    changed = cases.made_of(cases.msgspec.json.encode(case), "x")
    changed.calls = [*case.calls[:k], *instead, *case.calls[k + 1 :]]
    with pytest.raises(ProtocolError, match=said) as refused:
        replay.replayed(changed)
    assert refused.value.exit_code == Exit.PROTOCOL and "call " in str(refused.value)
    changed.fw = "0.0.9"
    with pytest.raises(ProtocolError, match=f"of firmware 0.0.9, this is {__version__}"):
        replay.replayed(changed)


DAMAGE = {
    "no JSON": lambda text: text[:-50],
    "not ours": lambda text: text.replace('"ringout": "case"', '"ringout": "unit"'),
    "format": lambda text: text.replace('"format": 1', '"format": 2'),
    "deep": lambda text: '{"ringout": "case", "x": ' + "[" * 100_000,
    "many": lambda text: '{"ringout": "case", "x": [' + "[]," * 200_000,
    "infinite": lambda text: text.replace('"length_m": null', '"length_m": 1e999'),
    "nan": lambda text: text.replace('"length_m": null', '"length_m": NaN'),
    "mode": lambda text: text.replace('"mode": "auto"', '"mode": "expect:nothing"'),
    "climbs": lambda text: text.replace('"mode": "auto"', '"mode": "golden:../../x"'),
    "zeros": lambda text: text.replace('"zeros_pf": [', '"zeros_pf": [1e9, '),
    "setting": lambda text: text.replace('"units": "m"', '"units": "miles"'),
    "control": lambda text: text.replace('"s 30"', '"s \\u001b[2J"'),
    "number": lambda text: text.replace('"boot": 1', '"boot": "one"'),
    "verdict": lambda text: text.replace('"verdict": "FAIL"', '"verdict": "FINE"'),
    "calls": lambda text: text.replace('"calls": [', '"calls": [[],'),
    "empty": lambda text: "",
    "list": lambda text: "[]",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_no_case_is_one_line_and_code_7(ringout, case, tmp_path, damage):
    path = tmp_path / "case.json"
    cases.save(case, path)
    text = path.read_text()
    changed = DAMAGE[damage](text)
    assert changed != text
    path.write_text(changed)
    code, out, err = ringout("replay", str(path))
    assert (code, out) == (Exit.DATA_CORRUPT, "") and err.count("\n") == 1 and "\x1b" not in err


SAMPLES = ["+", "+AA=", "+!!!!", "=", "+" + "A" * 590, "C 99999 1 None 0", "r =99999999", "r =x"]


@pytest.mark.parametrize("line", SAMPLES)
def test_readings_that_cannot_be_are_refused(case, line):
    k = at(case, "+") if not line.startswith("r") else at(case, "r ")
    changed = cases.made_of(cases.msgspec.json.encode(case), "x")
    changed.calls[k] = line
    with pytest.raises((ProtocolError, DataCorruptError)):
        replay.replayed(changed)


def test_capture_and_replay_from_the_command_line(ringout, tmp_path):
    path = tmp_path / "case.json"
    words = ["--cable", "trs_trs,length=6m,swap=T-R@B", "--out", str(path), "--seed", "2"]
    code, out, _ = ringout("capture", *words, "--json")
    assert code == Exit.OK and json.loads(out)["verdict"] == "FAIL"
    code, out, err = ringout("replay", str(path))
    assert code == Exit.CABLE_FAILED and "POLARITY" in out.upper() and "as the tester said" in err
    code, out, _ = ringout("replay", str(path), "--json")
    shown = json.loads(out)
    assert shown["captured"]["same"] is True and shown["faults"][0]["code"] == "reversed"


def test_capture_from_a_tester_on_a_port(ringout, tmp_path):
    """As `ringout serve` does it: the lines leave while the press goes on."""
    path = tmp_path / "case.json"
    (tmp_path / "flash").mkdir()
    handheld = Handheld("trs_trs,length=6m,open=R@B", str(tmp_path / "flash"), realtime=True)
    ended = threading.Event()
    with PtyLink(tmp_path / "tester") as link:
        handheld.board.console_out = link.write

        def turns():
            while not ended.is_set():
                handheld.board.console_in(link.read(0.002))
                handheld.step()

        thread = threading.Thread(target=turns)
        thread.start()
        try:
            words = ["capture", "--port", str(tmp_path / "tester"), "--cable", "ring off"]
            code, _, err = ringout(*words, "--out", str(path))
        finally:
            ended.set()
            thread.join(10)
    assert code == Exit.OK, err
    case = cases.load(path)
    assert case.simulated is None and case.cable == "ring off"
    record = replay.replayed(case)
    assert record["faults"][0]["code"] == "open"
    assert replay.differences(record, case.record) == []


def test_replay_as_a_program_of_its_own(tmp_path):
    """Nothing is in memory that another command has brought."""
    words = [sys.executable, "-m", "ringout_host", "replay", str(FOLDER / "ring-open.json")]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == Exit.CABLE_FAILED, done.stderr
    assert "as the tester said" in done.stderr and "RING OPEN" in done.stdout


def test_capture_without_a_tester(ringout, tmp_path, monkeypatch):
    path = tmp_path / "case.json"
    here = ("--tester", "ideal", "--cable", "ts_ts,length=1m", "--out", str(path))
    assert ringout("capture", "--port", "/dev/ttyACM0", *here)[0] == Exit.USAGE
    monkeypatch.setenv("RINGOUT_PORT", "/dev/ttyACM0")  # a default is no wish
    assert ringout("capture", *here)[0] == Exit.OK
    monkeypatch.delenv("RINGOUT_PORT")
    path.unlink()
    code, _, err = ringout("capture", "--cable", "says FAIL, is good", "--out", str(path))
    assert code == Exit.NO_DEVICE and not path.exists()
    code, _, err = ringout("capture", "--cable", "ts_ts,length=1m", "--out", str(path))
    assert code == Exit.OK and "a simulated one was pressed" in err
    assert cases.load(path).simulated == {"tester": None, "seed": 1}

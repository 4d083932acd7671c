"""Shells and fifth pins on a tester with the expander, and what one without says."""

import itertools
import json

import pytest

from ringout.wirings import own_files
from ringout_host.cables import toml_file, wire
from ringout_host.sim.handheld import Handheld

LETTERS = ("T", "R", "R2", "S", "5")
PINS = {
    "XLR5": {"T": "2", "R": "3", "R2": "4", "S": "1", "5": "5"},
    "DIN": {"T": "4", "R": "5", "R2": "1", "S": "2", "5": "3"},
}
FIVE = ["A.T-B.T", "A.R-B.R", "A.R2-B.R2", "A.S=B.S", "A.5-B.5"]
MIDI = ["A.T-B.T", "A.R-B.R", "A.S=B.S"]
XLR = ["A.T-B.T", "A.R-B.R", "A.S=B.S"]
PAIRS = tuple(itertools.combinations(LETTERS, 2))
FITTED = "expander=yes"


class Rig:
    """A tester that expects a cable of the user's own."""

    def __init__(self, folder, kind, wires, shells="", tester=FITTED):
        text = f'id = "own"\nwires = {wires!r}\n[plugs]\nA = "{kind}"\nB = "{kind}"\n'
        self.file = folder / "own.toml"
        self.file.write_text(text + (f"[shells]\n{shells}" if shells else ""))
        form = wire.wire_form(toml_file.load(self.file))
        self.tester = Handheld("none", str(folder / "flash"), tester=tester)
        own_files.put(self.tester.board.files, "own", json.dumps(form).encode())
        self.tester.configure(mode="expect:own")

    def press(self, cable):
        self.tester.plug(cable)
        return self.tester.press()

    def says(self, fault=""):
        return self.press(str(self.file) + (f",{fault}" if fault else ""))


@pytest.fixture(scope="module", params=sorted(PINS))
def five(request, tmp_path_factory):
    return request.param, Rig(tmp_path_factory.mktemp(request.param), request.param, FIVE)


def pins(kind, *letters):
    return "-".join(sorted(PINS[kind][letter] for letter in letters))


def test_a_sound_five_pin_cable_passes(five):
    kind, rig = five
    record = rig.says()
    assert (record["verdict"], record["faults"]) == ("PASS", [])
    assert ["A.5", "B.5"] in record["nets"]


@pytest.mark.parametrize("place", ["A", "B", "50%"])
@pytest.mark.parametrize("letter", LETTERS)
def test_every_open_is_named(five, letter, place):
    kind, rig = five
    record = rig.says(f"open={letter}@{place}")
    (fault,) = record["faults"]
    assert (record["verdict"], fault["code"]) == ("FAIL", "open")
    assert set(fault["net"]) == {f"A.{letter}", f"B.{letter}"}
    assert fault["text"].startswith(f"PIN {PINS[kind][letter]} OPEN")
    if letter == "5":
        assert fault["text"].endswith("check both plugs")


@pytest.mark.parametrize("place", ["A", "B"])
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_every_short_is_named(five, pair, place):
    kind, rig = five
    record = rig.says(f"short={'-'.join(pair)}@{place}")
    (fault,) = record["faults"]
    assert (record["verdict"], fault["code"]) == ("FAIL", "short")
    assert {contact[2:] for contact in fault["net"]} == set(pair)
    assert fault["text"].startswith(f"PIN {pins(kind, *pair)} SHORT")


@pytest.mark.parametrize("place", ["A", "B"])
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_every_exchange_is_named(five, pair, place):
    kind, rig = five
    record = rig.says(f"swap={'-'.join(pair)}@{place}")
    (fault,) = record["faults"]
    assert record["verdict"] == "FAIL"
    assert fault["code"] == ("reversed" if pair == ("T", "R") else "crossed")
    assert {contact[2:] for contact in fault["net"]} == set(pair)
    assert fault["text"].startswith(f"PIN {pins(kind, *pair)} ")


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("other", LETTERS)
def test_two_faults_at_once_never_pass(five, letter, other):
    kind, rig = five
    if letter != other:
        record = rig.says(f"open={letter}@A,open={other}@B")
        assert record["verdict"] == "FAIL"
        assert {fault["code"] for fault in record["faults"]} == {"open"}
        named = {contact[2:] for fault in record["faults"] for contact in fault["net"]}
        assert named == {letter, other}


@pytest.mark.parametrize("length", ["0.3m", "10m", "30m", "100m"])
@pytest.mark.parametrize("fault", ["", "open=5@B", "open=5@A", "short=5-T@A", "swap=5-S@B"])
def test_a_long_cable_has_settled(tmp_path, length, fault):
    """The simulator refuses a level that is read too early."""
    rig = Rig(tmp_path, "XLR5", FIVE)
    record = rig.says(f"length={length}" + (f",{fault}" if fault else ""))
    assert record["verdict"] == ("FAIL" if fault else "PASS"), record["text"]


# -- a cable that has no conductor on its fifth pin ------------------------------------------
@pytest.fixture(scope="module")
def midi(tmp_path_factory):
    return Rig(tmp_path_factory.mktemp("midi"), "DIN", MIDI)


def test_a_midi_lead_passes(midi):
    assert midi.says()["verdict"] == "PASS"


@pytest.mark.parametrize("end", "AB")
@pytest.mark.parametrize("letter", ["T", "R", "R2", "S"])
def test_the_empty_pin_shorted_to_another(midi, letter, end):
    (fault,) = midi.says(f"short={letter}-5@{end}")["faults"]
    assert fault["text"].startswith(f"PIN {pins('DIN', letter, '5')} SHORT")


@pytest.mark.parametrize("end", "AB")
@pytest.mark.parametrize("letter", ["T", "R", "S"])
def test_a_wire_on_the_empty_pin(midi, letter, end):
    """Only one plug can have been soldered so."""
    (fault,) = midi.says(f"swap={letter}-5@{end}")["faults"]
    assert fault["text"] == f"PIN {pins('DIN', letter, '5')} CROSSED at plug {end}"


def test_a_five_wire_lead_where_a_midi_lead_was_asked_for(midi):
    record = midi.press("wires:" + " ".join(FIVE))
    assert [fault["code"] for fault in record["faults"]] == ["wrong-cable"]
    assert record["faults"][0]["text"].startswith("a 5-pin cable - own was asked for")


# -- shells ----------------------------------------------------------------------------------
BONDED, BARE, COATED = "short=S-SH@A", "", "short=S-SH@A,coated=A"
HOT = {"T": "PIN 2", "R": "PIN 3"}


@pytest.mark.parametrize(
    ("rule", "fault", "verdict", "says"),
    [
        ("either", BONDED, "PASS", None),
        ("either", BARE, "PASS", None),
        ("either", COATED, "PASS", None),
        ("must", BONDED, "PASS", None),
        ("must", BARE, "PASS*", "NO CONTACT with SHELL at A - coated?"),
        ("must", COATED, "PASS*", "NO CONTACT with SHELL at A - coated?"),
        ("must not", BARE, "PASS", None),
        ("must not", BONDED, "FAIL", "PIN 1 to SHELL at A: must not be"),
    ],
)
def test_shell_rules(tmp_path, rule, fault, verdict, says):
    rig = Rig(tmp_path, "XLR", XLR, f'A = "{rule}"')
    spec = "wires:" + " ".join(XLR) + (f",{fault}" if fault else "")
    record = rig.press(spec)
    assert record["verdict"] == verdict
    assert [f["text"] for f in record["faults"]] == ([says] if says else [])
    bonded = record["shells"].get("A")
    assert bonded == ("pin 1" if fault == BONDED else "no contact")


def test_a_rule_follows_a_cable_that_is_plugged_the_other_way_round(tmp_path):
    wires = ["A.T-B.T", "A.R-B.R2", "A.S=B.S"]  # its ends differ
    rig = Rig(tmp_path, "DIN", wires, 'B = "must not"')
    turned = "jack=A:B,jack=B:A"
    assert rig.says(turned)["verdict"] == "PASS"
    record = rig.says(f"{turned},short=S-SH@B")
    assert [f["text"] for f in record["faults"]] == ["PIN 2 to SHELL at A: must not be"]


@pytest.mark.parametrize("mode", ["auto", "expect:xlr_xlr"])
@pytest.mark.parametrize("end", "AB")
@pytest.mark.parametrize("letter", ["T", "R"])
def test_a_shell_on_pin_2_or_3_fails_every_cable(tmp_path, letter, end, mode):
    tester = Handheld(f"xlr_xlr,short={letter}-SH@{end}", str(tmp_path), tester=FITTED)
    tester.configure(mode=mode)
    record = tester.press()
    assert record["verdict"] == "FAIL"
    (fault,) = record["faults"]
    assert (fault["code"], set(fault["net"])) == ("short", {f"{end}.{letter}", f"{end}.SH"})
    assert fault["text"].endswith(f"at {end}: HOT ON METALWORK")
    assert fault["text"].startswith(HOT[letter])
    assert record["cable"] == "xlr_xlr"


@pytest.mark.parametrize("letter", ["T", "R"])
def test_a_hot_shell_of_an_own_cable(tmp_path, letter):
    rig = Rig(tmp_path, "XLR", XLR)
    record = rig.press("wires:" + " ".join(XLR) + f",short={letter}-SH@B")
    assert record["verdict"] == "FAIL"
    assert record["faults"][0]["text"] == f"{HOT[letter]} to SHELL at B: HOT ON METALWORK"


def test_a_hot_shell_through_a_short_is_the_short(tmp_path):
    """Pin 1 and pin 2 touch, and the shell is on pin 1: one accident."""
    tester = Handheld("xlr_xlr,short=S-SH@A,short=T-S@B", str(tmp_path), tester=FITTED)
    tester.configure(mode="expect:xlr_xlr")
    assert [fault["text"] for fault in tester.press()["faults"]] == ["PIN 1-2 SHORT at plug B"]


def test_a_part_between_two_conductors_puts_no_shell_on_both(tmp_path):
    cable = "xlr_xlr,part=T-S:1k@B,short=S-SH@A"
    tester = Handheld(cable, str(tmp_path), tester=FITTED)
    record = tester.press()
    assert record["shells"] == {"A": "pin 1"}
    assert not [f for f in record["faults"] if "SHELL" in f["text"]]


@pytest.mark.parametrize("cable", ["trs_trs", "xlr_xlr", "ts_ts", "insert", "xlr_xlr,open=T@B"])
def test_readings_of_other_cables_stay_as_they_are(tmp_path, cable):
    records = []
    for tester in (None, FITTED):
        records.append(Handheld(cable, str(tmp_path / str(tester)), tester=tester).press())
    for key in ("verdict", "wiring", "cable", "nets", "faults"):
        assert records[0][key] == records[1][key]


def test_shells_on_pin_1_do_not_change_what_is_measured(tmp_path):
    """Their pull-downs are let go: leakage and picofarads stay those of the cable."""
    cable = "xlr_xlr,length=6m"
    bare = Handheld(cable, str(tmp_path / "a"), tester=FITTED).press()
    bonded = Handheld(f"{cable},short=S-SH@A,short=S-SH@B", str(tmp_path / "b"), tester=FITTED)
    record = bonded.press()
    assert record["verdict"] == bare["verdict"]
    for pair, (value, u) in bare["pf"].items():
        assert record["pf"][pair][0] == pytest.approx(value, abs=2.0 * u)
    assert sorted(record["leg_ohm"]) == sorted(bare["leg_ohm"])


# -- AUTO, and catalogue cables ------------------------------------------------------------
def test_auto_says_a_five_pin_cable(tmp_path):
    tester = Handheld("wires:" + " ".join(FIVE), str(tmp_path), tester=FITTED)
    record = tester.press()
    assert (record["verdict"], record["text"]) == ("PASS", "5-pin straight")
    assert record["wiring"] == []  # of the catalogue


@pytest.mark.parametrize(
    ("fault", "verdict", "says"),
    [
        ("short=5-T@A", "FAIL", "TIP to PIN 5 SHORT"),
        ("swap=5-R@B", "FAIL", "RING to PIN 5 CROSSED"),
        ("open=T@B", "FAIL", "TIP OPEN at plug B"),
        ("open=T@B,open=R@A", "UNKNOWN", "choose EXPECT"),
    ],
)
def test_auto_and_a_broken_five_pin_cable(tmp_path, fault, verdict, says):
    cable = "wires:" + " ".join(FIVE) + "," + fault
    record = Handheld(cable, str(tmp_path), tester=FITTED).press()
    assert (record["verdict"], says in record["text"]) == (verdict, True), record["text"]


@pytest.mark.parametrize("place", ["A", "50%"])
def test_auto_says_what_it_cannot_know_of_four_pins(tmp_path, place):
    cable = "wires:" + " ".join(FIVE) + f",open=5@{place}"
    record = Handheld(cable, str(tmp_path), tester=FITTED).press()
    assert record["verdict"] == "PASS" and record["wiring"] == ["trrs_str"]
    assert record["text"].endswith("not certain: pin 5 of a 5-pin cable")


def test_a_five_pin_cable_where_one_of_the_list_was_asked_for(tmp_path):
    tester = Handheld("wires:" + " ".join(FIVE), str(tmp_path), tester=FITTED)
    tester.configure(mode="expect:xlr_xlr")
    record = tester.press()
    assert [f["text"] for f in record["faults"]] == ["a 5-pin cable - XLR mic cable was asked for"]


# -- a voltage -------------------------------------------------------------------------------
@pytest.mark.parametrize("contact", ["A.SH", "B.5"])
@pytest.mark.parametrize("source", ["48V:6.81k", "5V/50Hz:100ohm"])
def test_a_voltage_on_a_digital_line_is_seen_and_nothing_is_driven(tmp_path, contact, source):
    from ringout_host.sim.outside import Recorder

    tester = Handheld(f"xlr_xlr,live={source}@{contact}", str(tmp_path), tester=FITTED)
    spans = Recorder(tester.bench)
    record = tester.press()
    assert (record["verdict"], record["faults"][0]["net"]) == ("LIVE", [contact])
    assert record["ends"] == [contact[0]]
    assert spans.driven_ms() == 0.0


# -- without the expander ----------------------------------------------------------------------
@pytest.mark.parametrize("fault", ["", "open=5@B", "swap=5-T@A"])
def test_without_it_a_fifth_pin_is_never_passed(tmp_path, fault):
    rig = Rig(tmp_path, "XLR5", FIVE, tester=None)
    record = rig.says(fault)
    assert record["verdict"] == ("FAIL" if "swap" in fault else "PASS*")
    assert "PIN 5 NOT TESTED - expander not fitted" in [f["text"] for f in record["faults"]]
    assert not [net for net in record["nets"] if "A.5" in net or "A.SH" in net]


@pytest.mark.parametrize(("rule", "verdict"), [("must", "PASS*"), ("must not", "PASS*"),
                                               ("either", "PASS")])  # fmt: skip
def test_without_it_a_shell_rule_is_never_passed(tmp_path, rule, verdict):
    record = Rig(tmp_path, "XLR", XLR, f'B = "{rule}"', tester=None).says()
    assert record["verdict"] == verdict
    said = ["SHELL NOT TESTED - expander not fitted"] if verdict != "PASS" else []
    assert [f["text"] for f in record["faults"]] == said


def test_an_expander_that_answers_no_more_is_an_error(tmp_path):
    tester = Handheld("xlr_xlr", str(tmp_path), tester=FITTED)
    tester.bench.expander = None
    record = tester.press()
    assert record["verdict"] == "ERROR"
    assert "expander does not answer" in record["text"]

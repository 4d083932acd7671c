"""Several parts in one cable, and one fault beside them: none hides the fault, none is blamed for
it, and a sound one passes."""

import pytest
from own_cables import own

from ringout.diagnosis import own_cable
from ringout.measure.readings import Readings

PAIR = "A.T-B.T A.R-B.R A.S=B.S"
SUM = "A.T-B.T:100ohm A.R-B.T:100ohm A.S=B.S"
XLR = {"A": "XLR", "B": "XLR"}
# name: (wires, parts)
CABLES = {
    "two switches' diodes": (PAIR, (("B.T-B.S", "diode"), ("B.R-B.S", "diode"))),
    "two treble cuts": (PAIR, (("B.T-B.S", "1nF"), ("B.R-B.S", "1nF"))),
    "yellow LED": (PAIR, (("B.T-B.S", "led:1.9V"),)),
    "LED and resistor": ("A.T-B.T A.R-B.R:1k A.S=B.S", (("B.R-B.S", "led:2.2V"),)),
    "LED in a Y": (
        "A.T-B.T:47ohm A.R-C.T:47ohm A.S=B.S A.S=C.S",
        (("B.S-B.T", "led:1.8V"),),
    ),
    "two resistors": (PAIR, (("B.T-B.S", "10k"), ("B.R-B.S", "1k"))),
    "O-pad": (
        "A.T-B.T:330ohm A.R-B.R:330ohm A.S=B.S",
        (("A.T-A.R", "1k"), ("B.T-B.R", "470ohm")),
    ),
    "sum and load": ("A.T-B.T:4.7k A.R-B.T:4.7k A.S=B.S", (("B.T-B.S", "2.2k"),)),
    "shield by a capacitor": ("A.T-B.T A.R-B.R A.S=", (("B.R-B.S", "10nF"),)),
    "capacitor behind a resistor": (PAIR, (("B.T-B.R", "3.3nF"), ("A.T-A.R", "2.2k"))),
    "10 ohm leg": ("A.T-B.T:33ohm A.R-B.R:10ohm A.S=B.S", ()),
    "earphones": (
        "A.T-B.T A.R-B.R A.R2-B.R2 A.S=B.S",
        (("B.T-B.R2", "32ohm"), ("B.R-B.R2", "32ohm")),
    ),
}
# (cable, what is otherwise, code, contacts of which one is named, plug)
FAULTS = [
    ("two switches' diodes", "part=T-R:47ohm@A", "part", "T R", None),
    ("two switches' diodes", "part=T-R:4.7k@A", "part", "T R", None),
    ("two switches' diodes", "leak=T-R:300k@A", "leakage", "T R", None),
    ("two switches' diodes", "open=T@A,length=15m", "open", "T", None),
    ("two treble cuts", "part=S-T:47ohm@A", "part", "T S", None),
    ("two treble cuts", "leak=R-S:100k@B", "leakage", "R S", None),
    ("two treble cuts", "without B.R-B.S,length=15m", "part", "R S", "B"),
    ("yellow LED", "leak=R-S:100k@A", "leakage", "R S", None),
    ("yellow LED", "leak=R-T:300k@A", "leakage", "R T", None),
    ("yellow LED", "open=R@B", "open", "R", "B"),
    ("LED and resistor", "without B.R-B.S", "part", "R S", "B"),
    ("LED and resistor", "leak=S-T:800k@A", "leakage", "S T", None),
    ("two resistors", "part=R-T:47ohm@A", "part", "R T", None),
    ("two resistors", "part=S-T:diode@A", "moved", "S T", None),
    ("sum and load", "part=R-S:220ohm@A", "part", "R S", None),
    ("O-pad", "open=T@A", "open", "T", None),
    ("O-pad", "without B.T-B.R,part=R-T:470ohm@A", "part", "R T", "B"),
    ("shield by a capacitor", "without B.R-B.S,part=T-S:10nF@A", "part", "R S", "B"),
    ("shield by a capacitor", "open=R@B,length=0.5m", "open", "R", None),
    ("10 ohm leg", "joint=R:3ohm@A,without leg", "part", "R", None),
]


def spec_of(name: str, more: str = "") -> str:
    wires, parts = CABLES[name]
    items = more.split(",") if more else []
    gone = [item[len("without ") :] for item in items if item.startswith("without ")]
    items = [item for item in items if not item.startswith("without ")]
    if "leg" in gone:
        wires = wires.replace(":10ohm", "")
    for at, value in parts:
        if at not in gone:
            first, last = at.split("-")
            items.append(f"part={first[2:]}-{last[2:]}:{value}@{at[0]}")
    if not any(item.startswith("length=") for item in items):
        items.append("length=2m")
    return f"wires:{wires}," + ",".join(items)


def judged(surveyor, name: str, more: str = "", length_m=None):
    wires, parts = CABLES[name]
    rows = [{"at": at, "value": value} for at, value in parts]
    plugs = {} if "R2" in wires or "C." in wires else {"plugs": XLR}
    made = own({"id": "mine", "wires": wires.split(), "parts": rows, **plugs})
    readings: Readings = surveyor.read(spec_of(name, more))
    return readings.steadiness.moved(), own_cable.diagnose(made, readings, length_m)


@pytest.mark.parametrize("length_m", [None, 2], ids=["untold", "told"])
@pytest.mark.parametrize("name", CABLES)
def test_a_sound_one_passes(surveyor, name, length_m):
    moved, result = judged(surveyor, name, "", length_m)
    assert not moved
    assert (result.verdict, result.faults) == ("PASS", []), result.text


@pytest.mark.parametrize(("name", "more", "code", "letters", "end"), FAULTS)
def test_one_fault_is_named_and_no_part_is_blamed(surveyor, name, more, code, letters, end):
    moved, result = judged(surveyor, name, more)
    if code == "moved":  # not the same in both directions: the tester says unsteady
        assert moved
        return
    assert not moved
    first = result.faults[0]
    assert (result.verdict, first["code"], first["end"]) == ("FAIL", code, end), result.text
    assert {contact[2:] for contact in first["net"]} <= set(letters.split())


def test_a_long_summing_lead_passes(surveyor):
    """Its picofarads say that three ohms of shield are wire."""
    made = own({"id": "mine", "wires": SUM.split()})
    assert own_cable.diagnose(made, surveyor.read(f"wires:{SUM},length=99m")).verdict == "PASS"


def test_a_leak_beside_loads_is_no_diode(surveyor):
    """Of 30 k, that the scan sees from one side only."""
    result = judged(surveyor, "earphones", "leak=T-S:30k@A")[1]
    assert [fault["code"] for fault in result.faults] == ["leakage"]


def test_what_parts_keep_from_being_read_is_said(surveyor):
    _, result = judged(surveyor, "capacitor behind a resistor", "without B.T-B.R")
    assert result.text.endswith("not certain: whether its 3.3 nF is there")

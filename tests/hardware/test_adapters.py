"""The adapters' cable files: good ones pass, faults are named by the foreign plug's pins, and the
page says the wiring that the files have."""

import json

import pytest
from hardware.paths import HARDWARE

from ringout_host.cables import toml_file

FOLDER = HARDWARE / "adapters"
FILES = sorted(FOLDER.glob("*.toml"))


def pressed(ringout, name, fault="", tester="typical"):
    """The record of a press with the file's cable and the file expected."""
    path = FOLDER / f"{name}.toml"
    words = ("--cable", f"{path},length=4m{fault}", "--mode", f"expect:{path}", "--json")
    words += ("--tester", tester)
    return json.loads(ringout("simulate", *words)[1])


def test_every_adapter_of_the_issue_has_a_file():
    names = " ".join(path.stem for path in FILES)
    assert all(word in names for word in ("nl4", "rj45", "tt", "midi", "dmx5"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_page_has_every_file_and_its_pins(path):
    cable = toml_file.load(path)
    lines = (FOLDER / "README.md").read_text().splitlines()
    rows = [line for line in lines if line[:1] == "|" and f"`{path.name}`" in line]
    assert len(rows) == 1
    pins = [cell.strip() for cell in rows[0].split("|")[3:7]]
    for letter, pin in zip(("T", "R", "R2", "S"), pins, strict=True):
        if pin != "-":
            assert cable.plug("A").pin(letter).lower() == pin, letter


@pytest.mark.parametrize("name", ["nl4", "rj45-12-36", "midi"])
def test_a_good_lead_passes(name, ringout):
    assert pressed(ringout, name)["verdict"] == "PASS"


@pytest.mark.parametrize("name", ["dmx5-full", "din5", "midi"])
def test_a_good_lead_passes_with_the_expander(name, ringout):
    assert pressed(ringout, name, tester="expander=yes")["verdict"] == "PASS"


@pytest.mark.parametrize("name", ["dmx5-full", "din5"])
def test_without_the_expander_the_fifth_pin_is_not_passed(name, ringout):
    found = pressed(ringout, name)
    assert (found["verdict"], found["faults"][0]["code"]) == ("PASS*", "not-tested")


@pytest.mark.parametrize(
    ("name", "fault", "says"),
    [
        ("dmx5-full", ",open=5@B", "PIN 5 OPEN"),
        ("din5", ",short=5-T@A", "PIN 3-4 SHORT"),
        ("midi", ",short=T-SH@A", "PIN 4 to SHELL at A: HOT ON METALWORK"),
    ],
)
def test_the_expander_names_a_fifth_pin_and_a_shell(name, fault, says, ringout):
    found = pressed(ringout, name, fault, "expander=yes")
    assert found["verdict"] == "FAIL"
    assert found["faults"][0]["text"].startswith(says)


@pytest.mark.parametrize(
    ("name", "fault", "words"),
    [
        ("nl4", ",open=R2@B", "2-"),
        ("dmx5", ",short=T-R:0.3ohm@A", "pin"),
        ("rj45-12-36", ",swap=T-R@B", "1"),
    ],
)
def test_a_fault_is_named_by_the_plugs_own_pins(name, fault, words, ringout):
    found = pressed(ringout, name, fault)
    assert found["verdict"] == "FAIL"
    assert words in found["faults"][0]["text"].lower(), found["faults"]

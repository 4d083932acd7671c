"""The cable files that ship: each is a cable, passes as itself, and is checked for its parts."""

import json

import pytest

from ringout.diagnosis import diagnose, own_cable
from ringout.wirings import lookup
from ringout.wirings.own import Own
from ringout_host.cables import ready, toml_file, wire_form
from ringout_host.cables.check import cable_of
from ringout_host.cables.sold import SOLD
from ringout_host.catalogue import gaps
from ringout_host.catalogue.survey import Surveyor

FILES = ready.files()


@pytest.fixture(scope="module")
def surveyor():
    yield Surveyor(seed=1)
    lookup.take_own(None)


def own_of(id):
    made = Own(wire_form(toml_file.load(FILES[id])))
    lookup.take_own(made)
    return made


@pytest.mark.parametrize("id", FILES)
@pytest.mark.parametrize("length", ["30cm", "2m", "10m"])
def test_a_sound_one_passes_and_auto_blames_nothing(surveyor, id, length):
    readings = surveyor.read(f"{FILES[id]},length={length}")
    result = own_cable.diagnose(own_of(id), readings)
    assert (result.verdict, result.faults) == ("PASS", []), result.text
    assert diagnose.diagnose(readings).verdict in ("PASS", "LOOKS-LIKE", "UNKNOWN")


@pytest.mark.parametrize("id", [id for id in FILES if toml_file.load(FILES[id]).parts])
def test_its_parts_are_checked(surveyor, id, tmp_path):
    for part in toml_file.load(FILES[id]).parts:
        said = toml_file.definition(toml_file.load(FILES[id]))  # wire in its place, or nothing
        said["parts"] = [row for row in said["parts"] if row["at"] != part.at]
        other = tmp_path / "other.toml"
        other.write_text(toml_file.text_of(cable_of(said)))
        result = own_cable.diagnose(own_of(id), surveyor.read(f"{other},length=2m"))
        assert result.verdict == "FAIL", (part.at, result.text)
        assert {fault["code"] for fault in result.faults} == {"part"}, result.faults


@pytest.mark.parametrize("id", FILES)
def test_it_is_no_id_of_the_catalogue_and_stands_in_the_table(id):
    assert toml_file.load(FILES[id]).id == id and id not in SOLD
    assert f"| `{id}` |" in gaps.text()


def test_the_commands_know_them(ringout, tmp_path, monkeypatch):
    monkeypatch.setenv("RINGOUT_CABLES", str(tmp_path))
    rows = json.loads(ringout("cables", "ls", "--json")[1])
    assert {row["id"] for row in rows if row["from"] == "ships"} == set(FILES)
    assert ringout("cables", "add", "pad-20db")[0] == 0
    rows = json.loads(ringout("cables", "ls", "--json")[1])
    assert [row["from"] for row in rows if row["id"] == "pad-20db"] == ["yours"]
    words = ("--cable", f"{FILES['midi-a-din']},length=2m", "--mode", "expect:midi-a-din", "--json")
    assert json.loads(ringout("simulate", *words)[1])["verdict"] == "PASS"
    assert "680ohm" in ringout("cables", "show", "pad-20db")[1]

"""A scanned part number chooses a cable of one's own; an id that the catalogue took later stays."""

from functools import partial

import pytest

from ringout.wirings import lookup, own_files
from ringout_host.cables import toml_file, transfer, wire
from ringout_host.cables.check import cable_of
from ringout_host.cables.folder import Folder
from ringout_host.cli.cable import ask, own_cable
from ringout_host.errors import DeviceError, UsageError
from ringout_host.sim.handheld import Handheld

LEAD = {"id": "piano-di", "part_number": "SP-0031", "wires": ["A.T-B.T:1k", "A.S=B.S"]}
SPEC = "wires:A.T-B.T:1k A.S=B.S,length=2m"


@pytest.fixture
def handheld(tmp_path):
    yield Handheld(SPEC, str(tmp_path / "flash"))
    lookup.take_own(None)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("RINGOUT_CABLES", str(tmp_path / "mine"))
    made = Folder(tmp_path / "mine")
    made.add(toml_file.text_of(cable_of(LEAD)), tmp_path / "x.toml")
    return made


@pytest.mark.parametrize("scanned", ["SP-0031", " sp-0031 "])
def test_the_tester_takes_a_part_number_for_the_id(handheld, scanned):
    call = partial(ask, handheld)
    transfer.put(call, cable_of({"id": "other", "part_number": "SP-9", "wires": ["A.T-B.T"]}))
    transfer.put(call, cable_of(LEAD))
    assert call("settings.set", mode="expect", expect=scanned)["settings"]["expect"] == "piano-di"
    record = handheld.press()
    assert (record["verdict"], record["cable"]) == ("PASS", "piano-di")
    with pytest.raises(DeviceError, match="expect must be a wiring id"):
        call("settings.set", expect="SP-77")


def test_a_mode_may_name_it(folder, tmp_path):
    assert own_cable("expect:sp-0031").id == own_cable("expect:piano-di").id == "piano-di"
    assert own_cable("expect:SP-77") is None
    twice = cable_of({**LEAD, "id": "again"})
    folder.add(toml_file.text_of(twice), tmp_path / "y.toml")
    with pytest.raises(UsageError, match="again, piano-di: give the id"):
        own_cable("expect:SP-0031")


def test_an_id_that_the_catalogue_took_later_stays_the_user_s(handheld, monkeypatch):
    files = handheld.app.board.files
    mine = {**LEAD, "id": "trs-piano"}
    text = wire.packed(cable_of(mine)).replace("trs-piano", "rca_rca").encode()
    with monkeypatch.context() as before:
        before.setattr(lookup, "is_listed", lambda wiring_id: False)
        own_files.put(files, "rca_rca", text)
    handheld.configure("expect:rca_rca")
    assert handheld.press()["parts"], "by the user's: a lead with a resistor"
    assert handheld.press()["verdict"] == "PASS"
    call = partial(ask, handheld)
    assert [row["id"] for row in transfer.listed(call)] == ["rca_rca"]
    assert call("cable.remove", cable="rca_rca") == {"id": 1, "ok": True, "removed": "rca_rca"}
    assert handheld.press()["verdict"] == "FAIL", "by the catalogue's"
    with pytest.raises(ValueError):
        own_files.put(files, "rca_rca", text)

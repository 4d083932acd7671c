"""The wiring picture of plugs with five pins, and of shells."""

import pytest

from ringout.screen import wiring_picture
from ringout.screen.canvas import TEXT
from ringout.screen.plugs import shell_item
from ringout.wirings.as_found import AsFound
from ringout.wirings.own import Own

WIRES = "A.T-B.T A.R-B.R A.R2-B.R2 A.S=B.S A.5-B.5"
NETS = [["A.R", "B.R"], ["A.R2", "B.R2"], ["A.S", "B.S"], ["A.T", "B.T"]]


def own(kind):
    return Own({"v": 1, "id": "x", "wires": WIRES, "plugs": {"A": kind, "B": kind}}).wiring


def drawn(nets, wiring, faults=()):
    record = {"nets": nets, "faults": list(faults), "ends": ["A", "B"]}
    places = wiring_picture.contact_places(wiring)
    return set(wiring_picture.wires(record, wiring, places))


@pytest.mark.parametrize("kind", ["XLR5", "DIN", "TRS"])
def test_a_fifth_leg_is_drawn(kind):
    wiring = own(kind)
    assert ("A.5", "B.5", wiring_picture.SOUND) in drawn([["A.5", "B.5"], *NETS], wiring)
    assert ("A.5", "B.5", wiring_picture.MISSING) in drawn(NETS, wiring)


def test_labels_are_those_of_the_plug():
    labels = {kind: [item[3] for item in wiring_picture.layout_wiring(
        {"nets": NETS, "faults": []}, own(kind)) if item[0] == TEXT][:5]
        for kind in ("XLR5", "DIN", "TRS")}  # fmt: skip
    assert labels == {"XLR5": list("23451"), "DIN": list("45132"), "TRS": ["T", "1", "2", "5", "S"]}


def test_a_cable_that_nobody_knows_shows_its_fifth_pin():
    record = {"nets": [["A.5", "B.T"], ["A.T", "B.5"]], "ends": ["A", "B"], "faults": []}
    wiring = AsFound(record)
    assert wiring.plugs == ["FIVE", "FIVE"]
    assert {pair[:2] for pair in drawn(record["nets"], wiring)} == {("A.5", "B.T"), ("A.T", "B.5")}


def test_a_shell_on_a_pin_is_a_line_to_the_plugs_edge():
    wiring = own("XLR5")
    y = wiring_picture.contact_places(wiring)["B.S"]
    bonded = [*NETS[:2], ["A.S", "B.S", "B.SH"], NETS[3]]
    item = shell_item(False, y)
    for nets, there in ((bonded, True), (NETS, False)):
        items = wiring_picture.layout_wiring({"nets": nets, "faults": []}, wiring)
        assert (item in items) == there

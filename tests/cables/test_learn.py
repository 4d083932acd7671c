"""A cable is learned from a press: its copper is that of the simulated one."""

import pytest

from ringout.board.pinmap import CONTACTS
from ringout.diagnosis import learned
from ringout_host.cables import learn, toml_file, wire, wire_form
from ringout_host.cables.mistaken import Mistaken
from ringout_host.sim.handheld import Handheld
from tests.sim.test_any_cable import CABLES, joined

LEARNED = [name for name in CABLES if name != "plug C alone"]


@pytest.fixture(scope="module")
def handheld(tmp_path_factory):
    return Handheld("none", str(tmp_path_factory.mktemp("flash")), seed=4)


@pytest.mark.parametrize("name", LEARNED)
def test_the_copper_is_learned_as_it_is(handheld, name, tmp_path):
    handheld.plug(CABLES[name])
    cable = learn.learned(handheld.press(), "learned", "Learned")
    nets = {frozenset(CONTACTS[line] for line in net) for net in cable.copper().nets()}
    assert nets == {frozenset(s) for s in joined(CABLES[name]).values() if len(s) > 1}
    file = tmp_path / "learned.toml"
    toml_file.write(file, toml_file.text_of(cable, "learned"))
    assert wire_form(toml_file.load(file)) == wire_form(cable)
    assert len(wire.packed(cable)) < 1024
    handheld.plug(str(file))  # and the simulator makes the same of the file
    again = learn.learned(handheld.press(), "again").copper()
    assert {frozenset(CONTACTS[line] for line in net) for net in again.nets()} == nets


def test_parts_that_the_tester_names_are_taken_with_its_uncertainty():
    record = {
        "verdict": "UNKNOWN",
        "nets": [["A.S", "B.S"], ["A.R", "B.R"], ["A.T", "B.T"]],
        "leg_ohm": {"A.T-B.T": [0.3, 0.02]},
        "parts": [
            {"kind": "R", "net": ["A.T", "B.R"], "ohm": 119.7, "u": 2.0},
            {"kind": "C", "net": ["A.R", "A.S"], "pf": 1010.0, "u": 150.0},
            {"kind": "D", "net": ["B.T", "B.S"], "volt": 0.61, "u": 0.02},
        ],
    }
    cable = learn.learned(record, "x")
    assert [(p.at, p.component.text, p.tolerance) for p in cable.parts] == [
        ("A.T-A.R", "119.7ohm", 0.1),
        ("A.R-A.S", "1.01nF", 0.45),
        ("B.T-B.S", "diode", 0.25),
    ]


@pytest.mark.parametrize(
    ("spec", "says"),
    [("none", "plug both ends"), ("trs_trs,unplug=B", "plug both ends"),
     ("trs_trs,live=48V:6.81k@A.T,A.R", "voltage")],
)  # fmt: skip
def test_nothing_is_learned_of_what_is_no_cable(handheld, spec, says):
    handheld.plug(spec)
    with pytest.raises(learn.NotLearned, match=says) as caught:
        learn.learned(handheld.press(), "x")
    assert caught.value.exit_code == 6


def test_an_id_that_is_none_is_refused(handheld):
    handheld.plug("trs_trs")
    with pytest.raises(Mistaken, match="is no id"):
        learn.learned(handheld.press(), "../x")


@pytest.mark.parametrize(
    ("cable", "wires", "shells"),
    [("wires:A.T-B.T A.R-B.R A.R2-B.R2 A.S=B.S A.5-B.5", ["A.5-B.5"], {}),
     ("wires:A.T-B.T A.R-B.5 A.S=B.S", ["A.R-B.5"], {}),
     ("xlr_xlr,short=S-SH@A", [], {"A": "must"}),
     ("xlr_xlr,short=T-SH@B", ["B.SH~B.T"], {})],
)  # fmt: skip
def test_shells_and_fifth_pins_are_learned(cable, wires, shells, tmp_path):
    record = Handheld(cable, str(tmp_path), tester="expander=yes").press()
    made = learn.learned(record, "learned")
    assert [w for w in made.wires if "5" in w or "SH" in w] == wires
    assert made.shells == shells
    form = learned.form_of(record, "learned")  # and GOLDEN, by itself
    assert form.get("shells", {}) == shells


def test_from_b_to_c_is_learned_only_where_plug_a_was_asked_for():
    record = {"verdict": "NO-CABLE", "nets": [["B.S", "C.S"], ["B.T", "C.T"]]}
    assert learn.learned(record, "bc").id == "bc"
    for verdict in ("LIVE", "ERROR"):
        with pytest.raises(learn.NotLearned):
            learn.learned(record | {"verdict": verdict}, "bc")

"""Shells and fifth pins in cable files: the schema, the form on the wire, the picture."""

from pathlib import Path

import pytest

from ringout.wirings.own import Own
from ringout_host.cables import drawing, strokes, toml_file, wire
from ringout_host.errors import UsageError

TEXT = """id = "dmx"
wires = ["A.T-B.T", "A.R-B.R", "A.R2-B.R2", "A.S=B.S", "A.5-B.5"]
[plugs]
A = "XLR5"
B = "XLR5"
[shells]
A = "must"
B = "must not"
"""
FILE = Path("dmx.toml")


def cable(text=TEXT):
    return toml_file.parsed(text, FILE)


def test_a_file_comes_back_from_its_text_and_from_the_wire():
    first = cable()
    assert first.shells == {"A": "must", "B": "must not"}
    assert cable(toml_file.text_of(first)) == first
    back = wire.from_wire(wire.wire_form(first))
    assert (back.shells, back.wires) == (first.shells, first.wires)


def test_show_says_what_is_asked_of_shells_and_adapters(ringout, tmp_path):
    file = tmp_path / "dmx.toml"
    file.write_text("adapter_ohm = 0.2\nadapter_pf = 30.0\n" + TEXT)
    said = ringout("cables", "show", str(file))[1]
    for words in (
        "A 5 ────── B 5", "shell A: must be joined to pin 1", "B: must not be joined to pin 1",
        "adapters add 0.2 ohm a leg, 30 pF",
    ):  # fmt: skip
        assert words in said


def test_the_tester_reads_the_same():
    own = Own(wire.wire_form(cable()))
    assert own.joints == [(12, 14)]
    assert own.shells == {"A": "must", "B": "must not"}
    turned = Own(own.form, True)
    assert turned.joints == [(12, 14)]
    assert turned.shells == {"B": "must", "A": "must not"}
    assert own.spoken() == [{"T": "2", "R": "3", "R2": "4", "S": "1", "5": "5"}] * 2


def test_a_shell_that_must_be_on_pin_1_is_so_in_the_simulator():
    joined = cable().copper().nets()
    assert {3, 7, 11} in joined and not [net for net in joined if 13 in net]


def test_a_bond_in_the_wires_is_the_rule():
    own = Own({"v": 1, "id": "x", "wires": "A.T-B.T A.S=B.S A.S~A.SH"})
    assert (own.joints, own.shells) == ([], {"A": "must"})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('"must not"', '"perhaps"'), "shell B is 'perhaps'; one of"),
        (("[shells]\nA", "[shells]\nD"), "a shell at 'D'"),
        (('A = "XLR5"', 'A = "TRS"'), "a plug TRS has no such contact"),
        (('"A.5-B.5"', '"A.5-B.5:1k"'), "no part"),
        (('"A.5-B.5"', '"A.5-C.5"'), "'C.5' is not a contact"),
    ],
)
def test_mistakes_are_named(change, says):
    with pytest.raises(UsageError, match=says):
        cable(TEXT.replace(*change))


def test_a_rule_for_a_plug_without_a_shell_is_refused():
    text = 'id = "x"\nwires = ["A.T-B.T", "A.S=B.S"]\n[plugs]\nA = "TS"\nB = "XLR"\n[shells]\n'
    with pytest.raises(UsageError, match="a shell at plug A"):
        cable(text + 'A = "must"\n')


@pytest.mark.parametrize("form", [{"shells": {"A": "perhaps"}}, {"shells": {"D": "must"}},
                                  {"wires": "A.T-B.T A.5-A.5"}, {"wires": "A.5-C.5"},
                                  {"parts": [{"at": "A.5-B.5", "mark": "-", "kind": "R",
                                              "ohm": 100}]}])  # fmt: skip
def test_the_tester_believes_nothing(form):
    with pytest.raises(ValueError):
        Own({"v": 1, "id": "x", "wires": "A.T-B.T A.S=B.S", **form})


def texts_and_lines(record):
    shapes = drawing.picture(cable(), record)["shapes"]
    texts = [shape["text"] for shape in shapes if shape["is"] == "text"]
    return texts, [shape for shape in shapes if shape["is"] == "line"]


def test_the_picture_shows_a_broken_fifth_pin_and_a_shell():
    record = {
        "verdict": "FAIL",
        "nets": [["A.R", "B.R"], ["A.R2", "B.R2"], ["A.S", "A.SH", "B.S"], ["A.T", "B.T"]],
        "faults": [{"code": "open", "net": ["A.5", "B.5"], "end": None, "text": "PIN 5 OPEN"}],
    }
    texts, lines = texts_and_lines(record)
    assert "shell" in texts and "PIN 5 OPEN" in texts
    broken = [line for line in lines if line.get("of") == ["A.5", "B.5"] and line["dash"]]
    assert [line["color"] for line in broken] == [strokes.WRONG]
    assert [line for line in lines if line["color"] == drawing.COLORS["SH"]]

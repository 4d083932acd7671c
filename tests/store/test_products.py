"""Products: kept with their history, checked as the tester checks, chosen at the station."""

import json

import pytest

from ringout_host.errors import Exit

GC6 = ("GC-6", "--revision", "b", "--cable", "ts_ts", "--length", "20ft", "--leg-ohm", "0.7")


def test_a_product_is_added_shown_changed_and_taken_off(ringout):
    assert ringout("products", "add", *GC6, "--wiggle", "5", "--who", "ANA")[0] == 0
    (found,) = json.loads(ringout("products", "ls", "--json")[1])
    assert (found["name"], found["cable"]) == ("GC-6 B", "ts_ts")
    assert found["length_m"] == pytest.approx(6.096)
    assert found["steps"] == ["WIGGLE of 5 s, steady"]
    shown = ringout("products", "show", "gc-6")[1]
    assert "limit_leg_ohm: 0.7" in shown and "required: WIGGLE of 5 s" in shown
    assert "0.7 ohm" in ringout("products", "ls")[1]
    ringout("products", "add", *GC6[:-1], "0.5")
    assert json.loads(ringout("products", "show", "GC-6 B", "--json")[1])["leg_ohm"] == 0.5
    assert ringout("products", "rm", "GC-6 B")[0] == 0
    assert json.loads(ringout("products", "ls", "--json")[1]) == []
    sql = "select count(*) as n from products"
    assert json.loads(ringout("query", sql, "--json")[1]) == [{"n": 3}]  # nothing is deleted


def test_several_revisions_are_asked_for(ringout):
    for revision in ("A", "B"):
        ringout("products", "add", "GC-6", "--revision", revision)
    code, _out, err = ringout("products", "show", "GC-6")
    assert code == Exit.USAGE and "GC-6 A, GC-6 B" in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["add", "GC/6"], "A-Z"),
        (["add", ""], "part number"),
        (["add", "X" * 25], "24"),
        (["add", "GC-6", "--cable", "scart"], "no wiring"),
        (["add", "GC-6", "--leg-ohm", "900"], "limit_leg_ohm"),
        (["add", "GC-6", "--length", "6yd"], "6yd"),
        (["add", "GC-6", "--wiggle", "0"], "WIGGLE"),
        (["add", "GC-6", "--reference", "0"], "reference"),
        (["add", "GC-6", "--label", "50"], "50x25"),
        (["add", "GC-6", "--label", "1x999"], "8 to 300"),
        (["show", "none"], "no product"),
        (["rm", "none"], "no product"),
    ],
)
def test_a_mistake_is_one_line_and_adds_nothing(ringout, arguments, says):
    ringout.put()
    code, out, err = ringout("products", *arguments)
    assert (code, out) == (Exit.USAGE, "") and says in err and err.count("\n") == 1
    assert json.loads(ringout("products", "ls", "--json")[1]) == []


FILE = """\
id = "piano"
name = "Piano pedal"
wires = ["A.T-B.T", "A.S=B.S"]
"""


def test_a_product_of_a_cable_file_carries_the_file(ringout, tmp_path):
    path = tmp_path / "piano.toml"
    path.write_text(FILE)
    assert ringout("products", "add", "P-1", "--cable", str(path))[0] == 0
    path.unlink()
    (found,) = json.loads(ringout("products", "ls", "--json")[1])
    assert (found["cable"], found["cable_file"]) == ("piano", FILE)

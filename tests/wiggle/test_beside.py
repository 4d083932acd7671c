"""Shells and fifth pins while a cable is moved, on a tester with the expander."""

import pytest

from ringout_host.sim.handheld import Handheld
from ringout_host.sim.outside import Recorder

FIVE = "wires:A.T-B.T A.R-B.R A.R2-B.R2 A.S=B.S A.5-B.5"
STILL = [(1e14, 1e15)]


def moved(folder, cable, spans=(), seconds=0.5, picks=0):
    """(tester, record) of a wiggle in which contacts move in each (from, to), ms after it began."""
    tester = Handheld(cable, str(folder), tester="expander=yes")
    tester.bench.shake(STILL)
    begun = False
    for _ in tester.wiggling(seconds, picks):
        if not begun and type(tester.app.view).__name__ == "Wiggling":
            begun, us = True, tester.bench.now_us
            tester.bench.shake([(us + 1e3 * a, us + 1e3 * b) for a, b in spans] or STILL)
    assert not tester.bench.is_driven()
    return tester, tester.app.record


def said(record):
    return record["verdict"], [(f["code"], f["net"], f["count"]) for f in record["faults"]]


@pytest.mark.parametrize(
    "cable", [FIVE + ",length=20m,short=S-SH@A,short=S-SH@B", FIVE + ",open=5@B,length=30m"]
)
def test_a_cable_that_is_not_moved_is_steady(tmp_path, cable):
    _, record = moved(tmp_path, cable, seconds=0.6)
    assert said(record) == ("STEADY", [])
    if "open" not in cable:
        assert ["A.5", "B.5"] in record["nets"]
        assert record["shells"] == {"A": "pin 1", "B": "pin 1"}


@pytest.mark.parametrize(("end", "ms"), [("A", 1), ("B", 0.05), ("B", 60)])
def test_a_fifth_pin_that_opens_while_it_is_moved(tmp_path, end, ms):
    """The chip notes what is shorter than the time between two looks."""
    _, record = moved(tmp_path, f"{FIVE},intermittent=5@{end}:1ms/500ms", [(100, 100 + ms)])
    assert said(record) == ("FAIL", [("intermittent", ["A.5", "B.5"], 1)])
    assert record["text"] == "PIN 5 CUTS OUT - 1 time"
    assert ms - 20 <= record["faults"][0]["longest_us"] / 1000 <= ms + 40


def test_a_bond_that_opens_is_in_doubt_as_the_jack_may_be(tmp_path):
    spans = [(0, 100), (130, 300), (340, 1e9)]
    _, record = moved(tmp_path, "xlr_xlr,touch=S-SH@B:1ms/500ms", spans)
    assert said(record)[0] == "FAIL*"
    assert record["text"].startswith("SHELL at B CUTS OUT - ")


def test_a_bond_is_not_blamed_for_a_sleeve_that_opens(tmp_path):
    cable = "xlr_xlr,short=S-SH@B,intermittent=S@B:1ms/500ms"
    _, record = moved(tmp_path, cable, [(100, 130), (300, 320)])
    assert said(record) == ("FAIL", [("intermittent", ["A.S", "B.S"], 2)])


@pytest.mark.parametrize(("pair", "net"), [("R-SH@B", ["B.R", "B.SH"]), ("5-T@A", ["A.T", "A.5"])])
def test_a_touch_is_named_with_the_leg(tmp_path, pair, net):
    cable = FIVE if "5" in pair else "xlr_xlr"
    _, record = moved(tmp_path, f"{cable},touch={pair}:1ms/500ms", [(100, 250)])
    assert record["verdict"] == "FAIL"
    assert [(f["code"], f["net"]) for f in record["faults"]] == [("short", net)]


def test_a_moment_of_a_shell_on_something_is_in_doubt(tmp_path):
    """Nobody can know whether it was pin 1."""
    _, record = moved(tmp_path, "xlr_xlr,touch=T-SH@A:1ms/500ms", [(100, 100.2)])
    assert said(record) == ("FAIL*", [("short", ["A.SH"], 1)])


@pytest.mark.parametrize(
    ("contact", "cable", "source"),
    [("A.SH", FIVE, "48V:6.81k"), ("B.5", "xlr_xlr", "48V:6.81k"), ("B.5", FIVE, "5V/50Hz:1k")],
)
def test_a_voltage_that_comes_ends_it(tmp_path, contact, cable, source):
    tester = Handheld(f"{cable},live={source}:from=400ms@{contact}", str(tmp_path), 1,
                      tester="expander=yes")  # fmt: skip
    spans = Recorder(tester.bench)
    record = tester.wiggle(0.8)
    assert record["verdict"] == "LIVE" and contact in record["faults"][0]["net"]
    assert spans.last_driven_ms() < 60.0


def test_an_expander_that_is_lost_ends_in_an_error(tmp_path, monkeypatch):
    tester = Handheld(FIVE, str(tmp_path), tester="expander=yes")

    def silent(address):
        raise OSError(5)

    for _ in tester.wiggling(0.2):
        if type(tester.app.view).__name__ == "Wiggling":
            monkeypatch.setattr(tester.board, "i2c_read", silent)
    assert tester.app.record["verdict"] == "ERROR"
    assert "expander does not answer" in str(tester.app.record)

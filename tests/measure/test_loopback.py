"""The self-test's look at the expander: each broken part of a line is named, a sound one never."""

import math

import pytest
from tests.measuring_rig import Rig

from ringout.board import pinmap

FITTED = "typical,expander=yes"
OPEN_OHM = 1e12
BROKEN = {
    "220 ohm open": {"pin_ohm": OPEN_OHM, "path_ohm": OPEN_OHM},
    "100 k open": {"back_open": True, "pull_ohm": OPEN_OHM},
    "clamp shorted": {"clamp_ohm": 1.0},
    "pin that reads low for ever": {"threshold": 2.0},
}


def check(folder, seed=3, electronics=FITTED, broken=(), bit=0):
    """The self-test's check of that name, and the tester's rig. broken: attributes of one line."""
    rig = Rig(folder, seed, electronics=electronics)
    lines = rig.bench.front_end.expander
    for name, value in dict(broken).items():
        getattr(lines, name)[bit] = value
    rig.tester.find_expander()
    found = [check for check in rig.tester.selftest() if check.name == "expander"]
    assert not rig.bench.is_driven()
    return found, rig


@pytest.mark.parametrize("electronics", [FITTED, f"{FITTED},expander_leak_na=1000"])
def test_sound_lines_pass(tmp_path, electronics):
    for seed in (1, 2, 3):
        (found,), _ = check(tmp_path, seed, electronics)
        assert found.ok


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_part_is_named_by_its_line(tmp_path, fault):
    for bit in (0, 3):
        (found,), _ = check(tmp_path, broken=BROKEN[fault], bit=bit)
        assert not found.ok and not found.critical
        assert found.advice.endswith(f"clamp of {pinmap.XCONTACTS[bit]}")


@pytest.mark.parametrize("fault", list(BROKEN)[:3])
def test_the_first_press_since_the_start_tells_it_too(tmp_path, fault):
    """With whatever is plugged: a fifth pin that is not seen was a cable without, and passed."""
    rig = Rig(tmp_path, 3, electronics=FITTED)
    lines = rig.bench.front_end.expander
    for name, value in BROKEN[fault].items():
        getattr(lines, name)[1] = value
    rig.tester.find_expander()
    for cable in ("wires:A.T-B.T A.R-B.R A.R2-B.R2 A.S=B.S A.5-B.5 A.SH=A.S,length=3m", "none"):
        record = rig.test(cable)
        assert record["verdict"] == "ERROR" and record["text"].endswith("clamp of A.5"), record


def test_a_sound_expander_is_proved_once(tmp_path):
    rig = Rig(tmp_path, 3, electronics=FITTED)
    rig.tester.find_expander()
    for cable in ("wires:A.T-B.T A.R-B.R A.R2-B.R2 A.S=B.S A.5-B.5 A.SH=A.S,length=90m", "none"):
        rig.test(cable)
        assert rig.board.expander.proved and not rig.bench.is_driven()


def test_a_pin_stuck_high_is_a_voltage(tmp_path):
    rig = Rig(tmp_path, 3, electronics=FITTED)
    rig.bench.front_end.expander.threshold[1] = -1.0
    rig.tester.find_expander()
    (found,) = [check for check in rig.tester.selftest() if not check.ok]
    assert found.name == "jacks" and "A.5" in found.advice


def test_what_lies_behind_the_clamps_is_not_seen(tmp_path):
    """Nor said to be: an open 2.2 k reads as an open contact of every cable."""
    broken = {"force_ohm": math.inf, "path_ohm": OPEN_OHM, "pull_ohm": OPEN_OHM}
    (found,), _ = check(tmp_path, broken=broken)
    assert found.ok


def test_one_that_answers_no_more_is_told(tmp_path):
    rig = Rig(tmp_path, 3, electronics=FITTED)
    rig.tester.find_expander()
    rig.bench.expander = None
    found = [check for check in rig.tester.selftest() if not check.ok]
    assert any("does not answer" in check.advice for check in found)


def test_one_that_was_calibrated_with_and_is_gone_is_an_error(tmp_path):
    """Else a fifth pin that is open would pass; who takes it out calibrates without it."""
    rig = Rig(tmp_path, 3, electronics=FITTED)
    rig.tester.find_expander()
    rig.calibrate("A")
    bare = Rig(tmp_path, 3)
    bare.tester.find_expander()
    record = bare.test("trs_trs")
    assert record["verdict"] == "ERROR" and "check U5" in record["text"]
    bare.plug("none")
    assert [check.name for check in bare.tester.selftest() if not check.ok] == ["expander"]
    bare.calibrate("A")
    assert [check for check in bare.tester.selftest() if not check.ok] == []
    assert bare.test("trs_trs")["verdict"] == "PASS"


@pytest.mark.parametrize(("contact", "other"), [("A.5", "A.S"), ("A.5", "B.5"), ("B.SH", "B.T")])
def test_contacts_that_are_joined_on_the_board_are_told_by_empty_jacks(tmp_path, contact, other):
    rig = Rig(tmp_path, 3, electronics=FITTED)
    lines = rig.bench.front_end.expander
    node = rig.bench.front_end.contact_nodes[pinmap.line_of(other)]
    lines.bridges.append((pinmap.XCONTACTS.index(contact), node, 0.5))
    rig.plug("none")
    rig.tester.find_expander()
    assert [check.name for check in rig.tester.selftest() if not check.ok] == ["jacks"]


def test_without_one_there_is_no_such_check(tmp_path):
    names = [check.name for check in Rig(tmp_path, 3).tester.selftest()]
    assert "expander" not in names

"""The table of hardware/SELFTEST.md: whole, without a fault that nobody finds and that spoils a
verdict, and true of those that are put in here."""

import pytest
from hardware.paths import HARDWARE

from tests.selftest_survey import table
from tests.selftest_survey.single_faults import FAULTS
from tests.selftest_survey.survey import FEW, METER, SPOILS, WHOLE, Survey

AGAIN = (
    "220 or 330 ohm open", "4.7 k shorted", "BAV199 shorted to 3V3", "BAV199 leaks 1 uA to GND",
    "flux of 200 k to the next contact", "U2 S1 stuck high", "U2 channel of GND open",
    "x11: 100 k shorted", "10 nF +20 %", "10 k +5 %", "converter offset of 30 codes",
    "display holds SDA low", "U5 without supply, or its bus open", "U5: A.5 joined to A.S",
    "U5: A.5 joined to GND",
)  # fmt: skip
# What only empty jacks can tell: it reads as a fault of the cable.
JOINED = ("solder bridge to the next contact", "flux of 200 k to the next contact",
          "flux of 1 M to the next contact", "U5: A.5 joined to A.S", "U5: A.5 joined to B.5",
          "U5: A.SH joined to A.S", "BAV199 leaks 1 uA to 3V3")  # fmt: skip
# What no check with empty jacks can tell: a meter does, while it is built.
METERED = ("U5: 2.2 k or wire to A.5 open", "U5: 2.2 k or wire to A.SH open",
           "U5: A.5 joined to GND")  # fmt: skip


@pytest.fixture(scope="module")
def survey(tmp_path_factory):
    return Survey(tmp_path_factory.mktemp("flash"))


def test_the_table_has_every_fault():
    assert list(table.written()) == list(FAULTS), "python -m tests.selftest_survey"


def test_no_fault_is_unfound_and_spoils_a_verdict():
    rows = table.written()
    assert not [fault for fault, row in rows.items() if row[0] == SPOILS]
    wrong = {fault for fault, row in rows.items() if "wrong" in row[2]}
    assert wrong == {*JOINED, *METERED}
    assert all(rows[fault][0] == WHOLE for fault in JOINED)
    build = (HARDWARE / "manual" / "BUILD.md").read_text("utf-8")
    for fault in METERED:
        assert rows[fault][0] == METER and rows[fault][1].split(" ")[-1] in build


@pytest.mark.parametrize("fault", AGAIN)
def test_a_row_is_true(survey, fault):
    found, check, until = table.written()[fault]
    outcome = survey.outcome(fault, FEW[:3])
    assert (outcome.found, outcome.check) == (found, check)
    words = {word.split(" ")[1] for word in until.split(", ") if word}
    assert {word.split(" ")[1] for word in outcome.until.split(", ") if word} <= words


def test_a_broken_line_is_told_at_the_first_cable_that_is_not_good(survey, tmp_path):
    """Whatever is plugged; a sound tester is asked once, and then believed."""
    rig = survey.rig("4.7 k shorted")
    record = rig.test("trs_trs,length=6m,joint=T:3ohm@A")
    assert record["verdict"] == "ERROR" and "A.R" in record["text"]
    rig = survey.rig(None)
    assert rig.test("trs_trs,length=6m")["verdict"] == "PASS" and not rig.tester.lines_proved
    assert rig.test("trs_trs,length=6m,joint=T:3ohm@A")["verdict"] == "FAIL"
    assert rig.tester.lines_proved and not rig.bench.is_driven()

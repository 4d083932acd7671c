"""Every fault of every wiring has a sentence that fits two screen lines; advice in whole
sentences."""

import pytest
from reference import STAMP

from ringout.board.pinmap import ENDS, line_of, same_jack
from ringout.diagnosis import advice as advice_page
from ringout.results import sentences
from ringout.results.finding import Finding, Place
from ringout.results.vocabulary import FAULTS, fault_kind
from ringout.screen import canvas
from ringout.screen.verdict_page import SENTENCE_LINES
from ringout.wirings import lookup

PLACES = [
    None,
    Place("B", True),
    Place("A", False, 38.4, 2.0),
    Place("B", False, 12.0, 1.0, 123.45, 0.1),
]
OHMS = [0.004, 0.333, 12.34, 470.0, 2014.0, 34567.0, 200140.9, 4988969.0]
FEET = {"units": "ft"}
UNITS = {"unbalanced": ("percent", 100), "stock": ("pf_per_ft", 123.4)}
MORE = {"found": "1.2 kohm", "pair": "R2-S", "count": 12}


def fits(found):
    most = SENTENCE_LINES if found.code == "wrong-cable" else 2
    for settings in (None, FEET):
        text = sentences.sentence(found, settings)
        lines = canvas.wrap(text, most)
        assert text.isascii()
        assert not lines[-1].endswith("…"), (text, lines)
        assert len(lines) <= most and all(len(line) <= 21 for line in lines), lines


def every_pair():
    """Every one and every two contacts that the plugs of some wiring have."""
    found = set()
    for wiring_id in lookup.ids():
        reach = lookup.get(wiring_id).reach()
        lines = [k for k in range(11) if reach >> k & 1]
        found |= {(first,) for first in lines}
        found |= {(first, last) for first in lines for last in lines if first < last}
    return sorted(found)


def may_be_said(code, form, lines, end):
    """Whether a detector says this form of these contacts."""
    two_plugs = len(lines) > 1 and not same_jack(*lines)
    if len(lines) == 1:
        return code in ("live", "unsteady") or form in ("one contact", "unknown", "shield short")
    if form in ("in plug", "one contact"):
        return not two_plugs and end is not None
    return two_plugs if form == "legs" else code not in ("open", "high-resistance") or two_plugs


@pytest.mark.parametrize("code", [kind.code for kind in FAULTS])
def test_every_code_for_the_contacts_of_every_wiring(code):
    unit, value = UNITS.get(code, ("ohm", 3.26))
    expected = {"stock": "under 30 pF/ft", "wrong-cable": "TRS balanced/stereo"}.get(code, "x")
    for form in fault_kind(code).sentences:
        if form in ("moved", "touch"):
            continue  # of WIGGLE: on a page of their own
        if form == "pair":
            unit, value, expected = "pf", 1234.5, "540 to 660"
        for lines in every_pair():
            for place in PLACES:
                for end in (None, ENDS[lines[0]]):
                    if may_be_said(code, form, lines, end):
                        end = place.end if place else end
                        fits(Finding(code, lines, end, expected, form, lines[0], place,
                                     value, 0.1, unit, more=MORE))  # fmt: skip


@pytest.mark.parametrize("ohm", OHMS)
@pytest.mark.parametrize("code", ["short", "leakage", "high-resistance"])
def test_every_resistance(code, ohm):
    for net in (("A.S", "B.S"), ("A.R2", "A.S"), ("B.R2", "C.S"), ("A.R", "C.T")):
        lines = [line_of(name) for name in net]
        end = "A" if same_jack(*lines) else None
        for form in fault_kind(code).sentences:
            if form not in ("moved", "touch"):
                fits(Finding(code, lines, end, "x", form, value=ohm))


def test_a_voltage_on_every_contact():
    fits(Finding("live", range(11), None, "no voltage"))


@pytest.mark.parametrize("wiring_id", lookup.ids())
def test_advice_of_a_sound_cable(surveyor, wiring_id):
    from ringout.diagnosis import diagnose
    from ringout.results import record

    stamp = STAMP
    readings = surveyor.read(wiring_id + ",length=6m")
    result = diagnose.diagnose(readings, "expect:" + wiring_id, 6.0)
    said = advice_page.page(record.make(stamp, readings, result))
    assert said and all(sentence[-1] in ".?" for sentence in said), said
    if wiring_id in ("ts_ts", "rca_rca", "ts_rca"):
        assert any("4.5 m" in sentence for sentence in said)


def test_advice_for_a_fault_comes_first():
    fault = {"code": "open", "net": ["A.R", "B.R"], "end": "B", "text": "x"}
    rec = {
        "verdict": "FAIL",
        "faults": [fault],
        "wiring": ["trs_trs"],
        "leg_ohm": {},
        "length_m": None,
    }
    assert advice_page.page(rec)[0].startswith("Open plug B")

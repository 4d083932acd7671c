"""Every fault of every wiring has a sentence that fits three screen lines, in the words of its
plugs; advice in whole sentences."""

import re

import pytest
from reference import NETS, STAMP

from ringout.board.pinmap import ENDS, line_of, same_jack
from ringout.diagnosis import advice as advice_page
from ringout.results import sentences
from ringout.results.finding import Finding, Place
from ringout.results.vocabulary import FAULTS, fault_kind
from ringout.screen import canvas, verdict_page
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
PLUGS = [(), ("XLR", "XLR", "XLR"), ("TRS", "XLR"), ("XLR", "TS", "XLR")]
UNITS = {"unbalanced": ("percent", 100), "stock": ("pf_per_ft", 123.4)}
MORE = {"found": "1.2 kohm", "pair": "R2-S", "count": 12}


NUMBER = re.compile(r"[0-9.]+")
PIN = re.compile(r"PIN [123](-[123])?:?")


def fits(found):
    for settings in (None, FEET):
        for plugs in PLUGS:
            text = sentences.sentence(found, settings, plugs)
            lines = canvas.wrap_said(text, SENTENCE_LINES)
            assert text.isascii()
            assert all(0 < len(line) <= 21 and "…" not in line for line in lines), (text, lines)
            for line in lines:  # a number stands beside its unit, a plug beside its letter
                words = line.split(" ")
                of_pin = len(words) > 1 and words[-2] == "PIN"
                assert of_pin or not NUMBER.fullmatch(words[-1]), (text, lines)
                last = line is lines[-1]
                assert last or words[-1] not in ("plug", "PIN", "-"), (text, lines)
                assert words[0] != "-", (text, lines)
                assert line.count("PIN") == len(PIN.findall(line)), (text, lines)


def page(faults, name="TRS balanced/stereo"):
    """Texts and tops of the short lines on the verdict page, and where the big word ends."""
    items = verdict_page.layout_verdict({"verdict": "FAIL", "faults": faults}, name)
    lines = [(item[3], item[2]) for item in items if item[0] == canvas.TEXT]
    big = [canvas.bounds(item) for item in items if item[0] != canvas.TEXT]
    return lines, max(y + h for _, y, _, h in big)


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
        one = form in ("one contact", "unknown", "shield short")
        return one or code in ("live", "unsteady") and form != "touching"
    if form in ("in plug", "one contact"):
        return not two_plugs and end is not None
    return two_plugs if form == "legs" else code not in ("open", "high-resistance") or two_plugs


@pytest.mark.parametrize("code", [kind.code for kind in FAULTS])
def test_every_code_for_the_contacts_of_every_wiring(code):
    unit, value = UNITS.get(code, ("ohm", 3.26))
    expected = {"stock": "under 30 pF/ft", "wrong-cable": "TRS balanced/stereo"}.get(code, "x")
    for form in fault_kind(code).sentences:
        if form == "touch":
            continue  # of one contact, below
        if form == "thin":
            expected = "thicker copper"
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
            if form != "touch":
                fits(Finding(code, lines, end, "x", form, value=ohm, more=MORE))


def test_a_touch_of_one_contact():
    for line in range(11):
        fits(Finding("short", (line,), ENDS[line], "apart", "touch", line, more=MORE))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("PIN 3 OPEN at plug B", ["TRS balanced/stereo", "PIN 3 OPEN at plug B", "+1 more: MODE"]),
        (
            "SLEEVE B to SLEEVE C SHORT 12.34 m from plug B",
            ["SLEEVE B to SLEEVE C", "SHORT 12.34 m from", "plug B", "+1 more: MODE"],
        ),
    ],
)
def test_four_lines_do_not_touch_the_big_word(text, shown):
    lines, bottom = page([{"code": "open", "text": text}] * 2)
    assert [line for line, _ in lines] == shown
    assert all(top >= bottom + 3 and top + 8 <= canvas.HEIGHT for _, top in lines)


def said(code, first, last, end, plugs, **more):
    lines = (line_of(first), line_of(last))
    return sentences.sentence(Finding(code, lines, end, "x", **more), None, plugs)


@pytest.mark.parametrize(
    ("finding", "plugs", "text"),
    [
        (("open", "A.R", "B.R", "B"), (), "RING OPEN at plug B"),
        (("open", "A.R", "B.R", "B"), ("XLR", "XLR"), "PIN 3 OPEN at plug B"),
        (("open", "A.R", "B.R", "B"), ("TRS", "XLR"), "PIN 3 OPEN at plug B"),
        (("open", "A.R", "B.R", "A"), ("TRS", "XLR"), "RING OPEN at plug A"),
        (("open", "A.R", "B.R", None), ("TRS", "XLR"), "RING to PIN 3 OPEN - check both plugs"),
        (("open", "A.S", "B.R", "B"), ("RCA", "XLR"), "SLEEVE to PIN 3 OPEN at plug B"),
        (("open", "A.R", "C.T", "C"), (), "RING to TIP OPEN at plug C"),
        (("open", "A.T", "C.T", "C"), (), "TIP OPEN at plug C"),
        (("open", "A.T", "C.T", "A"), (), "TIP to C OPEN at plug A"),
        (("short", "A.T", "A.S", "A"), ("XLR", "XLR"), "PIN 1-2 SHORT at plug A"),
        (("short", "A.T", "A.S", "A"), ("TRS", "XLR"), "TIP-SLEEVE SHORT at plug A"),
        (("reversed", "B.T", "B.R", "B"), ("XLR", "XLR"), "PIN 2-3 REVERSED at plug B"),
    ],
)
def test_a_plug_speaks_its_own_language(finding, plugs, text):
    assert said(*finding, plugs) == text


def test_a_pin_is_no_part_of_the_reading():
    assert said("high-resistance", "A.R", "B.R", None, ("XLR", "XLR"), value=3.26) == (
        "PIN 3: 3.26 ohm - resolder"
    )


@pytest.mark.parametrize(
    ("spec", "mode", "text"),
    [
        ("xlr_xlr,length=6m,open=R@B", "expect:xlr_xlr", "PIN 3 OPEN at plug B"),
        ("xlr_xlr,length=6m,open=R@B", "auto", "RING OPEN at plug B"),
        ("trs_xlr,length=4m,open=R@B", "expect:trs_xlr", "PIN 3 OPEN at plug B"),
        ("trs_xlr,length=4m,open=R@A", "expect:trs_xlr", "RING OPEN at plug A"),
        ("xlr_xlr,length=6m,short=T-S@A", "expect:xlr_xlr", "PIN 1-2 SHORT at plug A"),
        ("trs_trs,length=6m,open=R@B", "expect:trs_trs", "RING OPEN at plug B"),
    ],
)
def test_pins_where_the_plug_is_known(surveyor, spec, mode, text):
    from ringout.diagnosis import diagnose

    assert diagnose.diagnose(surveyor.read(spec), mode).text == text


def test_a_voltage_on_every_contact():
    fits(Finding("live", range(11), None, "no voltage"))


@pytest.mark.parametrize("wiring_id", NETS)
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


def advised(surveyor, spec, mode="auto"):
    from ringout.diagnosis import diagnose
    from ringout.results import record

    readings = surveyor.read(spec)
    return " ".join(
        advice_page.page(record.make(STAMP, readings, diagnose.diagnose(readings, mode)))
    )


THREE_CORES = ",cs=60pF/m,cc=60pF/m,core_ohm=0.08ohm/m,shield_ohm=0.08ohm/m"


@pytest.mark.parametrize(
    ("spec", "mode", "words", "there"),
    [
        ("xlr_xlr,length=6m" + THREE_CORES, "auto", "No shield found", True),
        ("xlr_xlr,length=10m" + THREE_CORES, "expect:xlr_xlr", "No shield found", True),
        ("xlr_xlr,length=6m", "auto", "No shield found", False),
        ("xlr_xlr,length=6m,stock=belden-8760", "auto", "No shield found", False),
        ("trs_trs,length=0.3m", "auto", "No shield found", False),
        ("ts_ts,length=6m", "auto", "No shield found", False),
        ("xlr_xlr,length=6m,short=T-S@B", "auto", "Not under phantom", True),
        ("xlr_xlr,length=6m,short=R-S@A", "expect:xlr_xlr", "Not under phantom", True),
        ("ts_xlr_open,length=3m", "expect:ts_xlr_open", "phantom", True),
        ("ts_xlr_tied,length=3m", "expect:ts_xlr_tied", "Not under phantom", False),
        ("trs_trs,length=6m,short=T-S@B", "expect:trs_trs", "phantom", False),
        ("xlr_xlr,length=6m,short=T-R@B", "expect:xlr_xlr", "Not under phantom", False),
        ("xlr_xlr,length=6m,open=R@B", "auto", "RING pin 3", True),
        ("xlr_xlr,length=6m,open=R@B", "expect:xlr_xlr", "RING pin 3", False),
        ("ts_ts,length=6m,open=T@B", "auto", "RING pin 3", False),
    ],
)
def test_advice_where_it_applies_and_nowhere_else(surveyor, spec, mode, words, there):
    said = advised(surveyor, spec, mode)
    assert (words in said) == there, said


@pytest.mark.parametrize("end", ["A", "B"])
@pytest.mark.parametrize("length", ["15cm", "30cm", "1m"])
def test_a_break_in_a_plug_of_a_short_lead(surveyor, length, end):
    from ringout.diagnosis import diagnose

    readings = surveyor.read(f"ts_ts,length={length},open=T@{end}")
    assert diagnose.diagnose(readings).text == "TIP OPEN at plug " + end

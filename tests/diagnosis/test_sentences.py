"""Every fault of every wiring has a sentence that fits two screen lines; advice in whole
sentences."""

import pytest
from reference import STAMP

from ringout.board.pinmap import CONTACTS
from ringout.diagnosis import advice as advice_page
from ringout.results import sentences as advice
from ringout.results.vocabulary import FAULTS
from ringout.screen import canvas
from ringout.wirings import lookup

PLACES = [
    {},
    {"at": {"end": "B", "plug": True}},
    {"at": {"end": "A", "percent": 38.4, "u_percent": 2.0}},
    {"at": {"end": "B", "percent": 12.0, "u_percent": 1.0, "m": 123.45, "u_m": 0.1}},
]
OHMS = [0.004, 0.333, 12.34, 470.0, 2014.0, 34567.0, 200140.9, 4988969.0]
FEET = {"units": "ft"}


def fits(fault):
    for settings in (None, FEET):
        text = advice.sentence(fault, settings)
        lines = canvas.wrap(text, 2)
        assert text.isascii()
        assert not lines[-1].endswith("…"), (text, lines)
        assert len(lines) <= 2 and all(len(line) <= 21 for line in lines), lines


def every_pair():
    """Every one and every two contacts that the plugs of some wiring have."""
    found = set()
    for wiring_id in lookup.ids():
        reach = lookup.get(wiring_id).reach()
        names = [CONTACTS[k] for k in range(11) if reach >> k & 1]
        found |= {(first,) for first in names}
        found |= {(first, last) for first in names for last in names if first < last}
    return sorted(found)


@pytest.mark.parametrize("code", [kind.code for kind in FAULTS])
def test_every_code_for_the_contacts_of_every_wiring(code):
    for net in every_pair():
        if len(net) == 1 and code not in ("open", "live"):
            continue
        for place in PLACES:
            for end in (None, net[0][0]):
                fault = dict(place, code=code, net=list(net), contact=net[0], end=end, expected="x")
                fault.update(ohm=3.26, percent=100, pf_per_ft=123.4, found="1.2 kohm")
                if code == "stock":
                    fault["expected"] = "under 30 pF/ft"
                if "at" in fault:
                    fault["end"] = fault["at"]["end"]
                if len(net) == 1 or (
                    net[0][0] == net[1][0] and code in ("open", "high-resistance")
                ):
                    fault["end"] = net[0][0]
                fits(fault)


@pytest.mark.parametrize("ohm", OHMS)
@pytest.mark.parametrize("code", ["short", "leakage", "high-resistance"])
def test_every_resistance(code, ohm):
    for net in (["A.S", "B.S"], ["A.R2", "A.S"], ["B.R2", "C.S"], ["A.R", "C.T"]):
        for extra in ({}, {"twice": True}, {"one_way": True}, {"bad": True}):
            fits(dict(extra, code=code, net=net, end="A" if net[0][0] == net[1][0] else None,
                      ohm=ohm, expected="x"))  # fmt: skip


def test_special_ones():
    fits(
        {"code": "open", "net": ["A.S"], "contact": "A.S", "end": "A", "expected": "a known wiring"}
    )
    fits({"code": "open", "net": ["A.S", "B.S"], "end": "A", "expected": "x", "bad": True})
    fits({"code": "live", "net": list(CONTACTS), "end": None, "expected": "no voltage"})
    fits({"code": "stock", "end": None, "pf": 1234.5, "pair": "R2-S", "expected": "540 to 660"})
    fits({"code": "shield-swapped", "net": ["A.R2", "A.S"], "end": None, "expected": "x"})


@pytest.mark.parametrize("wiring_id", lookup.ids())
def test_advice_of_a_sound_cable(surveyor, wiring_id):
    from ringout.diagnosis import diagnose
    from ringout.results import record

    stamp = STAMP
    readings = surveyor.read(wiring_id + ",length=6m")
    result = diagnose.diagnose(readings, "expect:" + wiring_id, 6.0)
    sentences = advice_page.page(record.make(stamp, readings, result))
    assert sentences and all(sentence[-1] in ".?" for sentence in sentences), sentences
    if wiring_id in ("ts_ts", "rca_rca", "ts_rca"):
        assert any("4.5 m" in sentence for sentence in sentences)


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

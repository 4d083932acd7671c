"""Readings that no cable has, modes that do not exist: an ERROR in words, never an exception."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import STAMP

from ringout.diagnosis import advice, diagnose
from ringout.measure.readings import Readings
from ringout.results import record
from ringout.screen import canvas
from ringout.storage import stored_line
from ringout.wirings import lookup

VERDICTS = {"PASS", "PASS*", "FAIL", "FAIL*", "LOOKS-LIKE", "UNKNOWN", "NO-CABLE", "LIVE", "ERROR"}


def readings(**values):
    out = Readings()
    for name, value in values.items():
        setattr(out, name, value)
    return out


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"nets": (0x1001,)}, "unknown contact"),
        ({"nets": (0x11, 0x12)}, "two nets"),
        ({"nets": (0x11,), "ohm": {(0, 4): (float("nan"), 0.1)}}, "not a number"),
        ({"nets": (0x11,), "ohm": {(0, 4): (0.1, -1.0)}}, "not a number"),
        ({"nets": (0x11,), "ohm": {(0, 14): (0.1, 0.1)}}, "unknown contact"),
        ({"nets": (0x11,), "node_pf": {0: (math.inf, 1.0)}}, "not a number"),
        ({"nets": (0x11,), "node_pf": {77: (1.0, 1.0)}}, "unknown contact"),
        ({"nets": (0x11, 0x22), "links": {(0, 4): (2e3, 1.0)}}, "contradict"),
    ],
)
def test_contradictions(values, words):
    result = diagnose.diagnose(readings(**values))
    assert result.verdict == "ERROR"
    assert words in result.text
    assert len(canvas.wrap(result.text, 2)) <= 2
    assert not canvas.wrap(result.text, 2)[-1].endswith("…")


@pytest.mark.parametrize("mode", ["expect:nothing", "expect:", "autox", "", "expect:trs_trs "])
def test_unknown_modes(surveyor, mode):
    result = diagnose.diagnose(surveyor.read("trs_trs"), mode)
    assert result.verdict == "ERROR"
    assert "no " in result.text


def test_empty_readings_are_no_cable():
    assert diagnose.diagnose(readings()).verdict == "NO-CABLE"
    assert diagnose.diagnose(readings(nets=(0x11,))).verdict == "FAIL"


lines = st.integers(0, 10)
value = st.tuples(st.floats(-0.1, 5e7), st.floats(0, 100))
small = st.tuples(st.floats(-0.1, 40), st.floats(0, 1))
picofarad = st.tuples(st.floats(0, 20000), st.floats(0, 50))


def between(a, b):
    return (min(a, b), max(a, b) if a != b else (a + 1) % 11)


@st.composite
def strange(draw):
    """Readings of eleven contacts that were connected by nobody."""
    groups = draw(st.lists(st.integers(0, 4), min_size=11, max_size=11))
    masks = {}
    for line, group in enumerate(groups):
        if group:
            masks[group] = masks.get(group, 0) | 1 << line
    nets = tuple(sorted(m for m in masks.values() if m & (m - 1)))
    out = Readings()
    out.nets = nets
    for mask in nets:
        members = [k for k in range(11) if mask >> k & 1]
        for i, first in enumerate(members):
            for last in members[i + 1 :]:
                if draw(st.booleans()):
                    out.ohm[(first, last)] = draw(small)
    for name in ("links", "leak"):
        for _ in range(draw(st.integers(0, 2))):
            pair = tuple(sorted((draw(lines), draw(lines))))
            if pair[0] != pair[1] and not any(m >> pair[0] & m >> pair[1] & 1 for m in nets):
                getattr(out, name)[pair] = (draw(st.floats(200, 3e7)), 10.0)
    for line in range(11):
        if draw(st.booleans()):
            out.node_pf[line] = draw(picofarad)
    for _ in range(draw(st.integers(0, 4))):
        pair = tuple(sorted((draw(lines), draw(lines))))
        if pair[0] != pair[1]:
            out.pair_pf[pair] = draw(picofarad)
    if draw(st.booleans()) and len(out.nets):
        first = [k for k in range(11) if out.nets[0] >> k & 1]
        out.one_way = ((first[0], first[-1]),)
    return out


@settings(max_examples=150, deadline=None)
@given(strange(), st.sampled_from(["auto"] + ["expect:" + i for i in lookup.ids()]))
def test_any_readings_give_a_verdict_and_words(strange_readings, mode):
    result = diagnose.diagnose(strange_readings, mode)
    assert result.verdict in VERDICTS
    assert result.text
    rec = record.make(STAMP, strange_readings, result)
    assert stored_line.decode(stored_line.encode(rec))["verdict"] == result.verdict
    for fault in result.faults:
        assert fault["code"] and fault["text"] and "expected" in fault
    assert advice.page(rec)
    if result.verdict == "PASS" and mode != "auto":
        wiring = mode.split(":")[1]
        both = [lookup.get(wiring).nets, lookup.get(wiring, True).nets]
        assert strange_readings.nets in both

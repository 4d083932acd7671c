"""A person's own cable in EXPECT: sound ones pass, one fault is named where it is, a part that is
another, turned or missing is a `part`."""

import os
import random

import pytest
from own_cables import CABLES, changed_parts, faults, is_spec, own_of, spec_of

from ringout.diagnosis import diagnose, own_cable

MOST = 3  # faults of each cable, all of them in the exhaustive run
AUTO = ("PASS", "PASS*", "LOOKS-LIKE", "UNKNOWN")


@pytest.mark.parametrize("name", CABLES)
def test_a_sound_one_passes_and_auto_blames_nothing(surveyor, name):
    readings = surveyor.read(spec_of(name))
    assert not readings.steadiness.moved()
    result = own_cable.diagnose(own_of(name), readings)
    assert (result.verdict, result.faults, result.cable) == ("PASS", [], "mine"), result.text
    auto = diagnose.diagnose(readings)
    assert auto.verdict in AUTO, auto.text


@pytest.mark.parametrize("name", CABLES)
def test_one_fault_is_named_where_it_is(surveyor, name):
    made = own_of(name)
    wrong = []
    found = list(faults(name))
    if not os.environ.get("RINGOUT_EXHAUSTIVE"):
        random.Random(name).shuffle(found)
        found = found[:MOST]
    for spec, code, contacts, end in found:
        if not is_spec(spec):
            continue
        result = own_cable.diagnose(made, surveyor.read(spec))
        if name.startswith("summing") and spec.endswith("swap=R-T@A"):
            assert result.verdict == "PASS", "both legs are alike"
            continue
        first = result.faults[0] if result.faults else {"code": None, "net": [], "end": None}
        codes = ("reversed", "crossed") if code == "swap" else (code,)
        letters = {c[2:] for c in contacts}
        named = (
            contacts & set(first["net"])
            or code == "swap"
            and letters & {c[2:] for c in first["net"]}
        )
        if (
            result.verdict != "FAIL"
            or first["code"] not in codes
            or not named
            or first["end"] not in (end, None)
        ):
            wrong.append(f"{spec}: {result.verdict} {result.text} {result.faults}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", [n for n in CABLES if any(changed_parts(n))])
def test_another_part_is_a_part(surveyor, name):
    made = own_of(name)
    for what, spec in changed_parts(name):
        result = own_cable.diagnose(made, surveyor.read(spec))
        codes = [fault["code"] for fault in result.faults]
        assert (result.verdict, codes) == ("FAIL", ["part"]), (what, spec, result.text)

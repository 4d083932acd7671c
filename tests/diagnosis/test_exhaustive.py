"""Every wiring x every single fault of the grammar, and double faults, through the complete
simulated measurement. `make test` runs a sample that touches every wiring and kind of fault;
`make exhaustive` runs all and regenerates the table in the manual."""

import os
import random
import re

import pytest
from reference import NETS, measures

from ringout.diagnosis import diagnose
from ringout.wirings import lookup
from ringout_host.catalogue import cases, judge, twins

ALL = bool(os.environ.get("RINGOUT_EXHAUSTIVE"))
PER_WIRING, OF_OTHERS = 1, 1  # of the forty; of those that came later, one for each copper
DOUBLES = 2000 if ALL else 30
NAMED = 500 if ALL else 40
MISSED = 5 if ALL else 2  # 1 %; of few one more may be chance


def sample(wiring_id):
    """A few faults of each wiring, another kind each; all of them in the complete run."""
    found = list(cases.singles(wiring_id))
    if ALL:
        return found
    draw = random.Random(wiring_id)
    draw.shuffle(found)
    kinds = {}
    for case in found:
        kinds.setdefault((case.kind, case.end is None), case)
    most = min(PER_WIRING if wiring_id in NETS else OF_OTHERS, len(kinds))
    return [kinds[key] for key in draw.sample(sorted(kinds), most)]


def of_each_copper():
    """The forty, and of the others one wiring for each copper."""
    out = list(NETS)
    coppers = [lookup.get(wiring_id) for wiring_id in out]
    for wiring_id in lookup.ids():
        wiring = lookup.get(wiring_id)
        if not [other for other in coppers if other.same_copper(wiring)]:
            coppers.append(wiring)
            out.append(wiring_id)
    return out


@pytest.mark.parametrize("wiring_id", of_each_copper())
def test_no_single_fault_passes(surveyor, wiring_id):
    for case in sample(wiring_id):
        outcome = judge.outcome(surveyor, case)
        if outcome.expect.verdict == "PASS":
            text = outcome.expect.text
            if not twins.is_told_of_a_y(case, text):
                assert twins.twin(surveyor, wiring_id, outcome.readings), case.spec
            assert "not certain" in text or "two outputs fight" in text, case.spec
        if outcome.auto.verdict.startswith("PASS") and not outcome.same_as_sound:
            assert fits_reference(outcome, outcome.auto.wiring[0]), case.spec


def fits_reference(outcome, wiring_id):
    """A faulty cable was taken for a sound one: its nets and bridges must be those of that wiring
    in the table that is not the firmware's."""
    straight, turned = judge.picture(outcome.readings, False), judge.picture(outcome.readings, True)
    nets, bridges = measures(wiring_id)
    wanted = [b[0] + "".join(sorted(re.findall("[ABC]R2|[ABC].", b))) for b in bridges.split()]
    for picture in (straight, turned):
        if picture[0] == nets and all(b in picture[1] for b in wanted):
            return True
    return False


def test_faults_are_named(surveyor):
    """First reported fault: code, contact and end; at least 99 % of random single faults."""
    draw = random.Random(4)
    everything = cases.every()
    wrong = []
    count = 0
    while count < NAMED:
        case = draw.choice(everything)
        outcome = judge.outcome(surveyor, case)
        if outcome.same_as_sound:
            continue
        passed = outcome.expect.verdict in ("PASS", "PASS*")
        if passed and twins.twin(surveyor, case.wiring_id, outcome.readings):
            continue  # a sound cable reads the same
        if outcome.expect.faults and outcome.expect.faults[0]["code"] == "wrong-cable":
            assert fits_reference(outcome, outcome.expect.cable), case.spec
            continue  # and here one of another kind
        count += 1
        if not outcome.named:
            wrong.append(
                (case.spec, [(f["code"], f["net"], f["end"]) for f in outcome.expect.faults])
            )
    assert len(wrong) <= MISSED, wrong


def test_double_faults_never_pass(surveyor):
    wrong = []
    for one, other in cases.doubles(DOUBLES, seed=2):
        spec = f"{one.spec},{other.modifier}"
        readings = surveyor.read(spec)
        result = diagnose.diagnose(readings, "expect:" + one.wiring_id)
        if result.verdict == "PASS" and not twins.twin(surveyor, one.wiring_id, readings):
            wrong.append(spec)
        assert diagnose.diagnose(readings).verdict
    assert not wrong

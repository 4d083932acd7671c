"""From readings to a verdict: which cable this is, what is wrong with it, and where.

Pure: no board, no clock, no display. `diagnose` returns a Diagnosis whose faults are plain
dicts, as they go into the record. It never raises for what it is given.
"""

from ringout.base.masks import lines_of
from ringout.base.modes import AUTO, EXPECT, GOLDEN
from ringout.board.pinmap import CONTACTS, JACKS
from ringout.diagnosis import faults
from ringout.diagnosis.case import Case, Diagnosis, unique, worded
from ringout.diagnosis.explain import ACCIDENT, explain
from ringout.diagnosis.facts import Facts
from ringout.diagnosis.identify import identify
from ringout.wirings import lookup

_AGAIN = " - test again"


def diagnose(readings, mode=AUTO, length_m=None, settings=None):
    """The Diagnosis of one press.

    mode: "auto" or "expect:<wiring id>" (golden cables are checked by golden.py on top of
    that). length_m: if known. settings: dictionary with stock_pf_per_ft, limit_leg_ohm,
    limit_pf_per_ft, units where set.
    """
    try:
        if readings.live:
            return _live(readings.live)
        expected = _expected(mode)
        facts = Facts(readings)
    except ValueError as error:
        return Diagnosis("ERROR", text=str(error) + _AGAIN)
    ends = _ends(facts.touched())
    if len(ends) < 2:
        return _no_cable(ends)
    if expected is None:
        result = _auto(facts, length_m, settings)
    else:
        result = _expect(expected, facts, length_m, settings)
    result.ends = ends
    return result


def _expected(mode):
    """Wiring id of an EXPECT mode, None in AUTO; ValueError for a mode that is none."""
    if mode.startswith(EXPECT):
        wiring_id = mode[len(EXPECT) :]
        if not lookup.is_known(wiring_id):
            raise ValueError("no wiring %s" % wiring_id[:16])
        return wiring_id
    if mode != AUTO and not mode.startswith(GOLDEN):
        raise ValueError("no mode %s" % mode[:16])
    return None


def _ends(mask):
    return [end for end, jack in JACKS if mask & jack]


def _live(mask):
    names = [CONTACTS[line] for line in lines_of(mask)]
    ends = _ends(mask)
    fault = {"code": "live", "net": names, "contact": names[0], "expected": "no voltage",
             "end": ends[0] if len(ends) == 1 else None}  # fmt: skip
    result = Diagnosis("LIVE", (), [fault])
    result.ends = ends
    return worded(result, None)


def _no_cable(ends):
    text = "plugged at %s only" % ends[0] if ends else "no cable: plug both ends"
    result = Diagnosis("NO-CABLE", text=text)
    result.ends = ends
    return result


# -- the two modes -------------------------------------------------------------------------
def _expect(wiring_id, facts, length_m, settings):
    fits = [lookup.ROWS[entry[1]][0] for entry in lookup.with_nets(facts.nets)]
    if wiring_id in fits:
        fits = [wiring_id] + fits
    best = explain(lookup.get(wiring_id), facts)
    case = Case(best, facts, length_m, settings) if best.cost <= ACCIDENT else None
    if case is None or case.faults and lookup.fits(wiring_id, True, facts.nets):
        case = _turned(wiring_id, best, case, facts, length_m, settings)
    return case.conclude(unique(fits), None)


def _turned(wiring_id, best, case, facts, length_m, settings):
    """The Case of a cable plugged the other way round, if that explains more. case: of the best
    Explanation straight, if it is made already."""
    other = None
    if lookup.turns(wiring_id):
        turned = explain(lookup.get(wiring_id, True), facts, 2, best.cost)
        if turned.cost < best.cost:
            return Case(turned, facts, length_m, settings)
        if turned.cost == best.cost:
            other = turned
    case = case or Case(best, facts, length_m, settings)
    if other and faults.fewest(other, facts) < len(case.faults):
        other = Case(other, facts, length_m, settings)
        if len(other.faults) < len(case.faults):
            return other
    return case


def _auto(facts, length_m, settings):
    found = identify(facts)
    case = Case(found.best, facts, length_m, settings)
    if found.best.cost < ACCIDENT and case.fails():  # the other way round, or its like
        for best in found.fits[1:4]:
            if best.wiring.standing == lookup.SOUND:
                other = Case(best, facts, length_m, settings)
                if len(other.faults) < len(case.faults):
                    case = other
    return case.conclude(unique(found.ids + found.same_nets), found)

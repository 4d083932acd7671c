"""From readings to a verdict: which cable this is, what is wrong with it, and where.

Pure: no board, no clock, no display. Data flows one way: Readings, Facts, candidates, an
Explanation of the best, Findings, a Verdict; words come last (firmware/ARCHITECTURE.md). It never
raises for what it is given.
"""

from ringout.base import limits
from ringout.base.modes import AUTO, EXPECT, GOLDEN
from ringout.board.pinmap import JACKS, LETTERS
from ringout.diagnosis import findings
from ringout.diagnosis.candidates import candidates
from ringout.diagnosis.case import Case
from ringout.diagnosis.differences import HIGH, LEAK, OPEN, lies_across
from ringout.diagnosis.explain import explain
from ringout.diagnosis.facts import Facts
from ringout.diagnosis.judge import judge, unique, verdict_of
from ringout.diagnosis.search import ACCIDENT, Search
from ringout.diagnosis.told import Told
from ringout.results.sentences import worded
from ringout.results.verdict import Verdict, live
from ringout.wirings import lookup

_AGAIN = " - test again"


def diagnose(readings, mode=AUTO, length_m=None, settings=None):
    """The Diagnosis of one press.

    mode: "auto" or "expect:<wiring id>" (golden cables are checked by golden.py on top of
    that). length_m: if known. settings: dictionary with stock_pf_per_ft, limit_leg_ohm,
    limit_pf_per_ft, units where set.
    """
    return worded(verdict(readings, mode, Told(length_m, settings)), settings)


def verdict(readings, mode, told):
    """The same without words: a Verdict. told: a Told."""
    facts, ends, sooner = before(readings, told)
    if sooner:
        return sooner
    try:
        expected = _expected(mode)
    except ValueError as error:
        return Verdict("ERROR", text=str(error) + _AGAIN)
    if readings.digital is None or readings.digital.is_plain(readings.nets):
        return _of_eleven(expected, facts, told, ends)
    from ringout.diagnosis import digital  # most testers do without

    return digital.of_listed(_of_eleven(expected, facts, told, ends), readings, expected)


def _of_eleven(expected, facts, told, ends):
    if expected is None:
        return _auto(facts, told, ends)
    return _expect(expected, facts, told, ends)


def before(readings, told):
    """(Facts, plugs on which something was found, the Verdict where no cable is to be judged)."""
    try:
        if readings.live:
            return None, (), live(readings.live, readings.live_kind)
        facts = Facts(readings)
    except ValueError as error:
        return None, (), Verdict("ERROR", text=str(error) + _AGAIN)
    ends = _ends(facts.touched())
    if len(ends) < 2 and readings.digital is not None:
        from ringout.diagnosis import digital

        ends = digital.with_ends(ends, readings)
    if len(ends) < 2:
        from ringout.diagnosis import one_end

        text = one_end.text(facts, told, ends)
        return facts, ends, Verdict("NO-CABLE", text=text, ends=ends)
    return facts, ends, None


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


# -- the two modes -------------------------------------------------------------------------
def _expect(wiring_id, facts, told, ends):
    fits = lookup.ids_with(facts.nets, wiring_id)
    search = Search(facts)
    wanted = lookup.get(wiring_id)
    empty = _empty(wanted, ends)
    if empty:
        from ringout.diagnosis import one_end

        if one_end.is_rest(wanted, dict(JACKS)[empty], facts):
            return _plug_it_in(empty, ends)
    best = explain(wanted, search)
    case = Case(best, facts, told) if best.cost <= ACCIDENT else None
    if case is None or case.findings and lookup.fits(wiring_id, True, facts.nets):
        case = _turned(wiring_id, best, case, search, told)
    other = _wrong_cable(case, search) if case.findings else None
    if other:
        cable = other[0].more.get("cable", wiring_id)
        return Verdict(verdict_of(other), other, wiring=unique(fits), cable=cable, ends=ends)
    if empty:
        return _plug_it_in(empty, ends)
    judged = judge(case, unique(fits), ends)
    if wanted.standing == lookup.BAD:
        from ringout.diagnosis import unlisted  # hardly anybody asks for one

        return unlisted.as_asked(case, judged)
    return judged


def _wrong_cable(case, search):
    """What `other_cable.wrong_cable` finds: a sound cable does without."""
    from ringout.diagnosis.other_cable import wrong_cable

    return wrong_cable(case, search)


def _empty(wiring, ends):
    """The first end of a wiring on which nothing was found, or None."""
    for end, mask in JACKS:
        if wiring.reach() & mask and end not in ends:
            return end
    return None


def _plug_it_in(end, ends):
    return Verdict("NO-CABLE", text="plug %s empty? plug it in" % end, ends=ends)


def _turned(wiring_id, best, case, search, told):
    """The Case of a cable plugged the other way round, if that explains more. case: of the best
    Explanation straight, if it is made already."""
    facts = search.facts
    other = None
    if lookup.turns(wiring_id):
        turned = explain(lookup.get(wiring_id, True), search, 2, best.cost)
        if turned.cost < best.cost:
            return Case(turned, facts, told)
        if turned.cost == best.cost:
            other = turned
    case = case or Case(best, facts, told)
    if other and findings.fewest(other, facts) < len(case.findings):
        other = Case(other, facts, told)
        if len(other.findings) < len(case.findings):
            return other
    return case


def _auto(facts, told, ends):
    if "A" not in ends:  # every cable of the list has a plug there
        from ringout.diagnosis import one_end

        if one_end.empty_plug(facts, ends, 0):
            return _plug_it_in("A", ends)
    found = candidates(Search(facts))
    case = Case(found.best, facts, told)
    if found.best.cost < ACCIDENT and case.fails():  # the other way round, or its like
        for best in found.fits[1:4]:
            if best.wiring.standing == lookup.SOUND:
                other = Case(best, facts, told)
                if len(other.findings) < len(case.findings):
                    case = other
    if len(ends) == 2 and case.fails():
        from ringout.diagnosis import one_end

        one = len(case.explanation.differences) < 2
        empty = one_end.empty_plug(facts, ends, case.wiring.common if one else 0)
        if empty:
            return _plug_it_in(empty, ends)
    judged = judge(case, unique(found.ids + found.same_nets), ends, found)
    listed = (found.ids or _has_trace(case)) and not case.capacitors
    if not listed or case.wiring.standing == lookup.BAD:
        from ringout.diagnosis import unlisted  # a sound cable of the list does without

        unknown = unlisted.verdict(case, judged, ends)
        if unknown:
            return unknown
    empty = _empty(case.wiring, ends)
    return _plug_it_in(empty, ends) if empty else judged  # nothing is blamed on an absent plug


def _has_trace(case):
    """Whether the one thing that is wrong shows that it broke: a value between none and a wire, or
    a core that hangs on one contact. Then it is no cable of another kind."""
    if len(case.explanation.differences) != 1:
        return False
    it = case.explanation.differences[0]
    facts = case.facts
    if it.code == HIGH:
        return not lies_across(facts, it.first, it.last)
    if it.code != OPEN or it.last is None:
        return it.code == LEAK
    for line in (it.first, it.last):
        if LETTERS[line] in ("T", "R") and facts.at[line] == 1 << line:
            if facts.node_pf(line)[0] > limits.ATTACHED_PF:
                return True
    return False

"""Findings of a Case: which contacts, which end, where, how much. One for each accident; what it
merely causes elsewhere is not listed.

One file: a function for each kind of accident, and in which order they are told.
"""

from ringout.base import limits
from ringout.base.masks import lines_of
from ringout.board.pinmap import CONTACTS, ENDS, JACKS, LETTERS, line_of, opposite, same_jack
from ringout.diagnosis import locate, touches, workmanship
from ringout.diagnosis.legs import resistances
from ringout.diagnosis.search import ACCIDENT
from ringout.results.finding import Finding
from ringout.results.vocabulary import fault_kind
from ringout.wirings import lookup


def of(case):
    """All of them, most important first."""
    explanation = case.explanation
    listed = of_differences(case, explanation, workmanship.shield_line(case))
    more = workmanship.findings(case) if case.is_plain else resistances(case)
    if more:
        listed = in_order(listed + more)
    if not listed and explanation.wiring.standing == lookup.BAD:
        return [_bad(explanation.wiring)]
    if not listed and explanation.cost >= ACCIDENT:
        return [_unexplained(case.facts)]
    return listed


def of_rival(case, rival):
    """Those of another Explanation of the same facts, all beyond doubt."""
    return of_differences(case, rival, workmanship.shield_line(case)) or [_bad(rival.wiring)]


def of_differences(case, explanation, shield_line=None):
    """Findings of an Explanation. shield_line: a line of the net that capacitance says is the
    shield, or None (it tells which plug of an exchange is wrong)."""
    out = []
    for difference in explanation.differences:
        code, first, last = difference.code, difference.first, difference.last
        if code == "open":
            found = open_leg(case, explanation, first, last)
        elif code in ("short", "leakage"):
            found = _touch(case, explanation, code, first, last)
        elif code == "part":
            found = _part(case, explanation, first, last)
        elif code == "high-resistance":
            found = _high(case.facts, first, last)
        else:
            found = _exchanged(case.facts, explanation, code, first, last, shield_line)
        out.append(found)
    if len(out) > 1:
        out = _at_the_other_end(_merged(out), case.facts)
    return in_order(out)


def fewest(explanation, facts):
    """How many findings an Explanation makes at least: two touches of the same two conductors
    may be one."""
    seen = []
    for each in explanation.differences:
        key = (each.code, each.first, each.last)
        if each.code in ("short", "leakage"):
            one, other = touches.sides(facts, explanation.legs, each.first, each.last)
            key = (each.code, one | other)
        if key not in seen:
            seen.append(key)
    return len(seen)


def in_order(found):
    """Most important first; as found where two are alike (sort is not stable everywhere)."""
    if len(found) < 2:
        return found
    keys = []
    for k in range(len(found)):
        keys.append(fault_kind(found[k].code).rank << 8 | k)
    keys.sort()
    out = []
    for key in keys:
        out.append(found[key & 255])
    return out


def _merged(found):
    """An exchange of two contacts in both legs of a Y, or a break of one contact seen by two
    legs, is one accident."""
    out = []
    for each in found:
        twin = [f for f in out if f.code == each.code and f.contacts == each.contacts]
        if not twin:
            out.append(each)
    return out


def _at_the_other_end(found, facts):
    """A conductor that was to hang at one end and hangs at the other is one accident."""
    alone = [each for each in found if each.form == "one contact"]
    if len(alone) != 2 or opposite(alone[0].contact) != alone[1].contact:
        return found
    seen = alone[0] if facts.hanging >> alone[0].contact & 1 else alone[1]
    left = [each for each in found if each not in alone]
    contact = opposite(seen.contact)
    expected = "open at plug %s" % ENDS[seen.contact]
    return left + [Finding("open", (contact,), ENDS[contact], expected, "wrong end", contact)]


def open_leg(case, explanation, first, last):
    """A conductor that does not arrive; last: None where it should not be there at all."""
    facts = case.facts
    if last is None:
        seen = facts.hanging >> first & 1
        expected = "a conductor at the other end" if seen else "a shield on it"
        end = ENDS[first]
        if seen:  # where it should have been soldered
            end = "A" if end != "A" else "B"
        return Finding("open", (first,), end, expected, "one contact", first)
    expected = "%s joined to %s" % (CONTACTS[first], CONTACTS[last])
    if same_jack(first, last):  # a link or the plug's own bridge
        return Finding("open", (first, last), ENDS[first], expected, "in plug", first)
    found = locate.open_fraction(explanation.wiring, facts, first, last)
    if found is None or found[1] >= 0.5:
        bare = locate.bare_end(facts, first, last)
        end = None if bare is None else ENDS[bare]
        return Finding("open", (first, last), end, expected, "", bare)
    fraction, u = found
    pf = facts.node_pf(first)[0] + facts.node_pf(last)[0]
    plug = limits.PLUG_PF / max(pf, limits.PLUG_PF)
    place = locate.describe(fraction, u, case.told.length_m, ENDS[first], ENDS[last], plug)
    contact = first if fraction <= 0.5 else last
    return Finding("open", (first, last), place.end, expected, "", contact, place)


def _touch(case, explanation, code, first, last):
    facts = case.facts
    link = None if facts.joined(first, last) else facts.link(first, last)
    if link is not None:
        ohm, u = link
        doubt = 0
        expected = "apart"
        if code == "leakage":
            expected = "over 1 Mohm"
            if ohm > limits.ISOLATION_FAIL_OHM - u:
                doubt = 1 if ohm <= limits.ISOLATION_FAIL_OHM else -1
            first = _summed(explanation.legs, first)
        contacts = _soldered(explanation.legs, facts, first, last)
        return Finding(code, contacts, None, expected, value=round(ohm, 1), u=u, doubt=doubt)
    touch = touches.short_place(facts, explanation, first, last)
    place = None
    if touch.fraction is not None:
        ends = ENDS[touch.first], touch.far or "B"
        place = locate.describe(touch.fraction, touch.u, case.told.length_m, ends[0], ends[1])
    return Finding(
        code,
        (touch.first, touch.last),
        place.end if place else None,
        "apart",
        place=place,
        value=None if touch.ohm is None else round(max(touch.ohm, 0.0), 3),
        u=touch.u_ohm,
    )


def _summed(legs, line):
    """Where resistors lead together from a contact and its like: hardly less than a leak lies
    between the two, so that it may be at either."""
    for leg in legs:
        if leg[2] == "resistor" and leg[0] == line:
            if [other for other in legs if other[1] == leg[1] and other[0] != line]:
                return leg[1]
    return line


def _part(case, explanation, first, last):
    """A part that the wiring does not have, or of another value."""
    from ringout.diagnosis import parts

    facts = case.facts
    ohm, u = facts.link(first, last) or (None, 0.0)
    more = {"found": parts.words(facts, first, last)}
    if facts.conducts_one_way(first, last):
        ohm = None
    expected, form = "joined", "leg"
    for wire in explanation.wiring.wires:
        if wire.ends == (first, last) and wire.ohm:
            expected = "%d ohm" % wire.ohm
    contacts = (first, last)
    if (first, last) not in [leg[:2] for leg in explanation.legs]:
        expected, form = "apart", ""
        contacts = _soldered(explanation.legs, facts, first, last)
    value = None if ohm is None else round(ohm, 1)
    return Finding("part", contacts, None, expected, form, value=value, u=u, more=more)


def _soldered(legs, facts, first, last):
    """Contacts of two nets that conductors are soldered to, in one plug if there are such: a leak
    is measured from net to net."""
    ends = []
    for line in (first, last):
        mask = facts.at[line]
        names = []
        for leg in legs:
            for contact in leg[:2]:
                if mask >> contact & 1 and contact not in names:
                    names.append(contact)
        names.sort(key=lambda k: -k)  # the sleeve rather than a ring that is joined to it
        ends.append(names or [line])
    for one in ends[0]:
        for other in ends[1]:
            if same_jack(one, other):
                return one, other
    return ends[0][0], ends[1][0]


def _high(facts, first, last):
    ohm, u = facts.between(first, last) or facts.link(first, last) or (None, 0.0)
    value = None if ohm is None else round(ohm, 3)
    if same_jack(first, last):
        return Finding("high-resistance", (first, last), ENDS[first], "joined in the plug",
                       "in plug", value=value, u=u)  # fmt: skip
    expected = "under %g ohm" % limits.LEG_LIMIT_OHM
    return Finding("high-resistance", (first, last), None, expected, value=value, u=u)


def _exchanged(facts, explanation, code, first, last, shield_line):
    """An exchange; the plug is known where only one plug's exchange explains the facts, or
    where the real shield has the sleeve of the plug that is right."""
    pairs = [p for p in explanation.exchanges if same_jack(p[0], p[1])]
    if (first, last) not in pairs:
        pairs = [(first, last)]  # the earlier of two exchanges
    by_end = {}
    for pair in pairs:
        by_end[ENDS[pair[0]]] = pair
    end = None
    confidence = None
    if same_jack(first, last):
        if len(by_end) == 1 and (first, last) in explanation.exchanges:
            end = ENDS[first]
        elif shield_line is not None and "S" in (LETTERS[first], LETTERS[last]):
            mask = facts.at[shield_line]
            mask &= explanation.wiring.shields()
            wrong = [end for end, jack in JACKS if end in by_end and not mask & jack]
            if len(wrong) == 1:
                end = wrong[0]
                confidence = 90
    contacts = by_end.get(end, (first, last))
    form = "" if same_jack(contacts[0], contacts[1]) else "legs"
    expected = explanation.wiring.name
    return Finding(code, contacts, end, expected, form, confidence=confidence)


def _bad(wiring):
    """What a wiring is that nobody should use."""
    cores = [leg for leg in wiring.legs() if leg[2] == "core"]
    for first, last, _ in cores:
        for one, other, _ in cores:
            ends = sorted([first, one]) if last == other else sorted([last, other])
            if (first == one) != (last == other):
                return Finding("short", ends, None, "outputs apart", "outputs", more={"bad": True})
    sleeves = [line_of("A.S"), line_of("B.S")]
    return Finding("open", sleeves, "A", "shield at the source end", "lifted", sleeves[0],
                   more={"bad": True})  # fmt: skip


def _unexplained(facts):
    line = lines_of(facts.touched())[0]
    return Finding("open", (line,), ENDS[line], "a known wiring", "unknown", line)

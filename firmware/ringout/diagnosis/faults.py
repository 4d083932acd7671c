"""Faults of an Explanation as the record's dicts: which contacts, which end, where, how much.

Pure. One entry an accident; what a fault merely causes elsewhere is not listed.
"""

from ringout.base import limits
from ringout.board.pinmap import CONTACTS, ENDS, JACKS, LETTERS
from ringout.diagnosis import locate
from ringout.results.vocabulary import fault_kind


def of(explanation, facts, length_m, shield_line=None):
    """Fault dicts of an Explanation, without texts. shield_line: a line of the net that
    capacitance says is the shield, or None (it tells which plug of an exchange is wrong)."""
    out = []
    for code, first, last in explanation.faults:
        if code == "open":
            fault = _open(explanation, facts, length_m, first, last)
        elif code in ("short", "leakage"):
            fault = _touch(code, explanation, facts, length_m, first, last)
        elif code == "high-resistance":
            fault = _high(facts, first, last)
        else:
            fault = _exchanged(explanation, facts, code, first, last, shield_line)
        out.append(fault)
    if len(out) > 1:
        out = _merged(out)
    return in_order(out)


def fewest(explanation, facts):
    """How many faults `of` will make of an Explanation at least: two touches of the same two
    conductors may be one."""
    seen = []
    for fault in explanation.faults:
        if fault[0] in ("short", "leakage"):
            one, other = locate.sides(facts, explanation.legs, fault[1], fault[2])
            fault = (fault[0], one | other)
        if fault not in seen:
            seen.append(fault)
    return len(seen)


def in_order(faults):
    """Most important first; as found where two are alike (sort is not stable everywhere)."""
    if len(faults) < 2:
        return faults
    keys = []
    for k in range(len(faults)):
        keys.append(fault_kind(faults[k]["code"]).rank << 8 | k)
    keys.sort()
    out = []
    for key in keys:
        out.append(faults[key & 255])
    return out


def _merged(faults):
    """An exchange of two contacts in both legs of a Y, or a break of one contact seen by two
    legs, is one accident."""
    out = []
    for fault in faults:
        twin = [f for f in out if f["code"] == fault["code"] and f["net"] == fault["net"]]
        if not twin:
            out.append(fault)
    return out


def _open(explanation, facts, length_m, first, last):
    if last is None:
        name = CONTACTS[first]
        seen = facts.hanging >> first & 1
        expected = "a conductor at the other end" if seen else "a shield on it"
        end = _far(explanation, first, seen)
        return {"code": "open", "net": [name], "contact": name, "end": end,
                "expected": expected}  # fmt: skip
    near, far = CONTACTS[first], CONTACTS[last]
    fault = {"code": "open", "net": [near, far], "end": None,
             "expected": "%s joined to %s" % (near, far)}  # fmt: skip
    if first >> 2 == last >> 2:  # a link or the plug's own bridge
        fault["end"] = ENDS[first]
        fault["contact"] = near
        return fault
    found = locate.open_fraction(explanation.wiring, facts, first, last)
    if found is None:
        return fault
    fraction, u = found
    at = locate.describe(fraction, u, length_m, ENDS[first], ENDS[last])
    fault["end"] = at["end"]
    fault["contact"] = near if fraction <= 0.5 else far
    fault["at"] = at
    return fault


def _far(explanation, line, seen):
    """The end at which a conductor that hangs on `line` should have been soldered."""
    end = ENDS[line]
    if not seen:
        return end
    return "A" if end != "A" else "B"


def _touch(code, explanation, facts, length_m, first, last):
    one, other, ohm, fraction, u, far = locate.short_place(
        facts, explanation.legs, explanation.hanging, first, last
    )
    fault = {
        "code": code,
        "net": [CONTACTS[one], CONTACTS[other]],
        "end": None,
        "expected": "apart",
    }
    link = None if facts.joined(first, last) else facts.link(first, last)
    if link is not None:
        fault["net"] = _soldered(explanation.legs, facts, first, last)
        fault["ohm"] = round(link[0], 1)
        if code == "leakage":
            fault["expected"] = "over %s" % (
                "10 Mohm" if link[0] > limits.ISOLATION_FAIL_OHM else "1 Mohm"
            )
            if link[0] > limits.ISOLATION_FAIL_OHM - link[1]:
                fault["star"] = 1 if link[0] <= limits.ISOLATION_FAIL_OHM else -1
        return fault
    if ohm is not None:
        fault["ohm"] = round(ohm, 3)
    if fraction is not None:
        fault["at"] = at = locate.describe(fraction, u, length_m, ENDS[one], far or "B")
        fault["end"] = at["end"]
    return fault


def _soldered(legs, facts, first, last):
    """Names of contacts of two nets that conductors are soldered to, in one plug if there are
    such: a leak is measured from net to net."""
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
            if one >> 2 == other >> 2:
                return [CONTACTS[one], CONTACTS[other]]
    return [CONTACTS[ends[0][0]], CONTACTS[ends[1][0]]]


def _high(facts, first, last):
    reading = facts.between(first, last) or facts.link(first, last)
    same = first >> 2 == last >> 2
    expected = "joined in the plug" if same else "under %g ohm" % limits.LEG_LIMIT_OHM
    fault = {"code": "high-resistance", "net": [CONTACTS[first], CONTACTS[last]],
             "end": ENDS[first] if same else None, "expected": expected}  # fmt: skip
    if reading is not None:
        fault["ohm"] = round(reading[0], 3)
    return fault


def _exchanged(explanation, facts, code, first, last, shield_line):
    """An exchange; the plug is known where only one plug's exchange explains the facts, or
    where the real shield has the sleeve of the plug that is right."""
    pairs = [p for p in explanation.pairs if p[0] >> 2 == p[1] >> 2]
    if (first, last) not in pairs:
        pairs = [(first, last)]  # the earlier of two exchanges
    by_end = {}
    for pair in pairs:
        by_end[ENDS[pair[0]]] = pair
    end = None
    confidence = None
    if first >> 2 == last >> 2:
        if len(by_end) == 1 and (first, last) in explanation.pairs:
            end = ENDS[first]
        elif shield_line is not None and "S" in (LETTERS[first], LETTERS[last]):
            mask = facts.at[shield_line]
            mask &= explanation.wiring.shields()
            wrong = [end for end, jack in JACKS if end in by_end and not mask & jack]
            if len(wrong) == 1:
                end = wrong[0]
                confidence = 90
    one, other = by_end.get(end, (first, last))
    fault = {"code": code, "net": [CONTACTS[one], CONTACTS[other]], "end": end,
             "expected": explanation.wiring.name}  # fmt: skip
    if confidence:
        fault["confidence"] = confidence
    return fault

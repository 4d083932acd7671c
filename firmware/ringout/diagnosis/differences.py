"""Differences between the facts and the conductors of an explanation, as faults with their cost.

Works out the Trials of `explain`: a wiring whose conductors may have been exchanged. Costs are in
hundredths of an accident.

One file: terms of one sum, which a test's search adds up in this order.
"""

from ringout.base import limits
from ringout.base.masks import join, lines_of
from ringout.board.pinmap import JACK_MASKS, jack, opposite, same_jack
from ringout.diagnosis.search import ACCIDENT, UNLIKELY
from ringout.diagnosis.shorts import SHORT, add_shorts, own_path
from ringout.wirings.wiring import legs_of

_TWO_LEGS = 4  # bytes of runs
_NO_PLUG = 50  # a conductor hangs on a contact that no plug of this cable reaches
_UNSEEN = 10  # a hanging conductor too short to be seen
_C = 2  # jack

OPEN = "open"
HIGH = "high-resistance"
LEAK = "leakage"
PART = "part"


def finish(e, search, plugs, limit):
    """Work out a Trial: differences between the facts and its conductors, as faults.
    plugs: those of its plugs. What costs more than `limit` gets the cost known so far."""
    if e.is_whole or e.cost > limit and e.cost >= 2 * ACCIDENT:
        return
    facts, wiring, runs, faults = search.facts, e.wiring, e.runs, e.faults
    seen = search.compare(runs, e.hanging)
    exchanges = len(faults)
    e.legs = legs_of(runs)
    faults.extend(plugs)
    cost = e.moved + search.plugs_cost - search.sure_cost
    if seen.lost or seen.spare or facts.links or wiring.resistors:
        cost += _connections(e, facts, seen, search.parts())
    priced = len(faults)
    if priced > exchanges:
        cost += _price(e, facts, seen, exchanges)
        if cost > limit >= 2 * ACCIDENT:
            e.cost = cost
            del faults[exchanges:]
            return
    if wiring.bridges() or len(runs) > _TWO_LEGS:
        _bridges_read(e, facts, search)
    if e.hanging != facts.hanging:
        cost += _loose(e, facts, seen)
    if len(faults) > priced:
        cost += _price(e, facts, seen, priced)
    e.cost = cost
    e.is_whole = True


def _connections(e, facts, seen, parts):
    """Adds what was seen: lost legs, joins too many, links. Returns the cost of lost legs
    that were never there. parts: Search.parts."""
    links = list(facts.links) if facts.links else ()
    cost = 0
    if e.wiring.resistors:
        _resistors(e, facts, links)
    if seen.lost:
        cost = _lost(e, facts, links, _legs_at(e, seen.lost, facts, parts))
    if seen.spare:
        add_shorts(e, facts, seen, parts)
    for ohm, _, first, last in links:
        e.faults.append((_link_code(facts, ohm, first, last), first, last))
    return cost


def _link_code(facts, ohm, first, last):
    """What a link is that should not be there."""
    if ohm < limits.PART_OHM:
        return SHORT
    if ohm <= limits.PART_MOST_OHM or facts.conducts_one_way(first, last):
        return PART
    return LEAK


def _legs_at(e, lost, facts, parts):
    """(line, line) of lost legs. lost: their numbers as bits."""
    legs = []
    seen = again = 0
    for k in lines_of(lost):
        leg = e.legs[k]
        both = 1 << leg[0] | 1 << leg[1]
        again |= seen & both
        seen |= both
        legs.append(leg[:2])
    return _by_contact(legs, again, e.legs, facts, parts) if again else legs


def _lost(e, facts, links, lost):
    cost = 0
    for first, last in lost:
        code = _taken_link(facts, links, first, last) if links else OPEN
        e.faults.append((code, first, last))
        if code == OPEN:
            if max(facts.node_pf(first)[0], facts.node_pf(last)[0]) < limits.ATTACHED_PF:
                cost += ACCIDENT  # no conductor at either end: none was ever there
    return cost


def _loose(e, facts, seen):
    """Adds conductors that hang on one contact and should not, and those that should and do not.
    Returns the cost that goes with them."""
    cost = 0
    hanging, opened, reach = e.hanging, seen.opened, e.wiring.reach()
    for line in lines_of(facts.hanging & ~hanging & ~opened):
        if jack(line) < _C and hanging & facts.hanging & 1 << opposite(line):
            cost += ACCIDENT  # soldered at both ends and broken: not lifted at all
            e.faults.append((OPEN, min(line, opposite(line)), max(line, opposite(line))))
        else:
            e.faults.append((OPEN, line, None))
            if not reach >> line & 1:
                cost += _NO_PLUG
    for line in lines_of(hanging & ~opened & ~facts.hanging):
        if facts.at[line] == 1 << line:
            if facts.most_pf > 4 * limits.ATTACHED_PF:
                e.faults.append((OPEN, line, None))
            else:
                cost += _UNSEEN
    return cost


def _price(e, facts, seen, start):
    """Cost of the faults from this one on."""
    cost = 0
    wiring = e.wiring
    soldered = seen.soldered
    for k in range(start, len(e.faults)):
        code, first, last = e.faults[k]
        cost += ACCIDENT
        if code == SHORT:
            if not same_jack(first, last):
                cost += UNLIKELY
            both = 1 << first | 1 << last
            if ~wiring.reach() & both or own_path(facts, e.legs, soldered, first, last):
                cost += UNLIKELY
        elif code == HIGH and (first, last) in wiring.bridges():
            if (first, last) in wiring.links or own_path(facts, e.legs, soldered, first, last):
                cost += UNLIKELY  # one piece of metal; or a conductor where only a link is
    return cost


def _by_contact(lost, again, legs, facts, parts):
    """Lost legs as (line, line); a contact that lost all of several legs counts once, and what
    those legs still join elsewhere is no short. again: mask of contacts that lost several."""
    left = list(lost)
    out = []
    for contact in lines_of(again):
        mine = [leg for leg in left if contact in leg]
        of_all = [leg for leg in legs if contact == leg[0] or contact == leg[1]]
        if len(mine) < 2 or len(mine) != len(of_all):
            continue
        if facts.node_pf(contact)[0] > limits.ATTACHED_PF:
            continue  # something still hangs on it: the legs broke elsewhere, one by one
        far = [leg[1] if leg[0] == contact else leg[0] for leg in mine]
        for line in far[1:]:
            if facts.joined(far[0], line):
                join(parts, far[0], line)
        out.append(mine[0])
        left = [leg for leg in left if leg not in mine]
    return out + left


def _taken_link(facts, links, first, last):
    """A lost leg with a resistive link in its place is a bad joint: the link is accounted for."""
    for item in links:
        one, other = item[2], item[3]
        for a, b in ((first, last), (last, first)):
            if facts.at[a] >> one & 1 and facts.at[b] >> other & 1:
                diode = facts.conducts_one_way(first, last)
                if diode or item[0] < limits.JOINT_OHM:
                    links.remove(item)
                    return PART if diode or _has_twin(facts, item) else HIGH
    return OPEN


def _has_twin(facts, item):
    """Whether another link reads the same, or lies across a plug: the resistors of a summing lead,
    of a pad."""
    ohm, u = item[:2]
    if not limits.PART_OHM <= ohm <= limits.PART_MOST_OHM:
        return False
    for other in facts.links:
        if other[2:] != item[2:] and other[0] <= limits.PART_MOST_OHM:
            if abs(other[0] - ohm) < limits.PART_ALIKE * ohm + u:
                return True
            if other[0] >= limits.PART_OHM and lies_across(facts, other[2], other[3]):
                return True
    return False


def lies_across(facts, first, last):
    """Whether two nets have contacts in one plug."""
    for mask in JACK_MASKS:
        if facts.at[first] & mask and facts.at[last] & mask:
            return True
    return False


def _resistors(e, facts, links):
    """Adds what is wrong with legs that should have a resistor in them."""
    for first, last, kind in e.legs:
        if kind == "resistor":
            e.faults += _resistor(e.wiring, facts, first, last, links)


def _resistor(wiring, facts, first, last, links):
    """Faults of a leg that should have a resistor in it."""
    wires = [w for w in wiring.wires if w.kind == "resistor"]
    wanted = wires[0].ohm
    if facts.joined(first, last):
        return [(SHORT, first, last)]
    parallel = 0  # legs whose contacts a short joins at both ends read half
    for wire in wires:
        parallel += facts.joined(wire.ends[0], first) and facts.joined(wire.ends[1], last)
    for item in list(links):
        ohm, u, one, other = item
        for a, b in ((first, last), (last, first)):
            if facts.at[a] >> one & 1 and facts.at[b] >> other & 1:
                if parallel < 2 or wires[-1].ends in ((first, last), (last, first)):
                    links.remove(item)
                if abs(ohm * max(parallel, 1) - wanted) > 0.15 * wanted + u:
                    return [(PART, first, last)]
                return []
    return [(OPEN, first, last)]


def _bridges_read(e, facts, search):
    """Adds faults that only resistance shows: a bridge in a plug that is a loop through the
    cable, and a loop through the cable that somebody bridged."""
    for first, last in e.wiring.bridges() if search.bridges_in_doubt else ():
        reading = facts.between(first, last)
        if reading and reading[0] - reading[1] > limits.BRIDGE_OHM:
            if reading[0] - reading[1] > limits.BRIDGE_SHARE * _least(facts, e.legs):
                e.faults.append((HIGH, first, last))
    for one, other, meets_first in search.loops(e.runs, e.wiring):
        _loop_read(e, facts, e.legs[one], e.legs[other], meets_first)


def _loop_read(e, facts, leg, other_leg, meets_first):
    """Adds a short where a loop of two legs reads less than its conductors. meets_first: they meet
    in the plug of their first contacts, and the loop is open at the other."""
    a, b, _ = leg
    c, d, _ = other_leg
    first, last = (b, d) if meets_first else (a, c)
    bridges = e.wiring.bridges()
    one = facts.leg(a, b, bridges, False) or (0.0, 0.0)  # of a large net not every leg is read
    other = facts.leg(c, d, bridges, False) or (0.0, 0.0)
    reading = facts.between(first, last)
    if reading:
        missing = one[0] + other[0] - reading[0]
        u = (one[1] ** 2 + other[1] ** 2 + reading[1] ** 2) ** 0.5
        if missing > max(u, 0.06 * (one[0] + other[0])):
            e.faults.append((SHORT, min(first, last), max(first, last)))


def _least(facts, legs):
    """The least resistance of a leg, 0 where none was measured."""
    least = 1e9
    for first, last, _ in legs:
        reading = facts.between(first, last)
        if reading and reading[0] < least:
            least = reading[0]
    return 0.0 if least > 1e8 else least

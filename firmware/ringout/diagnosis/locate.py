"""Where along a cable: a break from the capacitance of its two ends, a short from the
resistances seen at the two plugs.

Pure. Fractions count from the first contact of a leg (the plug nearer to A).
"""

from ringout.base import limits
from ringout.base.masks import lines_of
from ringout.board.pinmap import ENDS, JACK_MASKS, jack, same_jack
from ringout.results.finding import Place
from ringout.wirings.wiring import FREE, LINK, PLUG, SHIELD

_PLUG_AT_MOST = 0.05
_BORROWED_U = 0.15  # of a place told by the sum of two conductors
_WEIGHTS = (0.5, 0.9)  # core to core over core to shield: nearly every row of cables.csv


def break_fraction(c_a, c_b):
    """Position of the break as a fraction of the length from A: x = C_A / (C_A + C_B).

    c_a, c_b: capacitance of the broken conductor seen from A and from B, any one unit.
    None when neither end has any.
    """
    total = c_a + c_b
    if total <= 0:
        return None
    return min(max(c_a / total, 0.0), 1.0)


def describe(fraction, u_fraction, length_m, first="A", last="B", plug=0.0):
    """The Place of a break or a short. fraction, u_fraction: from the plug `first` to the plug
    `last`. length_m: None if it is not known. plug: what share of the cable a bare plug weighs:
    on a lead too short to tell it is the nearer plug."""
    end, near = (first, fraction) if fraction <= 0.5 else (last, 1.0 - fraction)
    if length_m is None:
        if near <= max(limits.AT_PLUG, min(u_fraction, plug)):
            return Place(end, True)
    elif near * length_m <= max(limits.PLUG_RESOLUTION_M, u_fraction * length_m):
        return Place(end, True)
    m = u_m = None
    if length_m is not None:
        spread = limits.BREAK_SD_M + limits.BREAK_SD_FRACTION * length_m
        m = round(near * length_m, 2)
        u_m = round(max(limits.SIGMAS * spread, u_fraction * length_m), 2)
    return Place(end, False, round(near * 100, 1), round(u_fraction * 100, 1), m, u_m)


def open_fraction(wiring, facts, first, last):
    """(fraction from `first`, uncertainty) of a break in the leg between two contacts, or None.

    Where other conductors hang on a side of the break, what is measured there is not the broken
    one's alone: then the place is where a cable of this wiring would have that share of all
    its capacitance. Cables of one length and kind are assumed for both legs of a Y.
    """
    c_first, u_first = facts.node_pf(first)
    c_last, u_last = facts.node_pf(last)
    total = c_first + c_last
    if total < limits.ATTACHED_PF or (c_first, u_first) == (c_last, u_last):
        return None  # the latter: one reading of both, which parts join
    if facts.readings.leaky & (facts.at[first] | facts.at[last]):
        return None  # one of them was not read
    if facts.borrows_pf(first) != facts.borrows_pf(last):
        if facts.borrows_pf(first):
            return 1.0 - min(c_last / max(c_first, 1.0), 1.0), _BORROWED_U
        return min(c_first / max(c_last, 1.0), 1.0), _BORROWED_U
    near, far = facts.at[first], facts.at[last]
    wires, broken, alone = _wires(wiring, facts, first, last)
    if broken is None or alone:
        u = min((u_first * c_last + u_last * c_first) / (total * total), 0.5)
        return break_fraction(c_first, c_last), u
    whole = 0.0
    for reading in facts.readings.node_pf.values():
        whole += reading[0]
    measured, u, seen = c_first / whole, u_first / whole, near
    if c_first > c_last:
        measured, u, seen = c_last / whole, u_last / whole, far
    # as if it broke at its first contact, and at its last
    early = _shares(wires + [far << 2 | broken], seen)
    late = _shares(wires + [near << 2 | broken], seen)
    found = []
    for weight in _WEIGHTS:
        whole = early[2] + weight * early[3]
        missing = measured * whole - early[0] - weight * early[1]
        slope = late[0] + weight * late[1] - measured * (late[2] + weight * late[3]) + missing
        if abs(slope) <= 0.1 * whole:
            return None  # the same wherever it broke
        found.append(missing / slope)
    u = abs(u * whole / slope) + abs(found[0] - found[1]) + 0.05  # legs of a Y differ
    return min(max((found[0] + found[1]) / 2.0, 0.0), 1.0), min(u, 0.5)


def _wires(wiring, facts, first, last):
    """(conductors of a wiring but the leg between the two contacts, that leg or None, whether
    nothing else is in the nets of its contacts). A conductor is an integer: mask of the net that
    it is in (0 for the leg), one bit for the second bundle of a Y, one for a shield."""
    both = facts.at[first] | facts.at[last]
    wires = []
    broken = None
    alone = True
    for one, other, code in wiring.tokens:
        if code == LINK or code == PLUG:
            continue
        if one == FREE:
            one = other
        elif other == FREE:
            other = one
        wire = (max(one, other) >> 3) << 1 | (code == SHIELD)
        if one == first and other == last or one == last and other == first:
            broken = wire
            continue
        if (both >> one | both >> other) & 1:
            alone = False
        wires.append(facts.at[one] << 2 | wire)
    return wires, broken, alone


def _shares(wires, group):
    """Capacitances between conductors in different nets, counted: [core to shield of this net,
    core to core; the same of all nets together, for each of the two]."""
    own = [0, 0]
    whole = [0, 0]
    for at in range(len(wires)):
        wire = wires[at]
        for k in range(at):
            other = wires[k]
            if wire >> 2 != other >> 2 and not (wire ^ other) & 2:
                alike = 1 - ((wire ^ other) & 1)
                whole[alike] += 2
                if wire >> 2 == group or other >> 2 == group:
                    own[alike] += 1
    return own + whole


class Touch:
    """Where two nets touch. first, last: contacts of the plug with the least resistance between
    the two nets. ohm, u_ohm: of the touch itself, None if nothing was measured. fraction, u: from
    that plug towards the plug `far`, None where nothing tells."""

    def __init__(self, first, last, ohm=None, u_ohm=0.0, fraction=None, u=1.0, far=None):
        self.first = first
        self.last = last
        self.ohm = ohm
        self.u_ohm = u_ohm
        self.fraction = fraction
        self.u = u
        self.far = far


def short_place(facts, explanation, first, last):
    """The Touch of two contacts. Seen from both plugs one short reads the whole loop of its two
    conductors; what reads less is a short in each plug, and each is where it was found."""
    legs = explanation.legs
    seen = []
    for pair in _across(facts, legs, first, last):
        reading = facts.between(pair[0], pair[1])
        if reading:
            seen.append((reading[0], reading[1], pair[0], pair[1]))
    if not seen:
        return Touch(first, last)
    seen.sort()
    best = []  # of each plug, and which that is
    ends = []
    for item in seen:
        if ENDS[item[2]] not in ends:
            ends.append(ENDS[item[2]])
            best.append(item)
    ohm, u, one, other = best[0]
    soldered = explanation.hanging
    for leg in legs:
        soldered |= 1 << leg[0] | 1 << leg[1]
    if not soldered >> one & soldered >> other & 1:
        return Touch(one, other, ohm, u, 0.0, 0.0)  # a contact without a conductor: in the plug
    if len(ends) > 1:
        far_ohm, far_u, far_one, far_other = best[1]
        loop, is_measured = _loop_ohm(facts, legs, (one, other), (far_one, far_other))
        u_difference = (u * u + far_u * far_u) ** 0.5 * 0.7  # the gain error is common
        spare = ohm + far_ohm - limits.ONE_SHORT * loop  # what two shorts have not
        if loop > 0.0 and spare + 1.4 * u_difference < 0.0:  # one in each plug
            ohm, u = facts.between(first, last) or (ohm, u)
            return Touch(first, last, ohm, u, 0.0, 0.0)
        if loop > 0.0 and far_ohm - ohm < u_difference and spare < u_difference:
            return Touch(one, other, ohm, u, far=ends[1])  # in the middle, or two
        if is_measured and loop > 0.0:
            if u_difference > loop:
                return Touch(one, other, ohm, u, far=ends[1])
            fraction = min(max(0.5 - 0.5 * (far_ohm - ohm) / loop, 0.0), 1.0)
            left = max(ohm - fraction * loop, 0.0)
            return Touch(one, other, left, u, fraction, u_difference / (2 * loop), ends[1])
    found = _along_one(facts, legs, best, ends[0])
    if found:
        fraction, u_fraction, own_ohm, far = found
        left = max(ohm - 1.4 * fraction * own_ohm, 0.0)
        return Touch(one, other, left, u, fraction, u_fraction, far)
    if ohm - u < limits.BRIDGE_OHM:
        return Touch(one, other, ohm, u, 0.0, 0.0)
    return Touch(one, other, ohm, u, far=ends[1] if len(ends) > 1 else None)


def _along_one(facts, legs, best, end):
    """(fraction from the plug `end`, uncertainty, ohm of the leg, far end) from one conductor:
    what is common to the ways from its two contacts into the short drops out. Or None."""
    found = None
    contacts = [1 << leg[0] | 1 << leg[1] for leg in legs]
    for ohm, u, one, other in best:
        for here, touched in ((one, other), (other, one)):
            for k in range(len(legs)):
                if not contacts[k] >> here & 1:
                    continue
                there = legs[k][1] if legs[k][0] == here else legs[k][0]
                names = ENDS[here], ENDS[there]
                if end not in names or 1 << touched | 1 << there in contacts:
                    continue  # the latter: both end there, the short closes a loop
                own, over = facts.between(here, there), facts.between(there, touched)
                if not own or not over or own[0] <= 0.0:
                    continue
                u_own = (u * u + own[1] ** 2 + over[1] ** 2) ** 0.5 / (2.0 * own[0])
                fraction = min(max((own[0] + ohm - over[0]) / (2.0 * own[0]), 0.0), 1.0)
                if u_own > 0.3:
                    continue
                weight = u_own
                if fraction < u_own and len([1 for both in contacts if both >> here & 1]) > 1:
                    if names[0] != end:
                        continue  # not the touched one of them: it reads as touched there
                    weight += 1.0
                if found is None or weight < found[0]:
                    found = (weight, fraction, u_own, own[0], names)
    if found is None:
        return None
    _, fraction, u, ohm, names = found
    if names[0] == end:
        return fraction, u, ohm, names[1]
    return 1.0 - fraction, u, ohm, names[0]


def sides(facts, legs, first, last):
    """Masks of what connects to each of two contacts that touch, over joined conductors alone."""
    at = facts.at
    joined = []
    for leg in legs:
        if at[leg[0]] >> leg[1] & 1:
            joined.append(1 << leg[0] | 1 << leg[1])
    return _grown(1 << first, joined), _grown(1 << last, joined)


def _grown(mask, joined):
    grown = 0
    while grown != mask:
        grown = mask
        for both in joined:
            if mask & both:
                mask |= both
    return mask


def _across(facts, legs, first, last):
    """Pairs of contacts of one plug, one from each side of a short."""
    one, other = sides(facts, legs, first, last)
    pairs = []
    if same_jack(first, last):
        pairs.append((min(first, last), max(first, last)))
    for a in lines_of(one):
        for b in lines_of(other & JACK_MASKS[jack(a)]):
            pair = (a, b) if a < b else (b, a)
            if a != b and pair not in pairs:
                pairs.append(pair)
    return pairs


def _loop_ohm(facts, legs, near, far):
    """(ohm of the two conductors between two plugs, whether both were measured: else it is at
    least so much). (0.0, False) where a third in their nets may be the one that is touched."""
    known = []
    is_measured = True
    for leg in legs:
        if facts.joined(near[0], leg[0]) and facts.joined(leg[0], leg[1]):
            if leg[0] in near + far and leg[1] in near + far:
                is_measured = is_measured and facts.between(leg[0], leg[1]) is not None
                known.append(facts.at_least(leg[0], leg[1]))
            elif {jack(leg[0]), jack(leg[1])} == {jack(near[0]), jack(far[0])}:
                return 0.0, False
    return (known[0] + known[1], is_measured) if len(known) == 2 else (0.0, False)

"""Where two nets touch, from the resistances seen at the plugs.

Pure. Fractions count from the plug with the least resistance.
"""

from ringout.base import limits
from ringout.base.masks import lines_of
from ringout.board.pinmap import ENDS, JACK_MASKS, jack, same_jack


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
                u_own = 0.5 * (u * u + over[1] ** 2) + own[1] ** 2  # gain and contact are common
                u_own = u_own**0.5 / (2.0 * own[0])
                fraction = min(max((own[0] + ohm - over[0]) / (2.0 * own[0]), 0.0), 1.0)
                if u_own > 0.3:
                    continue
                weight = u_own
                for at, k_end in ((fraction, 0), (1.0 - fraction, 1)):
                    contact = there if k_end else here
                    if at < u_own and len([1 for both in contacts if both >> contact & 1]) > 1:
                        weight += 1.0 if names[k_end] == end else 9.0
                if weight > 9.0:
                    continue  # not the touched one of them: it reads as touched there
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

"""What resistances say of which conductor is the shield: two cores of a cable read alike. Pure."""

from ringout.base import limits
from ringout.board.pinmap import CONTACTS, ENDS, same_jack
from ringout.diagnosis.leg_readings import read_legs
from ringout.results.finding import Finding


def odd_leg(case, line):
    """Whether of three conductors the two others read alike and this one, a core by its contacts,
    does not: -1 where it reads less, as a shield does, 1 where it reads more, else 0."""
    mine = None
    rest = []
    if len(case.legs) != 3:
        return 0
    for leg in read_legs(case):
        if case.facts.joined(leg.first, line):
            mine = leg
        else:
            rest.append(leg)
    if mine is None or len(rest) != 2:
        return 0
    u = (mine.u**2 + rest[0].u ** 2 + rest[1].u ** 2) ** 0.5
    if abs(rest[0].ohm - rest[1].ohm) > u:
        return 0
    like = 0.5 * (rest[0].ohm + rest[1].ohm)
    if abs(mine.ohm - like) < u or mine.ohm > limits.LONE_RATIO * like:
        return 0  # the same, or a bad joint
    return -1 if mine.ohm < like else 1


def core_and_shield(case, cores):
    """A core and a shield soldered to each other's contact where both end in one net: the
    core reads as the other core should, so the exchange shows. Silent if all read alike."""
    facts, legs = case.facts, case.legs
    shields = [leg for leg in legs if leg[2] == "shield"]
    for one in legs:
        for other in shields:
            if one[2] != "core" or not facts.joined(one[0], other[0]):
                continue
            if one[1] != other[1] and one[0] != other[0] and not facts.joined(one[1], other[1]):
                continue
            alone = [leg for leg in cores if not facts.joined(leg.first, one[0])]
            core = facts.between(one[0], one[1])
            shield = facts.between(other[0], other[1])
            if not alone or core is None or shield is None:
                continue
            like = alone[0].ohm
            u = 1.5 * (core[1] ** 2 + alone[0].u ** 2) ** 0.5
            if abs(core[0] - like) > u and abs(shield[0] - like) < u / 2:
                at = 1 if one[0] == other[0] else 0
                pair = (one[at], other[at])
                expected = "shield on %s" % CONTACTS[pair[1]]
                form = "" if same_jack(pair[0], pair[1]) else "legs"
                return [Finding("crossed", pair, ENDS[pair[0]], expected, form, confidence=85)]
    return []

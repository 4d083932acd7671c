"""Legs that connect, but badly: resistances against limits and against each other.

Pure. Each function gives Findings.
"""

from ringout.base import limits
from ringout.board.pinmap import CONTACTS, ENDS, jack, same_jack
from ringout.diagnosis.pairs import to_shield_pf
from ringout.results.finding import Finding

_HIGH = "high-resistance"
_C = 2  # jack


def leg_limit_ohm(case):
    """Pass limit of a core: the set one, or on long cables what the thinnest usual core reads,
    plus 0.1 ohm for the plugs, plus a fifth (how shops set it)."""
    length_m = case.told.length_m or _guessed_m(case)
    return max(case.told.leg_ohm, limits.CORES_RATIO * (limits.CORE_OHM_PER_M * length_m + 0.1))


def _guessed_m(case):
    """The most that a cable of unknown length may have: by its capacitance, which a short or a
    leak hides, and by its best conductor."""
    facts, pairs, differences = case.facts, case.pairs, case.explanation.differences
    least = 1e9
    for first, last, _ in case.legs:
        reading = facts.between(first, last) or facts.leg(first, last, (), True)
        if reading and reading[0] + reading[1] < least:
            least = reading[0] + reading[1]
    most_m = least / limits.LEAST_OHM_PER_M
    if facts.readings.leaky or [each for each in differences if each.code in ("short", "leakage")]:
        return most_m if least < 1e9 else 0.0
    reading = None if differences else to_shield_pf(pairs)
    if reading:
        return min(reading[0] / limits.GUESS_PF_PER_M, most_m)
    total = 0.0  # every two conductors count twice in it
    for reading in facts.readings.node_pf.values():
        total += reading[0]
    share = limits.GUESS_PF_PER_M * max(len(case.legs) - 1, 1)
    return min(total / (share if pairs.shield is None else 2.0 * share), most_m)


def _shield_limit_ohm(limit, facts, legs):
    """A shield or its drain reads little more than the cores beside it."""
    least = 1e9
    for first, last, kind in legs:
        reading = facts.between(first, last)
        if kind == "core" and reading and reading[0] < least:
            least = reading[0]
    own = limits.CORES_RATIO * (limits.SHIELD_RATIO * least + 0.1)
    return max(limits.LEG_LIMIT_OHM, min(limit, own))


def resistances(case):
    """Legs that connect, but badly, conduct one way only, or differ from their neighbour."""
    facts = case.facts
    differences = case.explanation.differences
    core_limit = case.leg_limit_ohm
    shield_limit = core_limit
    if core_limit > limits.LEG_LIMIT_OHM and not differences:
        shield_limit = _shield_limit_ohm(core_limit, facts, case.legs)
    out = []
    cores = []
    bridges = case.wiring.bridges()
    for first, last, kind in case.legs:
        reading = facts.between(first, last)
        if reading is None:  # at what its plugs bridge, or over a third contact
            reading = facts.leg(first, last, bridges, not differences)
        if kind == "resistor" or reading is None or not facts.joined(first, last):
            continue
        ohm, u = reading
        limit = shield_limit if kind == "shield" else core_limit
        if ohm > limit - u:
            doubt = 0 if ohm > limit + u else 1 if ohm > limit else -1
            unlike = ohm < core_limit - u
            out.append(_high(first, last, ohm, u, "under %.3g ohm" % limit, doubt, unlike))
        elif kind == "core" and jack(last) < _C:
            cores.append((ohm, u, first, last))
    for first, last in facts.readings.one_way:
        if facts.joined(first, last) and not same_jack(first, last):
            out.append(Finding(_HIGH, (first, last), None, "the same both ways", "one way",
                               more={"one_way": True}))  # fmt: skip
            break
    out = _one_joint(out, case.legs)
    if differences:  # parallel paths and wrong legs: cores cannot be compared
        return out
    if not out:
        out = _core_and_shield(case, cores)
    if not out and len(cores) > 1:
        out = _unequal_cores(cores)
    return out


def _high(first, last, ohm, u, expected, doubt, unlike):
    """unlike: a leg that differs from the others."""
    return Finding(_HIGH, (first, last), None, expected, value=round(ohm, 3), u=u, doubt=doubt,
                   is_difference=unlike)  # fmt: skip


def _one_joint(found, legs):
    """Where every leg of a contact is bad, the joint at that contact is, and its plug known."""
    if len(found) < 2:
        return found
    for first, last, _ in legs:
        for contact in (first, last):
            of_contact = [leg for leg in legs if contact == leg[0] or contact == leg[1]]
            bad = [each for each in found if contact in each.contacts]
            if len(bad) > 1 and len(bad) == len(of_contact):
                left = []
                for each in found:
                    if each is bad[0]:
                        left.append(_at_contact(each, contact))
                    elif each not in bad:
                        left.append(each)
                found = left
    return found


def _at_contact(each, contact):
    """The same Finding, its plug known."""
    return Finding(each.code, each.contacts, ENDS[contact], each.expected, each.form, contact,
                   value=each.value, u=each.u, doubt=each.doubt,
                   is_difference=each.is_difference, more=each.more)  # fmt: skip


def _unequal_cores(cores):
    """Cores of one cable are alike: one that reads more has a bad joint; twice as much, one
    broken core of a star quad's two."""
    cores.sort()
    least, least_u = cores[0][:2]
    most, u, first, last = cores[-1]
    u = (u * u + least_u * least_u) ** 0.5
    limit = limits.CORES_RATIO * (least + limits.CORES_OHM)
    difference = most - least
    if difference < 2 * u:
        return []
    ratio = most / least if least > 0.02 else 99.0
    twice = 1.8 < ratio < 2.2 and difference > 3 * u
    notable = difference > limits.CORES_OHM + u or ratio > limits.CORES_RATIO
    if not (most > limit or twice or notable and difference > 2 * u):
        return []
    doubt = 0 if most > limit + u else 1 if most > limit else -1
    expected = "as the other core: %.3g ohm" % least
    if not twice:
        return [_high(first, last, most, u, expected, doubt, True)]
    return [Finding(_HIGH, (first, last), None, expected, "twice", value=round(most, 3), u=u,
                    doubt=doubt, confidence=90 if difference > 5 * u else 75,
                    is_difference=True, more={"twice": True})]  # fmt: skip


def _core_and_shield(case, cores):
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
            alone = [c for c in cores if not facts.joined(c[2], one[0])]
            core = facts.between(one[0], one[1])
            shield = facts.between(other[0], other[1])
            if not alone or core is None or shield is None:
                continue
            like = alone[0][0]
            u = 1.5 * (core[1] ** 2 + alone[0][1] ** 2) ** 0.5
            if abs(core[0] - like) > u and abs(shield[0] - like) < u / 2:
                at = 1 if one[0] == other[0] else 0
                pair = (one[at], other[at])
                expected = "shield on %s" % CONTACTS[pair[1]]
                form = "" if same_jack(pair[0], pair[1]) else "legs"
                return [Finding("crossed", pair, ENDS[pair[0]], expected, form, confidence=85)]
    return []

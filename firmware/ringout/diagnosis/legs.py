"""Legs that connect, but badly: resistances against limits and against each other.

Pure. Faults as in `workmanship`.
"""

from ringout.base import limits
from ringout.board.pinmap import CONTACTS
from ringout.diagnosis.pairs import to_shield_pf


def leg_limit_ohm(explanation, facts, pairs, length_m, settings):
    """Pass limit of a core: the set one, or on long cables what the thinnest usual core reads,
    plus 0.1 ohm for the plugs, plus a fifth (how shops set it)."""
    limit = limits.LEG_LIMIT_OHM
    if settings and settings.get("limit_leg_ohm"):
        limit = settings["limit_leg_ohm"]
    length_m = length_m or _guessed_m(explanation, facts, pairs)
    return max(limit, limits.CORES_RATIO * (limits.CORE_OHM_PER_M * length_m + 0.1))


def _guessed_m(explanation, facts, pairs):
    """The most that a cable of unknown length may have: by its capacitance, which a short or a
    leak hides, and by its best conductor."""
    least = 1e9
    for first, last, _ in explanation.legs:
        reading = facts.between(first, last) or facts.leg(first, last, (), True)
        if reading and reading[0] + reading[1] < least:
            least = reading[0] + reading[1]
    most_m = least / limits.LEAST_OHM_PER_M
    if facts.readings.leaky or [f for f in explanation.faults if f[0] in ("short", "leakage")]:
        return most_m if least < 1e9 else 0.0
    reading = None if explanation.faults else to_shield_pf(pairs)
    if reading:
        return min(reading[0] / limits.GUESS_PF_PER_M, most_m)
    total = 0.0  # every two conductors count twice in it
    for reading in facts.readings.node_pf.values():
        total += reading[0]
    share = limits.GUESS_PF_PER_M * max(len(explanation.legs) - 1, 1)
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


def resistances(explanation, facts, length_m, settings, pairs):
    """Legs that connect, but badly, conduct one way only, or differ from their neighbour."""
    out = []
    core_limit = leg_limit_ohm(explanation, facts, pairs, length_m, settings)
    pairs.limits["leg_ohm"] = core_limit
    shield_limit = core_limit
    if core_limit > limits.LEG_LIMIT_OHM and not explanation.faults:
        shield_limit = _shield_limit_ohm(core_limit, facts, explanation.legs)
    cores = []
    bridges = explanation.wiring.bridges()
    for first, last, kind in explanation.legs:
        reading = facts.between(first, last)
        if reading is None:  # at what its plugs bridge, or over a third contact
            reading = facts.leg(first, last, bridges, not explanation.faults)
        if kind == "resistor" or reading is None or not facts.joined(first, last):
            continue
        ohm, u = reading
        limit = shield_limit if kind == "shield" else core_limit
        if ohm > limit - u:
            star = 0 if ohm > limit + u else 1 if ohm > limit else -1
            fault = _resistance(first, last, ohm, "under %.3g ohm" % limit, star)
            if ohm < core_limit - u:
                fault["unequal"] = True
            out.append(fault)
        elif kind == "core" and last < 8:
            cores.append((ohm, u, first, last))
    for pair in facts.readings.one_way:
        if facts.at[pair[0]] >> pair[1] & 1 and pair[0] >> 2 != pair[1] >> 2:
            fault = _resistance(pair[0], pair[1], None, "the same both ways", 0)
            fault["one_way"] = True
            out.append(fault)
            break
    out = _one_joint(out, explanation.legs)
    if explanation.faults:  # parallel paths and wrong legs: cores cannot be compared
        return out
    if not out:
        out = _core_and_shield(explanation, facts, cores)
    if not out and len(cores) > 1:
        out = _unequal_cores(cores)
    return out


def _one_joint(found, legs):
    """Where every leg of a contact is bad, the joint at that contact is, and its plug known."""
    if len(found) < 2:
        return found
    for first, last, _ in legs:
        for contact in (CONTACTS[first], CONTACTS[last]):
            of_contact = [leg for leg in legs if contact in (CONTACTS[leg[0]], CONTACTS[leg[1]])]
            bad = [fault for fault in found if contact in fault["net"]]
            if len(bad) > 1 and len(bad) == len(of_contact):
                bad[0]["contact"] = contact
                bad[0]["end"] = contact[0]
                found = [fault for fault in found if fault is bad[0] or fault not in bad]
    return found


def _resistance(first, last, ohm, expected, star):
    fault = {"code": "high-resistance", "net": [CONTACTS[first], CONTACTS[last]],
             "expected": expected, "end": None}  # fmt: skip
    if ohm is not None:
        fault["ohm"] = round(ohm, 3)
    if star:
        fault["star"] = star
    return fault


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
    if most > limit or twice or notable and difference > 2 * u:
        star = 0 if most > limit + u else 1 if most > limit else -1
        fault = _resistance(first, last, most, "as the other core: %.3g ohm" % least, star)
        fault["unequal"] = True
        if twice:
            fault["twice"] = True
            fault["confidence"] = 90 if difference > 5 * u else 75
        return [fault]
    return []


def _core_and_shield(explanation, facts, cores):
    """A core and a shield soldered to each other's contact where both end in one net: the
    core reads as the other core should, so the exchange shows. Silent if all read alike."""
    legs = explanation.legs
    out = []
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
                pair = [CONTACTS[one[at]], CONTACTS[other[at]]]
                out.append({"code": "crossed", "net": pair, "end": pair[0][0],
                            "expected": "shield on %s" % pair[1], "confidence": 85})  # fmt: skip
    return out[:1]

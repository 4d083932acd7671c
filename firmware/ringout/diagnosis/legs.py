"""Legs that connect, but badly: resistances against limits and against each other.

Pure. Each function gives Findings.

One file: every rule compares a leg with the others of its cable.
"""

from ringout.base import limits
from ringout.board.pinmap import ENDS, jack, same_jack
from ringout.diagnosis.leg_readings import read_legs
from ringout.diagnosis.pairs import to_shield_pf
from ringout.diagnosis.shield_by_ohms import core_and_shield
from ringout.results.finding import Finding

_HIGH = "high-resistance"
_C = 2  # jack
_PAIR = 3  # two cores and a shield
_TINSEL = 3.0  # headphone wire over the thinnest of audio cables


def leg_limit_ohm(case):
    """Pass limit of a leg, in ohm: the one that was set, and then it is absolute. Without one, what
    the thinnest usual core of this length reads and 0.1 ohm for the plugs, plus a fifth (how shops
    set it); legs that agree with each other are not judged by it."""
    if case.told.leg_ohm:
        return case.told.leg_ohm
    return max(limits.LEG_LIMIT_OHM, _reads_ohm(limits.CORE_OHM_PER_M * _length_m(case)))


def _is_guessed(case):
    """Whether nothing but ohms tells how long a cable is."""
    if case.told.length_m:
        return False
    if case.wiring.has_parts or case.facts.readings.leaky or case.unread or not _runs_beside(case):
        return True
    for each in case.explanation.differences:
        if each.code in ("short", "leakage", "part"):
            return True
    return False


def _runs_beside(case):
    """Whether beside every conductor one of another net runs between the same plugs: they have
    capacitance as they have length."""
    alone = {}
    for first, last, _ in case.legs:
        net, plugs = case.facts.at[first], (jack(first), jack(last))
        if alone.setdefault(plugs, net) != net:
            alone[plugs] = 0  # no net: never again alone
    return not any(alone.values())


def _reads_ohm(wire_ohm):
    """What such a wire may read in its plugs."""
    return limits.CORES_RATIO * (wire_ohm + limits.CORES_OHM)


def _length_m(case):
    """The told length, or the most that a cable of these picofarads may have, or of these ohms
    where its capacitance was not read."""
    if case.told.length_m:
        return case.told.length_m
    facts, pairs, differences = case.facts, case.pairs, case.explanation.differences
    most_m = longest_m(case)
    if _is_guessed(case):
        return most_m if most_m < 1e9 else 0.0
    reading = None if differences else to_shield_pf(pairs)
    if reading:
        return min(reading[0] / limits.GUESS_PF_PER_M, most_m)
    total = 0.0  # every two conductors count twice in it
    for reading in facts.readings.node_pf.values():
        total += reading[0]
    cables = len({jack(last) for _, last, _ in case.legs})
    share = limits.GUESS_PF_PER_M * max(len(case.legs) - cables, 1)
    return min(total / (share if pairs.shield is None else 2.0 * share), most_m)


def longest_m(case):
    """The most metres that the leg with the fewest ohms can have; 1e9 and more where none was
    read."""
    least = 1e9
    for first, last, _ in case.legs:
        reading = case.facts.between(first, last) or case.facts.leg(first, last, (), True)
        if reading and reading[0] + reading[1] < least:
            least = reading[0] + reading[1]
    return least / limits.LEAST_OHM_PER_M


def resistances(case):
    """Legs that connect, but badly, conduct one way only, or differ from their like."""
    legs = read_legs(case)
    differences = case.explanation.differences
    out = []
    if case.told.leg_ohm or differences:  # parallel paths: legs cannot be compared
        limit = leg_limit_ohm(case)
        for leg in legs:
            if case.told.leg_ohm or not _has_like(leg, legs):
                out += _over(leg, limit, "under %.3g ohm" % limit)
    if not differences and (not case.told.leg_ohm or case.wiring.alike and not out):
        if not case.wiring.is_own or len(case.legs) == _PAIR:
            out = core_and_shield(case, [leg for leg in legs if leg.kind == "core"])
        out = out or _unlike(case, legs)
    for first, last in case.facts.readings.one_way:
        if case.facts.joined(first, last) and not same_jack(first, last):
            out.append(Finding(_HIGH, (first, last), None, "the same both ways", "one way",
                               more={"one_way": True}))  # fmt: skip
            break
    return _one_joint(out, case.legs)


def _has_like(leg, legs):
    """Whether another core beside this one reads as much: both are long, or thin."""
    for other in legs:
        if other is not leg and other.kind == leg.kind == "core":
            if jack(other.last) == jack(leg.last) and leg.ohm <= _reads_ohm(other.ohm):
                return True
    return False


def _unlike(case, legs):
    """Without a limit of its own a cable is its own measure: legs of one kind between the same two
    plugs agree, a shield reads no more than the cores beside it or than its picofarads explain, a
    lone core no more than its picofarads or its shield do, nor than a Y's other leg does."""
    length_m = _length_m(case)
    out = []
    for last_jack in (1, _C):
        cores = [leg for leg in legs if leg.kind == "core" and _between(leg, last_jack)]
        shields = [leg for leg in legs if leg.kind == "shield" and _between(leg, last_jack)]
        if len(cores) > 1:
            out += _unequal_cores(cores) or _beyond_wire(cores, shields, length_m)
        elif cores:
            shared = len([leg for leg in case.legs if leg[0] == cores[0].first]) > 1
            out += _lone(cores[0], shields, length_m, _as_other(case, cores[0], legs), shared)
        for shield in shields:
            most = limits.SHIELD_OHM_PER_M * length_m
            guessed = cores and _is_guessed(case)
            if guessed:
                most = 0.0
            for core in cores:
                most = max(most, core.ohm)
            if (guessed or len(cores) == 1) and not out:
                case.unsure = shield.ohm - shield.u > _reads_ohm(most)
                most = max(most, limits.SHIELD_RATIO * cores[0].ohm)
            limit = _reads_ohm(most)
            if not cores and not case.told.length_m and case.wiring.has_parts:
                limit = max(limits.LEG_LIMIT_OHM, _by_pf(case, shield))
            as_other = _shield_as_other(shield, cores, legs)
            if as_other is not None:
                limit = min(limit, _reads_ohm(as_other))
            out += _over(shield, limit, "under %.3g ohm" % limit, True)
    return out


def _shield_as_other(shield, cores, legs):
    """What a shield reads at most by that of a Y's other leg: longer than it as the cores are. None
    without one."""
    others = [leg for leg in legs if jack(leg.last) != jack(shield.last)]
    shields = [leg for leg in others if leg.kind == "shield"]
    others = [leg for leg in others if leg.kind == "core"]
    if len(shields) != 1 or not cores or not others or others[0].ohm <= 2 * others[0].u:
        return None
    longer = (cores[0].ohm + cores[0].u) / (others[0].ohm - others[0].u)
    return (shields[0].ohm + shields[0].u) * max(longer, 1.0)


def _by_pf(case, shield):
    """What a shield may read where nothing but its picofarads, to two cores, tells its length."""
    length_m = case.facts.node_pf(shield.first)[0] / (2.0 * limits.GUESS_PF_PER_M)
    return _reads_ohm(limits.SHIELD_OHM_PER_M * length_m)


def _between(leg, last_jack):
    """Whether a leg runs to that jack, C or another."""
    return (jack(leg.last) == _C) == (last_jack == _C)


def _as_other(case, core, legs):
    """What a lone core reads at most by the lone core of a Y's other leg: as many ohms to the
    picofarad, or to the ohm of its shield where they share a capacitance. None without one."""
    facts = case.facts
    if case.capacitors or _is_guessed(case):
        return None
    others = [leg for leg in legs if leg.kind == "core" and jack(leg.last) != jack(core.last)]
    if len(others) != 1:
        return None
    if facts.joined(core.first, others[0].first):
        return _by_shield(core, others[0], [leg for leg in legs if leg.kind == "shield"])
    pf, u = facts.node_pf(core.first)
    other_pf, other_u = facts.node_pf(others[0].first)
    if other_pf <= 2 * other_u:
        return None
    return (others[0].ohm + others[0].u) * (pf + u) / (other_pf - other_u)


def _by_shield(core, other, shields):
    mine = [leg for leg in shields if jack(leg.last) == jack(core.last)]
    theirs = [leg for leg in shields if jack(leg.last) == jack(other.last)]
    if not mine or not theirs or theirs[0].ohm <= 2 * theirs[0].u:
        return None
    if theirs[0].ohm > limits.SHIELD_RATIO * other.ohm:
        return None  # has a joint itself
    longer = (mine[0].ohm + mine[0].u) / (theirs[0].ohm - theirs[0].u)
    return (other.ohm + other.u) * longer


def _lone(core, shields, length_m, as_other, shared):
    """A core without its like, as in a TS lead: it may read what a thin wire of that length does.
    Beyond what the shield or a usual core explains it is asked for; beyond any wire it is a joint.
    The other leg of a Y (as_other, ohm or None) tells more: both legs are the same wire. shared:
    so is the contact that they begin at, and its joint."""
    if as_other is not None and core.ohm > _reads_ohm(as_other) - core.u:
        limit = _reads_ohm(as_other)
        return _over(core, limit, "under %.3g ohm, by the other leg" % limit, True)
    usual = limits.CORE_OHM_PER_M * length_m
    for shield in shields:
        usual = min(usual, max(limits.LONE_RATIO * shield.ohm, limits.THICK_OHM_PER_M * length_m))
    limit = _reads_ohm(usual)
    if core.ohm <= limit + core.u:
        return []
    any_wire = _any_wire_ohm(shields, length_m)
    for shield in shields:
        if core.ohm <= min(_reads_ohm(limits.SHIELD_RATIO * shield.ohm), any_wire):
            return []  # thin, both alike
    if as_other is not None and not shared and core.ohm <= any_wire + core.u:
        return []  # thin, both legs
    expected = "under %.3g ohm" % limit
    if core.ohm <= any_wire + core.u:
        return [_asked(core, expected)]
    return [_high(core.first, core.last, core.ohm, core.u, expected, 0, False)]


def _any_wire_ohm(shields, length_m):
    """What the thinnest wire of that length reads, beside such a shield."""
    most = limits.THINNEST_OHM_PER_M * length_m
    for shield in shields:
        most = min(most, limits.THIN_RATIO * max(shield.ohm, shield.u))
    return _reads_ohm(most)


def _beyond_wire(cores, shields, length_m):
    """Cores that agree, and read more than any wire: a joint at the contact that they share. Where
    they share none each would have one and the same, so that up to _TINSEL times as much is asked
    about first."""
    limit = _any_wire_ohm(shields, length_m)
    for core in cores:
        if core.ohm <= limit + core.u:
            return []
    expected = "under %.3g ohm" % limit
    contacts = {core.first for core in cores} | {core.last for core in cores}
    if len(contacts) == 2 * len(cores) and cores[-1].ohm < _TINSEL * limit:
        return [_asked(cores[0], expected)]
    return [_high(core.first, core.last, core.ohm, core.u, expected, 0, False) for core in cores]


def _asked(core, expected):
    """A Finding of what long or thin wire would read, too."""
    return Finding(_HIGH, (core.first, core.last), None, expected, "long or joint",
                   value=round(core.ohm, 3), u=core.u, asks=True)  # fmt: skip


def _over(leg, limit_ohm, expected, unlike=False):
    """[Finding] where a Leg reads more than a limit or may do so, else []."""
    if leg.ohm <= limit_ohm - leg.u:
        return []
    doubt = 0 if leg.ohm > limit_ohm + leg.u else 1 if leg.ohm > limit_ohm else -1
    return [_high(leg.first, leg.last, leg.ohm, leg.u, expected, doubt, unlike)]


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
                   value=each.value, u=each.u, doubt=each.doubt, asks=each.asks,
                   is_difference=each.is_difference, more=each.more)  # fmt: skip


def _unequal_cores(cores):
    """Cores of one cable are alike: one that reads more has a bad joint; twice as much, one
    broken core of a star quad's two."""
    cores = sorted(cores, key=lambda leg: leg.ohm)
    first, last = cores[0], cores[-1]
    least, most = first.ohm, last.ohm
    u = (last.u * last.u + first.u * first.u) ** 0.5
    limit = _reads_ohm(least)
    difference = most - least
    if difference < 2 * u:
        return []
    ratio = most / least if least > 0.02 else 99.0
    expected = "as the other core: %.3g ohm" % least
    if 1.8 < ratio < 2.2 and difference > 3 * u:
        doubt = 0 if most > limit + u else 1 if most > limit else -1
        return [Finding(_HIGH, (last.first, last.last), None, expected, "twice",
                        value=round(most, 3), u=u, doubt=doubt,
                        confidence=90 if difference > 5 * u else 75, is_difference=True,
                        more={"twice": True})]  # fmt: skip
    return _over(last, limit, expected, ratio < limits.LONE_RATIO)  # as an exchanged shield may

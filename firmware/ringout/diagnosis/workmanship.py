"""Readings against limits, for a cable whose connections are right: resistance, shield,
balance, capacitance per length.

Pure. Each function takes a Case and gives Findings.
"""

from ringout.base import limits
from ringout.base.masks import lines_of
from ringout.board.pinmap import CONTACTS, JACK_MASKS, jack
from ringout.diagnosis.legs import longest_m, resistances
from ringout.diagnosis.pairs import per_foot
from ringout.diagnosis.shield_by_ohms import odd_leg
from ringout.results.finding import Finding

_RING = 1  # of a jack's lines, after its tip
_C = 2  # jack


def findings(case):
    """All of them."""
    case.unread = _unread(case.facts)
    if case.unread or _has_odd_pair(case):
        from ringout.diagnosis import lumped  # hardly any cable has a capacitor in it

        found = lumped.findings(case)
        if found:
            return resistances(case) + found
    swapped = shield_swapped(case)
    out = swapped + resistances(case)
    if swapped:  # one "core" is the shield: no wonder that the two differ
        return [each for each in out if not each.is_difference]
    return out + unbalanced(case) + lifted_shield(case) + stock(case)


def _unread(facts):
    """The first lines of the nets whose capacitance was not read though nothing leaks: it is too
    large. One alone has it to all others."""
    readings = facts.readings
    if readings.leaky or readings.links or readings.leak or readings.one_way:
        return ()
    firsts = [lines_of(mask)[0] for mask in facts.nets]
    return [first for first in firsts if facts.borrows_pf(first)]


def _has_odd_pair(case):
    """Whether two conductors have so much capacitance that it may be a capacitor's. `lumped` says
    more."""
    most = next_most = 0.0
    readings = case.facts.readings.pair_pf
    for pf, _ in readings.values():
        next_most = max(next_most, min(pf, most))
        most = max(most, pf)
    length_m = case.told.length_m or (longest_m(case) if most > limits.OHMS_SAY_PF else 0)
    if length_m and most > limits.COAX_PF_PER_M * length_m + limits.ODD_PF:
        return True
    if len(readings) < 3:
        return False
    if most > max(limits.ODD_PAIR * next_most, next_most + limits.ODD_PF):
        return True
    shield = case.pairs.shield
    mask = 0 if shield is None else case.facts.at[shield]
    for (first, last), (pf, _) in readings.items():
        if mask & (1 << first | 1 << last) and most > limits.ODD_TO_SHIELD * pf + limits.ODD_PF:
            return True
    return False


def shield_line(case):
    """A line of the real shield, when an exchange needs it and capacitance can tell."""
    if not [each for each in case.explanation.differences if each.code == "crossed"]:
        return None
    found = case.pairs.shield_by_capacitance()
    return found[0] if found else None


def shield_swapped(case):
    """The odd-pair rule: the shield is exchanged with a core in every plug, which continuity
    cannot see. Where the capacitances of a stock differ little, the ohms have to say it too; where
    they do not differ at all, a "core" that reads less than the other and the "shield", which
    agree, is the shield."""
    pairs = case.pairs
    if case.wiring.is_own and not _is_pair(case):
        return []
    found = pairs.shield_by_capacitance()
    if found is None and pairs.shield is not None and len(pairs.cores) == 2:
        found = pairs.shield_by_capacitance(limits.PAIRS_DIFFER_LITTLE)
        if found and not case.facts.joined(found[0], pairs.shield):
            found = (found[0], 80) if odd_leg(case, found[0]) else None
        else:
            found = found or _shield_by_ohms(case)
        pairs.is_untold = not found and not odd_leg(case, pairs.shield) and _is_pair(case)
    if found is None or case.facts.joined(found[0], pairs.shield):
        return []
    expected = "shield on %s" % CONTACTS[pairs.shield]
    contacts = (found[0], pairs.shield)
    return [Finding("shield-swapped", contacts, None, expected, confidence=found[1])]


def _is_pair(case):
    """Two cores and a shield, all of them from A to B."""
    legs = case.legs
    return len(legs) == 3 and not [leg for leg in legs if jack(leg[0]) or jack(leg[1]) != 1]


def _shield_by_ohms(case):
    for line in case.pairs.cores:
        if odd_leg(case, line) < 0:
            return line, 70
    return None


def unbalanced(case):
    """Tip and ring with different capacitance to the shield."""
    facts, pairs = case.facts, case.pairs
    tip_ring = [k for k in pairs.cores if jack(k) < _C and k & 3 <= _RING]
    if pairs.shield is None or not pairs.alone or len(tip_ring) != 2:
        return []
    one, other = facts.at[tip_ring[0]], facts.at[tip_ring[1]]
    for mask in JACK_MASKS:
        if bool(one & mask) != bool(other & mask):
            return []  # two legs of a Y: nothing says that they are of one length
    one, other = pairs.pf(tip_ring[0], pairs.shield), pairs.pf(tip_ring[1], pairs.shield)
    if one is None or other is None or one[0] + other[0] < 100.0:
        return []
    mean = 0.5 * (one[0] + other[0])
    share = abs(one[0] - other[0]) / mean
    limit = limits.UNBALANCED_LIMIT
    u = (one[1] ** 2 + other[1] ** 2) ** 0.5 / mean
    if len(pairs.cores) == 2:  # what they have to each other is in both
        u = min(u, 2.0 / mean + 0.01)
    elif share < limit + u:  # little to a third core, from squares: soft insulation makes it much
        return []
    if share + u < limit:
        return []
    return [
        Finding(
            "unbalanced",
            tip_ring,
            None,
            "T-S within %d %% of R-S" % (100 * limit),
            value=round(100 * share),
            u=100 * u,
            unit="percent",
            doubt=0 if share > limit + u else 1 if share > limit else -1,
        )
    ]


def lifted_shield(case):
    """A lifted shield that ends long before the far plug: the cores have clearly more to each
    other than to it, as in no real cable."""
    facts, pairs = case.facts, case.pairs
    line = None
    for k in lines_of(case.explanation.hanging & facts.hanging):
        if pairs.shield is not None and facts.joined(k, pairs.shield):
            line = k
    if line is None or len(pairs.cores) != 2:
        return []
    shield = pairs.pf(pairs.cores[0], line)
    cores = pairs.pf(pairs.cores[0], pairs.cores[1])
    if shield is None or cores is None:
        return []
    if shield[0] + shield[1] > limits.LIFTED_SHARE * (cores[0] - cores[1]):
        return []
    expected = "a shield up to the other plug"
    return [Finding("open", (line,), None, expected, "shield short", line, confidence=80)]


def stock(case):
    """Conductor to shield, per foot, the larger of tip and ring: over a limit that a person set, or
    away from the stock that a person named. Without either nothing is judged: how many pF/ft a
    buyer wants is no fault of a cable."""
    reading = per_foot(case.pairs, case.told.length_m)
    if reading is None:
        return []
    told = case.told
    value, u = reading
    if told.pf_per_ft:
        if value + u < told.pf_per_ft:
            return []
        doubt = -1 if value <= told.pf_per_ft else 0 if value - u > told.pf_per_ft else 1
        return [_stock(value, u, "under %.3g pF/ft" % told.pf_per_ft, doubt)]
    wanted = told.stock_pf_per_ft
    if not wanted:
        return []
    most = wanted
    if told.stock and told.stock.cores > len(case.pairs.cores):  # another core, cut or tied
        core = told.stock.core_pf_per_m
        most += core * limits.FOOT_M if core else wanted
    spread = limits.STOCK_AWAY
    if wanted - spread * wanted - u <= value <= most + spread * most + u:
        return []
    return [_stock(value, u, "%.3g pF/ft" % wanted, 0)]


def _stock(value, u, expected, doubt):
    return Finding("stock", (), None, expected, value=round(value, 1), u=u, unit="pf_per_ft",
                   doubt=doubt)  # fmt: skip

"""Readings against limits, for a cable whose connections are right: resistance, shield,
balance, capacitance per length.

Pure. Each function returns faults as dicts of the record without text; "star" marks one whose
reading is within the tester's uncertainty of the limit (or in a warning band): 1 beyond the
limit, -1 still inside.
"""

from ringout.base import limits
from ringout.base.masks import lines_of
from ringout.board.pinmap import CONTACTS, JACKS
from ringout.diagnosis.legs import resistances
from ringout.diagnosis.pairs import per_foot


def faults(explanation, facts, length_m, settings, pairs):
    """All of them."""
    swapped = shield_swapped(explanation, pairs)
    out = swapped + resistances(explanation, facts, length_m, settings, pairs)
    if swapped:  # one "core" is the shield: no wonder that the two differ
        out = [f for f in out if not f.get("unequal")]
    else:
        out += unbalanced(pairs)
        out += lifted_shield(explanation, pairs)
        out += stock(pairs, length_m, settings)
    return out


def shield_line(pairs, explanation):
    """A line of the real shield, when an exchange needs it and capacitance can tell."""
    if not [f for f in explanation.faults if f[0] == "crossed"]:
        return None
    found = pairs.shield_by_capacitance()
    return found[0] if found else None


def shield_swapped(explanation, pairs):
    """The odd-pair rule: the shield is exchanged with a core in every plug, which continuity
    cannot see."""
    found = pairs.shield_by_capacitance()
    if found is None or pairs.facts.joined(found[0], pairs.shield):
        return []
    names = [CONTACTS[found[0]], CONTACTS[pairs.shield]]
    return [{"code": "shield-swapped", "net": names, "end": None, "confidence": found[1],
             "expected": "shield on %s" % names[1]}]  # fmt: skip


def unbalanced(pairs):
    """Tip and ring with different capacitance to the shield."""
    tip_ring = [k for k in pairs.cores if k < 8 and k & 3 < 2]  # not at C
    if pairs.shield is None or not pairs.alone or len(tip_ring) != 2:
        return []
    one, other = pairs.facts.at[tip_ring[0]], pairs.facts.at[tip_ring[1]]
    for _, jack in JACKS:
        if bool(one & jack) != bool(other & jack):
            return []  # two legs of a Y: nothing says that they are of one length
    one, other = pairs.pf(tip_ring[0], pairs.shield), pairs.pf(tip_ring[1], pairs.shield)
    if one is None or other is None or one[0] + other[0] < 100.0:
        return []
    mean = 0.5 * (one[0] + other[0])
    share = abs(one[0] - other[0]) / mean
    u = min((one[1] ** 2 + other[1] ** 2) ** 0.5, 2.0 + 0.01 * mean) / mean
    if share - u < limits.UNBALANCED_SUSPECT:
        return []
    star = (
        0 if share > limits.UNBALANCED_LIMIT + u else 1 if share > limits.UNBALANCED_LIMIT else -1
    )
    fault = {"code": "unbalanced", "net": [CONTACTS[k] for k in tip_ring], "end": None,
             "expected": "T-S within %d %% of R-S" % (100 * limits.UNBALANCED_LIMIT),
             "percent": round(100 * share)}  # fmt: skip
    if star:
        fault["star"] = star
    return [fault]


def lifted_shield(explanation, pairs):
    """A lifted shield that ends long before the far plug: the cores have clearly more to each
    other than to it, as in no real cable."""
    line = None
    for k in lines_of(explanation.hanging & pairs.facts.hanging):
        if pairs.shield is not None and pairs.facts.joined(k, pairs.shield):
            line = k
    if line is None or len(pairs.cores) != 2:
        return []
    shield = pairs.pf(pairs.cores[0], line)
    cores = pairs.pf(pairs.cores[0], pairs.cores[1])
    if shield is None or cores is None:
        return []
    if shield[0] + shield[1] > limits.LIFTED_SHARE * (cores[0] - cores[1]):
        return []
    return [{"code": "open", "net": [CONTACTS[line]], "contact": CONTACTS[line],
             "end": None, "expected": "a shield up to the other plug",
             "confidence": 80}]  # fmt: skip


def stock(pairs, length_m, settings):
    """Conductor to shield, per foot, against the limit; the larger of tip and ring."""
    reading = per_foot(pairs, length_m)
    if reading is None:
        return []
    limit = limits.PF_PER_FT_LIMIT
    if settings and settings.get("limit_pf_per_ft"):
        limit = settings["limit_pf_per_ft"]
    pairs.limits["pf_per_ft"] = limit
    value, u = reading
    if value - u <= limit and value <= limit:
        return [] if value + u < limit else [_stock(value, limit, -1)]
    return [_stock(value, limit, 0 if value - u > limit else 1)]


def _stock(value, limit, star):
    fault = {"code": "stock", "end": None, "expected": "under %.3g pF/ft" % limit,
             "pf_per_ft": round(value, 1)}  # fmt: skip
    if star:
        fault["star"] = star
    return fault

"""Readings against limits, for a cable whose connections are right: resistance, shield,
balance, capacitance per length.

Pure. Each function takes a Case and gives Findings.
"""

from ringout.base import limits
from ringout.base.masks import lines_of
from ringout.board.pinmap import CONTACTS, JACK_MASKS, jack
from ringout.diagnosis.legs import resistances
from ringout.diagnosis.pairs import per_foot
from ringout.results.finding import Finding

_RING = 1  # of a jack's lines, after its tip
_C = 2  # jack


def findings(case):
    """All of them."""
    swapped = shield_swapped(case)
    out = swapped + resistances(case)
    if swapped:  # one "core" is the shield: no wonder that the two differ
        return [each for each in out if not each.is_difference]
    return out + unbalanced(case) + lifted_shield(case) + stock(case)


def shield_line(case):
    """A line of the real shield, when an exchange needs it and capacitance can tell."""
    if not [each for each in case.explanation.differences if each.code == "crossed"]:
        return None
    found = case.pairs.shield_by_capacitance()
    return found[0] if found else None


def shield_swapped(case):
    """The odd-pair rule: the shield is exchanged with a core in every plug, which continuity
    cannot see."""
    pairs = case.pairs
    found = pairs.shield_by_capacitance()
    if found is None or case.facts.joined(found[0], pairs.shield):
        return []
    expected = "shield on %s" % CONTACTS[pairs.shield]
    contacts = (found[0], pairs.shield)
    return [Finding("shield-swapped", contacts, None, expected, confidence=found[1])]


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
    u = min((one[1] ** 2 + other[1] ** 2) ** 0.5, 2.0 + 0.01 * mean) / mean
    limit = limits.UNBALANCED_LIMIT
    if share - u < limits.UNBALANCED_SUSPECT:
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
    """Conductor to shield, per foot, against the limit; the larger of tip and ring."""
    reading = per_foot(case.pairs, case.told.length_m)
    if reading is None:
        return []
    limit = case.told.pf_per_ft
    value, u = reading
    if value + u < limit:
        return []
    doubt = -1 if value <= limit else 0 if value - u > limit else 1
    return [Finding("stock", (), None, "under %.3g pF/ft" % limit, value=round(value, 1), u=u,
                    unit="pf_per_ft", doubt=doubt)]  # fmt: skip

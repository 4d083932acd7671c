"""A plug that is not in its jack: what the other ends tell already, and which one it is. Pure.

Loaded when it is needed: most presses find both ends.
"""

from ringout.base import limits
from ringout.base.masks import lines_of
from ringout.board.pinmap import JACKS, LETTERS
from ringout.wirings import lookup

_NAMES = {"T": "TIP", "R": "RING", "R2": "RING2", "S": "SLEEVE"}
_SHORTER = 0.85  # of its like: spread of cores and of plugs is less


def text(facts, told, ends):
    """What one plugged end says. ends: those on which something was found, one or none."""
    if not ends:
        return "no cable: plug both ends"
    told_so_far = "plugged at %s only" % ends[0]
    cores = []
    for line in lines_of(facts.hanging):
        if LETTERS[line] in ("T", "R"):
            cores.append((facts.node_pf(line)[0], line))
    if len(cores) != 2:
        return told_so_far
    cores.sort()
    (short_pf, short), (long_pf, long) = cores
    if short_pf > _SHORTER * long_pf:
        return told_so_far
    name = _NAMES[LETTERS[short]]
    shield, core = _per_metre(told, facts, min(short, long), max(short, long), short_pf)
    if not shield:
        return "%s: %s ENDS SHORT" % (told_so_far, name)
    # both cores run to where the short one ends; from there the other one has the shield, and in
    # series with the shield the piece that hangs on nothing
    short_m = short_pf / (shield + core)
    whole_m = short_m + (long_pf - short_pf) / (shield + core * shield / (core + shield))
    return "%s: %s ENDS %.1f m from %s, the others at %.0f m" % (
        told_so_far, name, short_m, ends[0], whole_m,
    )  # fmt: skip


def _per_metre(told, facts, first, last, short_pf):
    """(to the shield, to the other core) in pF/m of the told stock. What the list does not know
    of the cores was measured: the same share of the shorter one's picofarads."""
    if not told.stock_pf_per_ft:
        return None, None
    shield = told.stock_pf_per_ft / limits.FOOT_M
    if told.stock and told.stock.core_pf_per_m:
        return shield, told.stock.core_pf_per_m
    between = facts.readings.pair_pf.get((first, last))
    if not between or between[0] >= short_pf:
        return None, None
    return shield, shield * between[0] / (short_pf - between[0])


_ALONE = 0.1  # of its capacitance a core has at least to another one under the same shield
_BESIDE = 0.3  # ... and no more than so much where two legs of a Y begin as one cable


def empty_plug(facts, ends, common):
    """The end whose jack is empty: of a sound cable with three plugs the rest reads exactly as it
    should, and it is as common as the cable that a fault is blamed on. None where nothing hints at
    it. A core that hangs in a shield of its own leads to a plug of its own, however common that
    is, and one that lies beside a core that leads somewhere leads where that does. A contact that
    a part leads to is no conductor to an empty plug."""
    for link in facts.links:
        if (1 << link[2] | 1 << link[3]) & facts.hanging:
            return None
    least, most = _shares(facts)
    if least > _BESIDE:
        return None
    if most < _ALONE:
        common = 0
    for end, mask in JACKS:
        if end in ends or end == "C" and not facts.hanging:
            continue  # cables with two plugs lie in A and B
        for k in lookup.entries_of_rest(facts.nets, mask):
            wiring = lookup.of_entry(k)
            if wiring.common < common:
                continue
            if wiring.standing == lookup.SOUND and is_rest(wiring, mask, facts):
                return end
    return None


def _shares(facts):
    """(least, most) that a core that hangs certainly has to one that leads somewhere, of its own
    capacitance: of all of them the one that lies closest. (0, 1) where nothing was read."""
    found = None
    for (first, last), (pf, u) in facts.readings.pair_pf.items():
        for line, other in ((first, last), (last, first)):
            letters = {LETTERS[each] for each in lines_of(facts.at[other])}
            if facts.hanging >> line & 1 and "S" not in letters and LETTERS[line] != "S":
                whole = max(facts.node_pf(line)[0], 1.0)
                found = max(found or (-1.0, 0.0), ((pf - u) / whole, (pf + u) / whole))
    return found or (0.0, 1.0)


def is_rest(wiring, away, facts):
    """Whether the facts are this wiring's without the contacts `away`."""
    nets = []
    hanging = wiring.hanging() & ~away
    for net in wiring.nets:
        left = net & ~away
        if left & (left - 1):
            nets.append(left)
        elif left and net & away:
            hanging |= left
    return tuple(sorted(nets)) == facts.nets and hanging == facts.hanging

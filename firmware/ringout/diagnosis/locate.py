"""Where along a cable it broke, from the capacitance of its two ends.

Pure. Fractions count from the first contact of a leg (the plug nearer to A).
"""

from ringout.base import limits
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


def bare_end(facts, first, last):
    """Of the contacts of a leg that is open the one that nothing hangs on, where clearly something
    does on the other; None where nothing tells."""
    if not (facts.borrows_pf(first) or facts.borrows_pf(last)):
        for bare, other in ((first, last), (last, first)):
            pf, u = facts.node_pf(bare)
            most = 4 * max(limits.ATTACHED_PF, u)
            if pf < limits.ATTACHED_PF and facts.node_pf(other)[0] > most:
                return bare
    return None


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

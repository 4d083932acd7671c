"""Where along a cable: a break from the capacitance of its two ends, a short from the
resistances seen at the two plugs.

Pure. Fractions count from the first contact of a leg (the plug nearer to A).
"""

from ringout import limits
from ringout.masks import lines_of
from ringout.pinmap import CONTACTS

_PLUG_AT_MOST = 0.05
_WEIGHTS = (0.6, 1.0)  # capacitance core to core and core to shield, of a usual cable


def break_fraction(c_a, c_b):
    """Position of the break as a fraction of the length from A: x = C_A / (C_A + C_B).

    c_a, c_b: capacitance of the broken conductor seen from A and from B, any one unit.
    None when neither end has any.
    """
    total = c_a + c_b
    if total <= 0:
        return None
    return min(max(c_a / total, 0.0), 1.0)


def describe(fraction, u_fraction, length_m, ends="AB"):
    """The `at` of a fault: where from the nearer plug.

    ends: names of the plugs at fraction 0 and 1. Returns {"end", "plug": True} inside a plug,
    or {"end", "percent", "u_percent"} and, when the length is known, {"m", "u_m"}: distance
    from that end.
    """
    end, near = (ends[0], fraction) if fraction <= 0.5 else (ends[1], 1.0 - fraction)
    if length_m is None:
        if near < limits.AT_PLUG:
            return {"end": end, "plug": True}
    elif near * length_m <= max(limits.PLUG_RESOLUTION_M, u_fraction * length_m):
        return {"end": end, "plug": True}
    at = {"end": end, "percent": round(near * 100, 1), "u_percent": round(u_fraction * 100, 1)}
    if length_m is not None:
        spread = limits.BREAK_SD_M + limits.BREAK_SD_FRACTION * length_m
        at["m"] = round(near * length_m, 2)
        at["u_m"] = round(max(limits.SIGMAS * spread, u_fraction * length_m), 2)
    return at


def open_fraction(wiring, facts, first, last):
    """(fraction from `first`, uncertainty) of a break in the leg between two contacts, or None.

    When other conductors hang on both sides of the break, their share is taken off: cables of
    one length and one kind are assumed for both legs of a Y.
    """
    c_first, u_first = facts.node_pf(first)
    c_last, u_last = facts.node_pf(last)
    total = c_first + c_last
    if total < limits.ATTACHED_PF:
        return None
    wires = [w for w in wiring.wires if w.kind != "link"]
    broken = [w for w in wires if None not in w.ends and _is(w, first, last)]
    company = [0, 0]
    for wire in wires:
        if wire not in broken:
            for end in wire.ends:
                if end is not None:
                    company[0] += facts.at[first] >> end & 1
                    company[1] += facts.at[last] >> end & 1
    if not broken or (company[0] == 0 and company[1] == 0):
        u = min((u_first * c_last + u_last * c_first) / (total * total), 0.5)
        return break_fraction(c_first, c_last), u
    whole = _whole_pf(wires, broken[0], facts, first, last)
    if whole <= 0 or (company[0] and company[1]):
        return None
    if company[1] == 0:
        fraction, u = 1.0 - c_last / whole, u_last / whole
    else:
        fraction, u = c_first / whole, u_first / whole
    return min(max(fraction, 0.0), 1.0), min(u + 0.05, 0.5)  # legs of a Y differ a little


def _is(wire, first, last):
    return wire.ends == (first, last) or wire.ends == (last, first)


def _bundle(wire):
    """Which leg of a Y a wire runs in."""
    for end in wire.ends:
        if end is not None and CONTACTS[end][0] == "C":
            return "C"
    return "B"


def _whole_pf(wires, broken, facts, first, last):
    """What the broken conductor would have to all others, from all capacitance of the cable."""
    weight = 0.0
    own = 0.0
    for wire in wires:
        for other in wires:
            if other is wire or _bundle(other) != _bundle(wire):
                continue
            if wire is broken:
                together = _on(other, facts.at[first] | facts.at[last])
            else:
                together = other is not broken and _on(other, _mask(wire, facts))
            if not together:
                shield = (wire.kind == "shield") != (other.kind == "shield")
                part = _WEIGHTS[1 if shield else 0]
                weight += part
                if wire is broken:
                    own += part
    total = 0.0
    for reading in facts.readings.node_pf.values():
        total += reading[0]
    return total * own / weight if weight else 0.0


def _mask(wire, facts):
    mask = 0
    for end in wire.ends:
        if end is not None:
            mask |= facts.at[end]
    return mask


def _on(wire, mask):
    for end in wire.ends:
        if end is not None and mask >> end & 1:
            return True
    return False


def short_place(facts, legs, first, last):
    """Where two nets touch: (contact, contact, ohm, fraction or None, uncertainty, far end).

    The contacts are of the plug with the least resistance between the two nets, None as ohm if
    nothing was measured. The fraction counts from that plug towards the far end.
    """
    seen = []
    for pair in _across(legs, facts, first, last):
        reading = facts.between(pair[0], pair[1])
        if reading:
            seen.append((reading[0], reading[1], pair[0], pair[1]))
    if not seen:
        return first, last, None, None, 1.0, None
    seen.sort()
    best = {}
    for item in seen:
        best.setdefault(CONTACTS[item[2]][0], item)
    ends = sorted(best, key=lambda end: (best[end][0], end))
    ohm, u, one, other = best[ends[0]]
    if len(ends) < 2:
        return one, other, ohm, 0.0, 0.0, None
    far_ohm, far_u = best[ends[1]][:2]
    loop = _loop_ohm(facts, legs, best[ends[0]], best[ends[1]])
    u_difference = (u * u + far_u * far_u) ** 0.5 * 0.7  # the gain error is common to both
    if loop <= 0.0 or u_difference > loop:
        return one, other, ohm, None, 1.0, ends[1]
    fraction = 0.5 - 0.5 * (far_ohm - ohm) / loop
    fraction = min(max(fraction, 0.0), 1.0)
    return one, other, max(ohm - fraction * loop, 0.0), fraction, u_difference / (2 * loop), ends[1]


def _across(legs, facts, first, last):
    """Pairs of contacts of one plug, one from each side of a short."""
    sides = []
    for start in (first, last):
        mask = 1 << start
        grown = 0
        while grown != mask:
            grown = mask
            for leg in legs:
                if facts.joined(leg[0], leg[1]) and mask & (1 << leg[0] | 1 << leg[1]):
                    mask |= 1 << leg[0] | 1 << leg[1]
        sides.append(lines_of(mask))
    pairs = [(min(first, last), max(first, last))]
    for a in sides[0]:
        for b in sides[1]:
            pair = (min(a, b), max(a, b))
            if a != b and CONTACTS[a][0] == CONTACTS[b][0] and pair not in pairs:
                pairs.append(pair)
    return [p for p in pairs if CONTACTS[p[0]][0] == CONTACTS[p[1]][0]]


def _loop_ohm(facts, legs, near, far):
    """Resistance of the two conductors between two plugs; where legs were not measured, from
    what was (at least the difference of the plugs, at most their sum)."""
    known = []
    for one in near[2:]:
        for other in far[2:]:
            if [1 for leg in legs if leg[0] in (one, other) and leg[1] in (one, other)]:
                reading = facts.between(one, other)
                if reading:
                    known.append(reading[0])
    if len(known) > 1:
        return known[0] + known[1]
    if known:  # the other conductor may be core or shield
        return max(1.4 * known[0], far[0] - near[0])
    return near[0] + far[0]

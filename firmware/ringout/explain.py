"""How well a wiring explains the measured nets, and which faults that takes.

Pure: a Wiring and Readings in, an Explanation out. The diagnosis asks this for every wiring
and takes the cheapest answer.
"""

from ringout import scan
from ringout.pinmap import CONTACTS, LINES

_UNLIKELY = 1.5  # cost of something no single accident does
_IMPOSSIBLE = 5.0  # a plug of that shape would bridge these contacts
_LOOP_OHM = 0.03  # a bridge through the cable reads more than this, one in the plug less


class Explanation:
    """faults: (code, line, line) tuples; cost: faults plus what the readings speak against."""

    def __init__(self, wiring, faults, cost):
        self.wiring = wiring
        self.faults = faults
        self.cost = cost


def explain(wiring, readings):
    """The cheapest Explanation of the readings by this wiring: as it is, or with two
    contacts of one plug exchanged."""
    best = _compare(wiring, readings, None)
    if best.cost == 0:
        return best
    for first in range(LINES):
        for last in range(first + 1, LINES):
            if _exchangeable(wiring, first, last):
                other = _compare(wiring, readings, (first, last))
                if other.cost < best.cost:
                    best = other
    return best


def _exchangeable(wiring, first, last):
    """Two contacts of one plug (not A: the same exchange shows at the far end)."""
    end = CONTACTS[first][0]
    if end == "A" or CONTACTS[last][0] != end:
        return False
    used = [line for leg in wiring.legs() for line in leg[:2]]
    return first in used and last in used


def _swap(mask, pair):
    first, last = pair
    a, b = mask >> first & 1, mask >> last & 1
    if a != b:
        mask ^= 1 << first | 1 << last
    return mask


def _compare(wiring, readings, exchanged):
    """Differences between the measured nets and the wiring's, as faults with a cost."""
    legs = [leg[:2] for leg in wiring.legs()]
    nets = wiring.nets
    hanging = wiring.hanging()
    faults = []
    cost = 0.0
    if exchanged:
        nets = [_swap(mask, exchanged) for mask in nets]
        legs = [tuple(_other(line, exchanged) for line in leg) for leg in legs]
        for pair in wiring.links:  # what the plug's shape bridges stays where it is
            if exchanged[0] in pair or exchanged[1] in pair:
                cost += _UNLIKELY
        faults.append((_exchange_code(exchanged), exchanged[0], exchanged[1]))
        cost += 1.0
    for first, last in wiring.links:
        if not readings.net_of(first) >> last & 1:
            cost += _IMPOSSIBLE
    opened = 0
    seen_hanging = readings.hanging()
    for first, last in legs:
        if not readings.net_of(first) >> last & 1:
            faults.append(("open", first, last))
            opened |= 1 << first | 1 << last
            cost += 1.0
            if not seen_hanging & (1 << first | 1 << last) and _alone(readings, first, last):
                cost += 1.0  # no conductor at either end: none was ever there
    for mask in readings.nets:
        parts = _parts(mask, nets, legs, opened)
        for k in range(1, len(parts)):
            pair = _meeting(parts[0], parts[k])
            faults.append(("short", pair[0], pair[1]))
            same_end = CONTACTS[pair[0]][0] == CONTACTS[pair[1]][0]
            cost += 1.0 if same_end else 1.0 + _UNLIKELY
            cost += _bridge_objection(readings, mask, pair)
    cost += _count(seen_hanging & ~hanging & ~opened) * 1.0
    cost += _count(hanging & ~seen_hanging & ~opened) * 0.7
    return Explanation(wiring, faults, cost)


def _exchange_code(pair):
    """Tip and ring exchanged is a polarity fault with a name of its own."""
    letters = sorted(CONTACTS[line][2:] for line in pair)
    return "reversed" if letters == ["R", "T"] else "crossed"


def _other(line, pair):
    if line == pair[0]:
        return pair[1]
    return pair[0] if line == pair[1] else line


def _alone(readings, first, last):
    return readings.net_of(first) == 1 << first and readings.net_of(last) == 1 << last


def _count(mask):
    return len(scan.lines_of(mask))


def _parts(mask, nets, legs, opened):
    """The wiring's nets (or single contacts) that a measured net joins."""
    parts = []
    rest = mask
    for net in nets:
        common = net & mask
        if common:
            parts.append(common)
            rest &= ~net
    for line in scan.lines_of(rest):
        parts.append(1 << line)
    # Pieces of one net that an open leg separates are still one net for this purpose.
    return parts


def _meeting(first, second):
    """Where two joined nets probably touch: contacts of one plug if they share one."""
    for a in scan.lines_of(first):
        for b in scan.lines_of(second):
            if CONTACTS[a][0] == CONTACTS[b][0]:
                return (a, b) if a < b else (b, a)
    return scan.lines_of(first)[0], scan.lines_of(second)[0]


def _bridge_objection(readings, mask, pair):
    """A short sits in one place: bridges of almost nothing in two plugs speak against it."""
    letters = (CONTACTS[pair[0]][2:], CONTACTS[pair[1]][2:])
    tight = 0
    for (first, last), (ohm, _) in readings.ohm.items():
        names = CONTACTS[first], CONTACTS[last]
        if names[0][0] == names[1][0] and {names[0][2:], names[1][2:]} == set(letters):
            if mask >> first & 1 and ohm < _LOOP_OHM:
                tight += 1
    return _UNLIKELY if tight > 1 else 0.0

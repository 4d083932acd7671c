"""How well a wiring explains the facts, and which faults that takes.

Pure: a Wiring and Facts in, an Explanation out. The diagnosis asks this for the expected
wiring, or for every plausible one, and takes the cheapest answer. A cost of 1 is one accident.
"""

from ringout import limits
from ringout.masks import join, lines_of
from ringout.pinmap import CONTACTS, LINES

_UNLIKELY = 1.5  # cost of something no single accident does
_IMPOSSIBLE = 5.0  # a plug of that shape would bridge these contacts
_TWO_PLUGS = 0.2  # an exchange between two plugs is a little less likely than inside one
_UNSEEN = 0.1  # a hanging conductor too short to be seen

OPEN = "open"
SHORT = "short"
HIGH = "high-resistance"
LEAK = "leakage"


class Explanation:
    """faults: (code, line, line) tuples, the second line None for a conductor that hangs on one
    contact; legs: the conductors as they really run, after exchanges; cost."""

    def __init__(self, wiring, legs, hanging, faults, cost):
        self.wiring = wiring
        self.legs = legs
        self.hanging = hanging
        self.faults = faults
        self.cost = cost
        self.whole = True  # False: only so much of it as shows that it costs too much
        self.pairs = ()  # exchanges of two contacts that explain the same, if there is one


def explain(wiring, facts, exchanges=2, limit=99.0):
    """The cheapest Explanation of the facts by this wiring: as it is, or with up to
    `exchanges` times two contacts exchanged. What certainly costs more than `limit` is not
    worked out: its cost is then a lower bound, and `whole` is False."""
    best = _compare(wiring, facts, wiring.legs(), wiring.hanging(), (), limit)
    for done in range(exchanges):
        if best.cost < 2 or best.cost <= done + 1:
            break  # one more exchange costs as much
        better = _with_exchange(best, facts, limit)
        if better is None:
            break
        best = better
    return best


def _with_exchange(base, facts, limit):
    """The best of all single exchanges that the facts suggest, or None."""
    done = [f for f in base.faults if f[0] in ("reversed", "crossed")]
    limit = min(limit, base.cost)
    best = None
    for first, last in _suspects(base.legs, base.hanging, facts):
        legs = [(_other(a, first, last), _other(b, first, last), kind) for a, b, kind in base.legs]
        hanging = base.hanging
        if (hanging >> first ^ hanging >> last) & 1:
            hanging ^= 1 << first | 1 << last
        other = _compare(
            base.wiring, facts, legs, hanging, done + [_exchange(first, last)], limit
        )
        if best is not None and abs(other.cost - best.cost) < 0.01:
            best.pairs += ((first, last),)
        elif other.cost < base.cost and (best is None or other.cost < best.cost):
            best = other
            best.pairs = ((first, last),)
    return best


def _suspects(legs, hanging, facts):
    """Pairs of contacts whose exchange would explain a leg that arrives where another should."""
    lost = [leg for leg in legs if not facts.joined(leg[0], leg[1])]
    pairs = []
    for a, b, _ in lost:
        for c, d, _ in lost:
            for near, far, other in ((a, b, d), (a, b, c), (b, a, c)):
                if far != other != near and facts.joined(near, other):
                    _suspect(pairs, far, other)
                    _suspect(pairs, near, c if other == d else d)
        for loose in lines_of(hanging):  # a lifted shield on another conductor's contact
            for here, far in ((a, b), (b, a)):
                if facts.joined(far, loose) and here >> 2 == loose >> 2:
                    _suspect(pairs, here, loose)
    load = [0] * LINES  # conductors soldered to each contact: a plain exchange moves two
    for a, b, _ in legs:
        load[a] += 1
        load[b] += 1
    for line in lines_of(hanging):
        load[line] += 1
    for a, b, _ in lost:  # a conductor soldered to the empty contact beside its own
        for near, far in ((a, b), (b, a)):
            for line in lines_of(facts.at[near]):
                if load[line] == 0 and line >> 2 == far >> 2:
                    _suspect(pairs, far, line)
    pairs.sort(key=lambda p: (p[0] >> 2 != p[1] >> 2, load[p[0]] + load[p[1]], -p[0], p[1]))
    return pairs[:6]


def _suspect(pairs, one, other):
    """Note two contacts of one plug, or like ones of two, unless they are noted."""
    pair = (min(one, other), max(one, other))
    if one != other and pair not in pairs:
        if one >> 2 == other >> 2 or CONTACTS[one][1:] == CONTACTS[other][1:]:
            pairs.append(pair)


def _exchange(first, last):
    """Tip and ring of a plug exchanged is a polarity fault with a name of its own."""
    letters = sorted([CONTACTS[first][2:], CONTACTS[last][2:]])
    return ("reversed" if letters == ["R", "T"] else "crossed", first, last)


def _other(line, first, last):
    if line == first:
        return last
    return first if line == last else line


def _compare(wiring, facts, legs, hanging, exchanges, limit):
    """Differences between the facts and these conductors, as faults with a cost."""
    faults = list(exchanges)
    cost = 0.0
    for _, first, last in exchanges:
        cost += 1.0 if first >> 2 == last >> 2 else 1.0 + _TWO_PLUGS
    parts = [1 << line for line in range(LINES)]  # what the wiring joins, without lost legs
    bridges = wiring.bridges()
    for at in range(len(bridges)):
        first, last = bridges[at]
        if facts.joined(first, last):
            join(parts, first, last)
        elif at < len(wiring.links):
            cost += _IMPOSSIBLE
            faults.append((OPEN, first, last))
        else:
            cost += 1.0
            faults.append((OPEN, first, last))
    lost = []
    resisted = 0
    links = list(facts.links)
    for first, last, kind in legs:
        if kind == "resistor":
            faults += _resistor(wiring, facts, first, last, links)
            resisted |= 1 << first | 1 << last
        elif facts.joined(first, last):
            join(parts, first, last)
        else:
            lost.append((first, last))
    least = cost + len(lost) if len(lost) < 2 else cost + 1
    for mask in facts.nets:
        least -= 1
        for line in lines_of(mask):
            if mask >> line & 1:
                mask &= ~parts[line]
                least += 1
    if least > limit and least >= 2:
        partial = Explanation(wiring, legs, hanging, faults[: len(exchanges)], least)
        partial.whole = False
        return partial
    opened = resisted
    for first, last in _by_contact(lost, legs, facts, parts):
        code = _taken_link(facts, links, first, last)
        faults.append((code, first, last))
        opened |= 1 << first | 1 << last
        if code == OPEN and facts.most_pf > 3 * limits.ATTACHED_PF:
            if max(facts.node_pf(first)[0], facts.node_pf(last)[0]) < limits.ATTACHED_PF:
                cost += 1.0  # no conductor at either end: none was ever there
    for first, last in lost:
        opened |= 1 << first | 1 << last
    faults += _shorts(wiring, facts, parts, legs)
    for ohm, _, first, last in links:
        faults.append((SHORT if ohm < limits.SHORT_OHM else LEAK, first, last))
    faults += _bridges_read(wiring, facts, legs, bridges)
    loose = facts.hanging & ~hanging & ~opened
    for line in lines_of(loose):
        if line < 8 and hanging & facts.hanging & 1 << (line ^ 4):
            cost += 1.0  # soldered at both ends and broken: not lifted at all
            faults.append((OPEN, line & 3, line | 4))
        else:
            faults.append((OPEN, line, None))
    for line in lines_of(hanging & ~opened & ~facts.hanging):
        if facts.at[line] == 1 << line:
            if facts.most_pf > 4 * limits.ATTACHED_PF:
                faults.append((OPEN, line, None))
            else:
                cost += _UNSEEN
    reach = wiring.reach()
    for code, first, last in faults[len(exchanges) :]:
        cost += 1.0
        if code == SHORT:
            if first >> 2 != last >> 2:
                cost += _UNLIKELY
            if ~reach & (1 << first | 1 << last) or _own_path(facts, legs, first, last):
                cost += _UNLIKELY
        elif code == HIGH and (first, last) in bridges:
            if (first, last) in wiring.links or _own_path(facts, legs, first, last):
                cost += _UNLIKELY  # one piece of metal; or a conductor where only a link is
    return Explanation(wiring, legs, hanging, faults, cost)


def _by_contact(lost, legs, facts, parts):
    """Lost legs as (line, line); a contact that lost all of several legs counts once, and what
    those legs still join elsewhere is no short."""
    if len(lost) < 2:
        return lost
    left = list(lost)
    out = []
    for contact in range(LINES):
        mine = [leg for leg in left if contact in leg]
        if len(mine) < 2 or len(mine) != len([leg for leg in legs if contact in leg[:2]]):
            continue
        if facts.node_pf(contact)[0] > limits.ATTACHED_PF:
            continue  # something still hangs on it: the legs broke elsewhere, one by one
        far = [leg[1] if leg[0] == contact else leg[0] for leg in mine]
        for line in far[1:]:
            if facts.joined(far[0], line):
                join(parts, far[0], line)
        out.append(mine[0])
        left = [leg for leg in left if leg not in mine]
    return out + left


def _taken_link(facts, links, first, last):
    """A lost leg with a resistive link in its place is a bad joint: the link is accounted for."""
    for item in links:
        one, other = item[2], item[3]
        for a, b in ((first, last), (last, first)):
            if facts.at[a] >> one & 1 and facts.at[b] >> other & 1:
                if item[0] < limits.JOINT_OHM:
                    links.remove(item)
                    return HIGH
    return OPEN


def _resistor(wiring, facts, first, last, links):
    """Faults of a leg that should have a resistor in it."""
    wires = [w for w in wiring.wires if w.kind == "resistor"]
    wanted = wires[0].ohm
    if facts.joined(first, last):
        return [(SHORT, first, last)]
    parallel = 0  # legs whose contacts a short joins at both ends read half
    for wire in wires:
        parallel += facts.joined(wire.ends[0], first) and facts.joined(wire.ends[1], last)
    for item in list(links):
        ohm, u, one, other = item
        for a, b in ((first, last), (last, first)):
            if facts.at[a] >> one & 1 and facts.at[b] >> other & 1:
                if parallel < 2 or wires[-1].ends in ((first, last), (last, first)):
                    links.remove(item)
                if abs(ohm * max(parallel, 1) - wanted) > 0.15 * wanted + u:
                    return [(HIGH if ohm > wanted else SHORT, first, last)]
                return []
    return [(OPEN, first, last)]


def _shorts(wiring, facts, parts, legs):
    """What a measured net joins beyond the wiring: one short fewer than it has parts, between
    the contacts of one plug with the least resistance."""
    faults = []
    soldered = 0
    for leg in legs:
        soldered |= 1 << leg[0] | 1 << leg[1]
    for mask in facts.nets:
        lines = lines_of(mask)
        if parts[lines[0]] & mask == mask:
            continue
        pairs = []
        for at in range(len(lines)):
            for k in range(at + 1, len(lines)):
                first, last = lines[at], lines[k]
                if parts[first] >> last & 1:
                    continue
                reading = facts.between(first, last)
                apart = first >> 2 != last >> 2
                bare = (not soldered >> first & 1) + (not soldered >> last & 1)
                ohm = reading[0] if reading else 1e3
                pairs.append((apart, round(ohm, 2) + 0.03 * bare, first, last))
        pairs.sort()
        group = list(parts)
        for _, _, first, last in pairs:
            if not group[first] >> last & 1:
                faults.append((SHORT, first, last))
                again = _second_short(facts, legs, first, last)
                if again:
                    faults.append(again)
                join(group, first, last)
    return faults


def _own_path(facts, legs, first, last):
    """True if one of two shorted contacts is joined to the far plug by a conductor of its own,
    which these legs lack: it reads less there than over the short."""
    for bare, other in ((first, last), (last, first)):
        if [leg for leg in legs if bare in leg[:2]]:
            continue
        short = facts.between(bare, other)
        for leg in legs:
            if short and other in leg[:2]:
                far = _other(other, leg[0], leg[1])
                one, two = facts.between(far, bare), facts.between(far, other)
                if one and two and one[0] + one[1] < short[0] + two[0] - short[1] - two[1]:
                    return True
    return False


def _second_short(facts, legs, first, last):
    """One short leaves the whole loop between the two plugs; less than that is two shorts."""
    reading = facts.between(first, last)
    for one in legs:
        for other in legs:
            if first in one[:2] and last in other[:2]:
                far = (_other(first, one[0], one[1]), _other(last, other[0], other[1]))
                far = (min(far), max(far))
                there = facts.between(far[0], far[1])
                if far[0] >> 2 != far[1] >> 2 or reading is None or there is None:
                    continue
                loop = 0.0
                share = 0.6
                for leg in (one, other):
                    ohm = facts.between(leg[0], leg[1])
                    if ohm is None:  # over a third contact: up to three times as much
                        ohm = facts.leg(leg[0], leg[1], (), True)
                        share = 0.2
                    loop += ohm[0] if ohm else 0.0
                u = (reading[1] ** 2 + there[1] ** 2) ** 0.5
                if reading[0] + there[0] + u < share * loop:
                    return (SHORT, far[0], far[1])
    return None


def _bridges_read(wiring, facts, legs, bridges):
    """Faults that only resistance shows: a bridge in a plug that is a loop through the cable,
    and a loop through the cable that somebody bridged."""
    faults = []
    if not bridges and len(legs) < 3:
        return faults
    least = 1e9
    for first, last, _ in legs:
        reading = facts.between(first, last)
        if reading and reading[0] < least:
            least = reading[0]
    least = 0.0 if least > 1e8 else least
    for first, last in bridges:
        reading = facts.between(first, last)
        if reading and reading[0] - reading[1] > max(limits.BRIDGE_OHM, 0.4 * least):
            faults.append((HIGH, first, last))
    for at in range(len(legs)):
        a, b, _ = legs[at]
        for k in range(at):
            c, d, _ = legs[k]
            if not bridges and a != c and b != d:
                continue  # nothing in common: no loop
            loop = _loop(legs[at], legs[k], bridges)
            if loop is None or not facts.joined(loop[0], loop[1]):
                continue
            one = facts.between(legs[at][0], legs[at][1])
            other = facts.between(legs[k][0], legs[k][1])
            reading = facts.between(loop[0], loop[1])
            if one and other and reading:
                missing = one[0] + other[0] - reading[0]
                u = (one[1] ** 2 + other[1] ** 2 + reading[1] ** 2) ** 0.5
                if missing > max(u, 0.06 * (one[0] + other[0])):
                    faults.append((SHORT, loop[0], loop[1]))
    return faults


def _loop(one, other, bridges):
    """The two contacts of one plug that two legs join through the far plug, or None."""
    for near, far in ((0, 1), (1, 0)):
        first, last = min(one[near], other[near]), max(one[near], other[near])
        if first == last or first >> 2 != last >> 2 or (first, last) in bridges:
            continue
        far_pair = (min(one[far], other[far]), max(one[far], other[far]))
        if far_pair[0] == far_pair[1] or far_pair in bridges:
            return (first, last)
    return None

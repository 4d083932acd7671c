"""How well a wiring explains the facts, and which faults that takes.

Pure: a Wiring and Facts in, an Explanation out. The diagnosis asks this for the expected
wiring, or for every plausible one, and takes the cheapest answer. Costs are in hundredths of an
accident.
"""

from ringout.differences import ACCIDENT, OPEN, finish
from ringout.masks import lines_of
from ringout.pinmap import LETTERS, LINES
from ringout.search import FOUND, GIVEN, KEYS, PARTS, SUSPECTS, compare, plug_joins, suspects

_IMPOSSIBLE = 500  # a plug of that shape would bridge these contacts
# an exchange between two plugs is less likely than inside one; in search_plain too
_TWO_PLUGS = 20

_LINES = tuple(range(LINES))


class Explanation:
    """faults: (code, line, line) tuples, the second line None for a conductor that hangs on one
    contact; legs: the conductors as they really run, after exchanges (once it is worked out), and
    `runs` the same as bytes (search_plain.py); cost."""

    cost = 0
    whole = False  # so far only what it costs at least, and no other faults
    pairs = ()  # exchanges of two contacts that explain the same, if there is one
    parts = None  # by line: what the conductors join, without lost ones
    lost = ()  # (line, line) of legs that do not connect
    opened = 0  # mask of their contacts, and of those of resistors
    soldered = 0  # mask of the contacts of all legs
    spare = 0  # joins that they do not make
    legs = None

    def __init__(self, wiring, runs, hanging, exchanges, moved):
        self.moved = moved  # cost of the exchanges
        self.wiring = wiring
        self.runs = runs
        self.hanging = hanging
        self.faults = exchanges


def explain(wiring, facts, exchanges=2, limit=9900):
    """The cheapest Explanation of the facts by this wiring: as it is, or with up to
    `exchanges` times two contacts exchanged. What certainly costs more than `limit` is not
    worked out: its cost is then a lower bound, and `whole` is False."""
    plugs = _plugs(wiring, facts)
    best = Explanation(wiring, wiring.runs, wiring.hanging(), [], 0)
    _compare(best, facts)
    for done in range(exchanges):
        if best.cost < 2 * ACCIDENT:
            finish(best, facts, plugs, limit)
        if best.cost < 2 * ACCIDENT or best.cost <= (done + 1) * ACCIDENT:
            break  # one more exchange costs as much
        if exchanges > 1 and best.moved + ACCIDENT + plugs[0] > limit:
            break
        better = _with_exchange(best, facts, plugs, limit, done + 1 == exchanges)
        if better is best:
            break
        best = better
    finish(best, facts, plugs, limit)
    return best


def _with_exchange(base, facts, plugs, limit, is_last):
    """The best of all single exchanges that the facts suggest, `base` if none is better. Only
    what may be the cheapest is worked out; where certainly all cost more than `limit` and this
    exchange is the last, `base` gets their least cost."""
    table = facts.table
    count = suspects(table, base.runs, len(base.runs), base.hanging)
    if not count:
        return base
    costs = [base.moved + cost for cost in table[KEYS : KEYS + count]]
    least = min(costs)
    if least > limit and 2 * ACCIDENT <= least < base.cost:
        if is_last:
            base.cost = least
            base.whole = False
            return base
        if base.moved + 2 * ACCIDENT + plugs[0] > limit:
            return base  # and so does one more
    tried = []  # [cost, first, last, exchanges that explain the same, Explanation or None]
    for key in table[SUSPECTS : SUSPECTS + count]:
        first, last = 15 - (key >> 4 & 15), key & 15
        tried.append([costs[len(tried)], first, last, ((first, last),), None])
    order = [(costs[k], k) for k in range(count)]
    order.sort()
    least = limit
    for cost, k in order:
        if base.cost <= cost:
            finish(base, facts, plugs, limit)
        if cost > least or cost >= base.cost:
            break
        other = _exchanged(base, tried[k], facts)
        finish(other, facts, plugs, least)
        tried[k][0] = other.cost
        tried[k][4] = other
        least = min(least, other.cost)
    best = tried[0]
    for other in tried[1:]:
        if other[0] < best[0]:
            best = other
        elif other[0] == best[0]:
            best[3] += other[3]
    if base.cost <= best[0]:
        finish(base, facts, plugs, limit)
    if best[0] >= base.cost:
        return base
    e = best[4] or _exchanged(base, best, facts)
    e.pairs = best[3]
    return e


def _exchanged(base, tried, facts):
    """The Explanation of an exchange that was tried, so far only with its least cost."""
    _, first, last, pairs, _ = tried
    ends = list(_LINES)
    ends[first] = last
    ends[last] = first
    runs = bytearray(base.runs)
    for k in range(len(runs)):
        runs[k] = runs[k] & 16 | ends[runs[k] & 15]
    hanging = base.hanging
    if (hanging >> first ^ hanging >> last) & 1:
        hanging ^= 1 << first | 1 << last
    faults = [f for f in base.faults if f[0] in ("reversed", "crossed")]
    faults.append(_exchange(first, last))
    moved = base.moved + (ACCIDENT if first >> 2 == last >> 2 else ACCIDENT + _TWO_PLUGS)
    e = Explanation(base.wiring, runs, hanging, faults, moved)
    e.pairs = pairs
    _compare(e, facts)
    return e


def _exchange(first, last):
    """Tip and ring of a plug exchanged is a polarity fault with a name of its own."""
    letters = (LETTERS[first], LETTERS[last])
    turned = letters == ("T", "R") or letters == ("R", "T")
    return ("reversed" if turned else "crossed", first, last)


def _plugs(wiring, facts):
    """What the plugs and links of a wiring cost, whichever way its conductors run: (cost,
    faults). Prepares the table for `compare`."""
    faults = []
    cost = 0
    ties, table = wiring.ties, facts.table
    found = plug_joins(table, ties, len(ties))
    missing = found >> 4
    if missing:
        bridges = wiring.bridges()
        for at in range(len(bridges)):
            if missing >> at & 1:
                cost += _IMPOSSIBLE if at < wiring.linked else ACCIDENT
                faults.append((OPEN, bridges[at][0], bridges[at][1]))
    table[GIVEN] = cost
    table[GIVEN + 1] = facts.joins - (found & 15)
    table[GIVEN + 2] = len(facts.links)
    table[GIVEN + 3] = wiring.resistors
    table[GIVEN + 4] = facts.hanging
    return cost, faults


def _compare(e, facts):
    """Set what an Explanation costs at least, its lost legs, and what the others join."""
    table = facts.table
    e.cost = e.moved + compare(table, e.runs, len(e.runs), e.hanging, 0, 0)
    e.parts = table[PARTS : PARTS + LINES]
    lost, e.opened, e.soldered, e.spare = table[FOUND : FOUND + 4]
    if lost:
        runs = e.runs
        e.lost = [(runs[2 * k] & 15, runs[2 * k + 1]) for k in lines_of(lost)]

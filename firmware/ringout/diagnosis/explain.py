"""How well a wiring explains the facts, and which faults that takes.

Pure: a Wiring and Facts in, an Explanation out. The diagnosis asks this for the expected
wiring, or for every plausible one, and takes the cheapest answer. Costs are in hundredths of an
accident.
"""

from ringout.diagnosis.differences import ACCIDENT, OPEN, finish
from ringout.diagnosis.search import (
    COSTS,
    PLUGS,
    SUSPECTS,
    alike,
    begin,
    compare,
    exchange,
    suspects,
)

# an exchange between two plugs is less likely than inside one; in search_plain too
_TWO_PLUGS = 20
_HOPELESS = 399  # no single exchange is worth working out that leaves more
_TIP_AND_RING = 1  # lines of a jack begin with its tip, 0, and ring, 1


class Explanation:
    """faults: (code, line, line) tuples, the second line None for a conductor that hangs on one
    contact; runs: the conductors as they really run, after exchanges, as bytes
    (search_plain.py); hanging: mask of the contacts on which one hangs; cost."""

    whole = False  # so far only what it costs at least, and no other faults
    pairs = ()  # exchanges of two contacts that explain the same, if there is one
    legs = None  # `runs` as in Wiring.legs, once it is worked out

    def __init__(self, wiring, runs, hanging, faults, moved):
        self.wiring = wiring
        self.runs = runs
        self.hanging = hanging
        self.faults = faults
        self.moved = moved  # cost of the exchanges
        self.cost = moved

    def compare(self, facts):
        """Count what conductors and nets cost at least."""
        self.cost += compare(facts.table, self.runs, len(self.runs), self.hanging, 0, 0)
        return self


def explain(wiring, facts, exchanges=2, limit=9900):
    """The cheapest Explanation of the facts by this wiring: as it is, or with up to
    `exchanges` times two contacts exchanged. What certainly costs more than `limit` is not
    worked out: its cost is then a lower bound, and `whole` is False."""
    plugs = _plugs(wiring, facts)
    best = Explanation(wiring, wiring.runs, wiring.hanging(), [], 0).compare(facts)
    for done in range(exchanges):
        if best.cost < 2 * ACCIDENT:
            finish(best, facts, plugs, limit)
        if best.cost < 2 * ACCIDENT or best.cost <= (done + 1) * ACCIDENT:
            break  # one more exchange costs as much
        if exchanges > 1 and best.moved + ACCIDENT + facts.table[PLUGS] > limit:
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
    least = base.moved + min(table[COSTS : COSTS + count])
    if least > limit and 2 * ACCIDENT <= least < base.cost:
        if is_last:
            base.cost = least
            base.whole = False
            return base
        if base.moved + 2 * ACCIDENT + table[PLUGS] > limit:
            return base  # and so does one more
    return _cheapest(base, facts, plugs, limit if is_last else min(limit, _HOPELESS), count)


def _cheapest(base, facts, plugs, limit, count):
    """Of so many exchanges in the table, or `base`."""
    costs = []
    order = []
    tried = []  # Explanations
    for k in range(count):
        costs.append(base.moved + facts.table[COSTS + k])
        order.append(costs[k] << 3 | k)
        tried.append(None)
    order.sort()
    least = limit
    for key in order:
        k = key & 7
        if base.cost <= costs[k]:
            finish(base, facts, plugs, limit)
        if costs[k] > least or costs[k] >= base.cost:
            break
        e = _exchanged(base, facts.table[SUSPECTS + k], facts)
        if not _is_among(tried, e):
            finish(e, facts, plugs, least)
            tried[k] = e
            least = min(least, e.cost)
        costs[k] = e.cost
    least = min(costs)
    if base.cost <= least:
        finish(base, facts, plugs, limit)
    return base if base.cost <= least else _chosen(base, facts, costs, tried)


def _is_among(tried, e):
    """Whether one of those has the conductors where this one has them; then it takes its cost."""
    for other in tried:
        if other and other.hanging == e.hanging and other.moved == e.moved:
            if alike(e.runs, other.runs, len(e.runs)):
                e.cost = other.cost
                return True
    return False


def _chosen(base, facts, costs, tried):
    """The Explanation that costs least, with every exchange that explains as much."""
    least = min(costs)
    table = facts.table
    k = costs.index(least)
    e = tried[k] or _exchanged(base, table[SUSPECTS + k], facts)
    e.pairs = pairs = []
    for k in range(len(costs)):
        if costs[k] == least:
            pairs.append(_lines(table[SUSPECTS + k]))
    return e


def _exchanged(base, key, facts):
    """The Explanation of a suspected exchange (its key as in search_plain.py), so far only with
    its least cost."""
    first, last = _lines(key)
    runs = bytearray(base.runs)
    hanging = exchange(runs, len(runs), base.hanging, first, last)
    faults = []
    for fault in base.faults:
        if fault[0] in ("reversed", "crossed"):
            faults.append(fault)
    faults.append(_exchange(first, last))
    moved = base.moved + (ACCIDENT if first >> 2 == last >> 2 else ACCIDENT + _TWO_PLUGS)
    return Explanation(base.wiring, runs, hanging, faults, moved).compare(facts)


def _lines(key):
    return 15 - (key >> 4 & 15), key & 15


def _exchange(first, last):
    """Tip and ring of a plug exchanged is a polarity fault with a name of its own."""
    return ("reversed" if (first & 3) + (last & 3) == _TIP_AND_RING else "crossed", first, last)


def _plugs(wiring, facts):
    """Faults of the plugs and links of a wiring, whichever way its conductors run. Prepares the
    table for `compare`."""
    missing = begin(facts.table, wiring.packed, wiring.at)
    return _missing(wiring.bridges(), missing) if missing else ()


def _missing(bridges, missing):
    faults = []
    for at in range(len(bridges)):
        if missing >> at & 1:
            faults.append((OPEN, bridges[at][0], bridges[at][1]))
    return faults

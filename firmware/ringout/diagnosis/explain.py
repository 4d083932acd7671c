"""How well a wiring explains the facts, and which faults that takes.

A Wiring and a Search in, an Explanation out. The diagnosis asks this for the expected wiring, or
for every plausible one, and takes the cheapest answer. Costs are in hundredths of an accident.
While it is worked out, an explanation is a Trial, which is nobody's but this module's and
`differences`'.
"""

from ringout.board.pinmap import same_jack
from ringout.diagnosis.differences import OPEN, finish
from ringout.diagnosis.search import ACCIDENT, TWO_PLUGS, alike, exchanged

_HOPELESS = 399  # no single exchange is worth working out that leaves more
_TIP_AND_RING = 1  # lines of a jack begin with its tip, 0, and ring, 1
_EXCHANGES = ("reversed", "crossed")


class Difference:
    """What an explanation takes as a fault. code: of the vocabulary. first, last: lines; last is
    None for a conductor that hangs on one contact."""

    def __init__(self, code, first, last):
        self.code = code
        self.first = first
        self.last = last


class Explanation:
    """wiring: the Wiring. cost; is_whole: worked out, else the cost is a lower bound, and there are
    no differences but exchanges. legs: the conductors as they run, after exchanges, as in
    Wiring.legs. hanging: mask of contacts on which one hangs. differences: Difference list.
    exchanges: (line, line) pairs of which any one exchange explains the same, if there is one."""

    def __init__(self, of, differences, exchanges):
        """of: a Trial, or another Explanation."""
        self.wiring = of.wiring
        self.cost = of.cost
        self.is_whole = of.is_whole
        self.legs = of.legs
        self.hanging = of.hanging
        self.differences = differences
        self.exchanges = exchanges


class Trial:
    """An explanation in work. faults: (code, line, line) tuples. runs: the conductors as bytes
    (wirings/layout.py)."""

    is_whole = False  # so far only what it costs at least, and no other faults
    exchanges = ()
    legs = None

    def __init__(self, wiring, runs, hanging, faults, moved, search):
        self.wiring = wiring
        self.runs = runs
        self.hanging = hanging
        self.faults = faults
        self.moved = moved  # cost of the exchanges
        self.cost = moved + search.cost(runs, hanging)


def explain(wiring, search, exchanges=2, limit=9900):
    """The cheapest Explanation of the facts by this wiring: as it is, or with up to
    `exchanges` times two contacts exchanged. What certainly costs more than `limit` is not
    worked out."""
    plugs = _plugs(wiring, search)
    best = Trial(wiring, wiring.runs, wiring.hanging(), [], 0, search)
    for done in range(exchanges):
        if best.cost < 2 * ACCIDENT:
            finish(best, search, plugs, limit)
        if best.cost < 2 * ACCIDENT or best.cost <= (done + 1) * ACCIDENT:
            break  # one more exchange costs as much
        if exchanges > 1 and best.moved + ACCIDENT + search.plugs_cost > limit:
            break
        better = _with_exchange(best, search, plugs, limit, done + 1 == exchanges)
        if better is best:
            break
        best = better
    finish(best, search, plugs, limit)
    differences = [Difference(code, first, last) for code, first, last in best.faults]
    return Explanation(best, differences, best.exchanges)


def _with_exchange(base, search, plugs, limit, is_last):
    """The best of all single exchanges that the facts suggest, `base` if none is better. Only
    what may be the cheapest is worked out; where certainly all cost more than `limit` and this
    exchange is the last, `base` gets their least cost."""
    suspects = search.suspects(base.runs, base.hanging)
    if suspects is None:
        return base
    least = base.moved + min(suspects.costs)
    if least > limit and 2 * ACCIDENT <= least < base.cost:
        if is_last:
            base.cost = least
            base.is_whole = False
            return base
        if base.moved + 2 * ACCIDENT + search.plugs_cost > limit:
            return base  # and so does one more
    return _cheapest(base, search, plugs, limit if is_last else min(limit, _HOPELESS), suspects)


def _cheapest(base, search, plugs, limit, suspects):
    """Of these exchanges, or `base`."""
    costs = []
    order = []
    tried = []  # Trials
    for cost in suspects.costs:
        order.append((base.moved + cost) << 3 | len(costs))
        costs.append(base.moved + cost)
        tried.append(None)
    order.sort()
    least = limit
    for key in order:
        k = key & 7
        if base.cost <= costs[k]:
            finish(base, search, plugs, limit)
        if costs[k] > least or costs[k] >= base.cost:
            break
        e = _exchanged(base, suspects.lines(k), search)
        if not _is_among(tried, e):
            finish(e, search, plugs, least)
            tried[k] = e
            least = min(least, e.cost)
        costs[k] = e.cost
    least = min(costs)
    if base.cost <= least:
        finish(base, search, plugs, limit)
    return base if base.cost <= least else _chosen(base, search, suspects, costs, tried)


def _is_among(tried, e):
    """Whether one of those has the conductors where this one has them; then it takes its cost."""
    for other in tried:
        if other and other.hanging == e.hanging and other.moved == e.moved:
            if alike(e.runs, other.runs):
                e.cost = other.cost
                return True
    return False


def _chosen(base, search, suspects, costs, tried):
    """The Trial that costs least, with every exchange that explains as much."""
    least = min(costs)
    k = costs.index(least)
    e = tried[k] or _exchanged(base, suspects.lines(k), search)
    e.exchanges = pairs = []
    for k in range(len(costs)):
        if costs[k] == least:
            pairs.append(suspects.lines(k))
    return e


def _exchanged(base, lines, search):
    """The Trial of a suspected exchange, so far only with its least cost."""
    first, last = lines
    runs, hanging = exchanged(base.runs, base.hanging, first, last)
    faults = [fault for fault in base.faults if fault[0] in _EXCHANGES]
    faults.append(_exchange(first, last))
    moved = base.moved + (ACCIDENT if same_jack(first, last) else ACCIDENT + TWO_PLUGS)
    return Trial(base.wiring, runs, hanging, faults, moved, search)


def _exchange(first, last):
    """Tip and ring of a plug exchanged is a polarity fault with a name of its own."""
    return ("reversed" if (first & 3) + (last & 3) == _TIP_AND_RING else "crossed", first, last)


def _plugs(wiring, search):
    """Faults of the plugs and links of a wiring, whichever way its conductors run. Prepares the
    search for it."""
    missing = search.begin(wiring)
    return _missing(wiring.bridges(), missing) if missing else ()


def _missing(bridges, missing):
    faults = []
    for at in range(len(bridges)):
        if missing >> at & 1:
            faults.append((OPEN, bridges[at][0], bridges[at][1]))
    return faults

"""AUTO: which wirings the facts fit, which others with one fault give the same picture. Wirings
that are not common at all are none of them: what they read as is more likely a usual one that
broke, and `unlisted` asks for them before it calls a cable unknown.

A Search in, Candidates out. The index of nets keeps this quick: a wiring is parsed only when
its nets make it plausible, and one of several of the same copper stands for all.
"""

from ringout.base import limits
from ringout.board.pinmap import JACK_MASKS, line_of
from ringout.diagnosis.explain import explain
from ringout.diagnosis.search import ACCIDENT, ENTRY_MASK, accidents_of, entry_of
from ringout.wirings import layout, lookup
from ringout.wirings.index import ENTRIES

_TRIED = 5  # wirings explained when none fits
_ONE_FAULT = 150  # what costs as much needs more
_RARER = 5  # cost of each step that a wiring is rarer
_RARER_IN_ONE = 20  # the same where everything is one net, which says nothing of the wiring
_USUAL = 4  # so common is a cable that is also sold as short as a patch lead ...
_PATCH = 7  # ... and not asked about for one that is no more common than this
_DOUBT = 1  # a rival this much rarer than the best fit is not asked about


_SLEEVES = tuple([(line_of(end + ".S"), mask) for end, mask in zip("ABC", JACK_MASKS)])


class Candidates:
    """others: how many sound wirings that are not common at all are the copper of `best` too.
    ids: wirings that fit without any fault, best first, those of `best` leading.
    fits: their Explanations, one of each copper. rival: an Explanation with one fault that gives
    the same picture, or None. untold: one that only a longer lead would tell. best: what to
    report. same_nets: ids of every wiring with exactly these nets."""

    rival = None
    untold = None
    best = None
    others = 0

    def __init__(self):
        self.ids = []
        self.fits = []
        self.same_nets = []
        self.standings = []  # of `ids`, as the index has them

    def alike(self, standing):
        """Ids of the fitting wirings of that standing."""
        number = lookup.STANDINGS.index(standing)
        return [self.ids[k] for k in range(len(self.ids)) if self.standings[k] == number]


def candidates(search):
    """Candidates for the facts of a Search."""
    out = Candidates()
    tried = {}  # copper: Explanation
    if not _fit(out, search, tried):
        out.best = _cheapest(search, tried)
    return out


def whole(search, rare=False):
    """The same where a wiring fits without any fault, else None. rare: one that is not common at
    all may; then no rival is looked for."""
    out = Candidates()
    return out if _fit(out, search, {}, rare) else None


def _fit(out, search, tried, rare=False):
    """True if a wiring fits: then all that do are in, and `best` and `rival` known."""
    facts = search.facts
    fitting = []
    unasked = []  # coppers of sound wirings that are not common
    for common, number, turned, copper, standing in lookup.with_nets(facts.nets, True):
        if not common and not rare:
            if standing == 0:
                unasked.append(copper)
            continue
        wiring_id = lookup.id_of(number)
        if wiring_id not in out.same_nets:
            out.same_nets.append(wiring_id)
        e = tried.get(copper)
        if e is None and facts.links:  # which hardly any wiring has
            if search.least(*lookup.packed_at(number, turned)) >= ACCIDENT:
                continue
        if e is None:
            e = tried[copper] = explain(lookup.numbered(number, turned), search, 0, ACCIDENT)
        if e.cost < ACCIDENT:
            fitting.append((standing, -common, turned, wiring_id, e, copper))
    if len(fitting) > 1:
        fitting.sort(key=lambda fit: fit[:4])
    for standing, _, _, wiring_id, e, _ in fitting:
        if wiring_id not in out.ids:
            out.ids.append(wiring_id)
            out.standings.append(standing)
        if e not in out.fits:
            out.fits.append(e)
    if not fitting:
        return False
    out.best = out.fits[0]
    out.others = unasked.count(fitting[0][5])
    if not rare:
        _look_for_rival(out, search, fitting[0])
    return True


def _look_for_rival(out, search, first):
    """Sets `rival`, and replaces `best` where the fit itself is a known mistake."""
    order, common = first[0], -first[1]
    if search.facts.links:
        return  # resistors where they belong: as faults they would be two
    if order == 0:
        for other in out.fits[1:]:
            if other.wiring.standing == lookup.BAD:
                out.rival = other
                return
    tried = 0
    short_lead = search.facts.most_pf < limits.SHORT_LEAD_PF or len(out.best.wiring.plugs) > 2
    for key in _likely(search, max(common - _DOUBT, 1) if order == 0 else 1, 1):
        if accidents_of(key) == 1 and tried < _TRIED:
            tried += 1
            k = entry_of(key)
            if search.least(*lookup.packed_of(k)) >= _ONE_FAULT:
                continue
            other = explain(lookup.of_entry(k), search, 1, _ONE_FAULT)
            if len(other.differences) == 1 and other.cost < _ONE_FAULT:
                if short_lead and len(other.legs) != len(out.best.legs):
                    if other.wiring.common <= max(common, _PATCH if common >= _USUAL else 0):
                        out.untold = out.untold or other
                        continue  # its ohms would tell, were it longer: nobody else can
                if order == 0:
                    out.rival = other
                else:
                    out.best = other
                return


def _likely(search, common, most):
    """Keys of entries of sound wirings that no more than `most` accidents turn into the measured
    nets; fewest first, then the commonest, one of each copper: those whose plugs reach every
    contact that something was found on, and bridge what they must. common: how common they must
    be."""
    joined = 0  # what the sleeves are joined to in their plug: plugs bridge contacts to that
    for sleeve, mask in _SLEEVES:
        joined |= search.facts.at[sleeve] & mask
    out = []
    copper = []
    for key in search.likely(common, most, ~joined):
        own = ENTRIES[layout.ENTRY * (key & ENTRY_MASK) + layout.COPPER]
        if own not in copper:
            copper.append(own)
            out.append(key)
            if len(out) == 2 * _TRIED:
                break
    return out


def _cheapest(search, known):
    """The wiring that explains the facts with the least: likely ones first, and the first that
    needs only one fault is taken. Where none does, the cheapest of them, beginning with those
    that could be. known: {copper: Explanation}."""
    tried = []
    most, step = _TRIED, _RARER
    if search.facts.one_net():
        most, step = 2 * _TRIED, _RARER_IN_ONE
    for key in _likely(search, 1, 99):
        accidents, k = accidents_of(key), entry_of(key)
        if accidents > 1 and len(tried) >= most:
            break
        e = known.get(lookup.copper_of(k))
        cost = search.least(*lookup.packed_of(k))
        sure = min(cost, 2 * ACCIDENT + search.plugs_cost)  # after two exchanges, too
        if e is None and accidents < 2 and cost < 2 * ACCIDENT:
            e = explain(lookup.of_entry(k), search, 1, ACCIDENT)
        if e is not None and e.is_whole:
            cost = e.cost
            if cost <= ACCIDENT and step == _RARER and accidents:
                return e  # without any its resistors tell it: a joint reads like one of them
        tried.append((cost + _rarity(k, step), len(tried), sure, e, k))
    return _worked_out(tried, search, step) or explain(lookup.get("trs_trs"), search)


def _worked_out(tried, search, step):
    """The cheapest Explanation of those tried: (what it may cost, number, what it costs at least,
    Explanation or None, entry). The cheapest is likely the one that may be, so that the others
    need not be worked out."""
    tried.sort()
    best, cost, rank = None, 9900, 0
    for known in (True, False):  # first those that are worked out
        for likely_cost, own, sure, e, k in tried:
            rarity = _rarity(k, step)
            limit = cost - rarity - (own > rank)
            if sure > limit or (e is not None and e.is_whole) != known:
                continue
            if not known:
                if likely_cost - rarity > limit:
                    if search.twice(*lookup.packed_of(k)) > limit:
                        continue
                e = explain(lookup.of_entry(k), search, 2, limit)
            if e.cost <= limit or best is None:
                best, cost, rank = e, e.cost + rarity, own
    return best


def _rarity(k, step):
    """What a rare wiring costs more than a common one."""
    return (9 - lookup.common_of(k)) * step

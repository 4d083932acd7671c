"""AUTO: which wirings the facts fit, which others with one fault give the same picture.

Pure: Facts in, Candidates out. The index of nets keeps this quick: a wiring is parsed only when
its nets make it plausible, and one of several of the same copper stands for all.
"""

from ringout import wirings
from ringout.explain import explain

_TRIED = 5  # wirings explained when none fits
_DOUBT = 1  # a rival this much rarer than the best fit is not asked about
_SOUND = 0  # standing in the index: 0 sound, 1 intent, 2 bad


class Candidates:
    """ids: wirings that fit without any fault, best first, those of `best` leading.
    fits: their Explanations, one of each copper. rival: an Explanation with one fault that gives
    the same picture, or None. best: what to report. same_nets: ids of every wiring with exactly
    these nets."""

    def __init__(self):
        self.ids = []
        self.fits = []
        self.rival = None
        self.best = None
        self.same_nets = []


def identify(facts):
    """Candidates for the facts."""
    out = Candidates()
    fitting = []
    tried = {}  # copper: Explanation
    for common, wiring_id, turned, _, copper, order in _same_nets(facts):
        if wiring_id not in out.same_nets:
            out.same_nets.append(wiring_id)
        if copper not in tried:
            tried[copper] = explain(wirings.get(wiring_id, turned), facts, 0)
        if tried[copper].cost < 1:
            fitting.append((order, -common, turned, wiring_id, copper))
    fitting.sort()
    for _, _, _, wiring_id, copper in fitting:
        if wiring_id not in out.ids:
            out.ids.append(wiring_id)
        if tried[copper] not in out.fits:
            out.fits.append(tried[copper])
    if fitting:
        out.best = out.fits[0]
        _look_for_rival(out, facts, fitting[0])
    else:
        out.best = _cheapest(facts)
    return out


def _same_nets(facts):
    for nets, entries in wirings.index():
        if nets == facts.nets:
            return entries
    return ()


def _look_for_rival(out, facts, first):
    """Sets `rival`, and replaces `best` where the fit itself is a known mistake."""
    order, common = first[0], -first[1]
    if order == 0:
        for other in out.fits[1:]:
            if other.wiring.standing == wirings.BAD:
                out.rival = other
                return
    for entry in _near(facts, common - _DOUBT if order == 0 else 0)[:_TRIED]:
        other = explain(wirings.get(entry[2], entry[3]), facts, 1, 1.5)
        if len(other.faults) == 1 and other.cost < 1.5:
            if order == 0:
                out.rival = other
            else:
                out.best = other
            return


def _near(facts, least):
    """(-common, differences, id, turned, copper) of sound wirings one fault away, likeliest
    first, one of each copper."""
    measured = set(facts.nets)
    found = []
    copper = []
    for nets, entries in wirings.index():
        if entries[0][0] < least:
            continue
        differ = len(measured ^ set(nets))
        if not 0 < differ <= 4 or not _one_fault_apart(nets, facts.nets, differ):
            continue
        for entry in entries:
            if entry[0] >= least and entry[4] not in copper and _plugged(entry[3], facts):
                if entry[5] == _SOUND:
                    copper.append(entry[4])
                    found.append((-entry[0], differ, entry[1], entry[2], entry[4]))
    found.sort()
    return found


def _plugged(links, facts):
    """True if what those plugs bridge by their shape is joined. links: mask."""
    for shift in (0, 4, 8):  # jacks A, B, C
        both = links & 15 << shift
        if both and both & ~facts.at[_lowest(both)]:
            return False
    return True


def _lowest(mask):
    line = 0
    while not mask >> line & 1:
        line += 1
    return line


def _one_fault_apart(nets, measured, differ):
    """A break only splits nets, a short only joins some, an exchange keeps their number."""
    if differ == 4:
        return len(nets) == len(measured)
    return _within(measured, nets) or _within(nets, measured)


def _within(parts, wholes):
    for part in parts:
        for whole in wholes:
            if part & ~whole == 0:
                break
        else:
            return False
    return True


def _cheapest(facts):
    """The wiring that explains the facts with the least: likely ones first, and the first that
    needs only one fault is taken."""
    measured = set(facts.nets)
    found = []
    for nets, entries in wirings.index():
        differ = len(measured ^ set(nets))
        apart = differ + (0 if differ < 5 and _one_fault_apart(nets, facts.nets, differ) else 3)
        found.append((10 * apart - entries[0][0], len(found), entries))
    found.sort()
    best = None
    cost = 99.0
    copper = []
    for _, _, entries in found:
        for common, wiring_id, turned, links, same, order in entries:
            if order != _SOUND or same in copper or not _plugged(links, facts):
                continue
            copper.append(same)
            e = explain(wirings.get(wiring_id, turned), facts, 2, 1.0)
            own = e.cost + (9 - common) * 0.05
            if own < cost:
                best, cost = e, own
            if e.cost <= 1.0:
                return best
            if len(copper) >= _TRIED:
                return best if best.whole else explain(best.wiring, facts)
    return explain(best.wiring if best else wirings.get("trs_trs"), facts)

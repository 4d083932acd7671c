"""AUTO: which wirings the facts fit, which others with one fault give the same picture.

Pure: Facts in, Candidates out.
"""

from ringout import wirings
from ringout.explain import Explanation, explain

_TRIED = 6  # wirings explained when none fits
_RARITY = 0.05  # cost of each step away from the commonest wirings
_DOUBT = 1  # a rival this much rarer than the best fit is not asked about
_NO_FIT = 99.0


class Candidates:
    """fits: Explanations without any fault, best first. rival: an Explanation with one fault
    that gives the same picture, or None. best: what to report. same_nets: ids of every wiring
    with exactly these nets."""

    def __init__(self):
        self.fits = []
        self.rival = None
        self.best = None
        self.same_nets = []


def identify(facts):
    """Candidates for the facts."""
    out = Candidates()
    entries = _same_nets(facts)
    out.same_nets = _ids(entries)
    tried = []
    for _, wiring_id, turned, _ in entries:
        wiring = wirings.get(wiring_id, turned)
        twin = _twin(wiring, tried)
        explanation = twin or explain(wiring, facts, 0)
        tried.append(explanation)
        if explanation.cost < 1:
            if twin:
                explanation = _as(wiring, twin)
            out.fits.append(explanation)
    out.fits.sort(key=_fit_rank)
    if out.fits:
        out.best = out.fits[0]
        _look_for_rival(out, facts)
    else:
        out.best = _cheapest(facts)
    return out


def _same_nets(facts):
    for nets, entries in wirings.index():
        if nets == facts.nets:
            return entries
    return []


def _ids(entries):
    out = []
    for _, wiring_id, _, _ in entries:
        if wiring_id not in out:
            out.append(wiring_id)
    return out


def _twin(wiring, tried):
    """An explanation already made for the same copper."""
    for explanation in tried:
        if wiring.same_copper(explanation.wiring):
            return explanation
    return None


def _as(wiring, twin):
    return Explanation(wiring, twin.legs, twin.hanging, twin.faults, twin.cost)


def _fit_rank(e):
    order = (wirings.SOUND, wirings.INTENT, wirings.BAD)
    return (order.index(e.wiring.standing), -e.wiring.common, e.wiring.turned, e.wiring.id)


def _look_for_rival(out, facts):
    """Sets `rival`, and replaces `best` where the fit itself is a known mistake."""
    best = out.best.wiring
    sound = best.standing == wirings.SOUND
    if sound:
        for other in out.fits:
            if other.wiring.standing == wirings.BAD and not best.same_copper(other.wiring):
                out.rival = other
                return
    copper = []
    for _, _, wiring_id, turned in _near(facts, best.common - _DOUBT if sound else 0):
        wiring = wirings.get(wiring_id, turned)
        if wiring.standing != wirings.SOUND or _twin(wiring, copper):
            continue
        other = explain(wiring, facts, 1)
        copper.append(other)
        if len(other.faults) == 1 and other.cost < 1.5:
            if sound:
                out.rival = other
            else:
                out.best = other
            return
        if len(copper) >= _TRIED:
            return


def _near(facts, least):
    """(-common, differences, id, turned) of wirings whose nets differ little, likeliest first."""
    found = []
    for nets, entries in wirings.index():
        if entries[0][0] < least or nets == facts.nets:
            continue
        differ = _differences(nets, facts.nets)
        if differ <= 4 and _one_fault_apart(nets, facts.nets, differ):
            for common, wiring_id, turned, links in entries:
                if common >= least and _plugged(links, facts):
                    found.append((-common, differ, wiring_id, turned))
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
    """A break only splits nets, a short only joins some, an exchange keeps their sizes."""
    if _within(measured, nets) or _within(nets, measured):
        return True
    return differ == 4 and len(nets) == len(measured)


def _within(parts, wholes):
    for part in parts:
        if not [1 for whole in wholes if part & ~whole == 0]:
            return False
    return True


def _differences(nets, others):
    count = 0
    for mask in nets:
        count += mask not in others
    for mask in others:
        count += mask not in nets
    return count


def _cheapest(facts):
    """The wiring that explains the facts with the least, of the most similar ones."""
    found = []
    for nets, entries in wirings.index():
        differ = _differences(nets, facts.nets)
        for at in range(len(entries)):
            common, wiring_id, turned, links = entries[at]
            if not _plugged(links, facts):
                differ += 2
            found.append((differ - 0.1 * common + 0.5 * at, wiring_id, turned))
    found.sort()
    best = None
    cost = _NO_FIT
    copper = []
    for _, wiring_id, turned in found:
        wiring = wirings.get(wiring_id, turned)
        if wiring.standing == wirings.BAD or _twin(wiring, copper):
            continue
        e = explain(wiring, facts)
        copper.append(e)
        own = e.cost + (9 - wiring.common) * _RARITY
        if wiring.standing != wirings.SOUND:
            own += 1.0
        if own < cost:
            best, cost = e, own
        if len(copper) >= _TRIED:
            break
    return best

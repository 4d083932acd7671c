"""Nothing at the far end: where each leg ends, and which one ends before the others.

Both cores run beside each other and in the shield as far as the shortest of the three; beyond
that a piece that hangs on nothing lies between the others, in series.
"""

from ringout.base import limits
from ringout.line.judged import OPEN, failed, opened, said
from ringout.line.looked import R, S, T
from ringout.line.places import at, per_metre, place, stock_of
from ringout.line.plugs import name
from ringout.results.finding import Finding, Place
from ringout.results.sentences import sentence

_SHORTER, _UNLIKE = 0.85, 0.95  # of its like; good cores differ by less than a twentieth
_UNSURE = 1.0  # core to shield over core to core; beneath limits.LIFTED_SHARE it is sure
_CUT_SHARE, _CUT_M = 0.85, 0.5  # of a told length: all legs end before it
_NAMES = ("TIP", "RING", "SLEEVE")


def judge(looked, job, one_core=False):
    """The Judged: FAIL where a leg ends before the others or before the told length, else UNKNOWN,
    since an end is no plug."""
    legs = (T, S) if one_core else (T, R, S)
    early = [leg for leg in legs if _in_plug(looked, leg)]
    if early:
        return failed(looked, job, [opened(looked, job, leg) for leg in early], OPEN)
    end_m, short, where, sure = _ends(looked, job)
    if one_core:
        end_m, short = _single(looked, job), None
    if short is not None:
        line = looked.legs[short]
        found = Finding("open", (line,), None, "as long as the others", contact=line, place=where)
        text, doubt = "", ""
        if not sure:
            doubt = " - or another stock?" if short == S else " - or unlike cores?"
            text = sentence(found, None, job.plugs) + doubt
        if where is None:
            text = "%s ENDS BEFORE THE OTHERS%s" % (_NAMES[short], doubt)
        elif where.m is not None:
            others = ", the others at %.0f m" % end_m if end_m else ", before the others"
            text = "%s ENDS %.1f m from here%s" % (_NAMES[short], where.m, doubt or others)
        return failed(looked, job, [found], OPEN, text=text, name="FAIL" if sure else "FAIL*")
    told = job.told
    if end_m and told.length_m and end_m < _CUT_SHARE * told.length_m - _CUT_M:
        found = []
        for leg in legs:
            line = looked.legs[leg]
            spot = at(looked.ends[0], told, end_m, 0.0)
            found.append(
                Finding("open", (line,), None, "through to the far end", contact=line, place=spot)
            )
        text = "every leg ENDS %.1f m from here, of %.0f m" % (end_m, told.length_m)
        return failed(looked, job, found, OPEN, text=text)
    text = "nothing at the far end" + ("" if one_core else ": all legs end alike")
    # of one core: the sleeve may be on the ring, and conducts
    unread = [_NAMES[leg] for leg in (legs[:1] if one_core else legs) if leg not in looked.pf]
    if unread:
        text = "nothing at the far end; %s: too much pF to tell" % " ".join(unread)
    elif end_m:
        text = "nothing at the far end: all legs end %.1f m from here" % end_m
    if job.wanted:
        text = "nothing there: plug %s was asked for, or 2 legs OPEN" % name(job.wanted)
    return said(looked, job, "UNKNOWN", text, OPEN)


def _in_plug(looked, leg):
    """Whether nothing hangs on a leg of this plug."""
    where = place(looked, None, leg)
    return where is not None and where.in_plug


def _single(looked, job):
    """Metres of a line of one core, None where the stock is not told."""
    shield, _ = stock_of(job.told)
    return looked.pf[T][0] / shield if shield and T in looked.pf else None


def _ends(looked, job):
    """(metres of the longer legs or None, the leg that ends before them or None, its Place, whether
    that is sure)."""
    told = job.told
    shield, core = stock_of(told)
    if T not in looked.pf or R not in looked.pf:
        return None, None, None, True
    tip, ring = looked.pf[T][0], looked.pf[R][0]
    short = T if tip < ring else R
    short_pf, long_pf = min(tip, ring), max(tip, ring)
    end = looked.ends[0]
    if short_pf < _UNLIKE * long_pf:
        sure = short_pf < _SHORTER * long_pf
        part = looked.to_other_core
        if part is None:
            return None, short, None, sure
        ratio = part / (1.0 - part)  # core to core over core to shield
        beyond = 1.0 + ratio / (1.0 + ratio)  # of a metre past its end, over core to shield
        share = short_pf / (short_pf + (long_pf - short_pf) * (1.0 + ratio) / beyond)
        per_m = per_metre(told, short, part)
        if not per_m:
            return None, short, _part_of(end, share), sure
        m = short_pf / per_m
        u_m = looked.pf[short][1] / per_m
        return m / share, short, at(end, told, m, u_m), sure
    if S not in looked.pf or len(looked.pair_pf) < 3:
        return None, None, None, True
    sleeve, between = looked.pf[S][0], looked.pair_pf[(T, R)][0]
    if shield and core:  # beyond a shield that ends, a core has the rest of the other one's
        lifted = sleeve / (2.0 * shield) / (long_pf / (shield + core))
        sure, may_be = _SHORTER, _UNLIKE
    else:
        lifted = min(looked.pair_pf[(T, S)][0], looked.pair_pf[(R, S)][0]) / between
        sure = limits.LIFTED_SHARE
        may_be = _UNSURE if shield else sure
    if lifted < may_be:
        if not shield:
            return None, S, None, True
        m = sleeve / (2.0 * shield)
        whole = core and m + max(long_pf - (shield + core) * m, 0.0) / (core + shield / 2.0)
        return whole, S, at(end, told, m, looked.pf[S][1] / (2.0 * shield)), lifted < sure
    if shield:
        return sleeve / (2.0 * shield), None, None, True
    if core:
        return between / core, None, None, True
    return None, None, None, True


def _part_of(end, share):
    return Place(end, False, int(100.0 * share + 0.5), 5.0)

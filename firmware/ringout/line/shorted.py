"""A shorting plug at the far end: the loops of each two legs, from them each leg.

A joint shows where a leg reads more than its like: tip against ring. The sleeve's like is the
cores together with what shields are made of, so that a told length or stock sees more of it.
Two legs that touch on the way read less, and the third one more, as if it had a joint: only the
metres of core, where the length is told, tell one from the other. A shorting plug cannot tell
which leg is which, nor its own short from one near the end: no PASS without a star.
"""

from ringout.base import limits
from ringout.line.judged import SHORT, failed, opened, rounded, said, touching
from ringout.line.looked import PAIRS, R, S, T
from ringout.line.places import at
from ringout.results.finding import Finding
from ringout.results.sentences import ohm_words, sentence

_MORE_OHM, _MORE = 0.12, 0.15  # cores of one cable differ by less
_DOUBT_OHM, _DOUBT = 0.09, 0.05  # ... and usually by less than this
_SHIELD_MORE = 1.75  # a foil's drain wire over the thickest cores beside it, in cables on sale
_LIKE_OHM, _SHIELD_LIKE = 0.05, 0.75  # a braid has less than this of its cores
_HERE_OHM = 0.1  # a loop that ends within half a metre
_CONTACTS_OHM = 0.03
_CORE_LEAST, _SHIELD_LEAST = 0.018, 0.0085  # ohm a metre: the thickest in cables on sale
_SPREAD = 0.2  # of a stock's ohms
_JOINT, _TOUCH = 1, 2
_NAMES, _LETTERS = ("TIP", "RING", "SLEEVE"), "TRS"


def judge(looked, job):
    """The Judged."""
    low = looked.low()
    if job.wanted and len(low) > 1:
        return failed(looked, job, [touching(looked, pair) for pair in low[:2]], SHORT)
    if len(looked.ohm) < 3:
        away = looked.apart()
        if away:
            found = opened(looked, job, away[0])
            if job.wanted:
                return failed(looked, job, [touching(looked, low[0]), found], SHORT)
            text = "%s - or %s SHORT and no plug there"
            text %= (sentence(found, None, job.plugs), _pair(low[0]))
            return failed(looked, job, [found], SHORT, text=text)
    if max([looked.ohm[pair][0] for pair in looked.ohm]) < _HERE_OHM:
        text = "all legs touch within half a metre: SHORT at plug %s?" % looked.ends[0]
        return said(looked, job, "UNKNOWN", text, SHORT)
    for pair in low:
        if looked.ohm[pair][0] < _HERE_OHM:
            return failed(looked, job, [touching(looked, pair)], SHORT)
    legs = leg_ohms(looked)
    findings = joints(looked, job, legs)
    if not findings:
        m = _shorter(job, max(legs[T][0], legs[R][0]))
        if m:
            found = touching(looked, (T, R), 50)
            text = "both cores end at %.0f m, of %.0f: T-R SHORT, or no longer?"
            text %= m, job.told.length_m
            return failed(looked, job, [found], SHORT, leg_ohm=legs, name="FAIL*", text=text)
        text = "all through, or legs exchanged, T-R SHORT? Use far-end plug"
        return said(looked, job, "PASS*", text, SHORT, leg_ohm=legs)
    doubts = [found.doubt for found in findings]
    name = "FAIL" if 0 in doubts else "FAIL*" if 1 in doubts else "LOOKS-LIKE"
    return _judged(looked, job, findings, legs, name)


def _pair(pair):
    return _LETTERS[pair[0]] + "-" + _LETTERS[pair[1]]


def _judged(looked, job, findings, legs, name):
    """Joints, or two legs that touch on the way, or either."""
    odd = looked.legs.index(findings[0].contact)
    first, last = [pair for pair in PAIRS if odd not in pair][0]
    both = "%s-%s" % (_NAMES[first], _NAMES[last])
    said_ohm = "%s %s: " % (_NAMES[odd], ohm_words(legs[odd][0]))
    may_be, m = _which(job, legs, odd)
    text = ""
    if may_be == _TOUCH:
        findings = [touching(looked, (first, last))]
        findings[0].place = None if m is None else at(looked.ends[0], job.told, m, 0.1 * m)
        legs = None
    elif may_be != _JOINT and odd == S:
        text = said_ohm + "joint or T-R SHORT? Look without plug"
        if name == "LOOKS-LIKE":
            text = said_ohm + "foil, joint or T-R SHORT? Tell length"
    elif may_be != _JOINT:
        text = "%sjoint, or %s SHORT? Look without plug" % (said_ohm, both)
    return failed(looked, job, findings, SHORT, leg_ohm=legs, name=name, text=text)


def _which(job, legs, odd):
    """(_JOINT, _TOUCH or both of them added, metres to the touch or None): which of the two
    stories needs a core of so many ohm a metre as there are."""
    length_m, core = job.told.length_m, _core(job)
    if not length_m:
        return _JOINT + _TOUCH, None
    least, most = _CORE_LEAST, limits.CORE_OHM_PER_M
    if core:
        least, most = core, core
    least, most = (1.0 - _SPREAD) * least, (1.0 + _SPREAD) * most
    near = max(legs[R if odd == T else T][0] - _CONTACTS_OHM, 1e-3) / length_m
    slack = _CONTACTS_OHM / length_m
    may_be = _JOINT if least - slack <= near <= most + slack else 0
    if odd == S:
        share = near / core if core else None
        added = legs[S][0] - limits.SHIELD_OHM_PER_M * length_m - _MORE_OHM
        if near < (0.9 * core if core else 0.9 * most) and added < 0.5 * most * length_m:
            may_be += _TOUCH
    else:
        beside = legs[S][0] / (legs[S][0] + length_m * near)  # of the two that touch, in parallel
        share = (1.0 + beside) / ((legs[odd][0] - _CONTACTS_OHM) / (length_m * near) + beside)
        if least <= near / share <= most:
            may_be += _TOUCH
    return may_be, None if share is None else min(share, 1.0) * length_m


def _shorter(job, core_ohm):
    """Metres of the told stock that a core has, where the told length is more; None."""
    length_m, core = job.told.length_m, _core(job)
    if not core or not length_m:
        return None
    m = max(core_ohm - _CONTACTS_OHM, 0.0) / core
    return m if m < (1.0 - _SPREAD) * length_m else None


def _core(job):
    return job.told.stock.core_ohm_per_m if job.told.stock else None


def loop(looked, job, reading):
    """The Judged of a line of one core, which a short makes as well as a shorting plug: the told
    length tells."""
    short = touching(looked, (T, S))
    if job.wanted:
        return failed(looked, job, [short], SHORT)
    most, sure = _most_loop(job)
    if most and reading[0] > most:  # nothing tells in which of the two
        found = _joint(looked, T, reading, "less than %.2f ohm there and back" % most)
        found.contacts, found.contact = short.contacts, None
        return failed(looked, job, [found], SHORT, name="FAIL" if sure else "FAIL*")
    text = "shorting plug: %s there and back" % ohm_words(reading[0])
    length_m = job.told.length_m
    if not length_m:
        text += ", or T-S SHORT?"
        listed = [touching(looked, (T, S), 50)]
        return failed(looked, job, listed, SHORT, text=text, name="LOOKS-LIKE")
    shield = job.told.stock.shield_ohm_per_m if job.told.stock else None
    least = (1.0 - _SPREAD) * ((_core(job) or _CORE_LEAST) + (shield or _SHIELD_LEAST))
    if reading[0] < least * length_m:
        return failed(looked, job, [short], SHORT)
    return said(looked, job, "PASS*", text + ", or SHORT at its end?", SHORT)


def _most_loop(job):
    """(ohm there and back or None, whether more is a joint for sure)."""
    if job.told.leg_ohm:
        return 2.0 * job.told.leg_ohm, True
    if not job.told.length_m:
        return None, False
    stock, core = job.told.stock, _core(job)
    shield = stock.shield_ohm_per_m if stock else None
    per_m = (core or limits.CORE_OHM_PER_M) + (shield or limits.SHIELD_OHM_PER_M)
    return (1.0 + _SPREAD) * per_m * job.told.length_m + 2.0 * _MORE_OHM, core is not None


def leg_ohms(looked):
    """{leg: (ohm, uncertainty)} from the three loops."""
    out = {}
    for leg in (T, R, S):
        ohm = squares = 0.0
        for pair in PAIRS:
            value, u = looked.ohm[pair]
            ohm += value / 2.0 if leg in pair else -value / 2.0
            squares += u * u / 4.0
        out[leg] = (ohm, squares**0.5)
    return out


def joints(looked, job, legs):
    """Findings of the legs that read more than they should, worst first."""
    out = []
    most = job.told.leg_ohm
    for leg, like in ((T, R), (R, T)):
        allowed = legs[like][0] * (1.0 + _MORE) + _MORE_OHM
        sure = most or legs[leg][0] - allowed > _difference_u(looked, leg)
        if not sure:
            allowed = legs[like][0] * (1.0 + _DOUBT) + _DOUBT_OHM + _difference_u(looked, leg)
        if legs[leg][0] > (most or allowed):
            expected = "less than %.2f ohm" % (most or allowed)
            out.append(_joint(looked, leg, legs[leg], expected, 0 if sure else 1))
    low, high = (most, most) if most else _most_shield(job, min(legs[T][0], legs[R][0]))
    over = legs[S][0] - (0.0 if most else legs[S][1])
    if over > high or over > low and not out:
        doubt, sure = (0, None) if over > high else (-1, 50)
        out.append(_joint(looked, S, legs[S], "less than %.2f ohm" % low, doubt, sure))
    out.sort(key=lambda found: -found.value)
    return out


def _difference_u(looked, leg):
    """Uncertainty of tip less ring: of the two loops with the sleeve."""
    return (looked.ohm[(T, S)][1] ** 2 + looked.ohm[(R, S)][1] ** 2) ** 0.5


def _most_shield(job, core_ohm):
    """(ohm, ohm) of the shield of this line: more than the first may be a joint, more than the
    second is one. As far as anything tells."""
    stock, length_m = job.told.stock, job.told.length_m
    per_m = limits.SHIELD_OHM_PER_M  # of the thinnest: nothing to add
    if stock and stock.core_ohm_per_m:
        if not length_m:
            length_m = core_ohm / stock.core_ohm_per_m
        if stock.shield_ohm_per_m:
            per_m = (1.0 + _MORE) * stock.shield_ohm_per_m
    if length_m:
        most = per_m * length_m + _MORE_OHM
        return most, most
    return _SHIELD_LIKE * core_ohm + _LIKE_OHM, _SHIELD_MORE * core_ohm + 3.0 * _MORE_OHM


def _joint(looked, leg, reading, expected, doubt=0, confidence=None):
    line = looked.legs[leg]
    return Finding(
        "high-resistance",
        (line,),
        None,
        expected,
        contact=line,
        value=rounded(reading[0]),
        u=reading[1],
        doubt=doubt,
        confidence=confidence,
    )

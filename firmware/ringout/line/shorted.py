"""A shorting plug at the far end: the loops of each two legs, from them each leg.

A joint shows where a leg reads more than its like: tip against ring. The sleeve's like is the
cores together with what shields are made of, so that a told length or stock sees more of it.
A shorting plug cannot tell which leg is which.
"""

from ringout.base import limits
from ringout.line.judged import SHORT, failed, opened, rounded, said
from ringout.line.looked import PAIRS, R, S, T
from ringout.results.finding import Finding
from ringout.results.sentences import ohm_words, sentence

_MORE_OHM, _MORE = 0.12, 0.15  # cores of one cable differ by less
_SHIELD_MORE = 1.75  # a foil's drain wire over the thickest cores beside it, in cables on sale


def judge(looked, job):
    """The Judged."""
    if len(looked.ohm) < 3:
        away = looked.apart()
        if away:
            low = looked.low()[0]
            name = "TRS"[low[0]] + "-" + "TRS"[low[1]]
            found = opened(looked, job, away[0])
            text = _open_text(found, job, name)
            return failed(looked, job, [found], SHORT, text=text)
    legs = leg_ohms(looked)
    findings = joints(looked, job, legs)
    if findings:
        name = "FAIL" if [found for found in findings if not found.doubt] else "FAIL*"
        return failed(looked, job, findings, SHORT, leg_ohm=legs, name=name)
    text = "shorting plug: every leg through, exchanges not seen"
    return said(looked, job, "PASS", text, SHORT, leg_ohm=legs)


def _open_text(found, job, name):
    return "%s - or %s SHORT and no plug there" % (sentence(found, None, job.plugs), name)


def loop(looked, job, reading):
    """The Judged of a line of one core."""
    most = job.told.leg_ohm
    if most and reading[0] > 2.0 * most:
        found = _joint(looked, T, reading, "less than %.2f ohm there and back" % (2.0 * most))
        return failed(looked, job, [found], SHORT)
    text = "shorting plug: %s there and back" % ohm_words(reading[0])
    return said(looked, job, "PASS", text, SHORT)


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
        if most or legs[leg][0] - allowed > _difference_u(looked, leg):
            expected = "less than %.2f ohm" % (most or allowed)
            if legs[leg][0] > (most or 0.0):
                out.append(_joint(looked, leg, legs[leg], expected))
    low, high = (most, most) if most else _most_shield(job, min(legs[T][0], legs[R][0]))
    over = legs[S][0] - (0.0 if most else legs[S][1])
    if over > low:
        found = _joint(looked, S, legs[S], "less than %.2f ohm" % low, 0 if over > high else 1)
        out.append(found)
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
    return core_ohm * (1.0 + _MORE) + _MORE_OHM, _SHIELD_MORE * core_ohm + 3.0 * _MORE_OHM


def _joint(looked, leg, reading, expected, doubt=0):
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
    )

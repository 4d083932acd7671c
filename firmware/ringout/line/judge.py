"""What a look at a line says: which plug is at the far end, which legs come through, what is wrong.

Pure: a Looked and what a person told in, a Verdict out. With two resistors that meet at the far
sleeve, each leg of this end is one of the far end: where they meet is S, over the smaller T.
"""

from ringout.line import bare, one_core, plugs, shorted
from ringout.line.judged import (
    INPUT_OHM,
    OUTPUT_OHM,
    PARTS,
    PLUG,
    equipment,
    failed,
    opened,
    said,
    touching,
    whole,
)
from ringout.line.looked import R, S, T
from ringout.results.finding import Finding
from ringout.results.sentences import ohm_words, sentence

_SUM = 0.08  # how far the largest of three readings may lie from the sum of the others
_EQUAL = 0.12
_NAMES = ("TIP", "RING", "SLEEVE")
_LETTERS = "TRS"
_LEAST_INPUT_OHM = 5e3  # of one core; a transformer's across tip and ring may have any
_TWO_OHM = 550.0  # both resistors of the smallest plug beside each other, where T and R touch
_LEAK_OHM = 30e3  # less beside a plug's resistor is rather another plug


def judge(looked, job):
    """The Judged of a look without a voltage."""
    if not looked.ends:
        return said(looked, job, "NO-CABLE", "no line: plug this end in, then test")
    if len(looked.ends) > 1:
        return said(looked, job, "UNKNOWN", "plugged at both ends: leave LINE, press TEST")
    judged = one_core.judge(looked, job)
    if judged is not None:
        return judged
    if not looked.ohm:
        return bare.judge(looked, job)
    low = looked.low()
    if len(low) > 1:
        return shorted.judge(looked, job)
    if len(low) == 1:
        third = _third_ohm(looked, low[0])
        joint = S in low[0] and plugs.nominal(third) is None and not job.wanted
        most = OUTPUT_OHM if S in low[0] else _TWO_OHM
        if third < most or joint:
            return shorted.judge(looked, job)
        return failed(looked, job, [touching(looked, low[0])], PLUG)  # hides the plug's resistor
    if len(looked.ohm) == 1:
        return _one_pair(looked, job)
    return _star(looked, job)


def _third_ohm(looked, pair):
    """What leads from two legs to the third; -1 where nothing does."""
    third = T + R + S - pair[0] - pair[1]
    found = [looked.ohm[each][0] for each in looked.ohm if third in each]
    return min(found) if found else -1.0


def _one_pair(looked, job):
    """Two legs conduct and the third does not: it is open, unless no plug reads so."""
    pair = list(looked.ohm)[0]
    ohm = looked.ohm[pair][0]
    away = looked.apart()[0]
    if away == S:  # both resistors, one after the other
        least, most = plugs.VALUES[0] + plugs.VALUES[1], plugs.VALUES[-1] + plugs.VALUES[-2]
        is_plug = (1.0 - plugs.SPREAD) * least < ohm < (1.0 + plugs.SPREAD) * most
    else:
        is_plug = plugs.nominal(ohm) is not None
    if is_plug:
        found = opened(looked, job, away)
        text = ""
        if not job.wanted and (away == S or ohm > _LEAST_INPUT_OHM):
            other = "an input of " + ohm_words(ohm)
            if ohm >= INPUT_OHM:
                other = "a %s-%s LEAK, no plug" % (_LETTERS[pair[0]], _LETTERS[pair[1]])
            text = "%s - or %s" % (sentence(found, None, job.plugs), other)
        return failed(looked, job, [found], PLUG, text=text)
    far, words = equipment(ohm)
    if far == PARTS:
        words = "%s across %s and %s: no plug. A LEAK?"
        words %= (ohm_words(ohm), _NAMES[pair[0]], _NAMES[pair[1]])
    else:
        words += " across %s and %s" % (_NAMES[pair[0]], _NAMES[pair[1]])
    return said(looked, job, "UNKNOWN", words, far)


def _star(looked, job):
    """All three conduct: a plug, or equipment."""
    order = sorted(looked.ohm, key=lambda pair: looked.ohm[pair][0])
    small, middle, large = [looked.ohm[pair][0] for pair in order]
    centre = looked.holds
    if centre is None:  # where the two that read least meet
        centre = [leg for leg in order[0] if leg in order[1]][0]
    to = [pair for pair in order if centre in pair]
    near, far = [looked.ohm[pair][0] for pair in to]
    values = plugs.nominal(near), plugs.nominal(far)
    is_sum = len(order) > 2 and abs(large - small - middle) <= _SUM * large
    if centre == S and job.wanted and (not is_sum or None in values or values[0] == values[1]):
        leaks = _leaks(looked, job)
        if leaks:
            return failed(looked, job, leaks, PLUG)
    if not is_sum:
        return _equipment(looked, job, small)
    if near > far * (1.0 - _EQUAL) and (centre == S or values[0] is None):
        return _equipment(looked, job, near, " a leg")
    if values[0] is None or values[1] is None or values[0] == values[1]:
        text = "%s and %s: no far-end plug has these" % (
            plugs.short_text(near),
            plugs.short_text(far),
        )
        return said(looked, job, "UNKNOWN", text, PARTS)
    plug = {"T-S": values[0], "R-S": values[1]}
    is_far = {centre: S}
    is_far[[leg for leg in to[0] if leg != centre][0]] = T
    is_far[[leg for leg in to[1] if leg != centre][0]] = R
    moved = [leg for leg in (T, R, S) if is_far[leg] != leg]
    leaks = _leaks(looked, job) if job.wanted and job.wanted != plug else []
    if not moved:
        return whole(looked, job, plug, leak=leaks and leaks[0])
    if leaks:
        return failed(looked, job, leaks, PLUG)
    code = "reversed" if moved == [T, R] else "crossed"
    lines = [looked.legs[leg] for leg in moved]
    found = Finding(code, lines, None, "each leg to its like")
    text = ""
    if len(moved) == 3:
        text = "ALL 3 LEGS CROSSED: " + ", ".join(
            ["%s to %s" % (_LETTERS[leg], _LETTERS[is_far[leg]]) for leg in moved]
        )
    if values[1] >= plugs.HIGH_OHM and not job.wanted:
        text = (text or sentence(found, None, job.plugs).partition(" - ")[0]) + (
            " - or a LEAK? Tell which plug"
        )
    return failed(looked, job, [found], PLUG, plug, text=text)


def _leaks(looked, job):
    """Findings where the plug that should be here reads less on one leg, as with a leak beside its
    resistor; empty where that does not explain it."""
    for leg, pair, other in ((T, (T, S), (R, S)), (R, (R, S), (T, S))):
        want = job.wanted.get(_LETTERS[leg] + "-S")
        beside = job.wanted.get(_LETTERS[other[0]] + "-S")
        if not want or not beside or pair not in looked.ohm or other not in looked.ohm:
            return []
        ohm, u = looked.ohm[pair]
        if plugs.nominal(looked.ohm[other][0]) != beside or ohm > (1.0 - plugs.SPREAD) * want:
            continue
        leak = ohm * want / (want - ohm)
        if leak > _LEAK_OHM:
            lines = [looked.legs[each] for each in pair]
            return [Finding("leakage", lines, None, "apart", value=leak, u=u * leak / ohm)]
    return []


def _equipment(looked, job, ohm, each=""):
    far, words = equipment(ohm, each)
    return said(looked, job, "UNKNOWN", words, far)

"""What a look at a line says: which plug is at the far end, which legs come through, what is wrong.

Pure: a Looked and what a person told in, a Verdict out. With two resistors that meet at the far
sleeve, each leg of this end is one of the far end: where they meet is S, over the smaller T.
"""

from ringout.line import bare, plugs, shorted
from ringout.line.judged import (
    INPUT,
    OUTPUT,
    PARTS,
    PLUG,
    SHORT,
    failed,
    opened,
    rounded,
    said,
)
from ringout.line.looked import LOW_OHM, R, S, T
from ringout.line.places import place
from ringout.results.finding import Finding
from ringout.results.sentences import ohm_words, sentence

OUTPUT_OHM = 700.0  # from LOW_OHM on a microphone or an output; a plug has 1 k and more
_INPUT_OHM = 25e3  # up to here an input or a pickup
_SUM = 0.08  # how far the largest of three readings may lie from the sum of the others
_EQUAL = 0.12
_BRIDGE_OHM = 0.06  # ring and sleeve of one plug: the shape of a TS plug, or a short there
_THROUGH = "every leg through"
_NAMES = ("TIP", "RING", "SLEEVE")


def judge(looked, job):
    """The Judged of a look without a voltage."""
    if not looked.ends:
        return said(looked, job, "NO-CABLE", "no line: plug this end in, then test")
    if len(looked.ends) > 1:
        return said(looked, job, "UNKNOWN", "plugged at both ends: leave LINE, press TEST")
    low = looked.low()
    bridged = (R, S) in looked.ohm and looked.ohm[(R, S)][0] < _BRIDGE_OHM
    if bridged and job.one_core is not False:
        return _one_core(looked, job, True)
    if job.one_core:
        return _one_core(looked, job, False)
    if not looked.ohm:
        return bare.judge(looked, job)
    if len(low) > 1 or len(low) == 1 and _third_ohm(looked, low[0]) < OUTPUT_OHM:
        return shorted.judge(looked, job)
    if len(low) == 1:
        return _short(looked, job, low[0])
    if len(looked.ohm) == 1:
        return _one_pair(looked, job)
    return _star(looked, job)


def _third_ohm(looked, pair):
    """What leads from two legs to the third; -1 where nothing does."""
    third = T + R + S - pair[0] - pair[1]
    found = [looked.ohm[each][0] for each in looked.ohm if third in each]
    return min(found) if found else -1.0


def equipment(ohm):
    """(what it is, how it is said) of so many ohm at the far end."""
    if ohm < OUTPUT_OHM:
        return OUTPUT, "a microphone or an output of %s" % ohm_words(ohm)
    if ohm < _INPUT_OHM:
        return INPUT, "an input or a pickup of %s" % ohm_words(ohm)
    return PARTS, "%s, no far-end plug" % ohm_words(ohm)


def _short(looked, job, pair):
    """Two legs that touch on a line with a plug: what it has between these two is hidden."""
    return failed(looked, job, [_touching(looked, pair)], PLUG)


def _touching(looked, pair, confidence=None):
    lines = [looked.legs[leg] for leg in pair]
    ohm, u = looked.ohm[pair]
    return Finding("short", lines, None, "apart", value=rounded(ohm), u=u, confidence=confidence)


def _one_pair(looked, job):
    """Two legs conduct and the third does not: it is open, unless no plug reads so."""
    pair = list(looked.ohm)[0]
    ohm = looked.ohm[pair][0]
    away = looked.apart()[0]
    if away == S:
        is_plug = ohm > 0.9 * (plugs.VALUES[0] + plugs.VALUES[1])
    else:
        is_plug = plugs.nominal(ohm) is not None
        if away == R and plugs.of_one_core(ohm) and _silent(looked, R):
            return _one_core(looked, job, False)
    if is_plug:
        found = opened(looked, job, away)
        text = ""
        if away == S and ohm < _INPUT_OHM:
            text = "%s - or %s" % (sentence(found, None, job.plugs), equipment(ohm)[1])
        elif away == R and found.end and job.one_core is None:
            text = sentence(found, None, job.plugs) + " - or a line of one core? set EXPECT"
        return failed(looked, job, [found], PLUG, text=text)
    far, words = equipment(ohm)
    words += " across %s and %s" % (_NAMES[pair[0]], _NAMES[pair[1]])
    return said(looked, job, "UNKNOWN", words, far)


def _silent(looked, leg):
    """Whether no conductor hangs on a leg of this plug."""
    where = looked.pf.get(leg)
    return where is not None and place(looked, None, leg) is not None


def _star(looked, job):
    """All three conduct: a plug, or equipment."""
    order = sorted(looked.ohm, key=lambda pair: looked.ohm[pair][0])
    small, middle, large = [looked.ohm[pair][0] for pair in order]
    centre = looked.holds
    if centre is None:  # where the two that read least meet
        centre = [leg for leg in order[0] if leg in order[1]][0]
    to = [pair for pair in order if centre in pair]
    near, far = [looked.ohm[pair][0] for pair in to]
    if len(order) < 3 or abs(large - small - middle) > _SUM * large:
        return _equipment(looked, job, small)
    values = plugs.nominal(near), plugs.nominal(far)
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
    if moved:
        code = "reversed" if moved == [T, R] else "crossed"
        lines = [looked.legs[leg] for leg in moved]
        found = Finding(code, lines, None, "each leg to its like")
        return failed(looked, job, [found], PLUG, plug)
    return _whole(looked, job, plug)


def _whole(looked, job, plug, also=""):
    """Every leg comes through: PASS, unless another plug was to be here. also: what else it may
    be."""
    name = "plug " + plugs.name(plug)
    if job.wanted and job.wanted != plug:
        wanted = "plug " + plugs.name(job.wanted)
        found = Finding("wrong-cable", (), None, wanted, more={"found": name})
        return failed(looked, job, [found], PLUG, plug)
    return said(looked, job, "PASS", "%s%s: %s" % (name, also, _THROUGH), PLUG, plug)


def _equipment(looked, job, ohm, each=""):
    far, words = equipment(ohm)
    return said(looked, job, "UNKNOWN", words + each, far)


def _one_core(looked, job, bridged):
    """A line of one core: tip and sleeve. bridged: ring and sleeve are one piece in this plug."""
    reading = looked.ohm.get((T, S))
    if reading is None:
        return bare.judge(looked, job, True)
    ohm = reading[0]
    value = plugs.of_one_core(ohm)
    if value is None and (job.one_core or bridged):
        value = plugs.nominal(ohm)
    sure = job.one_core or value in plugs.ONE_CORE
    plug = {"T-S": value} if value else None
    if not sure:
        if ohm < LOW_OHM:
            what = "TS line and shorting plug"
        else:
            what = "TS line and plug " + plugs.name(plug) if plug else "TS line"
        text = "%s, or RING-SLEEVE SHORT at plug %s? set EXPECT" % (what, looked.ends[0])
        judged = said(looked, job, "LOOKS-LIKE", text, SHORT if ohm < LOW_OHM else PLUG, plug)
        judged.verdict.findings.append(_touching(looked, (R, S), 50))
        return judged
    if ohm < LOW_OHM:
        return shorted.loop(looked, job, reading)
    if plug:
        also = " or an input or a pickup" if OUTPUT_OHM <= ohm < _INPUT_OHM else ""
        return _whole(looked, job, plug, also)
    return _equipment(looked, job, ohm)

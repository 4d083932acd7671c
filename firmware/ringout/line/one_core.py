"""A line of one core, TS or RCA: tip and sleeve. Told by EXPECT, or what this end's plug reads as.

A TS plug has ring and sleeve in one piece, an RCA plug has no ring: a short and a break in a plug
of a pair read the same. A value of the one-core table settles it; else both are said.
"""

from ringout.line import bare, plugs, shorted
from ringout.line.judged import (
    INPUT_OHM,
    OUTPUT_OHM,
    equipment,
    failed,
    opened,
    said,
    touching,
    whole,
)
from ringout.line.looked import LOW_OHM, R, S, T
from ringout.line.places import place

_BRIDGE_OHM = 0.06  # ring and sleeve of one plug: the shape of a TS plug, or a short there
_SURE = 50


def judge(looked, job):
    """The Judged, or None where this is a line of two cores."""
    if job.one_core is False:
        return None
    bridged = (R, S) in looked.ohm and looked.ohm[(R, S)][0] < _BRIDGE_OHM
    silent = _in_plug(looked, R) and not _in_plug(looked, T)
    if not (job.one_core or bridged or silent):
        return None
    judged = _judged(looked, job)
    if job.one_core or judged.verdict.name == "FAIL" and bridged:
        return judged
    if judged.plug and judged.plug["T-S"] in plugs.ONE_CORE:
        return judged
    if bridged:
        kind, other, found = "TS", "R-S SHORT", touching(looked, (R, S), _SURE)
    else:
        kind, other, found = "RCA", "RING OPEN", opened(looked, job, R, _SURE)
    listed = judged.verdict.findings + [found]
    text = _asked(looked, judged, kind, other, bridged)
    return failed(looked, job, listed, judged.far, judged.plug, text=text, name="LOOKS-LIKE")


def _in_plug(looked, leg):
    """Whether no conductor hangs on a leg of this plug, which conducts to none."""
    where = place(looked, None, leg)
    return where is not None and where.in_plug


def _judged(looked, job):
    """As of a line of one core; a value of a pair's plug will do as well."""
    reading = looked.ohm.get((T, S))
    if reading is None:
        return bare.judge(looked, job, True)
    ohm = reading[0]
    if ohm < LOW_OHM:
        return shorted.loop(looked, job, reading)
    value = plugs.of_either(ohm)
    if value is None:
        far, words = equipment(ohm)
        return said(looked, job, "UNKNOWN", words, far)
    return whole(looked, job, {"T-S": value}, _also(ohm, " or an input or a pickup"))


def _asked(looked, judged, kind, other, bridged):
    """The question, for three lines of the display."""
    reading = looked.ohm.get((T, S))
    if reading is None:
        words = "nothing at far end: %s line, or %s at plug %s?"
        return words % (kind, other, looked.ends[0])
    if reading[0] < LOW_OHM:
        words = "%s line, T-S SHORT or shorting plug? Or %s at plug %s?"
        return words % (kind, other, looked.ends[0])
    what = judged.verdict.text
    if judged.plug:
        what = "plug %s%s" % (plugs.name(judged.plug), _also(reading[0], "/input/pickup"))
    return "%s line, %s? Or %s at plug %s? Set EXPECT" % (kind, what, other, looked.ends[0])


def _also(ohm, words):
    """Words of what else has one resistor, where it may be that."""
    return words if OUTPUT_OHM <= ohm < INPUT_OHM else ""

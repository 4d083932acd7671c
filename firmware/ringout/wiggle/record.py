"""The record of a wiggle session: what dropped out, how often, how long, and where."""

from ringout.board.pinmap import CONTACTS
from ringout.diagnosis.case import Diagnosis
from ringout.measure.readings import Readings
from ringout.measure.scan import lines_of
from ringout.results import record, sentences

MODE = "wiggle"


def make(tester, seq, session, start_ms, settings=None):
    """Record of what `session` (wiggle.session.Session) caught. FAIL with one `intermittent` or
    `short` fault a leg, PASS if nothing happened, ERROR if nothing could have shown."""
    readings = Readings()
    readings.rows = session.rows
    readings.nets = session.nets
    found = faults(session.latch, session.board.ticks_us())
    for fault in found:
        fault["text"] = text(fault, settings)
    if found:
        result = Diagnosis("FAIL", found=found, text=sentences.joined_text(found))
    elif session.proven_us:
        text_us = "steady: no dropouts of %d us or more" % session.proven_us
        result = Diagnosis("PASS", text=text_us)
    else:
        result = Diagnosis("ERROR", text="wiggle is blind: a dropout made on purpose did not show")
    result.ends = sorted(set(CONTACTS[line][0] for mask in session.nets for line in lines_of(mask)))
    made = record.make(tester.stamp(seq, MODE, start_ms), readings, result)
    made["kind"] = MODE
    made["wiggle"] = {
        "proven_us": session.proven_us,
        "peak": session.latch.peak,
        "lost": session.lost,
    }
    return made


def faults(latch, now_us):
    """Fault dicts without texts, the leg that dropped out most first."""
    keyed = []
    for at, leg in enumerate(latch.legs + latch.shorts + latch.touches):
        _, count, shortest, longest, open_now = latch.figures(leg, now_us)
        if not count or leg.is_short and not latch.is_real(leg, now_us):
            continue
        lines = lines_of(leg.mask)
        contact = None if leg in latch.touches else CONTACTS[lines[0]]
        if not leg.is_short:
            contact = leg.contact()
        elif contact is None:  # legs that touch: one contact of each
            lines = [lines_of(each.mask)[0] for each in latch.legs_of(leg.mask)]
        keyed.append((-count, at, {
            "code": "short" if leg.is_short else "intermittent",
            "net": [CONTACTS[line] for line in lines],
            "contact": contact,
            "end": contact[0] if contact else None,
            "expected": "apart" if leg.is_short else "joined while it is moved",
            "count": count,
            "shortest_us": shortest,
            "longest_us": longest,
            "first_ms": leg.first_ms,
            "open_now": open_now,
        }))  # fmt: skip
    keyed.sort(key=lambda item: item[:2])
    return [fault for _, _, fault in keyed]


def text(fault, settings=None):
    """ "TIP CUTS OUT at plug B - 12 times"."""
    if fault["code"] == "short" and len(fault["net"]) > 1:
        what = sentences.leg_name(fault) + " SHORT"
    elif fault["code"] == "short":
        what = "%s TOUCHES another contact" % (fault["contact"] or fault["net"][0])
    else:
        what = sentences.sentence(fault, settings)
    count = fault["count"]
    return "%s - %d time%s" % (what, count, "" if count == 1 else "s")

"""The record of a wiggle session: what dropped out, how often, how long, and where."""

from ringout.base.masks import lines_of
from ringout.board.pinmap import ENDS, line_of
from ringout.measure.readings import Readings
from ringout.results import record
from ringout.results.finding import Finding
from ringout.results.sentences import sentence, worded
from ringout.results.verdict import Verdict

MODE = "wiggle"


def make(tester, seq, session, start_ms, settings=None):
    """Record of what `session` (wiggle.session.Session) caught. FAIL with one `intermittent` or
    `short` fault a leg, PASS if nothing happened, ERROR if nothing could have shown."""
    readings = Readings()
    readings.rows = session.rows
    readings.nets = session.nets
    found = findings(session.latch, session.board.ticks_us())
    ends = sorted(set(ENDS[line] for mask in session.nets for line in lines_of(mask)))
    text = ""
    if found:
        name = "FAIL"
        text = "; ".join([sentence(each, settings) for each in found])
    elif session.proven_us:
        name = "PASS"
        text = "steady: no dropouts of %d us or more" % session.proven_us
    else:
        name = "ERROR"
        text = "wiggle is blind: a dropout made on purpose did not show"
    said = worded(Verdict(name, found, text=text, ends=ends), settings)
    made = record.make(tester.stamp(seq, MODE, start_ms), readings, said)
    made["kind"] = MODE
    made["wiggle"] = {
        "proven_us": session.proven_us,
        "peak": session.latch.peak,
        "lost": session.lost,
    }
    return made


def findings(latch, now_us):
    """Findings, the leg that dropped out most first."""
    keyed = []
    for at, leg in enumerate(latch.legs + latch.shorts + latch.touches):
        _, count, shortest, longest, open_now = latch.figures(leg, now_us)
        if not count or leg.is_short and not latch.is_real(leg, now_us):
            continue
        lines = lines_of(leg.mask)
        touches = leg in latch.touches
        contact = None if touches else lines[0]
        if not leg.is_short:
            name = leg.contact()
            contact = line_of(name) if name else None
        elif touches:  # legs that touch: one contact of each
            lines = [lines_of(each.mask)[0] for each in latch.legs_of(leg.mask)]
        more = {
            "count": count,
            "shortest_us": shortest,
            "longest_us": longest,
            "first_ms": leg.first_ms,
            "open_now": open_now,
        }
        end = ENDS[contact] if contact is not None else None
        if leg.is_short:
            form = "moved" if len(lines) > 1 else "touch"
            found = Finding("short", lines, end, "apart", form, contact, more=more)
        else:
            expected = "joined while it is moved"
            found = Finding("intermittent", lines, end, expected, "moved", contact, more=more)
        keyed.append((-count, at, found))
    keyed.sort(key=lambda item: item[:2])
    return [found for _, _, found in keyed]

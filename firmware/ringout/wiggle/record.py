"""The record of a wiggle session: what dropped out, how often, how long, and where."""

from ringout.base.masks import lines_of
from ringout.board.pinmap import ENDS, EVERY_CONTACT, LETTERS, line_of
from ringout.measure.readings import Readings
from ringout.results import record
from ringout.results.finding import Finding
from ringout.results.sentences import sentence, worded
from ringout.results.verdict import Verdict, live

MODE = "wiggle"
_SPOKEN = ("T", "R", "R2", "S")  # in this order


def make(tester, seq, session, standing, start_ms, settings=None, soak=None):
    """Record of what `session` (wiggle.session.Session) caught. FAIL with the faults that the
    cable had at rest, then one `intermittent` or `short` fault a leg; STEADY if there are none
    and nothing happened, ERROR if nothing could have shown, LIVE where a voltage from outside
    ended it. standing: the record at rest. soak: of a session that has records on the way."""
    readings = Readings()
    readings.rows = session.rows
    readings.nets = session.nets
    readings.digital = session.found
    if session.live:
        at_rest, said = [], worded(live(session.live[0], session.live[1]), settings)
    else:
        own = tester.own_pins(tester.mode, session.nets)
        at_rest, said = _said(session, standing, settings, own)
    made = record.make(tester.stamp(seq, MODE, start_ms), readings, said)
    made["faults"] = at_rest + made["faults"]
    made["kind"] = MODE
    if not session.live:
        made["wiring"], made["cable"] = standing["wiring"], standing["cable"]
    made["wiggle"] = {
        "proven_us": session.proven_us,
        "peak": session.latch.peak if session.latch else 0,
        "lost": session.lost,
    }
    if soak is not None:
        made["wiggle"].update(_part(session.latch, soak))
    return made


def _part(latch, soak):
    """Which record of a long session this is, and what happened since the last one."""
    events = []
    for at_ms, leg, us in latch.events:
        name = "!" + leg.name if leg.is_short else leg.contact() or leg.name
        events.append([at_ms, name, us])
    return {
        "part": soak.parts + 1,
        "events": events,
        "more": latch.more,
        "blind_ms": soak.blind_ms,
    }


def _said(session, standing, settings, own):
    """(faults at rest, Diagnosis) of a session that ended by itself. own: as Tester.own_pins."""
    now_us = session.board.ticks_us()
    beside = session.beside.findings(now_us) if session.beside is not None else ()
    found = findings(session.latch, now_us, beside)
    at_rest = _at_rest(standing["faults"], found)
    ends = sorted(set(ENDS[line] for mask in session.nets for line in lines_of(mask)))
    plugs = standing.get("plugs") or ()
    spoken = own or plugs
    text = ""
    if found or at_rest:
        sure = [each for each in found if not each.doubt]
        name = "FAIL" if sure or standing["verdict"] == "FAIL" else "FAIL*"
        said = [fault["text"] for fault in at_rest]
        said += [sentence(each, settings, spoken) for each in found]
        text = "; ".join(said)
    elif not session.proven_us:
        name = "ERROR"
        text = "wiggle is blind: a dropout made on purpose did not show"
    elif standing["verdict"] == "ERROR":  # nobody knows what it is like at rest
        name = "ERROR"
        text = standing["text"]
    else:
        name = "STEADY"
        text = "no dropouts of %d us or more" % session.proven_us
    made = Verdict(name, found, text=text, ends=ends, plugs=plugs, spoken=spoken)
    return at_rest, worded(made, settings)


def _at_rest(faults, moved):
    """Of the faults (dicts of a record) at rest those that are no accident of a contact that was
    seen to move. moved: Findings."""
    loose, touching = set(), set()
    for each in moved:
        names = touching if each.code == "short" else loose
        names.update([EVERY_CONTACT[line] for line in each.contacts])
    kept = []
    for fault in faults:
        if fault["code"] == "unsteady" and moved:
            continue
        if fault["code"] in ("short", "leakage"):
            loose = loose | touching
        if not loose & set(fault.get("net") or [fault.get("contact")]):  # or of none
            kept.append(fault)
    return kept


def _beside(line, mask):
    """The contact of a leg that lies in the same plug as a line, if one does: its sleeve rather
    than a ring that is joined to it."""
    near = [each for each in lines_of(mask) if ENDS[each] == ENDS[line]] or lines_of(mask)
    return ([each for each in near if LETTERS[each] == "S"] or near)[0]


def _at_first_plug(mask):
    return _beside(lines_of(mask)[0], mask)


def findings(latch, now_us, beside=()):
    """Findings, the leg that dropped out most first. beside: (count, Finding) of the expander's
    lines."""
    keyed = [(-count, at - len(beside), each) for at, (count, each) in enumerate(beside)]
    touching = latch.told_touches()
    for at, leg in enumerate(latch.legs + latch.shorts + touching):
        _, count, shortest, longest, open_now = latch.figures(leg, now_us)
        if not count or leg.is_short and not latch.is_real(leg, now_us):
            continue
        lines = list(lines_of(leg.mask))
        touches = leg in touching
        contact = None if touches else lines[0]
        if not leg.is_short:
            name = leg.contact()
            contact = line_of(name) if name else None
        elif touches:  # legs that touch: one contact of each
            lines = [_at_first_plug(each.mask) for each in latch.legs_of(leg.mask)]
            lines.sort(key=lambda line: _SPOKEN.index(LETTERS[line]))
        elif leg.votes:
            lines.append(_beside(lines[0], max(leg.votes, key=leg.votes.get)))
            lines.sort(key=lambda line: _SPOKEN.index(LETTERS[line]))
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

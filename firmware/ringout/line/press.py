"""One press in LINE: look, judge, make the record. It always ends in a record."""

from ringout.base import limits
from ringout.base.modes import EXPECT
from ringout.board.pinmap import CONTACTS, JACKS
from ringout.diagnosis.told import Told
from ringout.line import looked, phantom
from ringout.line.judge import judge
from ringout.line.judged import Job, Judged
from ringout.results import record
from ringout.results.finding import Finding
from ringout.results.sentences import worded
from ringout.results.verdict import Verdict, live
from ringout.wirings import lookup

MODE = "line"
_ONE_CORE = ("TS", "RCA", "TS35")
_TWO_CORES = ("XLR", "TRS", "TRS35")


def test(tester, seq, channel=None, wanted=None):
    """The record of the line in the jacks. channel: (name, list, ...) or None. wanted: the plug
    that should be at its far end, or None."""
    board = tester.board
    start_ms = board.ticks_ms()
    found = None
    try:
        broken = tester.prepare()
        if broken:
            judged = _error("self-test failed: " + broken)
        else:
            found = looked.take(board, tester.charger, tester.calibration)
            if found.live:
                judged = _live(board, found)
            else:
                judged = judge(found, _job(tester, found, wanted))
    except (ValueError, ZeroDivisionError) as error:
        judged = _error("measurement failed: %s" % error)
    finally:
        board.release()
        board.quiet(False)
    said = worded(judged.verdict, tester.settings)
    made = record.make(tester.stamp(seq, MODE, start_ms), None, said)
    made["kind"] = MODE
    made["plug"] = judged.plug
    made["far"] = judged.far
    for leg, reading in judged.leg_ohm.items():
        made["leg_ohm"][CONTACTS[found.legs[leg]]] = record.rounded(reading, 3)
    for leg, reading in (found.pf if found else {}).items():
        if reading[0] > limits.ATTACHED_PF:
            made["pf"][CONTACTS[found.legs[leg]]] = record.rounded(reading, 1)
    if channel:
        made["channel"], made["list"] = channel[:2]
    return made


def _error(text):
    return Judged(Verdict("ERROR", text=text))


def _job(tester, found, wanted):
    """What was told: a wiring by EXPECT names the plug at this end, else the plug that should be
    at the far end says how many cores there are."""
    told = Told(tester.length_m, tester.settings)
    one_core = "R-S" not in wanted if wanted else None
    if not tester.mode.startswith(EXPECT) or not lookup.is_known(tester.mode[len(EXPECT) :]):
        return Job(told, one_core, wanted)
    cable = tester.mode[len(EXPECT) :]
    plugs = lookup.get(cable).plugs
    at = "ABC".index(found.ends[0]) if found.ends else 0
    kind = plugs[at] if at < len(plugs) else ""
    one_core = True if kind in _ONE_CORE else False if kind in _TWO_CORES else one_core
    return Job(told, one_core, wanted, plugs, cable)


def _live(board, found):
    """The Judged of a voltage: what kind it is, as far as an undriven look tells."""
    for end, jack in JACKS:
        if found.live & ~jack:
            continue
        lines = looked.legs_of(end)
        legs = phantom.legs(board, lines) if found.live_kind == "voltage" else ()
        if legs:
            form = "phantom" if len(legs) == 2 else "phantom one"
            contacts = [lines[leg] for leg in legs]
            more = {"source": "phantom"}
            one = Finding("live", contacts, end, "no voltage", form, contacts[0], more=more)
            return Judged(Verdict("LIVE", [one], ends=[end]), "phantom")
    return Judged(live(found.live, found.live_kind))

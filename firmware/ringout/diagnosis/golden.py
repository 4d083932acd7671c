"""GOLDEN: the learned cables (teaching.py) as files, and others checked against them.

A golden cable is a small checked file: nets, wiring, and for every reading its limits from the
spread of the samples.
"""

import json

from ringout.base.modes import EXPECT
from ringout.board.pinmap import line_of
from ringout.diagnosis import diagnose, findings
from ringout.diagnosis.judge import judged_again
from ringout.diagnosis.told import Told
from ringout.results import record
from ringout.results.finding import Finding
from ringout.results.sentences import worded
from ringout.results.verdict import Verdict
from ringout.storage import stored_line
from ringout.wirings import lookup

_FOLDER = "golden"


# -- files ---------------------------------------------------------------------------------
def _path(name):
    return _FOLDER + "/" + name


def names(files):
    """Names of the golden cables learned so far."""
    return [name for name in files.names(_FOLDER) if name[-4:] != ".new"]


def save(files, golden):
    """Store it whole, with its checksum; what a person vouched for also among the own cables, for
    EXPECT and for a computer to pull."""
    files.make_folder(_FOLDER)
    files.replace(_path(golden["name"]), stored_line.encode(golden) + b"\n")
    if "cable" in golden:
        from ringout.wirings import own_files

        form = golden["cable"]
        try:
            own_files.put(files, form["id"], json.dumps(form, separators=(",", ":")).encode())
        except (ValueError, OverflowError):
            pass  # no room, or the name of a wiring: it is golden all the same


def load(files, name):
    """The golden cable of a name; ValueError with what to do if it is gone or damaged."""
    line = files.read(_path(name))
    if line is None:
        raise ValueError("no golden %s: learn it" % name)
    try:
        golden = stored_line.decode(line.strip())
        good = golden["v"] == 1 and golden["name"] == name
        good = good and isinstance(golden["nets"], list)
        good = good and bool(golden["wiring"] or golden["cable"])
        for table in (golden["ohm"], golden["pf"]):
            for pair in table:
                low, high = table[pair]
                good = good and low <= high
    except (ValueError, KeyError, TypeError, AttributeError):
        good = False
    if not good:
        raise ValueError("golden %s is damaged: learn it again" % name)
    return golden


def forget(files, name):
    """Delete one."""
    files.remove(_path(name))


# -- checking ------------------------------------------------------------------------------
def check(golden, readings, length_m=None, settings=None):
    """The Diagnosis of a cable against a golden one: its wiring is expected, and every reading
    must lie inside the learned limits."""
    if "cable" in golden:
        return worded(_as_own(golden, readings, length_m, settings), settings)
    wiring_id = golden["wiring"][0]
    if not lookup.is_known(wiring_id):
        text = "golden cable of an unknown wiring: learn it again"
        return worded(Verdict("ERROR", text=text), settings)
    verdict = diagnose.verdict(readings, EXPECT + wiring_id, Told(length_m, settings))
    return worded(_limited(verdict, golden, readings), settings)


def _limited(verdict, golden, readings):
    """The Verdict with what is outside the learned limits."""
    if verdict.name in ("PASS", "PASS*", "FAIL*"):
        found = outside(golden, record.leg_ohm(readings), record.pf(readings))
        if found:
            return judged_again(verdict, findings.in_order(verdict.findings + found))
    return verdict


def _as_own(golden, readings, length_m, settings):
    """By copper and parts of its own."""
    from ringout.diagnosis import own_cable
    from ringout.wirings.own import Own

    try:
        own = Own(golden["cable"])
    except ValueError:
        return Verdict("ERROR", text="golden %s is damaged: learn it again" % golden["name"])
    told = own_cable.told_of(own, length_m, settings)
    return _limited(own_cable.verdict(own, readings, told), golden, readings)


def outside(golden, leg_ohm, pf):
    """Findings of the readings outside the learned limits, in doubt where the uncertainty reaches
    back inside."""
    found = []
    for pair, value, u, doubt, expected in _beyond(leg_ohm, golden["ohm"], False):
        contacts = [line_of(name) for name in pair.split("-")]
        found.append(Finding("high-resistance", contacts, None, expected, value=value, u=u,
                             doubt=doubt))  # fmt: skip
    for pair, value, u, doubt, expected in _beyond(pf, golden["pf"], True):
        found.append(Finding("stock", (), None, expected, "pair", value=value, u=u, unit="pf",
                             doubt=doubt, more={"pair": pair}))  # fmt: skip
    return found


def _beyond(readings, learned, below):
    """[(pair, value, uncertainty, doubt, limits in words)] of what is outside, `below` too."""
    out = []
    for pair in sorted(learned):
        reading = readings.get(pair)
        if not reading:
            continue
        low, high = learned[pair]
        value, u = reading
        over = value - high if value > high else low - max(value, 0.0)
        if over > 0 and (below or value > high):
            out.append((pair, value, u, 1 if over <= u else 0, "%.4g to %.4g" % (low, high)))
    return out

"""Readings of one press that contradict each other: a contact moved. Nothing else is judged from
such readings: neither ohms nor picofarads of a cable that was two cables.

Pure. Readings in, a Verdict out.
"""

from ringout.base.modes import EXPECT
from ringout.board.pinmap import ENDS, JACKS, LETTERS, line_of
from ringout.results.finding import Finding
from ringout.results.verdict import Verdict
from ringout.wirings import lookup

_STEADY = "the same all through a press"
_BRIDGE_OHM = 0.1  # contacts of one plug that read less are one piece of copper
_SPOKEN = ("T", "R", "R2", "S")  # in this order


def verdict(readings, mode, own=()):
    """The Verdict of a press whose contacts moved: FAIL, with the contact that it points to. own:
    plugs of the own cable that the mode expects, as Verdict.spoken has them."""
    first, last, end, touching = readings.steadiness.suspects()[0]
    first, last = _spoken(readings, first), _spoken(readings, last)
    if first == last:  # what else was in it is not known
        found = Finding("unsteady", (first,), None, _STEADY, "", first)
    elif touching:
        if _SPOKEN.index(LETTERS[first]) > _SPOKEN.index(LETTERS[last]):
            first, last = last, first
        found = Finding("unsteady", (first, last), end, "apart", "touching")
    else:
        contact = first if ENDS[first] == end else last if ENDS[last] == end else None
        form = "plug" if end else ""
        found = Finding("unsteady", (first, last), end, _STEADY, form, contact)
    fits = lookup.ids_with(readings.nets)
    wiring_id = mode[len(EXPECT) :] if mode.startswith(EXPECT) else fits[0] if fits else None
    mask = 0
    for net in readings.nets:
        mask |= net
    ends = [name for name, jack in JACKS if mask & jack]
    plugs = _plugs(mode, readings.nets)
    return Verdict("FAIL", [found], fits, wiring_id, ends=ends, plugs=plugs, spoken=own or None)


def _plugs(mode, nets):
    """Kinds of the plugs of the cable that a mode expects, as it is plugged; () in AUTO."""
    wiring_id = mode[len(EXPECT) :]
    if not mode.startswith(EXPECT) or not lookup.is_listed(wiring_id):
        return ()
    turned = not lookup.fits(wiring_id, False, nets) and lookup.fits(wiring_id, True, nets)
    return lookup.get(wiring_id, turned).plugs


def _spoken(readings, line):
    """The sleeve of a plug for a ring that is joined to it there."""
    sleeve = line_of(ENDS[line] + ".S")
    reading = readings.ohm.get((min(line, sleeve), max(line, sleeve)))
    return sleeve if reading and reading[0] < _BRIDGE_OHM + reading[1] else line

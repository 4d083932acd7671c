"""The cable grammar: `trs_trs,length=6m,open=R@0.3m:B` and what it means.

A spec is a wiring id (or `none`) and comma-separated modifiers, in any order (`modifiers/`).
Parsing is strict: every mistake is a `SpecError` that names it and shows a correct example.
"""

from ringout.board.pinmap import CONTACTS
from ringout.wirings import lookup
from ringout_host.sim.modifiers.sources import DEFAULT_HUM_HZ, belongs_to_live
from ringout_host.sim.modifiers.table import MODIFIERS
from ringout_host.sim.units import SpecError

DEFAULT_LENGTH_M = 3.0
WITHOUT_CABLE = ("live", "plug")  # what may follow `none`


class CableSpec:
    """A parsed spec. `text` is what was written."""

    def __init__(self, text):
        self.text = text
        self.wiring = None  # wirings.Wiring, None for `none`
        self.length_m = DEFAULT_LENGTH_M
        self.stock = None
        self.overrides = {}  # cs, cc in pF/m; core, shield in ohm/m
        self.imbalance = 0.0  # of T-S against R-S
        self.absorption = 0.0  # part of every capacitance that comes with each decade of time
        self.faults = []
        self.live = []
        self.unplugged = set()
        self.plugs = []  # (end, ohm): reference plugs, tip over `ohm` to all other contacts
        self.hum = (0.0, DEFAULT_HUM_HZ)  # ampere peak picked up by an unshielded core, hertz


def parse(text):
    """The CableSpec of a text; SpecError (one teaching line) for any mistake."""
    items = _split(text)
    spec = CableSpec(text)
    name = items[0]
    if name != "none":
        if name not in lookup.ids():
            if "=" in name:
                mistake = "it begins with a wiring or none, not with '%s'" % name
                raise SpecError(mistake, "trs_trs," + name)
            known = ", ".join(lookup.ids()[:7])
            raise SpecError("unknown wiring '%s'" % name, "one of %s ..." % known)
        spec.wiring = lookup.get(name)
    for item in items[1:]:
        key, _, value = item.partition("=")
        if key not in MODIFIERS:
            raise SpecError("unknown modifier '%s'" % item, MODIFIERS["open"][1])
        handler, example = MODIFIERS[key]
        if not value:
            raise SpecError("'%s' has no value" % key, example)
        if spec.wiring is None and key not in WITHOUT_CABLE:
            raise SpecError("'none' takes no '%s'" % key, "none")
        handler(spec, value)
    _check(spec)
    return spec


def _split(text):
    """Items at commas; a bare contact after a `live=` item belongs to it."""
    items = []
    for item in text.replace(" ", "").split(","):
        if items and items[-1].startswith("live=") and belongs_to_live(item):
            items[-1] += "," + item
        else:
            items.append(item)
    if not items[0]:
        raise SpecError("no cable given", "trs_trs,length=6m")
    return items


def _check(spec):
    """What can only be judged with the whole spec at hand: length, ends, contacts."""
    if spec.wiring is None:
        return
    ends = "ABC"[: len(spec.wiring.plugs)]
    for fault in spec.faults:
        place = fault.place
        if place.end is not None and place.end not in ends:
            raise SpecError("%s has no end %s" % (spec.wiring.id, place.end), "open=R@B")
        if place.metres is not None and place.metres > spec.length_m:
            raise SpecError(
                "a place %g m along a cable of %g m" % (place.metres, spec.length_m),
                "open=R@0.3m:B",
            )
        for letter in fault.letters:
            if place.in_plug() and "%s.%s" % (place.end, letter) not in CONTACTS:
                raise SpecError("plug %s has no contact %s" % (place.end, letter), "open=R@C")
        reach = set()
        for wire in spec.wiring.wires:
            reach |= set(CONTACTS[i].split(".")[1] for i in wire.ends if i is not None)
        for letter in fault.letters:
            if letter not in reach:
                raise SpecError(
                    "%s has no conductor at %s" % (spec.wiring.id, letter),
                    "one of " + " ".join(sorted(reach)),
                )
    for end in spec.unplugged:
        if end not in ends:
            raise SpecError("%s has no end %s to unplug" % (spec.wiring.id, end), "unplug=B")

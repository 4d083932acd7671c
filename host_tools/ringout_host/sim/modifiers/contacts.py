"""Contacts that come and go: dropouts, and contacts that touch now and then."""

from ringout_host.sim import units
from ringout_host.sim.modifiers.faults import DEFAULT_SHORT_OHM, Fault
from ringout_host.sim.modifiers.places import Place, at, letters
from ringout_host.sim.units import SpecError


def _intermittent(spec, value):
    spec.faults.append(_now_and_then("intermittent", value, 1))


def _touch(spec, value):
    spec.faults.append(_now_and_then("touch", value, 2))


def _now_and_then(kind, value, count):
    """A fault of `count` contacts for so long every so often."""
    example = MODIFIERS[kind][1]
    what, _, timing = value.rpartition(":")  # the place may have one too: T@0.3m:B:40us/500ms
    letter, place = at(what, Place(end="B"), example)
    on, _, every = timing.partition("/")
    if not every:
        raise SpecError("'%s' does not say how long and how often" % value, example)
    on_us, every_us = units.time_us(on, example), units.time_us(every, example)
    if not 0 < on_us < every_us:
        raise SpecError("a dropout of %s every %s" % (on, every), example)
    contacts = letters(letter, count, example)
    return Fault(kind, contacts, place, DEFAULT_SHORT_OHM, on_us, every_us)


MODIFIERS = {
    "intermittent": (_intermittent, "intermittent=T@B:40us/500ms"),
    "touch": (_touch, "touch=T-S@B:40ms/500ms"),
}

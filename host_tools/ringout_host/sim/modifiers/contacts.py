"""Contacts that come and go: dropouts, contacts that touch now and then, contacts that crackle.

`intermittent=T@B:10ms/25ms` is open for 10 ms in every 25 ms; a `~` after it makes both random,
exponential with these means; `:moves` after that, only while somebody moves the cable.
"""

from ringout_host.sim import units
from ringout_host.sim.modifiers.faults import DEFAULT_SHORT_OHM, Fault
from ringout_host.sim.modifiers.places import Place, at, letters
from ringout_host.sim.units import SpecError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringout_host.sim.kinds import Modifiers
    from ringout_host.sim.spec import CableSpec

_WHEN_MOVED = ":moves"


def _intermittent(spec: "CableSpec", value: str) -> None:
    spec.faults.append(_now_and_then("intermittent", value, 1))


def _touch(spec: "CableSpec", value: str) -> None:
    spec.faults.append(_now_and_then("touch", value, 2))


def _now_and_then(kind: str, value: str, count: int) -> Fault:
    """A fault of `count` contacts for so long every so often."""
    example = MODIFIERS[kind][1]
    timing, when_moved = _when_moved(value)
    timing, is_random = (timing[:-1], True) if timing.endswith("~") else (timing, False)
    what, _, timing = timing.rpartition(":")  # the place may have one too: T@0.3m:B:40us/500ms
    letter, place = at(what, Place(end="B"), example)
    on, _, every = timing.partition("/")
    if not every:
        raise SpecError("'%s' does not say how long and how often" % value, example)
    on_us, every_us = units.time_us(on, example), units.time_us(every, example)
    if not 0 < on_us < every_us:
        raise SpecError("a dropout of %s every %s" % (on, every), example)
    fault = Fault(kind, letters(letter, count, example), place, DEFAULT_SHORT_OHM, on_us, every_us)
    fault.is_random = is_random
    fault.when_moved = when_moved
    return fault


def _crackle(spec: "CableSpec", value: str) -> None:
    example = MODIFIERS["crackle"][1]
    text, when_moved = _when_moved(value)
    what, _, span = text.rpartition(":")
    letter, place = at(what, Place(end="B"), example)
    low, _, high = span.partition("-")
    if not high:
        raise SpecError("'%s' does not say from which resistance to which" % value, example)
    unit = high.lstrip("0123456789.")
    least, most = units.ohm(low + unit, example), units.ohm(high, example)
    if not 0 < least < most:
        raise SpecError("a contact of %s to %s" % (low + unit, high), example)
    fault = Fault("crackle", letters(letter, 1, example), place)
    fault.span = least, most
    fault.when_moved = when_moved
    spec.faults.append(fault)


def _when_moved(text: str) -> tuple[str, bool]:
    """(text without `:moves`, whether it was there)."""
    if text.endswith(_WHEN_MOVED):
        return text[: -len(_WHEN_MOVED)], True
    return text, False


MODIFIERS: "Modifiers" = {
    "intermittent": (_intermittent, "intermittent=T@B:40us/500ms"),
    "touch": (_touch, "touch=T-S@B:40ms/500ms"),
    "crackle": (_crackle, "crackle=T@B:0.2-30ohm"),
}

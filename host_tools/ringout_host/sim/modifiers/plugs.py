"""What is in the jacks: a plug left out or in another jack, one whose shell is coated, a reference
plug alone."""

from ringout_host.sim import units
from ringout_host.sim.modifiers.places import ENDS
from ringout_host.sim.units import SpecError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringout_host.sim.kinds import Modifiers
    from ringout_host.sim.spec import CableSpec


def _unplug(spec: "CableSpec", value: str) -> None:
    if value not in ENDS:
        raise SpecError("'%s' is not an end" % value, MODIFIERS["unplug"][1])
    spec.unplugged.add(value)


def _coated(spec: "CableSpec", value: str) -> None:
    """The jack's contact meets paint instead of the plug's shell."""
    if value not in ENDS:
        raise SpecError("'%s' is not an end" % value, MODIFIERS["coated"][1])
    spec.coated.add(value)


def _jack(spec: "CableSpec", value: str) -> None:
    plug, _, jack = value.partition(":")
    if plug not in ENDS or jack not in ENDS:
        raise SpecError("'%s' is not a plug and a jack" % value, MODIFIERS["jack"][1])
    spec.jacks[plug] = jack


def _plug(spec: "CableSpec", value: str) -> None:
    """A reference plug in a jack: all contacts bridged, or the tip over so many ohms."""
    example = MODIFIERS["plug"][1]
    what, _, end = value.partition("@")
    if end not in ENDS or spec.wiring is not None:
        raise SpecError("plug '%s' is not a plug alone in a jack" % value, example)
    spec.plugs.append((end, 0.0 if what == "short" else units.ohm(what, example)))


MODIFIERS: "Modifiers" = {
    "unplug": (_unplug, "unplug=B"),
    "coated": (_coated, "coated=A"),
    "jack": (_jack, "jack=B:C"),
    "plug": (_plug, "none,plug=short@A"),
}

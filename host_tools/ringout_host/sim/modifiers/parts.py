"""Electronic parts soldered between two contacts of a plug: `part=T-R:180ohm@B`."""

from ringout_host.sim.components import component
from ringout_host.sim.modifiers.places import Place, at, letters
from ringout_host.sim.units import SpecError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringout_host.sim.kinds import Modifiers
    from ringout_host.sim.spec import CableSpec


def _part(spec: "CableSpec", value: str) -> None:
    example = MODIFIERS["part"][1]
    what, place = at(value, Place(end="B"), example)
    if not place.in_plug():
        raise SpecError("a part sits in a plug, not along the cable", example)
    pair, _, kind = what.partition(":")
    names = letters(pair, 2, example)
    spec.parts.append((place.plug, names, component(kind, example)))


MODIFIERS: "Modifiers" = {"part": (_part, "part=T-R:180ohm@B")}

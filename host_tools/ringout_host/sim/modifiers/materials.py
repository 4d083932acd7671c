"""What materials do beside conducting and insulating: soft PVC that absorbs charge, oxide films."""

from ringout_host.sim import units
from ringout_host.sim.modifiers.faults import Fault
from ringout_host.sim.modifiers.places import Place, at, letters
from ringout_host.sim.units import SpecError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringout_host.sim.kinds import Modifiers
    from ringout_host.sim.spec import CableSpec

MOST_ABSORPTION = 0.3


def _pvc(spec: "CableSpec", value: str) -> None:
    """Dielectric absorption: how much capacitance grows for every decade of time."""
    example = MODIFIERS["pvc"][1]
    spec.absorption = units.number(value, example)
    if not 0.0 <= spec.absorption <= MOST_ABSORPTION:
        raise SpecError("pvc '%s' is not from 0 to %g a decade" % (value, MOST_ABSORPTION), example)


def _film(spec: "CableSpec", value: str) -> None:
    """A contact behind an oxide film, as resistive as given until a voltage breaks it."""
    example = MODIFIERS["film"][1]
    where, colon, ohm = value.rpartition(":")
    if not colon:
        raise SpecError("film '%s' does not say how many ohm" % value, example)
    letter, place = at(where, Place(end="A"), example)
    if not place.in_plug():
        raise SpecError("a film is on a plug's contact, not along the cable", example)
    spec.faults.append(Fault("film", letters(letter, 1, example), place, units.ohm(ohm, example)))


MODIFIERS: "Modifiers" = {
    "pvc": (_pvc, "pvc=0.05"),
    "film": (_film, "film=T@A:200ohm"),
}

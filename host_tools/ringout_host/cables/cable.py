"""One definition of a cable: for those that are sold, a user's own, and learned ones."""

from dataclasses import dataclass, field

from ringout_host.cables.plugs import name_of, pin_of
from ringout_host.sim.components import CAPACITOR, DIODE, RESISTOR, Component
from ringout_host.sim.copper import Copper, built
from ringout_host.sim.copper import contacts_of as contacts_of

SCHEMA = 1
MOST_PART_NUMBER = 24  # characters
SHELL_RULES = ("must", "must not", "either")  # a shell joined to pin 1 of its plug; usual: either
USUAL_TOLERANCE = {RESISTOR: 0.1, CAPACITOR: 0.2, DIODE: 0.25}
SHAPE = {RESISTOR: "ohm", CAPACITOR: "pf", DIODE: "volt"}  # key of its value on the wire


def _is_bond(wire: str, end: str) -> bool:
    return sorted(contacts_of(wire)) == [f"{end}.S", f"{end}.SH"]


@dataclass(frozen=True)
class Plug:
    """kind: of `plugs.PLUGS`, None until a person names it. pins: what is read at its contacts
    where that differs from the kind's."""

    kind: str | None = None
    pins: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What a person calls it."""
        return name_of(self.kind)

    def pin(self, letter: str) -> str:
        """What is read at a contact, such as "2" for the T of an XLR plug."""
        return self.pins.get(letter) or pin_of(self.kind, letter)


@dataclass(frozen=True)
class Part:
    """A component between two contacts, in a conductor ("A.T", "B.T") or inside one plug. Of a
    diode the first is the anode. mark: "-" or "=" for a conductor, "~" inside a plug. tolerance:
    a fraction."""

    ends: tuple[str, str]
    component: Component
    tolerance: float
    mark: str

    @property
    def at(self) -> str:
        """As a cable file has it."""
        return "-".join(self.ends)

    @property
    def value(self) -> float:
        """Ohm, picofarad or volt."""
        scale = 1e12 if self.component.kind == CAPACITOR else 1.0
        return float(self.component.value * scale)


@dataclass(frozen=True)
class Mistake:
    """A way in which this cable is known to be made wrong: its wires then, and a sentence."""

    wires: tuple[str, ...]
    says: str


@dataclass(frozen=True)
class Cable:
    """A whole definition. wires: bare conductors and bridges as a spec writes them, parts apart.
    shells: by end, one of SHELL_RULES. Lengths in metres; limits: leg_ohm, pf_per_ft, alike where
    like legs are compared too. adapter_ohm, adapter_pf: what two adapters together add to a leg and
    between two conductors."""

    id: str
    name: str
    wires: tuple[str, ...]
    plugs: dict[str, Plug] = field(default_factory=dict)
    part_number: str = ""
    shells: dict[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    limits: dict[str, float] = field(default_factory=dict)
    length_m: float | None = None
    adapter_ohm: float | None = None
    adapter_pf: float | None = None
    stock: str | None = None
    mistakes: tuple[Mistake, ...] = ()
    notes: str = ""

    @property
    def ends(self) -> str:
        """Its plugs, such as "AB"."""
        named = {contact[0] for wire in self.wires for contact in contacts_of(wire)}
        named |= {contact[0] for part in self.parts for contact in part.ends}
        return "".join(sorted(named | set(self.plugs)))

    def plug(self, end: str) -> Plug:
        """The plug at an end."""
        return self.plugs.get(end, Plug())

    def copper(self) -> Copper:
        """The same for the simulator, with what the plugs' shapes bridge."""
        bonds = [
            f"{end}.SH~{end}.S"
            for end, rule in sorted(self.shells.items())
            if rule == SHELL_RULES[0] and not any(_is_bond(wire, end) for wire in self.wires)
        ]
        text = [
            *self.wires,
            *bonds,
            *(f"{p.mark.join(p.ends)}:{p.component.text}" for p in self.parts),
        ]
        kinds = {end: self.plug(end).kind for end in self.ends}
        return built(self.id, " ".join(text), kinds)

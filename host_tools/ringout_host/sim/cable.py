"""A cable as a circuit: conductors, their capacitances spread over the length, and faults.

Nodes 0..10 of the network are the tester's contacts, in the order of `pinmap.CONTACTS`; those of
an expander lie together further up. A
conductor is cut wherever something happens along it; each piece is a resistor with half of
its capacitances at either end. Finer sections would change nothing the tester can see: a
hundred metres are 8 ohm x 10 nF = 80 ns long, and it samples every 2000 ns.

One file: where a conductor is cut, what is put between its pieces and what goes to its contacts
stamp one network, in that order.
"""

from ringout.board.pinmap import EVERY_CONTACT, LINES
from ringout_host.sim import components
from ringout_host.sim.copper import bundles
from ringout_host.sim.junctions import LEAK_OHM, Junction
from ringout_host.sim.moving import KINDS, crackle_ohm
from ringout_host.sim.stocks import per_metre

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringout_host.sim.circuit import Network
    from ringout_host.sim.components import Component
    from ringout_host.sim.copper import Copper, Wire
    from ringout_host.sim.kinds import Sine
    from ringout_host.sim.modifiers.faults import Fault
    from ringout_host.sim.modifiers.places import Place
    from ringout_host.sim.spec import CableSpec

JACK_OHM = 0.008  # plug contact to jack contact, each
LINK_OHM = 0.004  # a bridge inside a plug
ROOM_F = 0.2e-12  # of each piece to the room; the tester floats, so it sees little of it
PIERCED_OHM = 0.03  # an oxide film after it has broken down
ABSORPTION_S = (1e-5, 1e-4, 1e-3, 1e-2)  # decades that a capture of 4 us to 6 ms can tell
_IN_THE_WAY = ("open", "joint", "swap", "intermittent", "crackle")
_BEHIND = 1e-6  # of the length, between two of them at one place
PLUG_PF = 1.0  # between any two contacts of a plug


class Conductor:
    """One wire of a bundle: contacts at both ends (None where it hangs) and its nodes."""

    def __init__(self, wire: "Wire", ohm_per_m: float) -> None:
        self.wire = wire
        self.kind = wire.kind
        self.near, self.far = wire.ends
        self.part = wire.part
        self.ohm_per_m = ohm_per_m
        self.left: list[int] = []
        self.right: list[int] = []  # node left and right of every cut

    def letter(self, place: "Place") -> str | None:
        """The letter a fault at this place knows the conductor by, or None."""
        return self.wire.letter(place)


class Cable:
    """Adds a cable spec to a network. states: of its moving contacts right now (moving.py), in
    the order of the spec; all are at rest if there are none. pierced: faults whose oxide film
    has broken down. digital: the node of the expander's first line, None where none is fitted."""

    def __init__(
        self,
        spec: "CableSpec",
        network: "Network",
        states: tuple[int, ...] = (),
        pierced: "tuple[Fault, ...]" = (),
        digital: int | None = None,
    ) -> None:
        self.spec, self.network = spec, network
        self._digital = digital
        self.cs, self.cc, core, shield = per_metre(spec.stock)
        self.cs = spec.overrides.get("cs", self.cs)
        self.cc = spec.overrides.get("cc", self.cc)
        self.core_ohm = spec.overrides.get("core", core)
        self.shield_ohm = spec.overrides.get("shield", shield)
        self.faults = list(spec.faults)
        moving = [fault for fault in self.faults if fault.kind in KINDS]
        self._states = {fault: state for fault, state in zip(moving, states)}
        self.pierced = pierced
        self.films: "dict[Fault, tuple[int, int]]" = {}  # nodes across a film that is whole
        self._plug_nodes: dict[int, int] = {}  # contact of an unplugged plug -> its floating node
        self._lugs: dict[
            int, int
        ] = {}  # contact -> its solder lug, where a short in the plug joins
        self.bundles: list[tuple[str, list[Conductor]]] = []  # (ends such as "AB", conductors)
        self.junctions: list[Junction] = []  # diodes
        self.sines: "list[Sine]" = []  # (node, ampere, hertz, phase): what the cable picks up
        for live in spec.live:
            for line in [line for pair in live.places for line in pair if line is not None]:
                if line >= LINES:
                    self._plug(line)
        if spec.wiring is not None:
            self._build(spec.wiring)
        for end, ohm in spec.plugs:
            self._reference_plug(end, ohm)

    def _reference_plug(self, end: str, ohm: float) -> None:
        """All contacts of a jack on one node, the tip over a resistor."""
        node = self._float(ROOM_F)
        for line in range(LINES):
            if EVERY_CONTACT[line][0] == end:
                series = ohm if EVERY_CONTACT[line].endswith(".T") else 0.0
                self.network.resistor(line, node, JACK_OHM + series)

    def _plug(self, contact: int) -> int:
        """Node of a plug's contact: the tester's own contact in the jack that the plug is in,
        unless that end is unplugged, the jack has no such contact or a shell is coated."""
        end, letter = EVERY_CONTACT[contact].split(".")
        node = None
        if end not in self.spec.unplugged and not (letter == "SH" and end in self.spec.coated):
            node = self._jack_node(self.spec.jacks.get(end, end) + "." + letter)
        if node is not None:
            return node
        if contact not in self._plug_nodes:
            self._plug_nodes[contact] = self._float(0.5e-12)
        return self._plug_nodes[contact]

    def _jack_node(self, name: str) -> int | None:
        """Node of the tester's own contact, None where it has none of that name."""
        line = EVERY_CONTACT.index(name) if name in EVERY_CONTACT else None
        if line is None or line < LINES:
            return line
        return None if self._digital is None else self._digital + line - LINES

    def node_of(self, contact: int) -> int | None:
        """Node of a contact that something outside of the tester is connected to: that of the jack,
        or of a plug that is in none."""
        if contact in self._plug_nodes:
            return self._plug_nodes[contact]
        return self._jack_node(EVERY_CONTACT[contact])

    def _float(self, farad: float) -> int:
        """A new node that leaks a little, as everything does."""
        node = self.network.add_node()
        self.network.capacitor(node, None, farad)
        self.network.resistor(node, None, 1e12)
        return node

    def _build(self, copper: "Copper") -> None:
        for ends, wires in bundles(copper):
            ohms = {"core": self.core_ohm, "shield": self.shield_ohm}
            self.bundles.append((ends, [Conductor(wire, ohms[wire.kind]) for wire in wires]))
        for bridge in copper.bridges:
            first, last = self._plug(bridge.ends[0]), self._plug(bridge.ends[1])
            if bridge.part is None:
                self.network.resistor(first, last, LINK_OHM + JACK_OHM)
            else:
                self._part(first, last, bridge.part)
        for end in copper.ends:
            self._plug_capacitance(end)
        for live in self.spec.live:
            for line in [line for pair in live.places for line in pair if line is not None]:
                if EVERY_CONTACT[line][0] in self.spec.unplugged:
                    self._plug(line)
        self._short_lugs()
        for end, letters, part in self.spec.parts:
            self._part(self._lug(end, letters[0]), self._lug(end, letters[1]), part)
        for ends, bundle in self.bundles:
            self._lay(ends, bundle)
        self._hum()

    def _part(self, first: int, last: int, part: "Component") -> None:
        """An electronic part between two nodes."""
        if part.is_turned:
            first, last = last, first
        if part.kind == components.RESISTOR:
            self.network.resistor(first, last, part.value)
        elif part.kind == components.CAPACITOR:
            self.network.capacitor(first, last, part.value)
        else:
            self.junctions.append(Junction(first, last, part.value, part.series_ohm))
            self.network.capacitor(first, last, part.farad)
            self.network.resistor(first, last, LEAK_OHM)

    def _lug(self, end: str, letter: str) -> int:
        """Node of a contact's solder lug, behind the jack's contact."""
        contact = EVERY_CONTACT.index(end + "." + letter)
        if contact not in self._lugs:
            self._lugs[contact] = self._float(ROOM_F)
            self.network.resistor(self._plug(contact), self._lugs[contact], JACK_OHM)
        return self._lugs[contact]

    def _short_lugs(self) -> None:
        """Shorts between lugs of one plug: behind the jack's contacts, as the cable is."""
        for fault in self.faults:
            if not fault.place.in_plug() or fault.kind not in ("short", "leak", "touch"):
                continue
            first, last = [self._lug(fault.place.plug, letter) for letter in fault.letters]
            if self._joins(fault):
                self.network.resistor(first, last, fault.ohm)

    def _joins(self, fault: "Fault") -> bool:
        """True for a fault that joins two conductors right now."""
        return fault.kind in ("short", "leak") or fault.kind == "touch" and self._moved(fault) != 0

    def _moved(self, fault: "Fault") -> int:
        return self._states.get(fault, 0)

    def _plug_capacitance(self, end: str) -> None:
        nodes = [
            self._plug(i)
            for i in range(LINES)
            if EVERY_CONTACT[i][0] == end and EVERY_CONTACT[i][2:] in ("T", "R", "S")
        ]
        for i in range(len(nodes)):
            for j in range(i):
                self.network.capacitor(nodes[i], nodes[j], PLUG_PF * 1e-12)

    def _here(self, ends: str, bundle: "list[Conductor]") -> "list[tuple[float, Fault]]":
        """Faults along this bundle, as (fraction, fault). What lies in the way of a conductor where
        something else does already lies behind it."""
        found = []
        taken: set[float] = set()
        length_m = self.spec.leg_m(ends)
        for fault in self.faults:
            if fault.place.in_plug() or fault.kind == "core":
                continue
            if fault.place.runs_in(ends, [c.wire for c in bundle], fault.letters):
                at = fault.place.along(length_m, ends)
                if fault.kind in _IN_THE_WAY:
                    step = _BEHIND if at < 0.5 else -_BEHIND
                    while at in taken:
                        at += step
                    taken.add(at)
                found.append((at, fault))
        return sorted(found, key=lambda item: item[0])

    def _lay(self, ends: str, bundle: "list[Conductor]") -> None:
        """Give every conductor its nodes, resistors and capacitors."""
        length_m = self.spec.leg_m(ends)
        along = self._here(ends, bundle)
        cuts = sorted(set([0.0, 1.0] + [x for x, _ in along]))
        for conductor in bundle:
            self._lay_conductor(conductor, cuts, along)
        for position, fault in along:
            if fault.kind == "swap":
                self._swap(bundle, cuts.index(position), fault)
        for conductor in bundle:
            self._connect(conductor, length_m, cuts)
        for position, fault in along:
            if self._joins(fault):
                k = cuts.index(position)
                nodes = [self._named(bundle, fault, x).right[k] for x in fault.letters]
                self.network.resistor(nodes[0], nodes[1], fault.ohm)
        self._couple(bundle, length_m, cuts)

    def _named(self, bundle: "list[Conductor]", fault: "Fault", letter: str) -> Conductor:
        for conductor in bundle:
            if conductor.letter(fault.place) == letter:
                return conductor
        raise KeyError(letter)

    def _lay_conductor(
        self, conductor: Conductor, cuts: list[float], along: "list[tuple[float, Fault]]"
    ) -> None:
        broken: "dict[float, list[Fault]]" = {}
        for position, fault in along:
            if conductor.letter(fault.place) in fault.letters:
                broken.setdefault(position, []).append(fault)
        for position in cuts:
            left = self._float(ROOM_F)
            right = left
            for fault in broken.get(position, ()):
                if fault.kind in ("open", "intermittent", "joint", "crackle"):
                    right = self._float(ROOM_F)
                    if fault.kind == "joint":
                        self.network.resistor(left, right, fault.ohm)
                    elif fault.kind == "crackle":
                        self.network.resistor(left, right, crackle_ohm(fault, self._moved(fault)))
                    elif fault.kind == "intermittent" and not self._moved(fault):
                        # the same nodes as broken: their charge outlives the change
                        self.network.resistor(left, right, LINK_OHM)
                elif fault.kind == "swap":
                    right = self._float(ROOM_F) if right is left else right
            conductor.left.append(left)
            conductor.right.append(right)

    def _swap(self, bundle: "list[Conductor]", k: int, fault: "Fault") -> None:
        """A splice that exchanges two conductors: each left end meets the other's right."""
        first, second = [self._named(bundle, fault, x) for x in fault.letters]
        self.network.resistor(first.left[k], second.right[k], JACK_OHM)
        self.network.resistor(second.left[k], first.right[k], JACK_OHM)

    def _connect(self, conductor: Conductor, length_m: float, cuts: list[float]) -> None:
        """Resistance along the conductor and its joints to the plugs' contacts."""
        doubled = any(
            f.kind == "core" and conductor.letter(f.place) in f.letters for f in self.faults
        )
        per_m = conductor.ohm_per_m * (2.0 if doubled else 1.0)
        for k in range(len(cuts) - 1):
            ohm = per_m * (cuts[k + 1] - cuts[k]) * length_m
            self.network.resistor(conductor.right[k], conductor.left[k + 1], max(ohm, 1e-4))
        near, ohm, part = conductor.left[0], 0.0, conductor.part
        if part is not None and part.kind == components.RESISTOR:
            ohm = part.value
        elif part is not None:
            near = self._float(ROOM_F)
            self._part(near, conductor.left[0], part)
        self._terminate(conductor, conductor.near, near, ohm)
        self._terminate(conductor, conductor.far, conductor.right[-1], 0.0)

    def _terminate(self, conductor: Conductor, contact: int | None, node: int, ohm: float) -> None:
        """Solder one end of a conductor into its plug, with whatever is wrong in there."""
        if contact is None:
            return
        film = None
        end, letter = EVERY_CONTACT[contact].split(".")
        for fault in self.faults:
            if not fault.place.in_plug() or fault.place.end != end:
                continue
            if fault.kind == "swap" and letter in fault.letters:
                letter = fault.letters[1 - fault.letters.index(letter)]
            elif fault.kind == "intermittent" and not self._moved(fault):
                continue
            elif fault.kind in ("open", "intermittent") and letter in fault.letters:
                return
            elif fault.kind == "joint" and letter in fault.letters:
                ohm += fault.ohm
            elif fault.kind == "crackle" and letter in fault.letters:
                ohm += crackle_ohm(fault, self._moved(fault))
            elif fault.kind == "film" and letter in fault.letters:
                ohm += PIERCED_OHM if fault in self.pierced else fault.ohm
                film = fault
        contact = EVERY_CONTACT.index(end + "." + letter)
        if film is not None and film not in self.pierced:
            self.films[film] = (self._plug(contact), node)
        if contact in self._lugs:
            self.network.resistor(self._lugs[contact], node, max(ohm, 1e-4))
        else:
            self.network.resistor(self._plug(contact), node, JACK_OHM + ohm)

    def _couple(self, bundle: "list[Conductor]", length_m: float, cuts: list[float]) -> None:
        """Capacitance between every two conductors, half of each piece at either end."""
        pairs = self.pairs(bundle)
        for i, j, pf_per_m in pairs:
            for k in range(len(cuts) - 1):
                half = 0.5e-12 * pf_per_m * (cuts[k + 1] - cuts[k]) * length_m
                self._insulate(bundle[i].right[k], bundle[j].right[k], half)
                self._insulate(bundle[i].left[k + 1], bundle[j].left[k + 1], half)

    def _insulate(self, a: int, b: int, farad: float) -> None:
        """Capacitance between two nodes, and what its insulation takes up later: a resistor and
        a capacitor for every decade of time."""
        self.network.capacitor(a, b, farad)
        late = farad * self.spec.absorption
        for tau_s in ABSORPTION_S if late else ():
            inside = self._float(ROOM_F * 0.01)
            self.network.resistor(a, inside, tau_s / late)
            self.network.capacitor(inside, b, late)

    def pairs(self, bundle: "list[Conductor]") -> list[tuple[int, int, float]]:
        """(i, j, pF per metre) of every two conductors of a bundle."""
        found = []
        for i in range(len(bundle)):
            for j in range(i):
                shields = [c for c in (bundle[i], bundle[j]) if c.kind == "shield"]
                if len(shields) == 1:
                    core = bundle[j] if bundle[i].kind == "shield" else bundle[i]
                    first = next(c for c in bundle if c.kind == "core")
                    share = self.spec.imbalance / 2.0 * (1.0 if core is first else -1.0)
                    found.append((i, j, self.cs * (1.0 + share)))
                else:
                    found.append((i, j, self.cc))
        return found

    def _hum(self) -> None:
        """Current picked up from the mains: by cores, unless a connected shield is round them."""
        ampere, hertz = self.spec.hum
        if not ampere:
            return
        for _, bundle in self.bundles:
            shielded = any(c.kind == "shield" and c.near is not None for c in bundle)
            for conductor in bundle:
                if conductor.kind == "core":
                    share = 0.01 if shielded else 1.0
                    self.sines.append((conductor.left[0], ampere * share, hertz, 0.3))

    def truth_pf(self) -> dict[str, float]:
        """What this cable really has, by pair of A-end letters of its first bundle, in pF."""
        if not self.bundles:
            return {}
        ends, bundle = self.bundles[0]
        named = {}
        for i, j, pf_per_m in self.pairs(bundle):
            contacts = [c.far if c.near is None else c.near for c in (bundle[j], bundle[i])]
            names = [EVERY_CONTACT[contact][2:] for contact in contacts if contact is not None]
            named["-".join(names)] = pf_per_m * self.spec.leg_m(ends)
        return named

    def plugs_pf(self, first: str, second: str) -> float:
        """What the plugs add between two letters at all ends: the tester sees it as cable."""
        total = 0.0
        copper = self.spec.wiring
        if copper is None:
            return total
        for end in copper.ends:
            groups = [_together(copper, end, letter) for letter in (first, second)]
            total += PLUG_PF * len(groups[0]) * len(groups[1])
        return total


def _together(copper: "Copper", end: str, letter: str) -> set[str]:
    """Letters of T, R, S that a plug joins to one of them, that one with it."""
    letters = set([letter])
    for lines in copper.joined(end):
        names = set(EVERY_CONTACT[line].split(".")[1] for line in lines)
        if letter in names:
            letters |= names
    return letters & set(("T", "R", "S"))

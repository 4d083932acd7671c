"""A cable as a circuit: conductors, their capacitances spread over the length, and faults.

Nodes 0..10 of the network are the tester's contacts, in the order of `pinmap.CONTACTS`. A
conductor is cut wherever something happens along it; each piece is a resistor with half of
its capacitances at either end. Finer sections would change nothing the tester can see: a
hundred metres are 8 ohm x 10 nF = 80 ns long, and it samples every 2000 ns.
"""

from ringout.board.pinmap import CONTACTS, LINES
from ringout_host.sim.moving import KINDS, crackle_ohm
from ringout_host.sim.stocks import per_metre

JACK_OHM = 0.008  # plug contact to jack contact, each
LINK_OHM = 0.004  # a bridge inside a plug
ROOM_F = 0.2e-12  # of each piece to the room; the tester floats, so it sees little of it
PIERCED_OHM = 0.03  # an oxide film after it has broken down
ABSORPTION_S = (1e-5, 1e-4, 1e-3, 1e-2)  # decades that a capture of 4 us to 6 ms can tell
PLUG_PF = 1.0  # between any two contacts of a plug


class Conductor:
    """One wire of a bundle: contacts at both ends (None where it hangs) and its nodes."""

    def __init__(self, wire, near, far, ohm_per_m):
        self.kind = "shield" if wire.kind == "shield" else "core"
        self.near, self.far = near, far
        self.series_ohm = wire.ohm
        self.ohm_per_m = ohm_per_m
        self.left, self.right = [], []  # node left and right of every cut

    def letter(self, place):
        """The letter a fault at this place knows the conductor by, or None."""
        if place.in_plug() and place.end != "A":
            contact = self.far
        else:
            contact = self.far if self.near is None else self.near
        return None if contact is None else CONTACTS[contact].split(".")[1]


class Cable:
    """Adds a cable spec to a network. states: of its moving contacts right now (moving.py), in
    the order of the spec; all are at rest if there are none. pierced: faults whose oxide film
    has broken down."""

    def __init__(self, spec, network, states=(), pierced=()):
        self.spec, self.network = spec, network
        self.cs, self.cc, core, shield = per_metre(spec.stock)
        self.cs = spec.overrides.get("cs", self.cs)
        self.cc = spec.overrides.get("cc", self.cc)
        self.core_ohm = spec.overrides.get("core", core)
        self.shield_ohm = spec.overrides.get("shield", shield)
        self.faults = list(spec.faults)
        moving = [fault for fault in self.faults if fault.kind in KINDS]
        self._states = {fault: state for fault, state in zip(moving, states)}
        self.pierced = pierced
        self.films = {}  # fault -> (node, node) across a film that is whole
        self._plug_nodes = {}  # contact of an unplugged plug -> its floating node
        self._lugs = {}  # contact -> its solder lug, where a short in the plug joins
        self.bundles = []
        self.sines = []  # (node, ampere, hertz, phase): what the cable picks up
        if spec.wiring is not None:
            self._build()
        for end, ohm in spec.plugs:
            self._reference_plug(end, ohm)

    def _reference_plug(self, end, ohm):
        """All contacts of a jack on one node, the tip over a resistor."""
        node = self._float(ROOM_F)
        for line in range(LINES):
            if CONTACTS[line][0] == end:
                series = ohm if CONTACTS[line].endswith(".T") else 0.0
                self.network.resistor(line, node, JACK_OHM + series)

    def _plug(self, contact):
        """Node of a plug's contact: the tester's own contact, unless that end is unplugged."""
        if contact is None:
            return self._float(0.2e-12)
        if CONTACTS[contact][0] not in self.spec.unplugged:
            return contact
        if contact not in self._plug_nodes:
            self._plug_nodes[contact] = self._float(0.5e-12)
        return self._plug_nodes[contact]

    def _float(self, farad):
        """A new node that leaks a little, as everything does."""
        node = self.network.add_node()
        self.network.capacitor(node, None, farad)
        self.network.resistor(node, None, 1e12)
        return node

    def _build(self):
        wiring = self.spec.wiring
        for far_end in "BC"[: len(wiring.plugs) - 1]:
            self.bundles.append((far_end, self._bundle(wiring, far_end)))
        for first, last in wiring.links:
            self.network.resistor(self._plug(first), self._plug(last), LINK_OHM + JACK_OHM)
        for wire in wiring.wires:
            if wire.kind == "link":
                first, last = self._plug(wire.ends[0]), self._plug(wire.ends[1])
                self.network.resistor(first, last, LINK_OHM + JACK_OHM)
        for end in "ABC"[: len(wiring.plugs)]:
            self._plug_capacitance(end)
        self._short_lugs()
        for far_end, bundle in self.bundles:
            self._lay(far_end, bundle)
        self._hum()

    def _short_lugs(self):
        """Shorts between lugs of one plug: behind the jack's contacts, as the cable is."""
        for fault in self.faults:
            if not fault.place.in_plug() or fault.kind not in ("short", "leak", "touch"):
                continue
            for letter in fault.letters:
                contact = CONTACTS.index(fault.place.end + "." + letter)
                if contact not in self._lugs:
                    self._lugs[contact] = self._float(ROOM_F)
                    self.network.resistor(self._plug(contact), self._lugs[contact], JACK_OHM)
            if self._joins(fault):
                first, last = [
                    self._lugs[CONTACTS.index(fault.place.end + "." + letter)]
                    for letter in fault.letters
                ]
                self.network.resistor(first, last, fault.ohm)

    def _joins(self, fault):
        """True for a fault that joins two conductors right now."""
        return fault.kind in ("short", "leak") or fault.kind == "touch" and self._moved(fault)

    def _moved(self, fault):
        return self._states.get(fault, 0)

    def _bundle(self, wiring, far_end):
        conductors = []
        for wire in wiring.wires:
            if wire.kind == "link":
                continue
            near, far = wire.ends
            if far is not None and CONTACTS[far][0] != far_end:
                continue
            if far is None and far_end != "B":
                continue
            ohm = self.shield_ohm if wire.kind == "shield" else self.core_ohm
            conductors.append(Conductor(wire, near, far, ohm))
        return conductors

    def _plug_capacitance(self, end):
        nodes = [
            self._plug(i)
            for i in range(LINES)
            if CONTACTS[i][0] == end and CONTACTS[i][2:] in ("T", "R", "S")
        ]
        for i in range(len(nodes)):
            for j in range(i):
                self.network.capacitor(nodes[i], nodes[j], PLUG_PF * 1e-12)

    def _here(self, far_end, bundle):
        """Faults along this bundle, as (fraction, fault)."""
        found = []
        for fault in self.faults:
            if fault.place.in_plug() or fault.kind == "core":
                continue
            wanted = fault.place.end if fault.place.end in ("B", "C") else None
            present = [c.letter(fault.place) for c in bundle]
            if wanted not in (None, far_end) or any(x not in present for x in fault.letters):
                continue
            found.append((fault.place.along(self.spec.length_m), fault))
        return sorted(found, key=lambda item: item[0])

    def _lay(self, far_end, bundle):
        """Give every conductor its nodes, resistors and capacitors."""
        along = self._here(far_end, bundle)
        cuts = sorted(set([0.0, 1.0] + [x for x, _ in along]))
        for conductor in bundle:
            self._lay_conductor(conductor, cuts, along)
        for position, fault in along:
            if fault.kind == "swap":
                self._swap(bundle, cuts.index(position), fault)
        for conductor in bundle:
            self._connect(conductor, bundle, cuts)
        for position, fault in along:
            if self._joins(fault):
                k = cuts.index(position)
                nodes = [self._named(bundle, fault, x).right[k] for x in fault.letters]
                self.network.resistor(nodes[0], nodes[1], fault.ohm)
        self._couple(bundle, cuts)

    def _named(self, bundle, fault, letter):
        for conductor in bundle:
            if conductor.letter(fault.place) == letter:
                return conductor
        raise KeyError(letter)

    def _lay_conductor(self, conductor, cuts, along):
        broken = {}
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

    def _swap(self, bundle, k, fault):
        """A splice that exchanges two conductors: each left end meets the other's right."""
        first, second = [self._named(bundle, fault, x) for x in fault.letters]
        self.network.resistor(first.left[k], second.right[k], JACK_OHM)
        self.network.resistor(second.left[k], first.right[k], JACK_OHM)

    def _connect(self, conductor, bundle, cuts):
        """Resistance along the conductor and its joints to the plugs' contacts."""
        doubled = any(
            f.kind == "core" and conductor.letter(f.place) in f.letters for f in self.faults
        )
        per_m = conductor.ohm_per_m * (2.0 if doubled else 1.0)
        for k in range(len(cuts) - 1):
            ohm = per_m * (cuts[k + 1] - cuts[k]) * self.spec.length_m
            self.network.resistor(conductor.right[k], conductor.left[k + 1], max(ohm, 1e-4))
        self._terminate(conductor, conductor.near, conductor.left[0], conductor.series_ohm)
        self._terminate(conductor, conductor.far, conductor.right[-1], 0.0)

    def _terminate(self, conductor, contact, node, ohm):
        """Solder one end of a conductor into its plug, with whatever is wrong in there."""
        if contact is None:
            return
        film = None
        end, letter = CONTACTS[contact].split(".")
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
        contact = CONTACTS.index(end + "." + letter)
        if film is not None and film not in self.pierced:
            self.films[film] = (self._plug(contact), node)
        if contact in self._lugs:
            self.network.resistor(self._lugs[contact], node, max(ohm, 1e-4))
        else:
            self.network.resistor(self._plug(contact), node, JACK_OHM + ohm)

    def _couple(self, bundle, cuts):
        """Capacitance between every two conductors, half of each piece at either end."""
        pairs = self.pairs(bundle)
        for i, j, pf_per_m in pairs:
            for k in range(len(cuts) - 1):
                half = 0.5e-12 * pf_per_m * (cuts[k + 1] - cuts[k]) * self.spec.length_m
                self._insulate(bundle[i].right[k], bundle[j].right[k], half)
                self._insulate(bundle[i].left[k + 1], bundle[j].left[k + 1], half)

    def _insulate(self, a, b, farad):
        """Capacitance between two nodes, and what its insulation takes up later: a resistor and
        a capacitor for every decade of time."""
        self.network.capacitor(a, b, farad)
        late = farad * self.spec.absorption
        for tau_s in ABSORPTION_S if late else ():
            inside = self._float(ROOM_F * 0.01)
            self.network.resistor(a, inside, tau_s / late)
            self.network.capacitor(inside, b, late)

    def pairs(self, bundle):
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

    def _hum(self):
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

    def truth_pf(self):
        """What this cable really has, by pair of A-end letters of its first bundle, in pF."""
        if not self.bundles:
            return {}
        bundle = self.bundles[0][1]
        named = {}
        for i, j, pf_per_m in self.pairs(bundle):
            contacts = [c.far if c.near is None else c.near for c in (bundle[j], bundle[i])]
            names = [CONTACTS[contact][2:] for contact in contacts]
            named["-".join(names)] = pf_per_m * self.spec.length_m
        return named

    def plugs_pf(self, first, second):
        """What the plugs add between two letters at all ends: the tester sees it as cable."""
        letters = ("T", "R", "S")
        if first not in letters or second not in letters:
            return 0.0
        links = [sorted(CONTACTS[k][2:] for k in pair) for pair in self.spec.wiring.links]
        joined = 2.0 if links and ["R", "S"] in links and "R" not in (first, second) else 1.0
        return joined * PLUG_PF * len(self.spec.wiring.plugs)

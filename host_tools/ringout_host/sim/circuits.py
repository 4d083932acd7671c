"""The circuits that a bench may be: one cable at one front end, in every state of its moving
contacts, oxide films, diodes, clamps, drivers, mux and sources. Each is made once."""

from ringout_host.sim.cable import Cable
from ringout_host.sim.circuit import Body, Network, Shunts
from ringout_host.sim.junctions import Junctions
from ringout_host.sim.modes import modes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringout_host.sim.front_end import FrontEnd
    from ringout_host.sim.kinds import Config, Sine
    from ringout_host.sim.modes import Modes
    from ringout_host.sim.modifiers.faults import Fault
    from ringout_host.sim.outside import Outside
    from ringout_host.sim.spec import CableSpec

    States = tuple[int, ...]  # of the moving contacts, as moving.Moving.at gives them
    Films = tuple[Fault, ...]  # oxide films that a voltage has broken
    Conducting = tuple[bool, ...]  # of the diodes, as Junctions.states gives them

CLAMP_V = 0.6  # BAV199 above 3V3 and below ground
CLAMP_OHM = 335.0  # the force resistor in front of it


class Circuits:
    """spec: the cable. `outside` and `touched`, the sources that are no part of it, are the
    bench's to set before it asks for `modes`."""

    outside: "Outside"
    touched: "list[Sine]"

    def __init__(self, front_end: "FrontEnd", spec: "CableSpec") -> None:
        self._front_end = front_end
        self._spec = spec
        self._networks: "dict[tuple[States, Films], tuple[Network, Cable]]" = {}
        self._bodies: "dict[tuple, tuple[Body, list[float], Cable]]" = {}

    def network(self, states: "States", pierced: "Films") -> tuple[Network, Cable]:
        """Board and cable, before mux, drivers and diodes."""
        key = (states, pierced)
        if key not in self._networks:
            network = Network(self._front_end.nodes)
            self._front_end.stamp_board(network)
            lines = self._front_end.expander
            digital = None if lines is None else lines.first
            cable = Cable(self._spec, network, states, pierced, digital)
            self._networks[key] = (network, cable)
        return self._networks[key]

    def modes(
        self,
        states: "States",
        pierced: "Films",
        conducting: "Conducting",
        config: "Config",
        clamps: list[int],
        live: tuple[int, ...],
    ) -> "Modes":
        """All of it. clamps: 1 where a contact's diode conducts to 3V3, -1 to ground, 0 neither.
        live: indices of the sources that are there."""
        body, dc, cable = self._body(states, pierced, conducting, config["channel"])
        dc = dc[:]
        shunts, front_end = Shunts(body.n), self._front_end
        front_end.stamp_charge(shunts, dc, config["hi"], config["lo"])
        front_end.stamp_lines(shunts, dc, config["high"], config["low"], config["pull_down"])
        if front_end.expander is not None:
            front_end.expander.stamp_drive(
                shunts, dc, front_end.vdd, config["x_high"], config["x_low"], config["x_pull"]
            )
        sines = list(cable.sines) + self.touched
        self.outside.stamp(shunts, dc, sines, live)
        for clamp, node in zip(clamps, front_end.contact_nodes):
            if clamp:
                rail = front_end.vdd + CLAMP_V if clamp > 0 else -CLAMP_V
                shunts.resistor(node, None, CLAMP_OHM)
                dc[node] += rail / CLAMP_OHM
        return modes(body, shunts, dc, sines)

    def _body(
        self, states: "States", pierced: "Films", conducting: "Conducting", channel: int
    ) -> tuple[Body, list[float], Cable]:
        """Cable, board and the mux at its channel, with the capacitances factored."""
        key = (states, pierced, conducting, channel)
        if key not in self._bodies:
            base, cable = self.network(states, pierced)
            network = base.copy()
            dc = [0.0] * network.n
            self._front_end.stamp_mux(network, dc, channel)
            junctions = Junctions(cable.junctions)
            junctions.stamp(network, conducting)
            junctions.inject(dc, conducting)
            self._bodies[key] = (Body(network), dc, cable)
        return self._bodies[key]

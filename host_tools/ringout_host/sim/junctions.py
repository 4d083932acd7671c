"""Diodes in the circuit: open below their forward voltage, a small resistance above it.

With the state of every diode fixed the circuit is linear; `Junctions` says which states fit the
voltages, and when the first of them ends.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringout_host.sim.kinds import Resistive, Volts
    from ringout_host.sim.modes import Modes

LEAK_OHM = 2e9  # backwards
FIRST_US = 0.05  # the shortest time between two changes
LAST_US = 2e5
STEP = 1.6


class Junction:
    """A diode between two nodes. volt: where it begins to conduct; ohm: of the line above."""

    def __init__(self, anode: int, cathode: int, volt: float, ohm: float) -> None:
        self.anode, self.cathode = anode, cathode
        self.volt, self.ohm = volt, ohm


class Junctions:
    """All diodes of a cable. States are tuples of bool: conducting or not."""

    def __init__(self, junctions: list[Junction]) -> None:
        self.all = junctions

    def states(self, v: "Volts") -> tuple[bool, ...]:
        """Which conduct at these node voltages."""
        return tuple([v[j.anode] - v[j.cathode] > j.volt for j in self.all])

    def stamp(self, network: "Resistive", states: tuple[bool, ...]) -> None:
        """Add those that conduct to a network."""
        for junction, is_on in zip(self.all, states):
            if is_on:
                network.resistor(junction.anode, junction.cathode, junction.ohm)

    def inject(self, dc: list[float], states: tuple[bool, ...]) -> None:
        """Their forward voltages as currents into their nodes."""
        for junction, is_on in zip(self.all, states):
            if is_on:
                dc[junction.anode] += junction.volt / junction.ohm
                dc[junction.cathode] -= junction.volt / junction.ohm

    def change_us(
        self, modes: "Modes", y: "Volts", start_s: float, states: tuple[bool, ...]
    ) -> float:
        """Microseconds from a stretch's start until another set of diodes conducts, LAST_US at
        most. modes, y, start_s: as Modes.voltages."""
        before = after = FIRST_US
        while self.states(modes.voltages(y, start_s, after * 1e-6)) == states:
            if after > LAST_US:
                return after
            before, after = after, after * STEP
        while after - before > FIRST_US:
            middle = 0.5 * (before + after)
            if self.states(modes.voltages(y, start_s, middle * 1e-6)) == states:
                before = middle
            else:
                after = middle
        return after

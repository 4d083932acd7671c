"""What nobody soldered: capacitance between contacts, leakage of pads, clamps, mux and flux.

Leaks are resistors, each drawn once: most to ground, some to 3V3 and some to the contact beside
it. What leaks into Z is a current, as a reverse-biased junction's is. All double every 10 K.
"""

from ringout.board.pinmap import CONTACTS, LINES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringout_host.sim.circuit import Network
    from ringout_host.sim.noise import Random
    from ringout_host.sim.tester_spec import TesterSpec

SPREAD = 0.6  # of the logarithm of a leakage, one standard deviation
BESIDE = (1.0, 0.4, 0.2)  # mutual capacitance by the distance of two contacts in a jack
ACROSS = 0.1  # ... and of the same contact of two jacks: wires in one bundle
LEAST_PF = 4.0  # of a contact to ground: its GPIO alone
AT_V = 3.1  # a leakage is what flows here
NEVER_OHM = 1e12


class Parasitics:
    """spec: tester_spec.TesterSpec. whole: jack capacitance of each line over the nominal one;
    to_supply: part of each leak that goes to 3V3. random: noise.Random for the rest."""

    def __init__(
        self, random: "Random", spec: "TesterSpec", whole: list[float], to_supply: list[float]
    ) -> None:
        self.mutual_f: dict[tuple[int, int], float] = {}  # (line, line) -> farad
        self.line_f: list[float] = []  # to ground, farad
        self.ground_ohm: list[float] = []
        self.supply_ohm: list[float] = []
        self.beside_ohm: list[float] = []
        self._capacitances(random, spec, whole)
        self._leaks(random, spec, to_supply)
        warm = 2.0 ** (spec.warm_k / 10.0)
        toward = 1.0 if random.uniform() < 0.3 else -1.0  # mostly a sink
        self.z_na = toward * spec.mux_leak_na
        self.warmth = 1.0
        self._final_warmth = warm

    def warm_up(self) -> None:
        """From the temperature of calibration to that of use."""
        self.warmth = self._final_warmth

    def _capacitances(self, random: "Random", spec: "TesterSpec", whole: list[float]) -> None:
        mutual = [0.0] * LINES
        for first in range(LINES):
            for last in range(first + 1, LINES):
                share = _share(first, last)
                if share and spec.mutual_pf:
                    pf = random.spread(share * spec.mutual_pf, 0.3)
                    self.mutual_f[(first, last)] = pf * 1e-12
                    mutual[first] += pf
                    mutual[last] += pf
        for line in range(LINES):
            ground_pf = spec.jack_pf * whole[line] - mutual[line]
            self.line_f.append(max(ground_pf, LEAST_PF) * 1e-12)

    def _leaks(self, random: "Random", spec: "TesterSpec", to_supply: list[float]) -> None:
        for line in range(LINES):
            factor = 2.718281828 ** (SPREAD * max(-2.0, min(2.0, random.gauss())))
            siemens = 1e-9 * spec.line_leak_na * factor / AT_V
            self.ground_ohm.append(1.0 / max(0.75 * siemens, 1.0 / NEVER_OHM))
            self.beside_ohm.append(1.0 / max(0.25 * siemens, 1.0 / NEVER_OHM))
            self.supply_ohm.append(1.0 / max(to_supply[line] * siemens, 1.0 / NEVER_OHM))

    def stamp(self, network: "Network") -> None:
        """Capacitances and leaks of the contacts, nodes 0..10."""
        for line in range(LINES):
            network.capacitor(line, None, self.line_f[line])
            network.resistor(line, None, self.ground_ohm[line] / self.warmth)
            network.resistor(line, None, self.supply_ohm[line] / self.warmth)
            if line + 1 < LINES and CONTACTS[line][0] == CONTACTS[line + 1][0]:
                network.resistor(line, line + 1, self.beside_ohm[line] / self.warmth)
        for (first, last), farad in self.mutual_f.items():
            network.capacitor(first, last, farad)

    def sources(self, dc: list[float], vdd: float, z_node: int) -> None:
        """The currents of leaks that do not end at ground."""
        for line in range(LINES):
            dc[line] += vdd * self.warmth / self.supply_ohm[line]
        dc[z_node] += 1e-9 * self.z_na * self.warmth


def _share(first: int, last: int) -> float:
    """Of the mutual capacitance of neighbours, between two lines."""
    one, two = CONTACTS[first].split("."), CONTACTS[last].split(".")
    if one[0] == two[0]:
        return BESIDE[last - first - 1]
    return ACROSS if one[1] == two[1] and ord(two[0]) - ord(one[0]) == 1 else 0.0

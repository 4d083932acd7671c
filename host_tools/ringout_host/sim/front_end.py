"""The tester's own electronics as circuit elements, with the tolerances of one real board.

Every value starts from `ringout.board.pinmap` and is drawn once from the board's seed; what a
real board does beside its design comes from a `tester_spec`. Faults of the board itself (a broken
resistor, a dead mux) are attributes that a test may change.
"""

from ringout.board import pinmap as pin
from ringout.board.pinmap import LINES
from ringout_host.sim import linalg, tester_spec, unit
from ringout_host.sim.adc import Adc
from ringout_host.sim.converters import PROFILES
from ringout_host.sim.expander import Lines
from ringout_host.sim.noise import Random
from ringout_host.sim.parasitics import Parasitics
from ringout_host.sim.supply import Supply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ringout_host.sim.circuit import Network
    from ringout_host.sim.kinds import Config, Resistive, Volts

numpy = linalg.numpy
MUX_PIN_PF = 5.0  # each 74HC4067 channel
Z_PF = 72.0  # mux common, buffer input, charge resistors
BUFFER_LOW_V = 0.016  # the unity buffer cannot reach ground
Z_NODE = LINES  # contacts are nodes 0..10, Z comes next
CREF_NODE = LINES + 1
CREF_BIG_NODE = LINES + 2
NODES = LINES + 3  # without an expander, whose lines come after them
OPEN_OHM = 1e8  # a force path of more is open
GPIO_PER_K = 0.003  # of a transistor's on resistance
LOGIC_V = 1.5  # RP2040 input threshold at 3.3 V


class FrontEnd:
    """One board's components. Ohm, farad, volt. spec: tester_spec.TesterSpec; None: the default."""

    def __init__(self, seed: int, spec: tester_spec.TesterSpec | None = None) -> None:
        spec = spec or tester_spec.parse()
        self.spec = spec
        random, beside = Random(seed), Random(seed + 100003)
        part = random.spread
        self.vdd = part(pin.VDD_V, 0.01)
        self.gpio_ohm = [part(pin.R_GPIO_OHM, 0.25) for _ in range(LINES)]
        self.force_ohm = [
            part(pin.R_PIN_OHM, 0.01) + part(pin.R_FORCE_OHM, 0.01) for _ in range(LINES)
        ]
        self.pull_ohm = [part(pin.R_PULL_OHM, 0.2) for _ in range(LINES)]
        self.sense_ohm = [part(pin.R_SENSE_OHM, 0.01) for _ in range(pin.MUX_CHANNELS)]
        self.mux_ohm = [part(pin.R_MUX_OHM, 0.15) for _ in range(pin.MUX_CHANNELS)]
        whole = [part(1.0, 0.1) for _ in range(LINES)]
        to_supply = [part(0.1, 0.5) for _ in range(LINES)]
        self.stray = Parasitics(beside, spec, whole, to_supply)
        self.z_f = part(Z_PF, 0.08) * 1e-12
        self.chg_hi_ohm = part(pin.R_CHG_HI_OHM, 0.01)
        self.chg_lo_ohm = part(pin.R_CHG_LO_OHM, 0.01)
        self.bleed_ohm = part(pin.R_BLEED_OHM, 0.01)
        self.cref_f = part(pin.C_REF_F, pin.C_REF_TOLERANCE)
        self.cref_big_f = part(pin.C_REF_BIG_F, 0.05)
        self.buffer_low_v = part(BUFFER_LOW_V, 0.15)
        self.buffer_offset_v = 0.002 * random.gauss() / 3.0
        self.x11_gain = part(pin.X11_GAIN, 0.012)
        self.x11_mid = part(0.5, 0.006)  # of VDD
        if spec.offset_mv:
            self.x11_mid += (spec.offset_mv if beside.uniform() < 0.5 else -spec.offset_mv) / 3300.0
        self.x11_offset_v = 0.002 * random.gauss() / 3.0
        self.half = part(0.5, 0.006)
        self.adc = Adc(random, PROFILES[spec.profile(seed)])
        self.supply = Supply(beside, spec.ripple_mv / 1000.0)
        self.expander = Lines(seed, spec, NODES) if spec.expander else None
        if spec.unit is not None:
            unit.become(self, spec.unit, beside)
        # What can be broken; a test changes these and plugs again (`Bench.plug`).
        self.mux_dead = False  # no supply, or enable open: no channel conducts
        self.mux_address = (15, 0)  # address lines (that work, that are stuck high)
        self.stuck: dict[
            int, int
        ] = {}  # line -> level at which its GPIO stays, whatever it is told
        self.charge_dead = (False, False)  # CHG_HI, CHG_LO pins never drive

    def warm_up(self) -> None:
        """From the temperature of calibration to that of use; the resistors and the references
        drift too little to matter."""
        self.stray.warm_up()
        factor = 1.0 + GPIO_PER_K * self.spec.warm_k
        self.gpio_ohm = [ohm * factor for ohm in self.gpio_ohm]

    @property
    def nodes(self) -> int:
        """How many the board itself has."""
        return NODES if self.expander is None else NODES + pin.XLINES

    @property
    def contact_nodes(self) -> list[int]:
        """Nodes of all contacts, in the order of `pinmap.EVERY_CONTACT`."""
        digital = () if self.expander is None else range(NODES, self.nodes)
        return list(range(LINES)) + list(digital)

    def channel(self, wanted: int) -> int:
        """The mux channel that a wanted address really selects."""
        works, high = self.mux_address
        return wanted & works | high

    def stamp_board(self, network: "Network") -> None:
        """What is always there: capacitances, leakage, references. Nodes must exist."""
        self.stray.stamp(network)
        network.capacitor(Z_NODE, None, self.z_f)
        network.resistor(Z_NODE, None, self.bleed_ohm)
        for node, farad in ((CREF_NODE, self.cref_f), (CREF_BIG_NODE, self.cref_big_f)):
            network.capacitor(node, None, farad)
            network.resistor(node, None, 1e11)
        if self.expander is not None:
            self.expander.stamp(network)

    def stamp_mux(self, network: "Network", dc: list[float], channel: int) -> None:
        """Connect Z to a channel; the other channels' pins hang on their contacts."""
        channel = self.channel(channel)
        if self.mux_dead:
            channel = pin.MUX_OPEN
        for line in range(LINES):
            network.capacitor(Z_NODE if line == channel else line, None, MUX_PIN_PF * 1e-12)
        if channel >= LINES:
            network.capacitor(Z_NODE, None, MUX_PIN_PF * 1e-12)
        through = self.sense_ohm[channel] + self.mux_ohm[channel]
        if channel < LINES:
            network.resistor(channel, Z_NODE, through)
        elif channel == pin.MUX_CREF:
            network.resistor(CREF_NODE, Z_NODE, through)
        elif channel == pin.MUX_CREF_BIG:
            network.resistor(CREF_BIG_NODE, Z_NODE, through)
        elif channel == pin.MUX_GND:
            network.resistor(Z_NODE, None, through)
        elif channel == pin.MUX_HALF:
            network.resistor(Z_NODE, None, through + 5e3)
            dc[Z_NODE] += self.half * self.vdd / (through + 5e3)

    def stamp_charge(
        self, network: "Resistive", dc: list[float], hi: int | None, lo: int | None
    ) -> None:
        """The charge pins: 1, 0 or None for released."""
        hi_dead, lo_dead = self.charge_dead
        for level, ohm, dead in ((hi, self.chg_hi_ohm, hi_dead), (lo, self.chg_lo_ohm, lo_dead)):
            if level is not None and not dead:
                network.resistor(Z_NODE, None, ohm + pin.R_GPIO_OHM)
                dc[Z_NODE] += level * self.vdd / (ohm + pin.R_GPIO_OHM)

    def stamp_lines(
        self, network: "Resistive", dc: list[float], high: int, low: int, pull_down: bool
    ) -> None:
        """The GPIOs behind the contacts: driven, or inputs with or without pull-down; and the
        leaks that feed something."""
        self.stray.sources(dc, self.vdd, Z_NODE)
        for line, level in self.stuck.items():
            high, low = (high | 1 << line, low) if level else (high & ~(1 << line), low | 1 << line)
        for line in range(LINES):
            bit = 1 << line
            if (high | low) & bit:
                ohm = self.gpio_ohm[line] + self.force_ohm[line]
                network.resistor(line, None, ohm)
                if high & bit:
                    dc[line] += self.vdd / ohm
            elif pull_down:
                network.resistor(line, None, self.pull_ohm[line] + self.force_ohm[line])

    def contacts_show(self) -> bool:
        """True if every GPIO sees its contact's voltage, as `gpio_v` says."""
        return not self.stuck and max(self.force_ohm) <= OPEN_OHM

    def gpio_v(self, line: int, contact_v: float, high: int, low: int) -> float:
        """Voltage at a line's GPIO: behind the force path, at a rail while it drives."""
        if line in self.stuck:
            return self.vdd * self.stuck[line]
        if self.force_ohm[line] > OPEN_OHM:
            return self.vdd if high >> line & 1 else 0.0
        return contact_v

    def levels(self, contact_volts: "Volts", config: "Config") -> int:
        """What the GPIOs read, as a mask of lines. config: the bench's."""
        high, low = config["high"], config["low"]
        mask = 0
        for line in range(LINES):
            if self.gpio_v(line, contact_volts[line], high, low) > LOGIC_V:
                mask |= 1 << line
        return mask

    def adc_input_v(self, adc: int, z_volts: "Any") -> "Any":
        """Voltage at an ADC input for the voltage on Z (a float, a list or a numpy array)."""
        if adc == pin.ADC_UNITY:
            offset, low, high = self.buffer_offset_v, self.buffer_low_v, self.vdd - 0.015
            if isinstance(z_volts, list):
                return [min(max(v + offset, low), high) for v in z_volts]
            return _limit(z_volts + offset, low, high)
        if isinstance(z_volts, list):
            return [self.adc_input_v(adc, v) for v in z_volts]
        middle = self.x11_mid * self.vdd
        out = middle + self.x11_gain * (z_volts - middle + self.x11_offset_v)
        return _limit(out, self.buffer_low_v, self.vdd - 0.02)


def _limit(value: "Any", low: float, high: float) -> "Any":
    if hasattr(value, "clip"):
        return numpy.minimum(numpy.maximum(value, low), high)
    return min(max(value, low), high)

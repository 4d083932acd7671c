"""The expander on the simulated board: its five lines as circuit elements, and the chip that
drives and reads them, register by register as the data sheet of the MCP23017 has them.

The chip refuses what would feed the cable or what nobody needs: pull-ups on lines, a port B that
is driven high, other banks, registers that invert. Of its interrupts it has those of port A that
compare with the level last read: flags that stay until the port is read.
"""

import math

from ringout.board import pinmap as pin
from ringout.board.pinmap import XALL, XLINES
from ringout_host.sim.noise import Random
from ringout_host.sim.refusals import IllegalElectricity, check_contention

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringout_host.sim.bench import Bench
    from ringout_host.sim.circuit import Network
    from ringout_host.sim.kinds import Array, Resistive
    from ringout_host.sim.tester_spec import TesterSpec

LOW_OHM, HIGH_OHM = 55.0, 110.0  # outputs; at most 75 and 233 by data sheet (0.6 V, 8 mA; 0.7, 3)
LINE_PF = 25.0  # pin, clamp, wire and the jack's contact
OPEN_OHM = 1e9
AT_V = 3.1  # a leakage is what flows here
LOW_SHARE, HIGH_SHARE = 0.2, 0.8  # of the supply: surely low, surely high
IODIRA, IODIRB, GPINTENA, IOCON, GPPUA, GPPUB, INTFA = 0x00, 0x01, 0x04, 0x0A, 0x0C, 0x0D, 0x0E
GPIOA, GPIOB, OLATA, OLATB = 0x12, 0x13, 0x14, 0x15
REGISTERS = 0x16
LOOKS = [0.0] + [4.0**k for k in range(9)]  # us after a transition: nothing overshoots


class Lines:
    """One board's five lines between chip and contacts. first: node of the first contact."""

    def __init__(self, seed: int, spec: "TesterSpec", first: int) -> None:
        random = Random(seed + 200003)
        part = random.spread
        self.first = first
        self.path_ohm, self.pull_ohm, self.farad, self.leak_ohm = [], [], [], []
        self.low_ohm, self.high_ohm, self.threshold = [], [], []
        self.pin_ohm, self.force_ohm, self.back_open = [], [], [False] * XLINES
        self.clamp_ohm = [math.inf] * XLINES  # to ground: a clamp that is broken
        self.bridges: list[
            tuple[int, int, float]
        ] = []  # (line of the port, node of another contact, ohm): solder, a bent pin
        for _ in range(XLINES):
            force = part(pin.R_XFORCE_OHM, 0.01)
            self.force_ohm.append(force)
            self.pin_ohm.append(part(pin.R_PIN_OHM, 0.01))
            self.path_ohm.append(self.pin_ohm[-1] + force)
            self.pull_ohm.append(part(pin.R_XPULL_OHM, 0.01) + part(LOW_OHM, 0.25) + force)
            self.low_ohm.append(part(LOW_OHM, 0.25))
            self.high_ohm.append(part(HIGH_OHM, 0.25))
            self.farad.append(part(LINE_PF, 0.2) * 1e-12)
            leak_na = max(spec.expander_leak_na * part(1.0, 0.5), 1e-3)
            self.leak_ohm.append(AT_V / (leak_na * 1e-9))
            self.threshold.append(part(0.5, 0.4))  # of the supply: nobody promises where

    def stamp(self, network: "Network") -> None:
        """What is always there; the nodes must exist."""
        for k in range(XLINES):
            network.capacitor(self.first + k, None, self.farad[k])
            network.resistor(self.first + k, None, self.leak_ohm[k])
            if self.clamp_ohm[k] < OPEN_OHM and self.force_ohm[k] < OPEN_OHM:
                network.resistor(self.first + k, None, self.force_ohm[k] + self.clamp_ohm[k])
        for k, node, ohm in self.bridges:
            network.resistor(self.first + k, node, ohm)

    def stamp_drive(
        self, network: "Resistive", dc: list[float], vdd: float, high: int, low: int, pulled: int
    ) -> None:
        """Driven lines, and pull-downs that are in force: masks of the port."""
        for k in range(XLINES):
            node = self.first + k
            if (high | low) >> k & 1:
                out = self.high_ohm[k] if high >> k & 1 else self.low_ohm[k]
                siemens, share = self._driven(k, out)
                network.resistor(node, None, 1.0 / siemens)
                if high >> k & 1:
                    dc[node] += vdd * share
            if pulled >> k & 1:
                network.resistor(node, None, self.pull_ohm[k])

    def _driven(self, k: int, out: float) -> tuple[float, float]:
        """(siemens, siemens to the output) of a contact whose line drives through `out` ohm, beside
        what its clamp has to ground anyway."""
        clamp = self.clamp_ohm[k]
        if clamp >= OPEN_OHM or self.force_ohm[k] >= OPEN_OHM:
            siemens = 1.0 / (out + self.path_ohm[k])
            return siemens, siemens
        force, drive, leak = 1.0 / self.force_ohm[k], 1.0 / (out + self.pin_ohm[k]), 1.0 / clamp
        whole = force + drive + leak
        share = force * drive / whole
        return share + force * leak / whole - force * leak / (force + leak), share

    def is_open(self, k: int) -> bool:
        """Whether a line's way to its contact is broken, so that it drives nothing, or the board
        itself holds any contact at ground."""
        shorted = min(self.clamp_ohm + self.leak_ohm) < pin.R_XFORCE_OHM
        return shorted or self.path_ohm[k] > OPEN_OHM

    def clamp_v(self, k: int, contact_v: float, vdd: float, high: int, low: int) -> float:
        """Volts at a line's clamps: between chip, contact and what a broken clamp does."""
        parts = [(1.0 / self.clamp_ohm[k], 0.0)]
        if self.force_ohm[k] < OPEN_OHM:
            parts.append((1.0 / self.force_ohm[k], contact_v))
        if (high | low) >> k & 1:
            out = self.high_ohm[k] if high >> k & 1 else self.low_ohm[k]
            parts.append((1.0 / (out + self.pin_ohm[k]), vdd if high >> k & 1 else 0.0))
        whole = sum([g for g, _ in parts])
        return sum([g * v for g, v in parts]) / whole if whole else 0.0


class Mcp23017:
    """The chip at its address on the bus, after power-on. bench: gets what it drives."""

    def __init__(self, bench: "Bench") -> None:
        self.bench = bench
        self._registers = bytearray(REGISTERS)
        self._registers[IODIRA] = self._registers[IODIRB] = 0xFF
        self._at = 0
        self._read = self._flags = 0  # levels of port A when last read, and what changed since
        self._noted_us = 0.0

    def write(self, data: bytes) -> None:
        """One write: the register's number, then values for it and those that follow."""
        self._at = data[0]
        for value in data[1:]:
            self._set(self._at, value)
            self._at = (self._at + 1) % REGISTERS
        if len(data) > 1:
            self._apply()

    def read(self) -> int:
        """One byte from where the last transfer ended."""
        at, self._at = self._at, (self._at + 1) % REGISTERS
        if at == GPIOA:
            self.note()
            self._flags, self._read = 0, self._levels()
            self._noted_us = self.bench.now_us
            return self._read
        if at == INTFA:
            self.note()
            return self._flags
        if at == GPIOB:
            return self._behind()
        if at >= REGISTERS:
            raise IllegalElectricity("the expander has no register 0x%02x" % at)
        return self._registers[at]

    def _set(self, at: int, value: int) -> None:
        if at in (GPIOA, GPIOB):
            at += OLATA - GPIOA
        if at == GPINTENA:
            self._flags, self._noted_us = 0, self.bench.now_us
        elif at not in (IODIRA, IODIRB, OLATA, OLATB) and value:
            raise IllegalElectricity(
                "the expander's register 0x%02x is not to be 0x%02x" % (at, value)
            )
        self._registers[at] = value

    def _apply(self) -> None:
        direction, latch = self._registers[IODIRA], self._registers[OLATA]
        driven = ~direction & XALL
        pulls = ~self._registers[IODIRB] & XALL
        if pulls & self._registers[OLATB]:
            raise IllegalElectricity("a pull-up on a line feeds the cable")
        self.bench.configure(x_high=driven & latch, x_low=driven & ~latch, x_pull=pulls)
        if driven:
            check_contention(self.bench)

    @property
    def _lines(self) -> Lines:
        """Those that it drives and reads."""
        lines = self.bench.front_end.expander
        assert lines is not None
        return lines

    @property
    def listens(self) -> int:
        """Pins whose next change is noted, a mask."""
        return self._registers[GPINTENA] & self._registers[IODIRA] & XALL & ~self._flags

    def is_steady(self, seen: "Array") -> bool:
        """Whether none of them would be noted in these voltages of the lines: a row each."""
        for k in range(XLINES):
            if self.listens >> k & 1:
                level = self._lines.threshold[k] * self.bench.front_end.vdd
                trace = seen[k]
                if (trace.min() < level) if self._read >> k & 1 else (trace.max() > level):
                    return False
        return True

    def note(self) -> None:
        """Of the present stretch, up to now: which pins that are to be noted changed. The bench
        asks before each stretch ends."""
        bench, listens = self.bench, self.listens
        if not listens:
            return
        lines, vdd, now_us = self._lines, bench.front_end.vdd, bench.now_us
        begin_us = max(bench.stretch_us[0], self._noted_us)
        times = [begin_us + look for look in LOOKS if begin_us + look < now_us] + [now_us]
        self._noted_us = now_us
        ks = [k for k in range(XLINES) if listens >> k & 1]
        rows = bench.traces([lines.first + k for k in ks], times)
        for k, trace in zip(ks, rows.T if hasattr(rows, "T") else zip(*rows)):
            level = lines.threshold[k] * vdd
            was_high = self._read >> k & 1
            if (min(trace) < level) if was_high else (max(trace) > level):
                self._flags |= 1 << k

    def _behind(self) -> int:
        """Port B: pins that do not pull see the clamps, by way of 100 k."""
        bench = self.bench
        lines, vdd = self._lines, bench.front_end.vdd
        latch, driven = self._registers[OLATA], ~self._registers[IODIRA] & XALL
        now, mask = bench.voltages(), 0
        for k in range(XLINES):
            if not self._registers[IODIRB] >> k & 1:
                continue  # a pull-down in force is low
            contact_v = now[lines.first + k]
            clamp_v = lines.clamp_v(k, contact_v, vdd, driven & latch, driven & ~latch)
            if not lines.back_open[k] and clamp_v > lines.threshold[k] * vdd:
                mask |= 1 << k
        return mask

    def _levels(self) -> int:
        """Port A. Refuses a line that would surely read otherwise once settled."""
        bench = self.bench
        lines, vdd = self._lines, bench.front_end.vdd
        now, final = bench.voltages(), bench.settled()
        still = bench.is_still()
        driven = ~self._registers[IODIRA]
        mask = driven & self._registers[OLATA] & ~XALL & 0xFF
        for k in range(XLINES):
            is_v = will_v = 0.0
            if lines.pin_ohm[k] < OPEN_OHM:
                is_v = lines.clamp_v(k, now[lines.first + k], vdd, 0, 0)
                will_v = lines.clamp_v(k, final[lines.first + k], vdd, 0, 0)
            if driven >> k & 1:  # a pin that drives reads itself
                is_v = will_v = vdd if self._registers[OLATA] >> k & 1 else 0.0
            early = is_v > LOW_SHARE * vdd and will_v < LOW_SHARE * vdd
            early = early or is_v < HIGH_SHARE * vdd and will_v > HIGH_SHARE * vdd
            if still and early:
                raise IllegalElectricity("%s read before it settled" % pin.XCONTACTS[k])
            if is_v > lines.threshold[k] * vdd:
                mask |= 1 << k
        return mask

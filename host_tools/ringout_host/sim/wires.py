"""From the pins of an RP2040 to the bench: what the outputs and pulls mean for the circuit.

Serves whatever plays the chip: registers under CPython (`sim.chip`) or a whole emulated
RP2040 (`twin`). Masks are GPIO numbers, as in the chip's own registers.
"""

from ringout.board import pinmap as pin
from ringout.board.pinmap import ALL_LINES, FIRST_LINE_GPIO
from ringout_host.sim.bench import Bench
from ringout_host.sim.refusals import IllegalElectricity, check_contention

LINE_PINS = ALL_LINES << FIRST_LINE_GPIO
MUX_PINS = 15 << pin.GP_MUX[0]
CHARGE_PINS = 1 << pin.GP_CHG_HI | 1 << pin.GP_CHG_LO
BENCH_PINS = LINE_PINS | MUX_PINS | CHARGE_PINS


class Wires:
    """The traces between a chip and a bench."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self._pulled = False

    def apply(
        self, out: int, enable: int, pull_down: int, pull_up: int = 0, swinging: int = 0
    ) -> None:
        """The pins are so from now on. out, enable: levels and output enables; pull_down,
        pull_up: pads with that pull. Refuses two drivers on one net, except one line against
        one other, which is the test current, and `swinging` pins, which are a tone's; and pull-ups
        on lines."""
        driven = (enable & LINE_PINS) >> FIRST_LINE_GPIO
        high = (out >> FIRST_LINE_GPIO) & driven
        low = driven & ~high
        if pull_up & LINE_PINS & ~enable:
            raise IllegalElectricity("a pull-up on a line feeds the cable")
        pulls = pull_down >> FIRST_LINE_GPIO & ALL_LINES
        if pulls in (0, ALL_LINES):  # pads are written one after the other: act on the last
            self._pulled = bool(pulls)
        self.bench.configure(
            high=high,
            low=low,
            pull_down=self._pulled,
            hi=_level(out, enable, pin.GP_CHG_HI),
            lo=_level(out, enable, pin.GP_CHG_LO),
            channel=(out & enable & MUX_PINS) >> pin.GP_MUX[0],
        )
        self.switch(out, enable)
        if high and low and not swinging and (high & (high - 1) or low & (low - 1)):
            check_contention(self.bench)

    def switch(self, out: int, enable: int) -> None:
        """The regulator's mode, from GP23."""
        self.bench.quiet(_level(out, enable, pin.GP_SMPS) == 1)

    def levels(self) -> int:
        """What the input buffers of the lines see now, as GPIO bits."""
        bench = self.bench
        return bench.front_end.levels(bench.voltages(), bench.config) << FIRST_LINE_GPIO


def _level(out: int, enable: int, gpio: int) -> int | None:
    if not enable >> gpio & 1:
        return None
    return out >> gpio & 1

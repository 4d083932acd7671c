"""The PIO state machine that swings lines, for `sim.chip`: its FIFO, its clock, and which pins are
its outputs. The program itself is what `twin` runs. CPython only."""

from ringout.board.pinmap import ALL_LINES, LINES
from ringout_host.sim.bench import Bench
from ringout_host.sim.refusals import IllegalElectricity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringout_host.sim.kinds import Pin

PIO0, SIO = 6, 5  # functions of a pin
STEPS = 64  # of the program in a period
SM1_INSTR = 0x502000F0
MOV_OSR_NULL, OUT_PINDIRS = 0xA0E3, 0x608B  # `out(pindirs, 11)`: RP2040 datasheet 3.4
STARTS_US = 4.0  # of it before the first half


class Swinger:
    """Plays state machine 1."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._routed = 0
        self._words: list[int] = []
        self._hz = 0.0

    def route(self, line: int, function: int) -> None:
        """A pin's function was written."""
        if function not in (PIO0, SIO):
            raise IllegalElectricity("a line can be the PIO's or SIO's")
        bit = 1 << line
        self._routed = self._routed | bit if function == PIO0 else self._routed & ~bit
        if self._bench.swing is not None and self._bench.swing.lines & ~self._routed:
            self._bench.swings(0, 0, 0, 0)

    def init(self, program: object, freq: float, out_base: "Pin") -> None:
        """Load a program: every line becomes an input of the PIO's."""
        if out_base.gpio != 2 or not 1908 <= freq <= 125e6:
            raise IllegalElectricity("this state machine does not drive the lines")
        self._hz = freq / STEPS
        self._routed = ALL_LINES

    def restart(self) -> None:
        """From the beginning."""
        self._words = []

    def put(self, word: int) -> None:
        """Into the FIFO."""
        if len(self._words) == 4:
            raise IllegalElectricity("the firmware would wait here for ever")
        self._words.append(word)

    def active(self, on: int) -> None:
        """Run or halt. What is halted keeps its outputs."""
        if not on or len(self._words) < 2:
            return
        first, second = self._words[:2]
        lines, high, low = first >> 16, second & ALL_LINES, second >> LINES & ALL_LINES
        if lines != self._routed or high | low != lines or high & low:
            raise IllegalElectricity("what swings and what is connected to the PIO differ")
        self._words = self._words[2:]
        self._bench.advance(STARTS_US)
        self._bench.swings(lines, high, self._hz, (first & 0xFFFF) + 1)

    def instruct(self, word: int) -> None:
        """One instruction, at once: only those that let go."""
        if word == OUT_PINDIRS:
            self._bench.swings(0, 0, 0, 0)
        elif word != MOV_OSR_NULL:
            raise IllegalElectricity("this instruction is not modelled")

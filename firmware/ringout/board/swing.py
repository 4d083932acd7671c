"""How a Pico swings lines as a square wave: a PIO program counts the periods and lets go of the
lines by itself. Whatever keeps the processor, nothing is driven for longer than was asked for.

Part of the physical board, which hands it the chip when it is first used. Registers: RP2040
datasheet 2.19.6.1 (IO_BANK0), 3.5 (PIO program); state machine 0 is the watch's.
"""

from ringout.base.compat import const
from ringout.board.pinmap import ALL_LINES, FIRST_LINE_GPIO, LINES

_MACHINE = const(1)
_STEPS = const(64)  # of the program in a period: 32 in each half
_IO_CTRL = const(0x40014014)  # of the first line's GPIO, 2; the others follow, 8 bytes each
_PIO0, _SIO = const(6), const(5)  # what drives a pin
_INSTR = const(0x502000F0)  # SM1_INSTR: what is written there is done at once
_MOV_OSR_NULL, _OUT_PINDIRS = const(0xA0E3), const(0x608B)


def _program():
    mov(pins, null)
    pull(block)  # here it waits, and nothing is driven
    out(y, 16)
    out(pindirs, 11)
    pull(block)
    mov(x, osr)
    label("again")
    mov(osr, x)
    out(pins, 11)[31]
    out(pins, 11)[29]
    jmp(y_dec, "again")
    mov(osr, null)
    out(pindirs, 11)


class Swing:
    """Lines as outputs of a state machine, for so many periods."""

    def __init__(self, rp2, machine):
        pio = rp2.PIO
        self._mem32 = machine.mem32
        self._first = machine.Pin(FIRST_LINE_GPIO)
        self._program = rp2.asm_pio(
            out_init=(pio.IN_LOW,) * LINES, out_shiftdir=pio.SHIFT_RIGHT
        )(_program)  # fmt: skip
        self._machine = rp2.StateMachine(_MACHINE)
        self._hz = 0
        self._routed = 0

    def start(self, lines, high, hz, periods):
        """As Board.swing_start; every line is released before."""
        machine = self._machine
        if hz != self._hz:
            self._hz = hz
            machine.init(self._program, freq=_STEPS * hz, out_base=self._first)
            self._route(ALL_LINES, _SIO)  # `init` gave it all of them
        machine.restart()
        machine.put(periods - 1 | lines << 16)
        machine.put(high | (lines & ~high) << LINES)
        self._route(lines, _PIO0)
        machine.active(1)

    def stop(self):
        """Let go, wherever the program is. Harmless if nothing swings."""
        if not self._routed:
            return
        self._machine.active(0)
        self._route(self._routed, _SIO)
        self._mem32[_INSTR] = _MOV_OSR_NULL  # `exec` would take 7 ms to assemble each
        self._mem32[_INSTR] = _OUT_PINDIRS

    def _route(self, lines, function):
        for line in range(LINES):
            if lines >> line & 1:
                self._mem32[_IO_CTRL + 8 * line] = function
        self._routed = lines if function == _PIO0 else 0

"""The expander: five lines more on the display's bus, for shells and fifth pins.

An MCP23017 at its address: port A drives and reads, port B pulls down (pinmap). Loaded where one
answered at the start. Masks are those of the port: bit n is line XFIRST_LINE + n. A line is high
or low here, nothing between: from 0.8 of the supply on it is surely high, up to 0.2 surely low.
"""

from ringout.base.compat import const
from ringout.board.pinmap import EXPANDER_ADDRESS, XALL

# Registers, data sheet table 3-3, as after power-on: bank 0, numbers that count up.
_IODIRA = const(0x00)  # 1: input
_IODIRB = const(0x01)
_OLATA = const(0x14)


class Expander:
    """board: the port, of which it uses the bus. high: what the live check saw high. ValueError
    where the chip answers no more."""

    high = 0

    def __init__(self, board):
        self._board = board
        self._two = bytearray(2)
        self._latch = 0
        self.release()
        self._send(bytes((_OLATA, 0, 0)))

    def pull(self, lines):
        """Pull these down, let the others float."""
        self.set(_IODIRB, XALL & ~lines)

    def drive(self, high, low=0):
        """Drive lines to 3V3 and to ground, release the others. What was driven high before is
        grounded for the moment in between."""
        if high != self._latch:
            self.set(_OLATA, high)
            self._latch = high
        self.set(_IODIRA, XALL & ~(high | low))

    def release(self):
        """Every line an input that floats. The pins that are not used stay low."""
        self._send(b"\x00\x1f\x1f")  # IODIRA, IODIRB

    def read(self):
        """Levels of the five lines. Only valid on settled lines."""
        return self.get(b"\x12")  # GPIOA

    def read_back(self):
        """The same as port B sees it through its pull-downs, of those that float: at the clamps,
        between chip and contact."""
        return self.get(b"\x13")  # GPIOB

    def get(self, register):
        """The five bits of a register, whose number is a byte."""
        try:
            self._board.i2c_write(EXPANDER_ADDRESS, register)
            return self._board.i2c_read(EXPANDER_ADDRESS) & XALL
        except OSError:
            raise ValueError(_LOST)

    def set(self, register, value):
        """Write a register."""
        self._two[0] = register
        self._two[1] = value
        self._send(self._two)

    def _send(self, data):
        try:
            self._board.i2c_write(EXPANDER_ADDRESS, data)
        except OSError:
            raise ValueError(_LOST)


_LOST = "expander does not answer: switch off and on"

"""A board that keeps what a press asked of it and what came: the lines of a case.

A line is a letter, what was asked, and after "=" what came of it:

    t =ms    u =us    s us    d high low pull    f high low    x    r =levels    m channel
    c hi lo    C count hi lo adc    a adc count =sum    g level us    q on    k =keys
    v =mV    p =usb    n =unix    i =answered    I =byte

Samples follow in lines of "+" and base64: the codes of a C; the codes of a g, then its lifts.
Lines are sent where longer does no harm: while everything is discharged, or in a long wait.
"""

import binascii

from ringout.base.compat import const, ticks_diff
from ringout.board.pinmap import ALL_LINES
from ringout.board.port import Board

WAIT_US = const(600)  # a wait so long has time to send ...
SEND_BYTES = const(1000)  # ... so much
FULL_BYTES = const(20000)  # here it is sent in any case
_PIECE = const(384)  # bytes of samples in a line


class Recorder(Board):
    """board: the real one. send: takes bytes."""

    def __init__(self, board, send):
        self._board = board
        self._send = send
        self.uid = board.uid
        self.files = board.files
        self.crc = 0  # CRC-32 of all that was sent
        self._kept = []
        self._bytes = 0
        self._resting = False  # all lines to ground

    def _keep(self, text, samples=None):
        self._kept.append(text)
        self._bytes += len(text) + 1
        if samples is not None:
            self._kept.append(samples)
            self._bytes += len(samples)

    def flush(self):
        """Send what was kept. One function: it is called where the chip's stack is deepest."""
        kept, self._kept, self._bytes = self._kept, [], 0
        kept.append(b"")
        lines = b""
        for piece in kept:
            if isinstance(piece, str):
                lines += piece.encode() + b"\n"
                if len(lines) <= _PIECE:
                    continue
                piece = b""
            at = 0
            while lines or at < len(piece):
                if lines:
                    self.crc = binascii.crc32(lines, self.crc)
                    self._send(lines)
                lines = b""
                if at < len(piece):
                    lines = b"+" + binascii.b2a_base64(piece[at : at + _PIECE])
                    at += _PIECE

    # -- what a press calls ----------------------------------------------------------------
    def ticks_ms(self):
        now = self._board.ticks_ms()
        self._keep("t =%d" % now)
        return now

    def ticks_us(self):
        now = self._board.ticks_us()
        self._keep("u =%d" % now)
        return now

    def settle_us(self, us):
        self._keep("s %d" % us)
        waits = self._resting or us >= WAIT_US
        if waits and self._bytes >= SEND_BYTES or self._bytes >= FULL_BYTES:
            start_us = self._board.ticks_us()
            self.flush()
            us = max(0, us - ticks_diff(self._board.ticks_us(), start_us))
        self._board.settle_us(us)

    def drive(self, high, low, pull_down=True):
        self._board.drive(high, low, pull_down)
        self._resting = low == ALL_LINES
        self._keep("d %d %d %d" % (high, low, 1 if pull_down else 0))

    def force(self, high_line, low_line):
        self._board.force(high_line, low_line)
        self._resting = False
        self._keep("f %d %d" % (high_line, low_line))

    def release(self):
        self._board.release()
        self._resting = False
        self._keep("x")

    def read(self):
        levels = self._board.read()
        self._keep("r =%d" % levels)
        return levels

    def mux(self, channel):
        self._board.mux(channel)
        self._keep("m %d" % channel)

    def charge(self, hi, lo):
        self._board.charge(hi, lo)
        self._keep("c %s %s" % (hi, lo))

    def capture(self, buffer, count, hi, lo, adc=0):
        self._board.capture(buffer, count, hi, lo, adc)
        self._keep("C %d %s %s %d" % (count, hi, lo, adc), bytes(memoryview(buffer)[:count]))

    def adc_sum(self, adc, count):
        total = self._board.adc_sum(adc, count)
        self._keep("a %d %d =%d" % (adc, count, total))
        return total

    def glance(self, codes, lifts, level, most_us):
        self._board.glance(codes, lifts, level, most_us)
        self._keep("g %d %d" % (level, most_us), bytes(codes) + bytes(lifts))

    def quiet(self, on):
        self._board.quiet(on)
        self._keep("q %d" % (1 if on else 0))

    # -- what else the self-test and a record ask ------------------------------------------
    def keys(self):
        held = self._board.keys()
        self._keep("k =%d" % held)
        return held

    def vsys_mv(self):
        found = self._board.vsys_mv()
        self._keep("v =%d" % found)
        return found

    def usb_present(self):
        found = self._board.usb_present()
        self._keep("p =%d" % (1 if found else 0))
        return found

    def unix_s(self):
        now = self._board.unix_s()
        self._keep("n =%s" % now)
        return now

    def i2c_write(self, address, data):
        answered = 0
        try:
            self._board.i2c_write(address, data)
            answered = 1
        finally:
            self._keep("i =%d" % answered)

    def i2c_read(self, address):
        found = -1  # no answer
        try:
            found = self._board.i2c_read(address)
        finally:
            self._keep("I =%d" % found)
        return found

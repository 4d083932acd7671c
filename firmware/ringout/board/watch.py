"""How a Pico watches: PIO finds every change of the lines, DMA notes it and its time; or the
ADC runs on and DMA fills a ring. Part of the physical board, which hands it the chip when it is
first used.

A change costs the processor nothing. State machine 0 pushes the new levels; one DMA channel
takes them to a ring, then starts another that copies the microsecond timer beside them, which
starts the first again. Registers: RP2040 datasheet 2.5.7 (DMA), 3.7 (PIO), 4.6.5 (timer).
"""

import time
from array import array

import uctypes

from ringout.base.compat import collect, const, ticks_diff
from ringout.board.pinmap import ADC_PERIOD_US, FIRST_LINE_GPIO

_TIMER_RAW_LOW = const(0x40054028)
_PIO_FDEBUG = const(0x50200008)
_PIO_RX0 = const(0x50200020)
_STALLED = const(1)  # state machine 0 found its FIFO full
_DREQ_PIO_RX0 = const(4)
_UNPACED = const(0x3F)
_WORDS = const(2)  # DMA sizes
_HALF_WORDS = const(1)
_KEPT = const(256)  # changes
_KEPT_BITS = const(10)  # of their bytes
_FREQUENCY_HZ = const(12500000)  # five instructions a look: every 0.4 us
_MOST_SAMPLES_BITS = const(14)  # of bytes: 8192 samples, 16 ms
_LEAST_SAMPLES_BITS = const(12)
_FOR_EVER = 0xFFFFFFFF  # transfers: more than two hours


def _changes():
    label("again")
    mov(isr, null)
    in_(pins, 11)
    mov(x, isr)
    jmp(x_not_y, "changed")
    jmp("again")
    label("changed")
    mov(y, x)
    push(noblock)


class _Ring:
    """Memory that lies at a multiple of its size, as the DMA's address wrap wants it."""

    def __init__(self, bits):
        size = 1 << bits
        self._items = array("H", bytes(2 * size))
        start = uctypes.addressof(self._items)
        skip = (size - start % size) % size
        self.address = start + skip
        self.items = memoryview(self._items)[skip // 2 : skip // 2 + size // 2]


class Watch:
    """Changes of all lines."""

    def __init__(self, rp2, machine):
        self._mem32 = machine.mem32
        self._masks = _Ring(_KEPT_BITS)
        self._times = _Ring(_KEPT_BITS)
        self._mask_dma = rp2.DMA()
        self._time_dma = rp2.DMA()
        program = rp2.asm_pio(in_shiftdir=rp2.PIO.SHIFT_LEFT)(_changes)
        self._machine = rp2.StateMachine(
            0, program, freq=_FREQUENCY_HZ, in_base=machine.Pin(FIRST_LINE_GPIO)
        )
        self._mask_ctrl = self._ctrl(self._mask_dma, _DREQ_PIO_RX0, self._time_dma)
        self._time_ctrl = self._ctrl(self._time_dma, _UNPACED, self._mask_dma)
        self._at = 0
        self._last = 0  # time noted just before the next to be read: changes if we are lapped
        self.lost = 0

    def _ctrl(self, dma, pace, then):
        return dma.pack_ctrl(
            size=_WORDS, inc_read=False, inc_write=True, ring_size=_KEPT_BITS, ring_sel=True,
            treq_sel=pace, chain_to=then.channel, irq_quiet=True,
        )  # fmt: skip

    def start(self):
        """Watch from now on; the present state is the first change."""
        machine = self._machine
        machine.active(0)
        while machine.rx_fifo():
            machine.get()
        self._at = self.lost = self._last = 0
        items = self._times.items
        items[2 * _KEPT - 2] = items[2 * _KEPT - 1] = 0
        self._time_dma.config(
            read=_TIMER_RAW_LOW, write=self._times.address, count=1, ctrl=self._time_ctrl,
            trigger=False,
        )  # fmt: skip
        self._mask_dma.config(
            read=_PIO_RX0, write=self._masks.address, count=1, ctrl=self._mask_ctrl, trigger=True
        )
        self._mem32[_PIO_FDEBUG] = _STALLED  # cleared by writing it
        machine.restart()
        machine.exec("mov(y, invert(null))")  # no state of eleven lines looks like this
        machine.active(1)

    def stop(self):
        """Watch no more."""
        self._machine.active(0)
        self._mask_dma.active(0)
        self._time_dma.active(0)

    def read(self, times, masks):
        """As Board.watch_read."""
        end = (self._time_dma.write - self._times.address) >> 2 & _KEPT - 1
        stamps, levels = self._times.items, self._masks.items
        if self._mem32[_PIO_FDEBUG] & _STALLED:
            self._mem32[_PIO_FDEBUG] = _STALLED
            self.lost += 1
        if self._stamp(self._at - 1 & _KEPT - 1) != self._last:
            self.lost += _KEPT  # at least: the ring has gone round
            self._at = end + 1 & _KEPT - 1
        at = self._at
        count = 0
        most = len(times)
        while at != end and count < most:
            times[count] = self._last = (stamps[2 * at + 1] & 0x3FFF) << 16 | stamps[2 * at]
            masks[count] = levels[2 * at]
            at = at + 1 & _KEPT - 1
            count += 1
        self._at = at
        return count

    def _stamp(self, at):
        items = self._times.items
        return (items[2 * at + 1] & 0x3FFF) << 16 | items[2 * at]


class Stream:
    """Samples that DMA takes from the ADC's FIFO. The board starts and stops the converter."""

    def __init__(self, rp2, fifo, dreq):
        self._fifo = fifo
        self._dreq = dreq
        self._dma = rp2.DMA()
        self._room = None  # memory, with the ring in it
        self._start = 0  # of the ring in the room
        self._size = 0  # of the ring, bytes
        self._address = 0
        self._codes = None  # the buffer read into, and its bytes
        self._bytes = None
        self._at = 0  # bytes
        self._read_us = 0
        self.lost = 0

    def start(self):
        """A ring as big as memory allows, and the DMA into it."""
        bits = _MOST_SAMPLES_BITS
        while self._room is None:
            try:
                self._make_room(1 << bits)
            except MemoryError:
                bits -= 1
                if bits < _LEAST_SAMPLES_BITS:
                    raise
        ctrl = self._dma.pack_ctrl(
            size=_HALF_WORDS, inc_read=False, inc_write=True, ring_size=bits, ring_sel=True,
            treq_sel=self._dreq, irq_quiet=True,
        )  # fmt: skip
        self._at = self.lost = 0
        self._read_us = time.ticks_us()
        self._dma.config(
            read=self._fifo, write=self._address, count=_FOR_EVER, ctrl=ctrl, trigger=True
        )

    def _make_room(self, size):
        """Memory in which the ring lies at a multiple of its size. Most often it lands where a
        first try landed, so that a little more than the ring is enough."""
        collect()
        skip = -uctypes.addressof(bytearray(size)) % size
        collect()
        room = bytearray(size + skip)
        start = -uctypes.addressof(room) % size
        if start > skip:
            room = None
            collect()
            room = bytearray(2 * size)
            start = -uctypes.addressof(room) % size
        self._room = room
        self._start, self._size = start, size
        self._address = uctypes.addressof(room) + start

    def stop(self):
        """No more writing; the ring's memory is free again."""
        self._dma.active(0)
        self._room = None

    def read(self, codes):
        """As Board.stream_read."""
        if codes is not self._codes:
            self._codes = codes
            self._bytes = memoryview(uctypes.bytearray_at(uctypes.addressof(codes), 2 * len(codes)))
        size = self._size
        now_us = time.ticks_us()
        end = self._dma.write - self._address & size - 1
        waited = ticks_diff(now_us, self._read_us) // ADC_PERIOD_US
        left = end - self._at & size - 1
        if 2 * waited > left + size // 2:  # it has gone round since the last read
            self.lost += waited - left // 2
            self._at = end
            left = 0
        count = min(left, 2 * len(codes))
        first = min(count, size - self._at)
        at = self._start + self._at
        self._bytes[:first] = self._view(at, first)
        if count > first:
            self._bytes[first:count] = self._view(self._start, count - first)
        self._at = self._at + count & size - 1
        self._read_us = now_us - (left - count) // 2 * ADC_PERIOD_US & 0x3FFFFFFF
        return count // 2

    def _view(self, at, count):
        return memoryview(self._room)[at : at + count]

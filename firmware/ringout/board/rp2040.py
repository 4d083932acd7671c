"""The physical board: a Raspberry Pi Pico's pins, ADC, DMA, display bus, keys and USB console.

The only module that imports `machine` and `rp2`. Importing it touches nothing; building a
`Board` puts every pin into its safe state. What a press does most, `registers` does: lines, mux
and charge pins change by single writes to the SIO registers, and between two drive states a
line is released, never at a third level.

One file: it is the port (board/port.py) on the chip, method by method.

Register names and bits: RP2040 datasheet 2.3.1.7 (SIO), 2.19.6 (IO and pads), 4.9.6 (ADC).
"""

import select
import sys
import time
from array import array

import machine
import rp2
from machine import mem32

from ringout.base.compat import const, kernels
from ringout.board import pinmap, port
from ringout.board.pinmap import ALL_LINES, FIRST_LINE_GPIO, LINES
from ringout.storage.files import Files

try:
    from ringout.board import registers_viper as registers
except (ImportError, SyntaxError):  # the simulated chip
    from ringout.board import registers_plain as registers

    registers.reach(mem32)

_GPIO_IN = const(0xD0000004)
_GPIO_OUT_SET = const(0xD0000014)
_GPIO_OUT_CLR = const(0xD0000018)
_GPIO_OE_SET = const(0xD0000024)
_GPIO_OE_CLR = const(0xD0000028)

_PAD_LINE = const(0x72)  # input enabled, 12 mA, Schmitt trigger
_PAD_PULL_DOWN = const(0x04)

_ADC_CS = const(0x4004C000)
_ADC_FIFO = const(0x4004C00C)
_CS_ENABLE = const(0x0001)
_CS_START_MANY = const(0x0008)
_CS_CHANNEL = const(12)  # shift
_DREQ_ADC = const(36)
_SIXTEEN_BITS = const(1)

_LINE_BITS = const(0x1FFC)  # GPIO 2..12
_HI_BIT = const(0x20000)
_LO_BIT = const(0x40000)
_CHARGE_BITS = const(0x60000)
_CHARGE_PINS = const(0x8)  # for registers.sample: they are touched ...
_HI_UP = const(0x28000)  # ... and driven high
_LO_UP = const(0x50000)
_TEST_BIT = const(0x80000)
_MODE_BIT = const(0x100000)
_IO_EDGES = const(0x400140F8)  # INTR2 of IO_BANK0: four bits for each of GPIO 16..23
_TEST_FELL = const(0x4000)
_MODE_FELL = const(0x40000)
_USB_EDGES = const(0x400140FC)  # INTR3: GPIO 24..29
_USB_ROSE = const(0x8)
_KEYS_WAKE = const(0x40014168)  # DORMANT_WAKE_INTE2 and 3: which of them end DORMANT
_USB_WAKES = const(0x4001416C)

_SUM_MOST = const(1024)
_RECEIVE_BYTES = const(256)
_PACKET_BYTES = const(256)  # written at once: four packets of full-speed USB
_I2C_HZ = const(420000)  # the counters add 19 cycles of 125 MHz: 394 kHz (datasheet 4.3.14)
_TONE_IDLE_HZ = const(2000)
_CLOCK_SET_S = const(1704067200)  # 2024: MicroPython starts an unset clock in 2021
_CLOCK_UNSET_S = const(1609459200)
_VREF_MV = int(1000 * (pinmap.VDD_V - pinmap.ADC_VREF_DROP_V))

DATA_FOLDER = "/ringout-data"  # log, settings, calibration: no firmware update touches it


class Board(port.Board):
    """The board port on a Pico. `data_folder` holds the tester's files."""

    def __init__(self, data_folder=DATA_FOLDER):
        Pin = machine.Pin
        self._swing = None  # swing.Swing, made when first used
        self.ticks_ms, self.ticks_us = time.ticks_ms, time.ticks_us
        self.settle_us, self.mux = time.sleep_us, registers.mux
        for line in range(LINES):
            Pin(pinmap.line_gpio(line), Pin.IN, None)
        for gpio in (pinmap.GP_CHG_HI, pinmap.GP_CHG_LO):
            Pin(gpio, Pin.IN, None)
        for gpio in pinmap.GP_MUX:
            Pin(gpio, Pin.OUT, value=0)
        self.release()

        self._quiet = Pin(pinmap.GP_SMPS, Pin.OUT, value=0)
        self._usb = Pin(pinmap.GP_USB, Pin.IN, None)
        for gpio in (pinmap.GP_TEST, pinmap.GP_MODE):
            Pin(gpio, Pin.IN, Pin.PULL_UP)
        self._green = Pin(pinmap.GP_GREEN, Pin.OUT, value=0)
        self._red = Pin(pinmap.GP_RED, Pin.OUT, value=0)
        self._buzzer = machine.PWM(Pin(pinmap.GP_BUZZER), freq=_TONE_IDLE_HZ, duty_u16=0)
        self._i2c = machine.I2C(
            0, sda=Pin(pinmap.GP_SDA), scl=Pin(pinmap.GP_SCL), freq=_I2C_HZ,
            timeout=pinmap.I2C_TIMEOUT_US,
        )  # fmt: skip
        for gpio in (pinmap.GP_ADC_UNITY, pinmap.GP_ADC_X11, pinmap.GP_VSYS):
            machine.ADC(Pin(gpio))  # digital input off, pulls off, converter on

        self._dma = rp2.DMA()
        ctrl = self._dma.pack_ctrl(
            size=_SIXTEEN_BITS, inc_read=False, inc_write=True, treq_sel=_DREQ_ADC, irq_quiet=True
        )
        self._sampler = registers.sampler(self._dma, ctrl)
        self._samples = array("H", bytes(2 * _SUM_MOST))
        self._watch = None  # watch.Watch and Stream, made when first used
        self._stream = None
        self._streaming = False
        self._stamps = array("I", (0, 0, 0))  # of a moment's letting go
        self._supply_mv = 0  # the latest reading

        self._stdin = sys.stdin.buffer
        self._stdout = sys.stdout.buffer
        self._incoming = select.poll()
        self._incoming.register(sys.stdin, select.POLLIN)
        self._outgoing = select.poll()
        self._outgoing.register(sys.stdout, select.POLLOUT)
        self._byte = bytearray(1)
        self._received = bytearray(_RECEIVE_BYTES)
        self._received_view = memoryview(self._received)

        self.uid = machine.unique_id().hex()
        self.files = Files(data_folder)

    # -- lines -----------------------------------------------------------------------------
    def drive(self, high, low, pull_down=True):
        """Drive lines high and low, release all others. ValueError if a line is in both."""
        if high & low or (high | low) & ~ALL_LINES:
            raise ValueError("a line cannot be high and low, or beyond line 10")
        registers.set_lines(
            high << FIRST_LINE_GPIO,
            low << FIRST_LINE_GPIO,
            _PAD_LINE | _PAD_PULL_DOWN if pull_down else _PAD_LINE,
        )

    def force(self, high_line, low_line):
        """One line to 3V3 and one to ground, all others released without pull-down."""
        if high_line == low_line or not (0 <= high_line < LINES and 0 <= low_line < LINES):
            raise ValueError("the test current needs two different lines")
        registers.set_lines(4 << high_line, 4 << low_line, _PAD_LINE)

    def release(self):
        """Safe state: charge pins released, lines on their pull-downs, mux parked."""
        if self._swing is not None:
            self._swing.stop()
        registers.charge(_CHARGE_BITS, 0, 0)
        registers.set_lines(0, 0, _PAD_LINE | _PAD_PULL_DOWN)
        registers.mux(pinmap.MUX_OPEN)

    def read(self):
        """Digital level of every line as a mask."""
        return mem32[_GPIO_IN] >> FIRST_LINE_GPIO & ALL_LINES

    # -- analog ----------------------------------------------------------------------------
    def charge(self, hi, lo):
        """Charge pins: 1 high, 0 low, None released. Released first, driven last."""
        registers.charge(
            _CHARGE_BITS,
            (0 if hi is None else _HI_BIT) | (0 if lo is None else _LO_BIT),
            (_HI_BIT if hi else 0) | (_LO_BIT if lo else 0),
        )

    def capture(self, buffer, count, hi, lo, adc=0):
        """`count` samples, 2 us apart, into array 'H' `buffer`; the charge pins switch with the
        first. Allocates nothing."""
        if count > len(buffer):
            raise ValueError("the buffer is too small")  # DMA would write past its end
        if self._streaming:
            self._leave_stream()
        adc |= _CHARGE_PINS
        if hi is not None:
            adc |= _HI_UP if hi else _HI_BIT
        if lo is not None:
            adc |= _LO_UP if lo else _LO_BIT
        registers.sample(self._sampler, buffer, count, adc)

    def adc_sum(self, adc, count):
        """Sum of `count` (1..1024) conversions, 2 us apart."""
        if not 0 < count <= _SUM_MOST:
            raise ValueError("1 to 1024 conversions")
        if self._streaming:
            self._leave_stream()
        samples = self._samples
        registers.sample(self._sampler, samples, count, adc)
        return kernels.total(samples, 0, count)

    def glance(self, codes, lifts, level, most_us):
        """A quick look at every line. Allocates nothing."""
        if len(codes) < LINES or len(lifts) < LINES:
            raise ValueError("the arrays are too small")
        if self._streaming:
            self._leave_stream()
        registers.glance(codes, lifts, level, most_us)

    def _leave_stream(self):
        """Left over after a crash: it would take these samples."""
        self._streaming = False
        self._stream.stop()

    def quiet(self, on):
        """The Pico's regulator in PWM mode: less ripple on 3V3 (GP23)."""
        self._quiet.value(1 if on else 0)

    # -- wiggle ----------------------------------------------------------------------------
    def watch_start(self, high):
        """Drive `high` and note every change of any line."""
        if self._watch is None:
            from ringout.board.watch import Watch  # a start and a press do without

            self._watch = Watch(rp2, machine)
        self.watch_stop()
        self.drive(high, 0)
        self._watch.start()

    def watch_drive(self, high):
        """Other drivers: the new ones join, then the old ones let go."""
        bits = high << FIRST_LINE_GPIO & _LINE_BITS
        mem32[_GPIO_OUT_SET] = bits
        mem32[_GPIO_OE_SET] = bits
        mem32[_GPIO_OE_CLR] = _LINE_BITS & ~bits
        mem32[_GPIO_OUT_CLR] = _LINE_BITS & ~bits

    def watch_blink(self, lines, us):
        """Let go of driven lines for a moment; how long is measured."""
        stamps = self._stamps
        registers.blink(lines << FIRST_LINE_GPIO, us, stamps)
        return time.ticks_diff(stamps[1], stamps[0]) + 1

    def watch_touch(self, lines, low_us, us):
        """Discharge driven lines, let go of them for a moment, and look."""
        stamps = self._stamps
        levels = registers.touch(lines << FIRST_LINE_GPIO, low_us, us, stamps)
        return levels >> FIRST_LINE_GPIO & ALL_LINES, stamps[2], stamps[0], stamps[1]

    def watch_read(self, times, masks):
        """Changes since the last call."""
        return self._watch.read(times, masks)

    def watch_lost(self):
        """Changes that came too fast."""
        return self._watch.lost

    def watch_stop(self):
        """Watch no more, release everything."""
        if self._watch is not None:
            self._watch.stop()
        self.release()

    def stream_start(self):
        """Run the converter on ADC0 and note every sample."""
        if self._stream is None:
            from ringout.board.watch import Stream

            self._stream = Stream(rp2, _ADC_FIFO, _DREQ_ADC)
        self.vsys_mv()  # the last reading for a while
        registers.prepare(self._sampler)
        self._stream.start()
        self._streaming = True
        mem32[_ADC_CS] = _CS_ENABLE | _CS_START_MANY | pinmap.ADC_UNITY << _CS_CHANNEL

    def stream_read(self, codes):
        """Samples since the last call."""
        return self._stream.read(codes)

    def stream_lost(self):
        """Samples that nobody read in time."""
        return self._stream.lost

    def stream_stop(self):
        """Sample no more, release everything."""
        if self._streaming:
            self._streaming = False
            registers.stop(self._sampler)
            self._stream.stop()
        self.release()

    # -- tone ------------------------------------------------------------------------------
    def swing_start(self, lines, high, hz, periods):
        """Let hardware swing lines; ValueError for what cannot be."""
        if not lines or lines & ~ALL_LINES or high & ~lines:
            raise ValueError("these lines cannot swing")
        if not (250 <= hz <= 4000 and 1 <= periods <= 65536):
            raise ValueError("250 to 4000 Hz, 1 to 65536 periods")
        if self._swing is None:
            from ringout.board.swing import Swing  # only a tone needs it

            self.release()
            self._swing = Swing(rp2, machine)
        self.release()
        registers.set_lines(0, 0, _PAD_LINE)
        self._swing.start(lines, high, hz, periods)

    def swing_stop(self):
        """Silence, and everything released."""
        self.release()

    # -- people ----------------------------------------------------------------------------
    def keys(self):
        """Keys held down right now."""
        levels = mem32[_GPIO_IN]
        down = 0 if levels & _TEST_BIT else port.KEY_TEST
        return down if levels & _MODE_BIT else down | port.KEY_MODE

    def pressed(self):
        """Keys that went down since the last call."""
        edges = mem32[_IO_EDGES]
        mem32[_IO_EDGES] = edges  # cleared
        down = port.KEY_TEST if edges & _TEST_FELL else 0
        return down | port.KEY_MODE if edges & _MODE_FELL else down

    def i2c_write(self, address, data):
        """Write to an I2C device; OSError when nothing acknowledges."""
        self._i2c.writeto(address, data)

    def i2c_read(self, address):
        """A byte; OSError from the bus if nothing acknowledges."""
        return self._i2c.readfrom(address, 1)[0]

    def lamps(self, green, red):
        """Verdict lights."""
        self._green.value(1 if green else 0)
        self._red.value(1 if red else 0)

    def tone(self, hz):
        """Square wave on the buzzer, 0 for silence."""
        if hz:
            self._buzzer.freq(hz)
        self._buzzer.duty_u16(32768 if hz else 0)

    def vsys_mv(self):
        """Supply voltage: a third of it is on ADC3. While the converter streams, the last
        reading from before."""
        if not self._streaming:
            codes = self.adc_sum(pinmap.ADC_VSYS, 16)
            self._supply_mv = codes * 3 * _VREF_MV // (16 * pinmap.ADC_FULL_SCALE)
        return self._supply_mv

    def usb_present(self):
        """True while USB powers the tester."""
        return bool(self._usb.value())

    # -- console ---------------------------------------------------------------------------
    def console_read(self, wait_ms=0):
        """What has come over USB, at most 256 bytes."""
        got = 0
        while got < _RECEIVE_BYTES and _any(self._incoming.ipoll(0 if got else wait_ms)):
            self._stdin.readinto(self._byte)  # one: more would wait for more
            self._received[got] = self._byte[0]
            got += 1
        return bytes(self._received_view[:got]) if got else b""

    def console_write(self, data):
        """Send what the host takes now. A host that opens the port and never reads costs
        MicroPython's own time-out of 0.5 s once; then nothing until it reads again."""
        if not self._usb.value():
            return 0
        view = memoryview(data)
        size = len(data)
        sent = 0
        while sent < size and _any(self._outgoing.ipoll(0)):
            taken = self._stdout.write(view[sent : sent + _PACKET_BYTES]) or 0
            sent += taken
            if not taken:
                break
        return sent

    # -- clock and reset -------------------------------------------------------------------
    def unix_s(self):
        """Seconds since 1970 if the clock was set since power-on, else None."""
        now = time.time()
        return now if now >= _CLOCK_SET_S else None

    def set_unix_s(self, seconds):
        """Set the clock, to the second."""
        year, month, day, hour, minute, second, weekday = time.gmtime(seconds)[:7]
        machine.RTC().datetime((year, month, day, weekday, hour, minute, second, 0))

    def sleep(self):
        """DORMANT: every clock stands still (datasheet 2.11.3)."""
        self.release()
        self.tone(0)
        self.lamps(False, False)
        self.quiet(False)
        mem32[_USB_EDGES] = _USB_ROSE
        if self._usb.value():
            return
        mem32[_ADC_CS] = 0
        mem32[_KEYS_WAKE] = _TEST_FELL | _MODE_FELL
        mem32[_USB_WAKES] = _USB_ROSE
        self.set_unix_s(_CLOCK_UNSET_S)  # it stands still as well
        machine.deepsleep()

    def reset(self, bootloader=False):
        """Restart, into the USB boot drive if asked."""
        self.release()
        if bootloader:
            machine.bootloader()
        machine.reset()

    def flash(self):
        """The flash chip as a block device."""
        return rp2.Flash()


def _any(events):
    """True if a poll found something. Its iterator is reused: no allocation."""
    for _ in events:
        return True
    return False

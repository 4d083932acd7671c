"""The board port: what the firmware asks of the electronics, and nothing more.

Two boards answer it: `rp2040.Board` (pins, ADC, DMA) and the simulated board of the
host tools (cable physics). The application receives one and never builds one. This class is
the written contract; both boards subclass it and one contract test runs against both.

Lines are bit masks: bit n is line n of `pinmap.CONTACTS`. Times are microseconds unless the
name says milliseconds. Readings are raw 12-bit ADC codes.
"""

KEY_TEST = 1  # bits of `keys()`
KEY_MODE = 2


class Board:
    """Every method a board has. Subclasses replace all of them."""

    uid = ""  # flash unique id, lowercase hex
    ground = None  # live.py keeps here: the code of grounded Z, None until lines were looked at,
    looked_us = 0  # ... when that was last, and how often
    looks = 0
    expander = None  # measure.shells.Shells, where a chip answered at the start
    files = None  # files.Files on the device's flash

    # -- time ------------------------------------------------------------------------------
    def ticks_ms(self):
        """Milliseconds since an arbitrary start; compare with compat.ticks_diff."""
        raise NotImplementedError

    def ticks_us(self):
        """Microseconds since an arbitrary start, wrapping as above; the clock of the changes
        that a watch notes."""
        raise NotImplementedError

    def settle_us(self, us):
        """Wait while voltages settle."""
        raise NotImplementedError

    # -- lines -----------------------------------------------------------------------------
    def drive(self, high, low, pull_down=True):
        """Drive the lines of `high` to 3V3 and of `low` to ground, release all others
        (input, with the internal pull-down or with none). No net may hold both levels."""
        raise NotImplementedError

    def force(self, high_line, low_line):
        """Send the test current: one line to 3V3, one to ground (two line numbers, the only
        call that may put both on one net), all others released without pull-down."""
        raise NotImplementedError

    def release(self):
        """Safe state: every line an input on its pull-down, as after a reset, so that no charge
        stays on a cable; charge pins released, mux parked."""
        raise NotImplementedError

    def read(self):
        """Digital level of every line as a mask. Only valid on settled lines."""
        raise NotImplementedError

    # -- analog ----------------------------------------------------------------------------
    def mux(self, channel):
        """Connect Z to mux channel 0..15 (lines 0..10 have their own number)."""
        raise NotImplementedError

    def charge(self, hi, lo):
        """Charge pins CHG_HI and CHG_LO: 1 high, 0 low, None released."""
        raise NotImplementedError

    def capture(self, buffer, count, hi, lo, adc=0):
        """Set the charge pins as `charge` does and take `count` samples of the given ADC
        input, one every ADC_PERIOD_US, into `buffer` (array 'H', reused). Returns when all
        samples are in."""
        raise NotImplementedError

    def adc_sum(self, adc, count):
        """Sum of `count` (<= 1024) conversions of a settled input, 2 us apart."""
        raise NotImplementedError

    def glance(self, codes, lifts, level, most_us):
        """A quick look at every line through the mux: one code of line n into codes[n], Z being
        grounded between two lines. With a `level`, CHG_HI (15 uA) then lifts the line for at
        most `most_us` microseconds: lifts[n] is 1 if it reached that code, else 0; CHG_LO takes
        the charge away again. Two arrays 'H'; drivers stay as they are, charge pins end released,
        the mux parked."""
        raise NotImplementedError

    def quiet(self, on):
        """Low-ripple supply while measuring (GP23)."""
        raise NotImplementedError

    # -- wiggle ----------------------------------------------------------------------------
    # Times of changes are microseconds as a small int that wraps at 2**30: compare them with
    # compat.ticks_diff. Nothing here waits. One watch or one stream at a time.
    def watch_start(self, high):
        """Drive the lines of `high` to 3V3, all others with pull-downs, and note from now on
        every change of any line: in hardware, within 1 us. The state at the start is noted as
        the first change."""
        raise NotImplementedError

    def watch_drive(self, high):
        """Drive other lines while watching: the new ones join before the old ones let go, so
        that a sound net stays high throughout."""
        raise NotImplementedError

    def watch_blink(self, lines, us):
        """Let go of driven `lines` for `us` microseconds, as a broken contact would. Returns
        how long it really took at most (whole microseconds, not less than `us`)."""
        raise NotImplementedError

    def watch_touch(self, lines, low_us, us):
        """Drive driven `lines` low for `low_us`, let go of them for `us` microseconds and drive
        them high again. Returns (levels of all lines just before that, one code of what is on the
        mux, begin, end): what is not at ground then is held by another leg, or from outside."""
        raise NotImplementedError

    def watch_read(self, times, masks):
        """Changes since the last call, oldest first, into two arrays 'I' of one length: time,
        and the levels of all lines from then on. Returns how many, at most that length."""
        raise NotImplementedError

    def watch_lost(self):
        """How many changes at least came too fast to be kept, since the start."""
        raise NotImplementedError

    def watch_stop(self):
        """End watching; release everything. Harmless if nothing is watched."""
        raise NotImplementedError

    def stream_start(self):
        """Sample ADC0 every ADC_PERIOD_US from now on, without a gap. Drive, mux and charge
        pins may be changed meanwhile; no other ADC call may be made."""
        raise NotImplementedError

    def stream_read(self, codes):
        """Samples since the last call, oldest first, into array 'H' `codes`. Returns how
        many, at most its length. 16 ms of them are kept."""
        raise NotImplementedError

    def stream_lost(self):
        """How many samples at least were overwritten before they were read."""
        raise NotImplementedError

    def stream_stop(self):
        """End sampling; release everything. Harmless if nothing is sampled."""
        raise NotImplementedError

    # -- tone ------------------------------------------------------------------------------
    def swing_start(self, lines, high, hz, periods):
        """Let hardware swing `lines` as a square wave of `hz` (250..4000): those of `high` at 3V3
        and the others at ground, then the other way round, `periods` (1..65536) times; then all
        let go by themselves. All other lines are released without pull-downs. Returns at once. What
        swings apart may be joined: two drivers limit the current to 3 mA. Drive and
        read no line before `swing_stop`."""
        raise NotImplementedError

    def swing_stop(self):
        """End swinging; release everything. Harmless if nothing swings."""
        raise NotImplementedError

    # -- people ----------------------------------------------------------------------------
    def keys(self):
        """Keys held down right now, as KEY_ bits, not debounced."""
        raise NotImplementedError

    def pressed(self):
        """Keys that went down since the last call, as KEY_ bits, bounces and all: noted in
        hardware, so that none is lost while the processor does something else."""
        raise NotImplementedError

    def i2c_write(self, address, data):
        """Write bytes to an I2C device: the display, and the expander where one is fitted; OSError
        when nothing acknowledges."""
        raise NotImplementedError

    def i2c_read(self, address):
        """The byte that an I2C device gives when it is read; OSError as above."""
        raise NotImplementedError

    def lamps(self, green, red):
        """Verdict lights."""
        raise NotImplementedError

    def tone(self, hz):
        """Buzzer frequency, 0 for silence. Does not block."""
        raise NotImplementedError

    def vsys_mv(self):
        """Supply voltage at VSYS in millivolt."""
        raise NotImplementedError

    def usb_present(self):
        """True while USB powers the tester."""
        raise NotImplementedError

    # -- console ---------------------------------------------------------------------------
    def console_read(self, wait_ms=0):
        """Bytes received over USB, b"" if none came within `wait_ms`."""
        raise NotImplementedError

    def console_write(self, data):
        """Send bytes over USB; returns how many went (0 when nobody reads)."""
        raise NotImplementedError

    # -- clock and reset -------------------------------------------------------------------
    def unix_s(self):
        """Seconds since 1970 if the clock was set since power-on, else None."""
        raise NotImplementedError

    def set_unix_s(self, seconds):
        """Set the clock."""
        raise NotImplementedError

    def sleep(self):
        """Release everything and draw as little current as the board can, until a key goes down or
        USB gives power; then begin anew, as after `reset`. Returns only while USB is there."""
        raise NotImplementedError

    def reset(self, bootloader=False):
        """Restart the tester, into the USB boot drive if asked. Does not return."""
        raise NotImplementedError

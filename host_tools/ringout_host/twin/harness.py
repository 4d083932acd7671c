"""The emulated chip's pins soldered to the simulator's bench.

Pin changes reach the bench with the emulated time at which they happened; levels and ADC codes
are the bench's at the emulated instant. Changes at the same instant count as one. Codes are
computed for a stretch of conversions ahead and thrown away when a pin changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rp2040py.peripherals.pads import RPPADS

from ringout.board import pinmap as pin
from ringout_host.sim import wires
from ringout_host.sim.bench import Bench
from ringout_host.sim.refusals import IllegalElectricity
from ringout_host.sim.spec import CableSpec
from ringout_host.sim.watch import quiet_until
from ringout_host.twin.pio import pio_of

AHEAD = 64  # conversions computed at once
_PAD_FIRST, _PAD_LAST = 0x04, 0x78
_PULL_DOWN, _PULL_UP = 4, 8
_PADS_BASE = 0x4001C
_FUNCTION_PIO0, _FUNCTION = 6, 0x1F
_KEYS = ((1, pin.GP_TEST), (2, pin.GP_MODE))


class _Pads(RPPADS):
    """Pads that tell of changed pulls."""

    harness: Harness | None = None

    def write_uint32(self, offset: int, value: int) -> None:
        super().write_uint32(offset, value)
        if _PAD_FIRST <= offset <= _PAD_LAST:
            assert self.harness is not None
            self.harness.pad_changed((offset - _PAD_FIRST) >> 2, value)

    def reset(self) -> None:
        super().reset()
        if self.harness is not None:
            self.harness.pads_reset()


class Harness:
    """bench may be replaced while the chip runs: another cable, another tester."""

    def __init__(self, chip: Any, bench: Bench) -> None:
        self._chip = chip
        self._clock = chip.clock
        self.supply_mv = 4950
        self.refused: IllegalElectricity | None = None  # the first, until somebody raises it
        self._pull_down = self._pull_up = 0
        # (time, out, enable, pull_down, pull_up, pio), not yet on the bench
        self._pending: tuple[Any, ...] | None = None
        self._codes: Sequence[int] = ()
        self._at = 0
        self._next_ns = 0.0
        self._channel = -1
        chip.sio.harness = chip.adc.harness = self
        self._pio = pio_of(chip, self)
        chip.pads_bank0 = pads = _Pads(chip, "PADS_BANK0_BASE", "bank0")
        chip.peripherals[_PADS_BASE] = pads
        pads.harness = self
        self.use(bench)
        self.pads_reset()
        self.hold(0)
        self.usb(True)

    def use(self, bench: Bench) -> None:
        """Connect another bench, from now on."""
        self.bench = bench
        self._wires = wires.Wires(bench)
        self._offset_us = bench.now_us - self._clock.nanos / 1000.0
        self._codes = ()
        self._pio.look()

    def plug(self, spec: CableSpec) -> None:
        """Another cable into the jacks of the same tester."""
        self._settle()
        self._to(self._clock.nanos)
        self.bench.plug(spec)
        self._codes = ()
        self._pio.look()

    # -- a person --------------------------------------------------------------------------
    def hold(self, keys: int) -> None:
        """Keys that are held down from now on."""
        for bit, gpio in _KEYS:
            self._chip.gpio[gpio].set_input_value(not keys & bit)

    def usb(self, present: bool) -> None:
        """USB power at GP24."""
        self._chip.gpio[pin.GP_USB].set_input_value(bool(present))

    @property
    def lamps(self) -> tuple[bool, bool]:
        """(green, red)."""
        driven = self._chip.sio.gpio_value & self._chip.sio.gpio_output_enable
        return bool(driven >> pin.GP_GREEN & 1), bool(driven >> pin.GP_RED & 1)

    # -- the chip --------------------------------------------------------------------------
    def pins_changed(self) -> None:
        """Output levels or enables are different from now on."""
        now = self._clock.nanos
        if self._pending is not None and self._pending[0] != now:
            self._settle()
        out, enable, pio = self._outputs()
        self._pending = (now, out, enable, self._pull_down, self._pull_up, pio)
        self._codes = ()
        self._pio.look()

    def _outputs(self) -> tuple[int, int, int]:
        """(levels, output enables, those of them that are the PIO's)."""
        sio, pio = self._chip.sio, self._pio
        lines = 0
        if pio.pin_directions & wires.LINE_PINS:
            for gpio, each in enumerate(self._chip.gpio):
                if each.ctrl & _FUNCTION == _FUNCTION_PIO0:
                    lines |= 1 << gpio
        out = sio.gpio_value & ~lines | pio.pin_values & lines
        enable = sio.gpio_output_enable & ~lines | pio.pin_directions & lines
        return out, enable, enable & lines

    def pad_changed(self, gpio: int, value: int) -> None:
        """A pad register was written."""
        bit = 1 << gpio
        down = self._pull_down & ~bit | (bit if value & _PULL_DOWN else 0)
        up = self._pull_up & ~bit | (bit if value & _PULL_UP else 0)
        if (down, up) != (self._pull_down, self._pull_up):
            self._pull_down, self._pull_up = down, up
            if bit & wires.BENCH_PINS:
                self.pins_changed()

    def pads_reset(self) -> None:
        """After a reset every pad pulls down."""
        self._pull_down, self._pull_up = 0x3FFFFFFF, 0
        self.pins_changed()

    def inputs(self, others: int) -> int:
        """GPIO_IN: the lines from the bench, outputs as driven, the rest as given."""
        self._settle()
        self._to(self._clock.nanos)
        sio = self._chip.sio
        driven = sio.gpio_output_enable & ~wires.LINE_PINS
        others = others & ~wires.LINE_PINS & ~driven | sio.gpio_value & driven
        return others | self._wires.levels()

    def quiet_until(self) -> float:
        """Emulated nanoseconds before which the lines stay as they are, if nobody does anything."""
        self._settle()
        self._to(self._clock.nanos)
        return 1000.0 * (quiet_until(self.bench) - self._offset_us)

    def conversion(self, channel: int) -> int:
        """ADC code of a conversion that starts now."""
        now = self._clock.nanos
        if channel == pin.ADC_VSYS:
            volts = self.supply_mv / 3000.0
            return int(volts / (pin.VDD_V - pin.ADC_VREF_DROP_V) * pin.ADC_FULL_SCALE)
        if channel not in (pin.ADC_UNITY, pin.ADC_X11):
            return 0
        fits = channel == self._channel and abs(now - self._next_ns) < 1.0
        if not (fits and self._at < len(self._codes)):
            self._settle()
            self._to(now)
            self._codes = self.bench.ahead(AHEAD, pin.ADC_PERIOD_US, channel)
            self._at = 0
            self._channel = channel
        code = self._codes[self._at]
        self._at += 1
        self._next_ns = now + 1000.0 * pin.ADC_PERIOD_US
        return code

    # -- the expander ----------------------------------------------------------------------
    @property
    def has_expander(self) -> bool:
        """Whether one is fitted."""
        return self.bench.expander is not None

    def expander_write(self, data: bytes) -> None:
        """A write to it, now."""
        assert self.bench.expander is not None
        self._settle()
        self._to(self._clock.nanos)
        try:
            self.bench.expander.write(data)
        except IllegalElectricity as error:
            self.refused = self.refused or error
        self._codes = ()
        self._pio.look()

    def expander_read(self) -> int:
        """A byte that it gives, now."""
        assert self.bench.expander is not None
        self._settle()
        self._to(self._clock.nanos)
        try:
            return self.bench.expander.read()
        except IllegalElectricity as error:
            self.refused = self.refused or error
            return 0

    # -- time ------------------------------------------------------------------------------
    def _to(self, nanos: float) -> None:
        """Bring the bench up to an emulated instant."""
        lag = nanos / 1000.0 + self._offset_us - self.bench.now_us
        if lag > 0:
            self.bench.advance(lag)

    def _settle(self) -> None:
        """Let the bench know of the pending change."""
        if self._pending is None:
            return
        (nanos, *state), self._pending = self._pending, None
        self._to(nanos)
        try:
            self._wires.apply(*state)
        except IllegalElectricity as error:  # to be raised outside of the emulated instruction
            self.refused = self.refused or error

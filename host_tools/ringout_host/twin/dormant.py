"""The emulator's DORMANT: the crystal stands still until a pin that may wakes the chip.

The original knows neither the registers that say which edges do (2.19.6 of the data sheet) nor a
wake by them: its crystal stays unstable for ever. What runs on meanwhile is its timer.
"""

from __future__ import annotations

from typing import Any

from rp2040py.peripherals.io import RPIO
from rp2040py.peripherals.xosc import RPXOSC

_IO_BASE, _XOSC_BASE = 0x40014, 0x40024
_WAKE_INTE0, _WAKE_INTE3 = 0x160, 0x16C  # four bits of each pin, eight pins a register
_STATUS, _DORMANT = 0x04, 0x08
_WAKE = 0x77616B65


class Pins(RPIO):
    """IO_BANK0 that keeps DORMANT_WAKE_INTE."""

    def __init__(self, chip: Any) -> None:
        super().__init__(chip, "IO_BANK0_BASE")
        self._wakes = [0, 0, 0, 0]
        chip.peripherals[_IO_BASE] = self

    def write_uint32(self, offset: int, value: int) -> None:
        if _WAKE_INTE0 <= offset <= _WAKE_INTE3:
            self._wakes[(offset - _WAKE_INTE0) >> 2] = value
        else:
            super().write_uint32(offset, value)

    @property
    def wake(self) -> bool:
        """Whether an edge came, or a level is there, that ends DORMANT."""
        masks = enumerate(self._wakes)
        return any(
            self.pins[8 * at + pin].irq_status & mask >> 4 * pin & 15
            for at, mask in masks
            for pin in range(8)
            if mask >> 4 * pin & 15
        )


class Crystal(RPXOSC):
    """XOSC that goes on when a pin says so."""

    def __init__(self, chip: Any) -> None:
        super().__init__(chip, "XOSC_BASE")
        self._pins = Pins(chip)
        chip.xosc = chip.peripherals[_XOSC_BASE] = self

    @property
    def asleep(self) -> bool:
        """Whether the chip is in DORMANT."""
        return self._is_dormant

    def read_uint32(self, offset: int) -> int:
        if offset == _STATUS and self._is_dormant and self._pins.wake:
            self.write_uint32(_DORMANT, _WAKE)
        return super().read_uint32(offset)

"""The emulator's SIO block: faster than the original, and telling when pins change.

MicroPython divides through SIO's divider and drives every pin through it, so its cost is the
emulator's cost. The division is done when its result is read; pin listeners run only for bits
that changed. `harness` is asked for the levels of the inputs and told of every change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rp2040py.sio import RPSIO

if TYPE_CHECKING:
    from ringout_host.twin.harness import Harness

_PINS = 0x3FFFFFFF
_GPIO_IN = 0x04
_OUT, _OUT_SET, _OUT_CLEAR, _OUT_TOGGLE = 0x10, 0x14, 0x18, 0x1C
_ENABLE, _ENABLE_SET, _ENABLE_CLEAR, _ENABLE_TOGGLE = 0x20, 0x24, 0x28, 0x2C
_DIVIDEND_U, _DIVISOR_U, _DIVIDEND_S, _DIVISOR_S = 0x60, 0x64, 0x68, 0x6C
_QUOTIENT, _REMAINDER, _DIVIDER_STATE = 0x70, 0x74, 0x78
_READY_AND_DIRTY = 3


class Sio(RPSIO):
    """Give it to the chip before anything runs."""

    harness: Harness | None = None
    _signed = False
    _due = False

    def read_uint32(self, offset: int) -> Any:
        if offset == _GPIO_IN and self.harness is not None:
            return self.harness.inputs(self.rp2040.gpio_values)
        if _DIVIDEND_U <= offset <= _DIVIDER_STATE:
            return self._read_divider(offset)
        return super().read_uint32(offset)

    def write_uint32(self, offset: int, value: int) -> None:
        if _OUT <= offset <= _ENABLE_TOGGLE:
            self._write_pins(offset, value)
        elif _DIVIDEND_U <= offset <= _REMAINDER:
            self._write_divider(offset, value)
        else:
            super().write_uint32(offset, value)

    def reset(self) -> None:
        super().reset()
        self._due = False
        if self.harness is not None:
            self.harness.pins_changed()

    # -- pins ------------------------------------------------------------------------------
    def _write_pins(self, offset: int, value: int) -> None:
        out, enable = self.gpio_value, self.gpio_output_enable
        if offset == _OUT_SET:
            out |= value & _PINS
        elif offset == _OUT_CLEAR:
            out &= ~value
        elif offset == _OUT_TOGGLE:
            out ^= value & _PINS
        elif offset == _OUT:
            out = value & _PINS
        elif offset == _ENABLE_SET:
            enable |= value & _PINS
        elif offset == _ENABLE_CLEAR:
            enable &= ~value
        elif offset == _ENABLE_TOGGLE:
            enable ^= value & _PINS
        else:
            enable = value & _PINS
        changed = (out ^ self.gpio_value) | (enable ^ self.gpio_output_enable)
        if not changed:
            return
        self.gpio_value, self.gpio_output_enable = out, enable
        if self.harness is not None:
            self.harness.pins_changed()
        gpio = self.rp2040.gpio
        while changed:
            lowest = changed & -changed
            gpio[lowest.bit_length() - 1].check_for_updates()
            changed ^= lowest

    # -- divider ---------------------------------------------------------------------------
    def _write_divider(self, offset: int, value: int) -> None:
        if offset in (_DIVIDEND_U, _DIVIDEND_S):
            self.div_dividend = value
        elif offset in (_DIVISOR_U, _DIVISOR_S):
            self.div_divisor = value
        else:
            self._divide()
            if offset == _QUOTIENT:
                self.div_quotient = value
            else:
                self.div_remainder = value
        if offset < _QUOTIENT:
            self._signed = offset in (_DIVIDEND_S, _DIVISOR_S)
            self._due = True
        self.div_csr = _READY_AND_DIRTY

    def _read_divider(self, offset: int) -> Any:
        if offset == _DIVIDER_STATE:
            return self.div_csr
        if offset in (_DIVIDEND_U, _DIVIDEND_S):
            return self.div_dividend
        if offset in (_DIVISOR_U, _DIVISOR_S):
            return self.div_divisor
        self._divide()
        if offset == _REMAINDER:
            return self.div_remainder
        self.div_csr &= 1  # reading the quotient clears "dirty"
        return self.div_quotient

    def _divide(self) -> None:
        """Quotient towards zero, remainder with the dividend's sign; datasheet 2.3.1.5."""
        if not self._due:
            return
        self._due = False
        over, under = self.div_dividend & 0xFFFFFFFF, self.div_divisor & 0xFFFFFFFF
        if self._signed:
            over, under = _signed(over), _signed(under)
        if under == 0:
            self.div_quotient = 1 if self._signed and over < 0 else 0xFFFFFFFF
            self.div_remainder = over & 0xFFFFFFFF
            return
        quotient = abs(over) // abs(under)
        if (over < 0) != (under < 0):
            quotient = -quotient
        self.div_quotient = quotient & 0xFFFFFFFF
        self.div_remainder = (over - quotient * under) & 0xFFFFFFFF


def _signed(value: int) -> int:
    return value - 0x100000000 if value & 0x80000000 else value

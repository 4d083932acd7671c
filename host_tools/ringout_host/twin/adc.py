"""The emulator's ADC, answered by the harness at the instant of each conversion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rp2040py.peripherals.adc import RPADC

if TYPE_CHECKING:
    from ringout_host.twin.harness import Harness

SAMPLE_NS = 2000
_FCS = 0x08
_DREQ_ENABLE = 1 << 3
_CHANNEL = 12  # shift in CS
_BASE = 0x4004C


class Adc(RPADC):
    """Corrects two things of the original: the channel that round-robin selects, and a data
    request that stayed set when the FIFO was emptied while requests were off."""

    def __init__(self, chip: Any) -> None:
        super().__init__(chip, "ADC")
        self.harness: Harness | None = None
        self.on_adc_read = self._convert
        chip.adc = self
        chip.peripherals[_BASE] = self

    @property
    def _active_channel(self) -> int:
        return (self.cs >> _CHANNEL) & 7

    @_active_channel.setter
    def _active_channel(self, channel: int) -> None:
        self.cs = self.cs & ~(7 << _CHANNEL) | (channel & 7) << _CHANNEL

    def _convert(self, channel: int) -> None:
        self.current_channel = channel
        assert self.harness is not None
        self.channel_values[channel] = self.harness.conversion(channel)
        self.sample_alarm.schedule(SAMPLE_NS)

    def write_uint32(self, offset: int, value: int) -> None:
        super().write_uint32(offset, value)
        if offset == _FCS:
            self._update_dma()

    def _update_dma(self) -> None:
        level = max((self.fcs >> 24) & 15, 1)
        if self.fcs & _DREQ_ENABLE and self.fifo.item_count >= level:
            self.rp2040.dma.set_dreq(self.dreq)
        else:
            self.rp2040.dma.clear_dreq(self.dreq)

"""One DMA channel of the simulated chip: from the ADC's FIFO to memory."""

from ringout_host.sim.chip import ACCESS_US, ADC, Chip
from ringout_host.sim.refusals import IllegalElectricity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ringout_host.sim.lookout import Ring

DREQ_ADC = 36


class Dma:
    """One channel from the ADC's FIFO to memory."""

    def __init__(self, chip: Chip) -> None:
        self._chip = chip
        self._left = 0
        self._at = 0
        self._buffer: "Any" = None  # of halfwords, once one was given
        self._ring: "Ring | None" = None
        self.channel = chip.lookout.channel(self)
        if chip.dma is None:
            chip.dma = self

    def pack_ctrl(self, **fields: "Any") -> int:
        if "ring_size" in fields:
            return self._chip.lookout.control(fields)
        wanted = {"size": 1, "inc_read": False, "inc_write": True, "treq_sel": DREQ_ADC}
        if {name: fields.get(name) for name in wanted} != wanted:
            raise IllegalElectricity(f"DMA control {fields} does not fit the ADC")
        return 1

    def config(self, *, read: int, write: "Any", count: int, ctrl: int, trigger: bool) -> None:
        self._ring = self._chip.lookout.ring(read, write, count, ctrl)
        if self._ring is not None:
            self._chip.advance(5 * ACCESS_US)
            if read == ADC + 12:
                self._chip.dma = self
            return
        if read != ADC + 12 or ctrl != 1 or not trigger or count > len(write):
            raise IllegalElectricity("this DMA would corrupt memory")
        self._chip.advance(5 * ACCESS_US)
        self._buffer, self._left, self._at = write, count, 0
        self._chip.dma = self

    @property
    def write(self) -> int:
        """WRITE_ADDR of a channel that fills a ring."""
        self._chip.advance(ACCESS_US)
        assert self._ring is not None
        return self._chip.lookout.write_address(self._ring)

    def active(self, value: int | None = None) -> bool:
        self._chip.advance(ACCESS_US)
        if value == 0:
            self._left = 0
            self._ring = None
        return self._left > 0

    def take(self, codes: "Sequence[int]") -> int:
        """Samples that arrive; returns how many were written to memory."""
        if self._ring is not None:
            self._ring.take(codes)
            return len(codes)
        count = min(self._left, len(codes))
        for k in range(count):
            self._buffer[self._at + k] = codes[k]
        self._at += count
        self._left -= count
        return count

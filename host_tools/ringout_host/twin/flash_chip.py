"""The emulated flash chip: its serial number, and the time that erasing and writing take."""

from collections.abc import Callable
from typing import Any

from rp2040py.peripherals.ssi import RPSSI

_READ_STATUS, _READ_ID = 0x05, 0x4B
_PAGE_PROGRAM, _SECTOR_ERASE, _BLOCK_ERASE = 0x02, 0x20, 0xD8
_BUSY = 1
_BASE = 0x18000
# W25Q16JV datasheet, table 9.6, typical: page 0.4 ms, sector 45 ms, 64 KB block 150 ms.
_BUSY_NS = {_PAGE_PROGRAM: 0.4e6, _SECTOR_ERASE: 45e6, _BLOCK_ERASE: 150e6}


class FlashChip(RPSSI):
    """uid: 8 bytes, MicroPython's machine.unique_id(). timed: operations take their time,
    else none. cut_after: lose power after so many more erase and program operations."""

    def __init__(self, chip: Any, uid: bytes, timed: bool = False) -> None:
        super().__init__(chip, "SSI")
        self.uid = uid
        self.timed = timed
        self.operations = 0
        self.on_operation: Callable[[], object] | None = None  # called after each erase or program
        self._busy_until_ns = 0.0
        chip.ssi = self
        chip.peripherals[_BASE] = self

    def _shift_byte(self, byte_out: int) -> int:
        answer = super()._shift_byte(byte_out)
        command, count = self._tx_buffer[0], len(self._tx_buffer)
        if command == _READ_ID and count > 5:  # after four dummy bytes
            return self.uid[(count - 6) % len(self.uid)]
        if command == _READ_STATUS and count > 1 and self.rp2040.clock.nanos < self._busy_until_ns:
            return answer | _BUSY
        return answer

    def _apply_command(self) -> None:
        command = self._tx_buffer[0] if self._tx_buffer else 0
        works = command in _BUSY_NS and self._write_enabled
        super()._apply_command()
        if works:
            self.operations += 1
            if self.timed:
                self._busy_until_ns = self.rp2040.clock.nanos + _BUSY_NS[command]
            if self.on_operation is not None:
                self.on_operation()

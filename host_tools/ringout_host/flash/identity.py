"""What a flash image says about itself: the Pico SDK's binary info, and where MicroPython
keeps its file system.

Layout: pico-sdk `binary_info/structure.h`. A header between two magic numbers within the first
pages points to a table of records; MicroPython adds one that describes its file system.
"""

import struct
from dataclasses import dataclass

from ringout_host.flash.uf2 import FLASH_START

_MARK_START, _MARK_END = 0x7188EBF2, 0xE71AA390
_SEARCH_BYTES = 4096
_ID_AND_STRING, _BLOCK_DEVICE = 6, 7
_PROGRAM_NAME = 0x02031C86
_PROGRAM_VERSION = 0x11A9BC3A
_BOARD = 0xB63CFFBB
_MOST_RECORDS = 200


@dataclass
class Identity:
    """program: "MicroPython"; version: "v1.28.0"; board: the SDK's name of it, "pico";
    filesystem: (address, bytes) of a file system that the program keeps, or None."""

    program: str = ""
    version: str = ""
    board: str = ""
    filesystem: tuple[int, int] | None = None

    @property
    def version_tuple(self) -> tuple[int, ...]:
        """(1, 28, 0); () if the version is not of that form."""
        digits = self.version.lstrip("v").split("-")[0].split(".")
        return tuple(int(part) for part in digits) if all(p.isdigit() for p in digits) else ()


def identify(flash: bytes) -> Identity:
    """Read the binary info of an image that starts at the beginning of the flash. Missing or
    damaged parts stay empty."""
    found = Identity()
    header = _header(flash)
    if header is None:
        return found
    first, last = header
    for at in range(first, min(last, first + 4 * _MOST_RECORDS), 4):
        pointer = _word(flash, at)
        record = pointer - FLASH_START
        if not 0 <= record <= len(flash) - 24:
            continue
        kind, _tag = struct.unpack_from("<HH", flash, record)
        if kind == _ID_AND_STRING:
            number, text = struct.unpack_from("<II", flash, record + 4)
            value = _text(flash, text)
            if number == _PROGRAM_NAME:
                found.program = value
            elif number == _PROGRAM_VERSION:
                found.version = value
            elif number == _BOARD:
                found.board = value
        elif kind == _BLOCK_DEVICE:
            _name, address, size = struct.unpack_from("<III", flash, record + 4)
            found.filesystem = (address, size)
    return found


def _header(flash: bytes) -> tuple[int, int] | None:
    """(offset of the first table entry, offset after the last)."""
    mark = struct.pack("<I", _MARK_START)
    at = flash.find(mark, 0, _SEARCH_BYTES)
    while at >= 0:
        if at % 4 == 0 and at + 20 <= len(flash) and _word(flash, at + 16) == _MARK_END:
            first, last = _word(flash, at + 4) - FLASH_START, _word(flash, at + 8) - FLASH_START
            if 0 <= first <= last <= len(flash):
                return first, last
        at = flash.find(mark, at + 1, _SEARCH_BYTES)
    return None


def _word(flash: bytes, at: int) -> int:
    return struct.unpack_from("<I", flash, at)[0]


def _text(flash: bytes, pointer: int) -> str:
    start = pointer - FLASH_START
    if not 0 <= start < len(flash):
        return ""
    end = flash.find(b"\0", start, start + 120)
    return flash[start : max(end, start)].decode("ascii", "replace")

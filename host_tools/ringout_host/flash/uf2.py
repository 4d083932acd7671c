"""UF2 files for the RP2040, read strictly and written: 512-byte blocks of 256 bytes of flash.

The boot ROM writes blocks as they come and reboots when it has seen as many as the file
announces, so a damaged file leaves a board that does not start. Everything is checked here
before the first byte leaves. Format: microsoft/uf2 README; the RP2040's own conditions
(256-byte payloads, family): RP2040 datasheet 2.8.4.2.
"""

import struct
from collections.abc import Iterable
from pathlib import Path

from ringout_host.errors import DataCorruptError, UsageError

BLOCK_BYTES = 512
PAYLOAD_BYTES = 256
MAGIC = (0x0A324655, 0x9E5D5157)
MAGIC_END = 0x0AB16F30
FLAG_NOT_MAIN_FLASH = 0x0001
FLAG_FAMILY = 0x2000
FAMILY_RP2040 = 0xE48BFF56
OTHER_FAMILIES = {
    0xE48BFF57: "an RP2350 (absolute addresses)",
    0xE48BFF58: "an RP2350's data partition",
    0xE48BFF59: "an RP2350 (ARM), such as a Pico 2",
    0xE48BFF5A: "an RP2350 (RISC-V), such as a Pico 2",
    0xE48BFF5B: "an RP2350 (ARM, non-secure)",
}
FLASH_START = 0x10000000
FLASH_BYTES = 2 * 1024 * 1024  # what every Raspberry Pi Pico has
_HEADER = struct.Struct("<8I")
_AGAIN = ": get the file again"
_LARGEST = 2 * FLASH_BYTES + BLOCK_BYTES


def read(data: bytes, name: str = "the file") -> dict[int, bytes]:
    """The pages of a UF2 for the RP2040: address -> 256 bytes, ascending.

    DataCorruptError says what is wrong; nothing of a doubtful file is returned.
    """
    if not data:
        raise DataCorruptError(f"{name} is empty{_AGAIN}")
    if len(data) > _LARGEST:
        raise DataCorruptError(f"{name} holds more than a Pico's flash of 2 MB: is it for a Pico?")
    if data[:4] != struct.pack("<I", MAGIC[0]):
        raise DataCorruptError(f"{name} is no UF2 file: give one that ends in .uf2")
    if len(data) % BLOCK_BYTES:
        raise DataCorruptError(f"{name} is truncated: its last block is not whole{_AGAIN}")
    count = len(data) // BLOCK_BYTES
    pages: dict[int, bytes] = {}
    for number in range(count):
        block = data[number * BLOCK_BYTES : (number + 1) * BLOCK_BYTES]
        address, payload = _page(block, number, count, name)
        if address in pages:
            raise DataCorruptError(f"{name}: two blocks for address 0x{address:08x}{_AGAIN}")
        pages[address] = payload
    return dict(sorted(pages.items()))


def _page(block: bytes, number: int, count: int, name: str) -> tuple[int, bytes]:
    first, second, flags, address, size, index, total, family = _HEADER.unpack_from(block)
    where = f"{name}, block {number + 1} of {count}"
    if (first, second) != MAGIC or block[-4:] != struct.pack("<I", MAGIC_END):
        raise DataCorruptError(f"{where}: damaged (wrong magic numbers){_AGAIN}")
    if not flags & FLAG_FAMILY:
        raise DataCorruptError(f"{where}: names no chip family{_AGAIN}")
    if family != FAMILY_RP2040:
        other = OTHER_FAMILIES.get(family, f"another chip (family 0x{family:08x})")
        raise DataCorruptError(
            f"{name} is for {other}, not for the RP2040 of a Raspberry Pi Pico:"
            " download the one named RPI_PICO"
        )
    if flags & FLAG_NOT_MAIN_FLASH:
        raise DataCorruptError(f"{where}: not meant for the flash{_AGAIN}")
    if total != count:
        kind = "truncated" if total > count else "too long"
        raise DataCorruptError(
            f"{name} is {kind}: it announces {total} blocks and holds {count}{_AGAIN}"
        )
    if index != number:
        raise DataCorruptError(f"{where}: out of order (it says {index + 1}){_AGAIN}")
    if size != PAYLOAD_BYTES:
        raise DataCorruptError(f"{where}: holds {size} bytes, the RP2040 takes 256{_AGAIN}")
    if address % PAYLOAD_BYTES or not FLASH_START <= address < FLASH_START + FLASH_BYTES:
        raise DataCorruptError(
            f"{where}: address 0x{address:08x} is no page of a Pico's flash{_AGAIN}"
        )
    return address, block[_HEADER.size : _HEADER.size + PAYLOAD_BYTES]


def load(path: str | Path) -> dict[int, bytes]:
    """`read` a file; UsageError if it cannot be opened."""
    try:
        with open(path, "rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(f"cannot read {path} ({error.strerror}): name a .uf2 file") from error
    return read(data, Path(path).name)


def write(pages: dict[int, bytes]) -> bytes:
    """A UF2 of these pages, in ascending order. ValueError for what `read` would refuse."""
    blocks = []
    for number, (address, payload) in enumerate(sorted(pages.items())):
        if len(payload) != PAYLOAD_BYTES or address % PAYLOAD_BYTES:
            raise ValueError(f"page at 0x{address:08x} is not 256 aligned bytes")
        header = _HEADER.pack(
            *MAGIC, FLAG_FAMILY, address, PAYLOAD_BYTES, number, len(pages), FAMILY_RP2040
        )
        filler = bytes(BLOCK_BYTES - _HEADER.size - PAYLOAD_BYTES - 4)
        blocks.append(header + payload + filler + struct.pack("<I", MAGIC_END))
    return b"".join(blocks)


def pages_of(address: int, data: bytes, skip_erased: bool = False) -> dict[int, bytes]:
    """Cut bytes that start at a page address into pages, the last one filled with 0xFF.
    skip_erased leaves out pages of 0xFF."""
    pages = {}
    for at in range(0, len(data), PAYLOAD_BYTES):
        page = data[at : at + PAYLOAD_BYTES].ljust(PAYLOAD_BYTES, b"\xff")
        if not skip_erased or page != b"\xff" * PAYLOAD_BYTES:
            pages[address + at] = page
    return pages


def flash_of(pages: dict[int, bytes], size: int = FLASH_BYTES) -> bytearray:
    """The flash after writing the pages to an erased chip."""
    flash = bytearray(b"\xff" * size)
    for address, page in pages.items():
        flash[address - FLASH_START : address - FLASH_START + len(page)] = page
    return flash


def extents(addresses: Iterable[int]) -> list[tuple[int, int]]:
    """Contiguous (first, last + 1) address ranges that the pages fill."""
    ranges: list[tuple[int, int]] = []
    for address in sorted(addresses):
        if ranges and ranges[-1][1] == address:
            ranges[-1] = (ranges[-1][0], address + PAYLOAD_BYTES)
        else:
            ranges.append((address, address + PAYLOAD_BYTES))
    return ranges

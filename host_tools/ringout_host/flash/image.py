"""The factory image: one UF2 with MicroPython and a file system that holds the firmware.

For drag and drop on a machine without Python. It starts the Pico's flash anew: log, settings
and calibration of an older ringout are gone, which is why `ringout flash` does not use it.
"""

from dataclasses import dataclass
from pathlib import Path

from ringout_host.errors import DataCorruptError
from ringout_host.flash import filesystem, identity, micropython, uf2
from ringout_host.flash.bundle import ACTIVE, FOLDERS, ROOT, VERSION_FILE, Bundle


@dataclass(frozen=True)
class Contents:
    """What is in a UF2. firmware: version of the ringout in it, "" without one."""

    blocks: int
    bytes: int
    micropython: str
    board: str
    firmware: str
    files: dict[str, int]  # path -> bytes


def make(micropython_uf2: Path, bundle: Bundle) -> bytes:
    """The image's bytes. DataCorruptError if the MicroPython file is not a Pico's."""
    pages, _ = micropython.checked(micropython_uf2)
    micropython.refuse_file_system(micropython_uf2, pages)
    disk = filesystem.build(bundle)
    for at in range(0, len(disk), filesystem.BLOCK_BYTES):
        block = disk[at : at + filesystem.BLOCK_BYTES]
        # Whole erase blocks: the boot ROM erases a sector when its first page comes.
        if block != b"\xff" * filesystem.BLOCK_BYTES:
            pages.update(uf2.pages_of(filesystem.ADDRESS + at, block))
    return uf2.write(pages)


def inspect(path: Path) -> Contents:
    """What a UF2 holds, after all its checks."""
    pages = uf2.load(path)
    flash = bytes(uf2.flash_of(pages))
    found = identity.identify(flash)
    files: dict[str, bytes] = {}
    if found.filesystem and any(page >= found.filesystem[0] for page in pages):
        if found.filesystem != (filesystem.ADDRESS, filesystem.SIZE):
            raise DataCorruptError(f"{path.name}: its file system lies where a Pico has none")
        at = filesystem.ADDRESS - uf2.FLASH_START
        files = filesystem.files_of(flash[at : at + filesystem.SIZE])
    return Contents(
        len(pages),
        len(pages) * uf2.PAYLOAD_BYTES,
        found.version if found.program == "MicroPython" else "",
        found.board,
        _firmware(files),
        {name: len(data) for name, data in sorted(files.items())},
    )


def _firmware(files: dict[str, bytes]) -> str:
    active = files.get(ACTIVE, b"").decode("ascii", "replace").strip()
    if active not in FOLDERS or "/main.py" not in files:
        return ""
    version = files.get(f"{ROOT}/{active}/{VERSION_FILE}", b"")
    return version.decode("ascii", "replace").strip()

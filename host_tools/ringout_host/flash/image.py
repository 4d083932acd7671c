"""The factory image: one UF2 with MicroPython and a file system that holds the firmware.

For drag and drop on a machine without Python. It starts the Pico's flash anew: log, settings
and calibration of an older ringout are gone, which is why `ringout flash` does not use it.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ringout_host.errors import DataCorruptError
from ringout_host.flash import filesystem, identity, micropython, uf2
from ringout_host.flash.bundle import ACTIVE, FOLDERS, ROOT, VERSION_FILE, Bundle

# The last page before the file system; MicroPython ends 300 KB before it.
_SEAL_AT = filesystem.ADDRESS - uf2.PAYLOAD_BYTES
_SEAL_MARK = b"ringout image 1\n"
_OTHER = "make it again with `ringout image`"


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
    if _SEAL_AT in pages:
        raise DataCorruptError(f"{micropython_uf2.name} leaves no page for the seal: {_OTHER}")
    pages[_SEAL_AT] = _seal(pages)
    return uf2.write(pages)


def _seal(pages: dict[int, bytes]) -> bytes:
    """A page with the hash of all others: a UF2 says nothing of its own that a change breaks."""
    digest = hashlib.sha256()
    for address, page in sorted(pages.items()):
        if address != _SEAL_AT:
            digest.update(address.to_bytes(4, "little") + page)
    return (_SEAL_MARK + digest.digest()).ljust(uf2.PAYLOAD_BYTES, b"\xff")


def inspect(path: Path, trust: bool = False) -> Contents:
    """What a UF2 holds, after all its checks. DataCorruptError for an image that is not as it
    was made, UsageError for a MicroPython that nobody vouches for, unless trusted."""
    pages = uf2.load(path)
    sealed = pages.get(_SEAL_AT, b"").startswith(_SEAL_MARK)
    if sealed and pages[_SEAL_AT] != _seal(pages):
        raise DataCorruptError(f"{path.name} is not as it was made, altered or cut short: {_OTHER}")
    flash = bytes(uf2.flash_of(pages))
    found = identity.identify(flash)
    files: dict[str, bytes] = {}
    if found.filesystem and any(page >= found.filesystem[0] for page in pages):
        if found.filesystem != (filesystem.ADDRESS, filesystem.SIZE):
            raise DataCorruptError(f"{path.name}: its file system lies where a Pico has none")
        at = filesystem.ADDRESS - uf2.FLASH_START
        files = filesystem.files_of(flash[at : at + filesystem.SIZE])
        if not sealed and not trust:
            raise DataCorruptError(
                f"{path.name} has no seal, so nothing tells if it is whole: {_OTHER}"
            )
    elif not sealed:
        micropython.refuse_unknown(path, trust)
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

"""The littlefs that MicroPython mounts on a Pico, built and read on the computer.

Geometry of the RPI_PICO port: `MICROPY_HW_FLASH_STORAGE_BYTES` and `_boot.py` (progsize 256);
the other sizes are the defaults of `VfsLfs2`. Every MicroPython reads disk version 2.0; newer ones
make it 2.1 when they first write.
"""

from typing import Any

from littlefs import LittleFS, LittleFSError

from ringout_host.errors import DataCorruptError
from ringout_host.flash.bundle import ACTIVE, FOLDERS, ROOT, Bundle
from ringout_host.flash.package import refuse_strays

ADDRESS = 0x100A0000
BLOCK_BYTES = 4096
BLOCKS = 352
SIZE = BLOCKS * BLOCK_BYTES
_OPTIONS: dict[str, Any] = {
    "block_size": BLOCK_BYTES,
    "block_count": BLOCKS,
    "read_size": 32,
    "prog_size": 256,
    "lookahead_size": 32,
    "disk_version": 0x00020000,
}


def build(bundle: Bundle) -> bytes:
    """An image with the firmware in its first folder, and nothing else."""
    refuse_strays(bundle.files)
    folder = f"{ROOT}/{FOLDERS[0]}"
    files = {f"{folder}/{path}": data for path, data in bundle.files.items()}
    files["/main.py"] = bundle.main
    files[ACTIVE] = FOLDERS[0].encode()
    return image_of(files)


def image_of(files: dict[str, bytes]) -> bytes:
    """An image that holds these files (absolute paths)."""
    disk = LittleFS(**_OPTIONS)
    for path, data in sorted(files.items()):
        parent = path.rpartition("/")[0]
        if parent:
            disk.makedirs(parent, exist_ok=True)
        with disk.open(path, "wb") as file:
            file.write(data)
    return bytes(disk.context.buffer)


def files_of(image: bytes) -> dict[str, bytes]:
    """Every file in an image, by absolute path. DataCorruptError if it cannot be mounted."""
    disk = LittleFS(**{**_OPTIONS, "disk_version": 0}, mount=False)  # any version
    disk.context.buffer = bytearray(image[:SIZE].ljust(SIZE, b"\xff"))
    try:
        disk.mount()
        files = {}
        for folder, _, names in disk.walk("/"):
            for name in names:
                path = f"{folder.rstrip('/')}/{name}"
                with disk.open(path, "rb") as file:
                    files[path] = file.read()
        return files
    except LittleFSError as error:
        raise DataCorruptError(f"the file system cannot be read ({error})") from error

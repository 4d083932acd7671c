"""A Pico in its boot drive: finding the drive, and copying a UF2 onto it.

The drive is believed only if it is a mounted file system, says in INFO_UF2.TXT that it is an
RP2040's, and (on Linux, where that can be read) a USB device 2E8A:0003 is there. It vanishes as
soon as the last block has arrived, so a failing copy means nothing: the board's coming back as
a serial port is the proof.
"""

import errno
import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from ringout_host.aside import refuse_link
from ringout_host.errors import NoDeviceError, PortRefusedError, UsageError
from ringout_host.link.ports import bootsel_present, find_ports

INFO = "INFO_UF2.TXT"
BOARD_ID = "RPI-RP2"
PICO_2 = (
    "the RP2350's pull-downs fail up to stepping A2 (erratum E9) and no later one was tried; take a"
    " plain Raspberry Pi Pico"
)
FILE = "RINGOUT.UF2"
CHUNK_BYTES = 64 * 512
BACK_S = 30.0
_NAME_IT = "hold BOOTSEL while plugging in the Pico, and name the drive that appears"
_GONE = (errno.EIO, errno.ENODEV, errno.ENOENT, errno.ENXIO, errno.EINVAL, errno.EROFS)


def drives(mounts: Iterable[Path] | None = None) -> list[Path]:
    """Mounted boot drives of RP2040 boards."""
    return [path for path in (mounted() if mounts is None else mounts) if _is_rp2(path)]


def mounted() -> list[Path]:
    """Where a removable drive may be mounted on this system."""
    if sys.platform == "win32":
        return [Path(f"{letter}:/") for letter in "DEFGHIJKLMNOPQRSTUVWXYZ"]
    if sys.platform == "darwin":
        return sorted(Path("/Volumes").glob("*"))
    try:
        lines = Path("/proc/mounts").read_text().splitlines()
    except OSError:
        return []
    fields = [line.split() for line in lines]
    return [Path(_unescaped(f[1])) for f in fields if len(f) > 2 and f[2] in ("vfat", "msdos")]


def check_drive(
    path: Path,
    is_mount: Callable[[Path], bool] = os.path.ismount,
    usb_present: Callable[[], bool] | None = None,
) -> None:
    """UsageError unless this is the boot drive of an RP2040 that is plugged in now."""
    info = _info(path)
    if info is None:
        raise UsageError(f"{path} is no boot drive, it has no {INFO}: {_NAME_IT}")
    if "RP2350" in info:
        raise UsageError(f"{path} belongs to a Pico 2: {PICO_2}")
    if not _is_rp2(path):
        raise UsageError(f"{path} is the boot drive of another kind of board: {_NAME_IT}")
    if not is_mount(path):
        raise UsageError(f"{path} is a folder that looks like a boot drive: {_NAME_IT}")
    if usb_present is None and sys.platform != "linux":
        return
    if not (usb_present or bootsel_present)():
        raise UsageError(f"{path} is no plugged in Pico's drive (USB 2E8A:0003): {_NAME_IT}")


def copy(data: bytes, drive: Path, progress: Callable[[int], None] = lambda count: None) -> None:
    """Write a checked UF2 to the drive. The drive going away at the end is as it should be."""
    refuse_link(drive / FILE)  # a boot drive has none: this is no boot drive
    try:
        with open(drive / FILE, "wb") as file:
            for at in range(0, len(data), CHUNK_BYTES):
                part = data[at : at + CHUNK_BYTES]
                file.write(part)
                file.flush()
                os.fsync(file.fileno())
                progress(len(part))
    except PermissionError as error:
        raise PortRefusedError(f"{drive} may not be written: mount it with write access") from error
    except OSError as error:
        if error.errno not in _GONE:
            raise NoDeviceError(f"{drive} cannot be written: {error.strerror}") from error


def wait_for_port(
    before: set[str],
    ports: Callable[[], list] = find_ports,
    seconds: float = BACK_S,
    now: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> str:
    """The serial port of the board that restarted. NoDeviceError when none comes."""
    deadline = now() + seconds
    while now() < deadline:
        for port in ports():
            if port.kind == "usb" and port.path not in before:
                return port.path
        sleep(0.25)
    raise NoDeviceError(
        "the Pico did not come back as a serial port: unplug it, hold BOOTSEL while plugging it"
        " in, and repeat the command; use a USB cable that carries data"
    )


def _is_rp2(path: Path) -> bool:
    info = _info(path)
    if info is None or not info.startswith("UF2 Bootloader"):
        return False
    return any(line.strip() == f"Board-ID: {BOARD_ID}" for line in info.splitlines())


def _info(path: Path) -> str | None:
    try:
        with open(path / INFO, "rb") as file:
            return file.read(1024).decode("ascii", "replace").replace("\r\n", "\n")
    except OSError:
        return None


def _unescaped(path: str) -> str:
    """/proc/mounts writes a space as \\040."""
    return path.encode().decode("unicode_escape").encode("latin-1").decode()

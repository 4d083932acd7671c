"""`make page`: site, firmware, simulator and interpreter into one folder of static files.

    python -m ringout_host.page.build build/page

The interpreter is the npm package that the tests' VM uses, by the version and hash of
`tests/vm/package-lock.json`; nothing of it is in the repository.
"""

import hashlib
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ringout
import ringout_host
from ringout.settings import table
from ringout.wirings import lookup
from ringout_host.cables.sold import SOLD
from ringout_host.errors import RingoutError, UsageError
from ringout_host.installed import checkout
from ringout_host.sim.stocks import STOCKS
from ringout_host.store import export_columns

SITE = Path(__file__).parent / "site"
PACKAGE = Path("node_modules/@micropython/micropython-webassembly-pyscript")
INTERPRETER = ("micropython.mjs", "micropython.wasm")
# Of the host's code, what runs on MicroPython.
NOT_INSIDE = ("pty.py", "tcp.py", "picture.py", "README.md")
FROM_CABLES = (
    "plugs.py",
    "sold.py",
    "found.py",
    "drawing.py",
    "strokes.py",
    "planted.py",
    "sketch.py",
)
MOST_BYTES = 3_000_000
# Emscripten's own check on every call that Python makes in the interpreter: a quarter of its time.
_CHECK = (
    "assert(wasmTable.get(funcPtr)==func,"
    '"JavaScript-side Wasm function table mirror is out of date!"),'
)
_LICENSES = """In this page is MicroPython's WebAssembly port, https://micropython.org: MIT licence,
Copyright (c) 2013-2026 Damien P. George and others. All else is ringout's, MIT licence.
"""


def build(out: Path) -> int:
    """Make the folder anew; how many bytes it has. UsageError where the interpreter is missing."""
    package = _package()
    if out.exists():
        if any(out.iterdir()) and not (out / "index.html").is_file():
            raise UsageError(f"{out} is no page: name another folder")
        shutil.rmtree(out)
    shutil.copytree(SITE, out)
    for name in INTERPRETER:
        shutil.copyfile(package / name, out / name)
    _without_check(out / INTERPRETER[0])
    (out / "LICENSES.txt").write_text(_LICENSES, "utf-8")
    _write_json(out / "tree.json", tree())
    _write_json(out / "words.json", words())
    _finish_worker(out)
    size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    if size > MOST_BYTES:
        raise RingoutError(f"the page has {size} bytes, more than {MOST_BYTES}")
    return size


def _without_check(loader: Path) -> None:
    text = loader.read_text("utf-8")
    if text.count(_CHECK) != 1:
        raise RingoutError("another MicroPython than this build knows: see _CHECK in page/build.py")
    loader.write_text(text.replace(_CHECK, ""), "utf-8")


def tree() -> dict[str, str]:
    """Every Python file for the page's interpreter: where it lies there, and its text."""
    firmware, host = Path(ringout.__file__).parent, Path(ringout_host.__file__).parent
    files = [(file, "ringout" / file.relative_to(firmware)) for file in _sources(firmware)]
    wanted = [file for file in _sources(host / "sim") if file.name not in NOT_INSIDE]
    wanted += [host / "cables" / name for name in FROM_CABLES]
    wanted += [host / "page" / "inside.py"]
    files += [(file, "ringout_host" / file.relative_to(host)) for file in wanted]
    return {path.as_posix(): file.read_text("utf-8") for file, path in files}


def _sources(folder: Path) -> Iterator[Path]:
    return iter(sorted(folder.rglob("*.py")))


def words() -> dict[str, Any]:
    """What the page offers to choose from: DATA of the firmware and the host, none of its own."""
    names = {row[0]: row[6] for row in map(lookup.row, range(lookup.count()))}
    return {
        "version": ringout.__version__,
        "cables": [[id, names.get(id, id)] for id in SOLD],
        "stocks": sorted(STOCKS),
        "settings": [_setting(*row) for row in table.ROWS],
        "readings": [list(row) for row in export_columns.READINGS],
    }


def _setting(name: str, default: Any, allowed: Any, title: str, says: str) -> dict[str, Any]:
    row: dict[str, Any] = {"name": name, "title": title, "says": says}
    if allowed == table.ON_OFF:
        return {**row, "kind": "switch"}
    if isinstance(allowed, tuple):
        return {**row, "kind": "choice", "values": list(allowed)}
    if isinstance(allowed, table.Number):
        limits = {"high": allowed.high, "digits": allowed.digits, "unit": allowed.unit}
        return {**row, "kind": "number", **limits}
    if isinstance(allowed, table.Text):
        return {**row, "kind": "text", "longest": allowed.longest}
    return {**row, "kind": allowed}  # wiring, stock


def _package() -> Path:
    """The interpreter's package, of the locked version."""
    top = checkout()
    if top is None:
        raise UsageError("the page is built in a checkout of ringout: make page")
    folder = top / "tests" / "vm"
    package = folder / PACKAGE
    lock = json.loads((folder / "package-lock.json").read_text("utf-8"))
    wanted = lock["packages"][PACKAGE.as_posix()]["version"]
    try:
        found = json.loads((package / "package.json").read_text("utf-8"))["version"]
    except OSError:
        found = None
    if found != wanted:
        raise UsageError(f"MicroPython {wanted} for the browser is not there: make page fetches it")
    return package


def _finish_worker(out: Path) -> None:
    """Tell the service worker which files there are; their hash is the name of its cache."""
    files = sorted(f.relative_to(out).as_posix() for f in out.rglob("*") if f.is_file())
    files.remove("offline.js")
    digest = hashlib.sha256()
    for name in files:
        digest.update(name.encode() + b"\0" + (out / name).read_bytes())
    worker = out / "offline.js"
    text = worker.read_text("utf-8")
    head = f"const VERSION = {json.dumps(digest.hexdigest()[:16])};\n"
    head += f"const FILES = {json.dumps([name for name in files if name != 'LICENSES.txt'])};\n"
    worker.write_text(head + text, "utf-8")


def _write_json(file: Path, value: Any) -> None:
    file.write_text(json.dumps(value, separators=(",", ":")), "utf-8")


def main(words: list[str]) -> int:
    """Build; the folder's size is printed."""
    out = Path(words[0] if words else "build/page")
    try:
        size = build(out)
    except RingoutError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(f"{out}: {size / 1e6:.1f} MB; open it with ringout page")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

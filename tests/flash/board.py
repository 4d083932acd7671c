"""A board for update tests: runs the very code that a real one gets, on a folder as its flash.

A file's content is on the flash when the file is closed, and a rename is one step, as littlefs
does it. `cut_after` loses power before that many-th change of the flash: everything from then
on fails until `power_on`.
"""

import contextlib
import hashlib
import io
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

from ringout_host.errors import ProtocolError


class PowerCut(Exception):
    """The link and the board are gone."""


class FolderBoard:
    """root: the flash. firmware code sees it as /."""

    def __init__(self, root: Path, mpy: int | None = 6 | 4 << 10, machine: str | None = None):
        self.root = root
        self.machine = machine or "Raspberry Pi Pico with RP2040"
        self.mpy = mpy
        self.cut_after: int | None = None
        self.changes = 0
        self.sent_bytes = 0
        self._running: dict = {}

    def power_on(self) -> None:
        self.cut_after = None
        self._running = {}

    def run(self, code: str) -> str:
        self._alive()
        self.sent_bytes += len(code)
        printed = io.StringIO()
        builtins = dict(vars(__import__("builtins")))
        builtins.update(open=self._open, __import__=self._import, print=self._printer(printed))
        self._running["__builtins__"] = builtins
        try:
            with contextlib.redirect_stdout(printed):
                exec(code, self._running)
        except PowerCut:
            raise
        except Exception as error:
            raise ProtocolError(f"the board said: {error!r}") from error
        return printed.getvalue()

    def ask(self, code: str):
        return json.loads(self.run(code).strip().splitlines()[-1])

    # -- what starts after a reset -----------------------------------------------------------
    def starts(self) -> str | None:
        """The version that main.py would start; None if it would start nothing whole."""
        if not (self.root / "main.py").is_file():
            return None
        try:
            active = (self.root / "firmware" / "active").read_text().strip()
        except OSError:
            return None
        folder = self.root / "firmware" / active / "ringout"
        manifest = self.manifests.get((folder / "version.txt").read_text())
        there = {p.name: p.read_bytes() for p in folder.iterdir()}
        wanted = {path.rpartition("/")[2]: data for path, data in manifest.items()}
        return (folder / "version.txt").read_text() if there == wanted else None

    manifests: dict[str, dict[str, bytes]] = {}

    # -- the flash ---------------------------------------------------------------------------
    def _alive(self) -> None:
        if self.cut_after is not None and self.changes >= self.cut_after:
            raise PowerCut

    def _change(self) -> None:
        self._alive()
        self.changes += 1

    def _path(self, path: str) -> str:
        return str(self.root) + "/" + path.lstrip("/")

    def _open(self, path: str, mode: str = "r"):
        if "w" not in mode:
            return open(self._path(path), mode)
        return _Writer(self, self._path(path))

    def _printer(self, out):
        return lambda *values: out.write(" ".join(map(str, values)) + "\n")

    def _changing(self, function):
        def change(*paths):
            self._change()
            return function(*map(self._path, paths))

        return change

    def _import(self, name, *args):
        if name == "os":
            return SimpleNamespace(
                listdir=lambda path: os.listdir(self._path(path)),
                stat=lambda path: os.stat(self._path(path)),
                statvfs=lambda path: (4096, 4096, 352, 300),
                mkdir=self._changing(os.mkdir),
                remove=self._changing(os.remove),
                rename=self._changing(os.replace),
            )
        if name == "sys":
            implementation = _Implementation(("micropython", (1, 28, 0, "")))
            implementation._machine, implementation._mpy = self.machine, self.mpy
            return SimpleNamespace(platform="rp2", implementation=implementation)
        if name == "machine":
            return SimpleNamespace(unique_id=lambda: bytes(8))
        if name in ("json", "binascii"):
            return __import__(name)
        if name == "hashlib":
            return SimpleNamespace(sha256=lambda data=b"": hashlib.sha256(data))
        raise ImportError(name)


class _Implementation(tuple):
    pass


class _Writer:
    """Nothing is on the flash before close; opening for writing makes no file either."""

    def __init__(self, board: FolderBoard, path: str):
        self._board, self._path, self._data = board, path, b""

    def write(self, data: bytes) -> int:
        self._board._alive()
        self._data += bytes(data)
        return len(data)

    def close(self) -> None:
        self._board._change()
        Path(self._path).write_bytes(self._data)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.close()


assert sys.implementation.name == "cpython"

"""A board whose flash is a real littlefs on a chip that may lose power in any operation.

Every page program and sector erase is recorded, so one update gives the flash as it was after
each of them: `Recorder.after(count)`.
"""

import io
from types import SimpleNamespace

from board import FolderBoard
from littlefs import LittleFS, LittleFSError
from littlefs.context import UserContext

from ringout_host.flash import filesystem
from ringout_host.flash.bundle import ACTIVE, ROOT

CACHE_BYTES = 1024  # of MicroPython: extmod/vfs_lfsx.c, four times the size of a page


class Recorder(UserContext):
    """A flash chip in memory. operations: (address, bytes that it put there)."""

    def __init__(self, image: bytes | None = None):
        super().__init__(filesystem.SIZE)
        self.buffer = bytearray(image or b"\xff" * filesystem.SIZE)
        self.operations: list[tuple[int, bytes]] = []
        self.before = bytes(self.buffer)

    def record(self) -> None:
        """Begin anew with the flash as it is."""
        self.operations.clear()
        self.before = bytes(self.buffer)

    def prog(self, cfg, block, off, data):
        self.operations.append((block * cfg.block_size + off, bytes(data)))
        return super().prog(cfg, block, off, data)

    def erase(self, cfg, block):
        self.operations.append((block * cfg.block_size, b"\xff" * cfg.block_size))
        return super().erase(cfg, block)

    def after(self, count: int, torn: bool = False) -> bytes:
        """The flash after so many operations; torn: and half of the next one."""
        image = bytearray(self.before)
        for at, data in self.operations[:count]:
            image[at : at + len(data)] = data
        if torn and count < len(self.operations):
            at, data = self.operations[count]
            image[at : at + len(data) // 2] = data[: len(data) // 2]
        return bytes(image)


class FlashBoard(FolderBoard):
    """FolderBoard's Python on a littlefs. image: of an earlier one's flash."""

    def __init__(self, image: bytes | None = None):
        super().__init__(None)
        self.chip = Recorder(image)
        options = dict(filesystem._OPTIONS, cache_size=CACHE_BYTES)
        if image is not None:
            options["disk_version"] = 0  # any: a chip's MicroPython makes it 2.1
        self.disk = LittleFS(self.chip, mount=False, **options)
        if image is None:
            self.disk.format()
        self.disk.mount()

    def _open(self, path, mode="r"):
        if "w" in mode:
            return _as_micropython(self.disk.open)(path, "wb")
        with _as_micropython(self.disk.open)(path, "rb") as file:
            data = file.read()
        return io.BytesIO(data) if "b" in mode else io.StringIO(data.decode())

    def _import(self, name, *args):
        if name != "os":
            return super()._import(name, *args)
        disk = self.disk
        functions = {
            "listdir": disk.listdir,
            "stat": lambda path: (0x4000 if disk.stat(path).type == 2 else 0x8000,),
            "statvfs": lambda path: (4096, 4096, filesystem.BLOCKS, 300),
            "mkdir": disk.mkdir,
            "remove": disk.remove,
            "rename": disk.rename,
        }
        return SimpleNamespace(**{name: _as_micropython(f) for name, f in functions.items()})


def _as_micropython(function):
    """littlefs' errors are OSErrors there."""

    def call(*args):
        try:
            return function(*args)
        except LittleFSError as error:
            raise OSError(-error.code) from error

    return call


def started(image: bytes) -> str | None:
    """The version that a board with this flash starts; None if it starts nothing whole."""
    files = filesystem.files_of(image)
    if b"from ringout import start" not in files.get("/main.py", b""):
        return None
    folder = f"{ROOT}/{files[ACTIVE].decode().strip()}/"
    there = {path[len(folder) :]: data for path, data in files.items() if path.startswith(folder)}
    version = there.get("ringout/version.txt", b"").decode()
    return version if there == FolderBoard.manifests.get(version) else None

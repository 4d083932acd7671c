"""A tester's files on a real littlefs image, with a journal of everything done to the flash.

The journal gives the image as it was at any moment, also in the middle of a program operation:
what a power cut leaves behind.
"""

from contextlib import suppress

from littlefs import LittleFS, LittleFSError
from littlefs.context import UserContext

BLOCK_BYTES = 4096
BLOCKS = 352  # RPI_PICO: 1408 KiB
# What MicroPython's VfsLfs2 mounts there with: see ringout_host.flash.filesystem.
OPTIONS = {
    "block_size": BLOCK_BYTES,
    "block_count": BLOCKS,
    "read_size": 32,
    "prog_size": 256,
    "cache_size": 1024,
    "lookahead_size": 32,
    "disk_version": 0x00020000,
}
_NO_SPACE = -28


class Journal(UserContext):
    """A RAM disk that remembers each program (block, offset, bytes) and erase (block)."""

    def __init__(self, image: bytes | None = None):
        super().__init__(BLOCKS * BLOCK_BYTES)
        if image is not None:
            self.buffer[:] = image
        self.start = bytes(self.buffer)
        self.operations: list[tuple] = []

    def prog(self, cfg, block, off, data):
        self.operations.append((block, off, bytes(data)))
        return super().prog(cfg, block, off, data)

    def erase(self, cfg, block):
        self.operations.append((block,))
        return super().erase(cfg, block)

    def image_after(self, count: int, part: float) -> bytes:
        """The flash when the power failed `part` of the way through operation `count`."""
        image = bytearray(self.start)
        for n, operation in enumerate(self.operations[: count + 1]):
            done = 1.0 if n < count else part
            at = operation[0] * BLOCK_BYTES
            if len(operation) == 1:
                image[at : at + int(BLOCK_BYTES * done)] = b"\xff" * int(BLOCK_BYTES * done)
            else:
                data = operation[2][: int(len(operation[2]) * done)]
                image[at + operation[1] : at + operation[1] + len(data)] = data
        return bytes(image)


class DiskFiles:
    """The contract of ringout.storage.files.Files on a littlefs image; None: a new, empty one."""

    def __init__(self, image: bytes | None = None):
        self.journal = Journal(image)
        self.disk = LittleFS(context=self.journal, mount=False, **OPTIONS)
        if image is None:
            self.disk.format()
        self.disk.mount()

    def make_folder(self, name):
        self.disk.makedirs("/" + name, exist_ok=True)

    def names(self, folder=""):
        return sorted(self.disk.listdir("/" + folder))

    def sizes(self, folder=""):
        try:
            return [(e.name, e.size) for e in self.disk.scandir("/" + folder) if e.type == 1]
        except LittleFSError:
            return []

    def size(self, name):
        try:
            return self.disk.stat("/" + name).size
        except LittleFSError:
            return 0

    def free(self):
        return (BLOCKS - self.disk.used_block_count) * BLOCK_BYTES

    def read(self, name, start=0, count=-1):
        try:
            with self.disk.open("/" + name, "rb") as file:
                file.seek(start)
                return file.read(count)
        except (LittleFSError, FileNotFoundError):
            return None

    def read_into(self, name, start, buffer):
        data = self.read(name, start, len(buffer)) or b""
        buffer[: len(data)] = data
        return len(data)

    def append(self, name, data):
        self._write(name, "ab", data)

    def replace(self, name, data):
        self._write(name + ".new", "wb", data)
        self.rename(name + ".new", name)

    def _write(self, name, mode, data):
        """Like MicroPython: the error comes as OSError, and the file is closed all the same."""
        if mode == "ab" and self.read(name, 0, 0) is None:
            mode = "wb"  # littlefs-python appends only to what exists
        try:
            with self.disk.open("/" + name, mode, buffering=0) as file:
                file.write(data)
        except LittleFSError as error:
            raise OSError(28 if error.code == _NO_SPACE else 5) from error

    def put(self, name, data):
        self._write(name, "wb", data)

    def rename(self, old, new):
        self.disk.rename("/" + old, "/" + new)

    def remove(self, name):
        with suppress(LittleFSError, FileNotFoundError):
            self.disk.remove("/" + name)

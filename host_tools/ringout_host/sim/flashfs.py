"""A tester's files on a flash that can lose power at any byte and fill up: `files.Files` in memory.

Like littlefs: a file changes when it is closed, a rename happens or does not, removed means
gone. With `torn` it is worse than littlefs: what was being appended may be left in part.

    flash = FlashFs()
    flash.cut_after(100)      # one hundred steps from now the power fails
    ...                       # PowerCut out of the middle of whatever was being written
    flash.restore_power()
"""

BLOCK_BYTES = 4096
INLINE_BYTES = 512  # a file up to here lies in its folder and needs no block
_NO_SPACE = 28  # ENOSPC


class PowerCut(BaseException):
    """The supply is gone. No Exception: nothing in the firmware may survive or report it."""


class FlashFs:
    """blocks: room of the file system; None for any amount.

    steps: what has been written so far: every byte is a step, and every file that appears,
    takes on its content, changes its name or goes. reads, read_bytes: what has been read.
    """

    def __init__(self, blocks: int | None = None, torn: bool = False) -> None:
        self.files: dict[str, bytes] = {}
        self.folders = {""}
        self.blocks = blocks
        self.torn = torn
        self.steps = 0
        self.reads = 0
        self.read_bytes = 0
        self._left: int | None = None  # steps until the power fails
        self.powered = True

    # -- power -----------------------------------------------------------------------------
    def cut_after(self, steps: int | None) -> None:
        """Let the power fail after so many more steps; None: not at all."""
        self._left = steps

    def restore_power(self) -> None:
        """Switch on again, with what was committed."""
        self._left = None
        self.powered = True

    def _alive(self) -> None:
        if not self.powered:
            raise PowerCut("no power")

    def _step(self) -> None:
        """One step happens, or the power fails before it."""
        self._alive()
        if self._left is not None:
            if self._left <= 0:
                self.powered = False
                raise PowerCut("after %d steps" % self.steps)
            self._left -= 1
        self.steps += 1

    def _write(self, data: "bytes | bytearray | memoryview") -> int:
        """Program bytes; how many of them made it."""
        count = len(data)
        self._alive()
        if self._left is not None and self._left < count:
            count = self._left
            self._left = 0
            self.powered = False
        elif self._left is not None:
            self._left -= count
        self.steps += count
        return count

    def used_blocks(self) -> int:
        """Blocks in use: two for every folder, whole ones for every file but tiny ones."""
        blocks = 2 * len(self.folders)
        for data in self.files.values():
            if len(data) > INLINE_BYTES:
                blocks += -(-len(data) // BLOCK_BYTES)
        return blocks

    def _commit(self, name: str, data: bytes) -> None:
        """Give a file its new content, of which the last part was just written."""
        old = self.files.get(name)
        self.files[name] = data
        # While a file is written its old and its new last block both exist.
        spare = 1 if len(data) > INLINE_BYTES else 0
        if self.blocks is not None and self.used_blocks() + spare > self.blocks:
            if old is None:
                self.files.pop(name)
            else:
                self.files[name] = old
            raise OSError(_NO_SPACE)

    # -- the contract of ringout.storage.files.Files -----------------------------------------------
    def make_folder(self, name: str) -> None:
        """Create a folder unless it is there."""
        self._alive()
        if name not in self.folders:
            self._step()
            self.folders.add(name)

    def names(self, folder: str = "") -> list[str]:
        """Sorted names in a folder."""
        return sorted([name for name, _ in self.sizes(folder)])

    def sizes(self, folder: str = "") -> list[tuple[str, int]]:
        """[(name, bytes)] of the files in a folder."""
        self._alive()
        self.reads += 1
        prefix = folder + "/" if folder else ""
        found = []
        for name in self.files:
            rest = name[len(prefix) :]
            if name.startswith(prefix) and "/" not in rest:
                found.append((rest, len(self.files[name])))
        return found

    def size(self, name: str) -> int:
        """Bytes in a file, 0 if it does not exist."""
        self._alive()
        return len(self.files.get(name, b""))

    def free(self) -> int | None:
        """Bytes left, None on a flash without end."""
        if self.blocks is None:
            return None
        return max(0, self.blocks - self.used_blocks()) * BLOCK_BYTES

    def read(self, name: str, start: int = 0, count: int = -1) -> bytes | None:
        """Up to `count` bytes from `start`; None if the file does not exist."""
        self._alive()
        self.reads += 1
        if name not in self.files:
            return None
        data = self.files[name][start : None if count < 0 else start + count]
        self.read_bytes += len(data)
        return data

    def read_into(self, name: str, start: int, buffer: "bytearray | memoryview") -> int:
        """Fill `buffer` from `start` on; returns the bytes read."""
        data = self.read(name, start, len(buffer)) or b""
        buffer[: len(data)] = data
        return len(data)

    def append(self, name: str, data: "bytes | bytearray | memoryview") -> None:
        """Add bytes at the end of a file and commit them."""
        self._need_folder(name)
        if name not in self.files:
            self._step()
            self.files[name] = b""
        added = bytes(data)
        old = self.files[name]
        made = self._write(added)
        if not self.powered:
            if self.torn:
                self.files[name] = old + added[:made]
            raise PowerCut("after %d steps" % self.steps)
        if self.torn:  # every byte was there before the commit
            self._commit(name, old + added)
            self._step()
        else:
            self._step()
            self._commit(name, old + added)

    def replace(self, name: str, data: "bytes | bytearray | memoryview") -> None:
        """Give a file new content: the old or the new, whole."""
        self._need_folder(name)
        aside = name + ".new"
        self._step()
        self.files[aside] = b""
        made = self._write(data)
        if not self.powered:
            if self.torn:
                self.files[aside] = bytes(data[:made])
            raise PowerCut("after %d steps" % self.steps)
        self._step()
        try:
            self._commit(aside, bytes(data))
        except OSError:
            self.files.pop(aside)
            raise
        self.rename(aside, name)

    def put(self, name: str, data: "bytes | bytearray | memoryview") -> None:
        """Give a small file new content in one commit."""
        self._need_folder(name)
        made = self._write(data)
        if not self.powered:
            if self.torn:
                self.files[name] = bytes(data[:made])
            raise PowerCut("after %d steps" % self.steps)
        self._step()
        self._commit(name, bytes(data))

    def rename(self, old: str, new: str) -> None:
        """Rename, replacing `new` if it exists."""
        self._step()
        if old not in self.files:
            raise OSError(2)
        self.files[new] = self.files.pop(old)

    def remove(self, name: str) -> None:
        """Delete a file; nothing happens if it does not exist."""
        self._alive()
        if name in self.files:
            self._step()
            self.files.pop(name)

    def _need_folder(self, name: str) -> None:
        self._alive()
        folder = name.rsplit("/", 1)[0] if "/" in name else ""
        if folder not in self.folders:
            raise OSError(2)

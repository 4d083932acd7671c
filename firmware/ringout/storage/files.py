"""The tester's own folder on its flash: a few whole-file operations, all of them safe.

littlefs commits a file when it is closed, so every write here opens, writes and closes.
The simulator replaces this class by one that can lose power at any byte.
"""

import os

_KIND_BITS = 0xF000  # of a mode as os.stat gives it
_FILE_KIND = 0x8000
_rename = getattr(os, "replace", os.rename)  # Windows: os.rename takes no existing name


class Files:
    """Files below `root` (a folder; made when missing). Names may hold one folder level."""

    def __init__(self, root):
        self.root = root.rstrip("/") + "/"
        self.make_folder("")

    def make_folder(self, name):
        """Create a folder below the root unless it is there."""
        path = (self.root + name).rstrip("/")
        try:
            os.stat(path)
        except OSError:
            os.mkdir(path)

    def names(self, folder=""):
        """Sorted names in a folder; empty if it does not exist."""
        try:
            return sorted(os.listdir(self.root + folder))
        except OSError:
            return []

    def sizes(self, folder=""):
        """[(name, bytes)] of the files in a folder, in no order; empty if it does not exist."""
        if hasattr(os, "ilistdir"):
            found = self._listed(folder)
            if found is not None:
                return found
        found = []
        for name in self.names(folder):
            try:
                stat = os.stat(self.root + folder + "/" + name)
            except OSError:
                continue
            if stat[0] & _KIND_BITS == _FILE_KIND:
                found.append((name, stat[6]))
        return found

    def _listed(self, folder):
        """As `sizes`, in one pass over the folder; None where a listing tells no sizes."""
        found = []
        try:
            for entry in os.ilistdir(self.root + folder):
                if len(entry) < 4:
                    return None  # the WebAssembly VM's
                if entry[1] == _FILE_KIND:
                    found.append((entry[0], entry[3]))
        except OSError:
            pass
        return found

    def size(self, name):
        """Bytes in a file, 0 if it does not exist."""
        try:
            return os.stat(self.root + name)[6]
        except OSError:
            return 0

    def free(self):
        """Bytes that the file system has left, None where nothing tells."""
        if not hasattr(os, "statvfs"):  # Windows
            return None
        stat = os.statvfs(self.root)
        return stat[0] * stat[3]

    def read(self, name, start=0, count=-1):
        """Up to `count` bytes from `start`; None if the file does not exist."""
        try:
            with open(self.root + name, "rb") as file:
                if start:
                    file.seek(start)
                return file.read(count)
        except OSError:
            return None

    def read_into(self, name, start, buffer):
        """Fill `buffer` from `start` on; returns the bytes read, 0 if there is no such file."""
        try:
            with open(self.root + name, "rb") as file:
                if start:
                    file.seek(start)
                return file.readinto(buffer) or 0
        except OSError:
            return 0

    def append(self, name, data):
        """Add bytes at the end of a file and commit them."""
        with open(self.root + name, "ab") as file:
            file.write(data)

    def replace(self, name, data):
        """Give a file new content: after a power cut it holds the old or the new, whole."""
        aside = name + ".new"
        with open(self.root + aside, "wb") as file:
            file.write(data)
        self.rename(aside, name)

    def put(self, name, data):
        """Give a small file new content in one commit, the cheapest there is. Where a file system
        is no littlefs a power cut may leave it empty."""
        with open(self.root + name, "wb") as file:
            file.write(data)

    def rename(self, old, new):
        """Rename, replacing `new` if it exists."""
        _rename(self.root + old, self.root + new)

    def remove(self, name):
        """Delete a file; nothing happens if it does not exist."""
        try:
            os.remove(self.root + name)
        except OSError:
            pass

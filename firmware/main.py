"""Start-up on the device: choose the firmware and start it. Everything else is `ringout.start`.

Two copies of the firmware can lie on the flash, /firmware/a and /firmware/b; the file
/firmware/active names the one that runs. An update fills the other folder, checks it, and then
replaces that file: a power cut leaves the old firmware or the new one. Without these folders
`ringout` is imported from where mip or mpremote put it.
"""

import os
import sys

FIRMWARE = "/firmware/"
MOUNTED = "/fw"
PACKAGE = "/ringout"
PACK = "/ringout/parts.pack"


class FirmwareFolder:
    """A firmware folder whose names are in memory. Its parts lie in one file: littlefs gives every
    file whole blocks, and takes 6 ms to look for one among sixty. Sources lie side by side."""

    def __init__(self, folder):
        self.folder = folder
        try:
            with open(folder + PACK, "rb") as file:
                self.names = file.read(int(file.read(6))).decode()
        except OSError:
            self.names = "\n%s \n" % " \n".join(_below(folder, ""))

    def mount(self, readonly, mkfs):
        pass

    def umount(self):
        pass

    def stat(self, path):
        if "\n" + path + " " not in self.names and path != PACKAGE:
            raise OSError(2)
        mode = 0x8000 if "." in path else 0x4000
        return (mode, 0, 0, 0, 0, 0, 0, 0, 0, 0)

    def open(self, path, mode):
        at = self.names.find("\n" + path + " ") + len(path) + 2
        place = self.names[at : at + 6]
        if not place.isdigit():
            return open(self.folder + path, "rb")
        file = open(self.folder + PACK, "rb")
        file.seek(int(place))
        return file


def _below(folder, path):
    """Paths of all that a folder holds, each with a slash before it."""
    found = []
    for name in os.listdir(folder + path):
        found.append(path + "/" + name)
        if "." not in name:  # a package
            found += _below(folder, found[-1])
    return found


def choose():
    """Make the active firmware the first place to import from; False if there is none."""
    import vfs

    try:
        with open(FIRMWARE + "active") as file:
            folder = FirmwareFolder(FIRMWARE + file.read(8).strip())
        vfs.mount(folder, MOUNTED)
    except OSError:
        return False
    sys.path.insert(0, MOUNTED)
    return True


if __name__ == "__main__":
    choose()
    from ringout import start

    start.run()

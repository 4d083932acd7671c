"""Compiled code read where it lies: in the flash chip, not in RAM.

MicroPython copies what it imports into the heap. The same bytes stand in the file, the file in
the flash, and the chip reads its flash like memory: so every function and every long text that
was loaded is compared with the flash, byte by byte, and where they are the same the object is
pointed there. The next collection frees the copies, two thirds of all code.

Nothing is assumed: an interpreter with other structures, another block or other bytes leave the
object as it is. littlefs does not move a file's blocks while the file is not written, and an
update writes the other folder (main.py).

Structures: MicroPython 1.19 to 1.28, py/objfun.h, py/emitglue.h, py/objstr.h, py/bc.h. The map
of a part is made by the host (`ringout_host.compact.mpy`).

One file: what is known of one structure of the interpreter is read by the next.
"""

import sys
from array import array

import micropython
import vfs
from uctypes import addressof

from ringout.base.compat import const

_FORMAT = const(1)
_BLOCK = const(4096)
_FLASH_END = const(0x10200000)  # 2 MB
_READ_ONLY = const(30)  # OSError
_HEAD_BYTES = const(16)  # the map's four numbers
_LONGEST = const(0x20000)  # bytes of a part: what a map can tell of


class FlashReader:
    """The flash as a block device that can only be read, and that tells which block was."""

    def __init__(self, flash):
        self._flash = flash
        self.block = 0
        self.count = self._flash.ioctl(4, 0)

    def readblocks(self, block, buffer, offset=0):
        self.block = block
        self._flash.readblocks(block, buffer, offset)

    def writeblocks(self, block, buffer, offset=0):
        raise OSError(_READ_ONLY)

    def ioctl(self, op, arg):
        return self._flash.ioctl(op, arg) if op in (4, 5) else 0


def settle(names, running, flash):
    """Leave the code of these parts in flash; False if that is not possible here.

    flash: the chip as a block device. running: the two functions of them that are being
    executed. They stay: the interpreter goes on in their copy, and what points into the middle
    of it does not keep it from being freed.
    """
    flash_reader = FlashReader(flash)
    try:
        with open("/firmware/active") as file:
            path = "/firmware/" + file.read(8).strip() + "/ringout/parts.pack"
        disk = vfs.VfsLfs2(flash_reader)
        with open(path, "rb") as file:
            index = file.read(int(file.read(6))).decode()
            for name in names:
                at = index.find("\n/ringout/%s.mpy " % name)
                place, place_of_map = index[at : index.find("\n", at + 1)].split()[1:]
                file.seek(int(place_of_map))
                with disk.open(path, "rb") as other:
                    module = sys.modules["ringout." + name]
                    _settle(file, other, flash_reader, int(place), module, running)
    except (OSError, ValueError, MemoryError, KeyError):
        return False
    return True


def _settle(file, other, flash_reader, place, module, running):
    """One part, which begins at `place` in the pack. file: the pack, at the part's map. other: the
    same by flash_reader."""
    form, functions, texts, constants = array("I", file.read(_HEAD_BYTES))
    if form != _FORMAT:
        raise ValueError("the map has another format")
    code_table = array("I", file.read(8 * functions))
    text_table = array("I", file.read(8 * texts))
    children = file.read(functions)
    where = spans(other, flash_reader, place)
    tables = array("I", (
        addressof(code_table), functions, addressof(text_table), texts, addressof(where),
        addressof(children), id(type(_settle)), id(property), id(str), id(bytes), id(tuple),
        id(running[0]), id(running[1]), id(type(move)),
    ))  # fmt: skip
    settle_names(id(module.__dict__), tables)
    for value in module.__dict__.values():
        if type(value) is type:
            settle_names(id(value.__dict__), tables)
    settle_constants(constants_of(id(module.__dict__), tables), constants, tables)


def spans(file, flash_reader, place):
    """array of (first byte of a block's data in the part, address of that byte less it), for a part
    that begins at `place` in its file. Block k of a littlefs file begins with one pointer, and one
    more for each factor of two in k."""
    base = _FLASH_END - flash_reader.count * _BLOCK
    out = array("I")
    start = k = 0
    size = min(file.seek(0, 2), place + _LONGEST)
    while start < size:
        low = k & -k
        head = 0
        while low:
            head += 4
            low >>= 1
        end = start + _BLOCK - head
        if end > place:
            file.seek(start)
            file.read(1)
            out.append(max(start - place, 0))
            out.append(base + flash_reader.block * _BLOCK + head + place - start)
        start = end
        k += 1
    out.append(start - place)
    out.append(0)
    return out


@micropython.viper
def settle_names(names: ptr32, tables: ptr32):  # noqa: F821
    """Every function and property in a dictionary; those of machine code as well, which the map
    lists where it can be run in flash."""
    entries = ptr32(names[3])  # noqa: F821
    k = names[2]
    while k:
        k -= 1
        value = entries[2 * k + 1]
        if value & 3 == 0 and value >= 0x20000000 and value < 0x20042000:
            kind = ptr32(value)[0]  # noqa: F821
            if kind == tables[7]:
                value = ptr32(value)[1]  # noqa: F821
                if value >= 0x20000000 and value < 0x20042000:
                    kind = ptr32(value)[0]  # noqa: F821
            if kind == tables[13]:
                move(value + 12, tables, 0)
            elif kind == tables[6] and value != tables[11] and value != tables[12]:
                found = int(move(value + 12, tables, 0))
                if found >= 0:
                    inside = int(ptr8(tables[5])[found])  # noqa: F821
                    if inside:
                        settle_inner(ptr32(value)[2], inside, tables)  # noqa: F821


@micropython.viper
def settle_inner(raw_codes: ptr32, count: int, tables: ptr32):  # noqa: F821
    """Functions inside a function, which are not made yet."""
    k = 0
    while k < count:
        raw = raw_codes[k]
        k += 1
        if raw >= 0x20000000 and raw < 0x20042000 and ptr8(raw)[2] == 2:  # noqa: F821
            found = int(move(raw + 4, tables, 0))
            if found >= 0:
                inside = int(ptr8(tables[5])[found])  # noqa: F821
                if inside:
                    settle_inner(ptr32(raw)[2], inside, tables)  # noqa: F821


@micropython.viper
def constants_of(names: ptr32, tables: ptr32) -> int:  # noqa: F821
    """Address of the constants of the module whose dictionary this is."""
    entries = ptr32(names[3])  # noqa: F821
    k = names[2]
    while k:
        k -= 1
        value = entries[2 * k + 1]
        if value & 3 == 0 and value >= 0x20000000 and value < 0x20042000:
            if ptr32(value)[0] == tables[6]:  # noqa: F821
                context = ptr32(ptr32(value)[1])  # noqa: F821
                if context[1] == int(names):
                    return context[3]
    return 0


@micropython.viper
def settle_constants(values: ptr32, count: int, tables: ptr32):  # noqa: F821
    """Texts, bytes, and those in tuples."""
    if int(values) == 0:
        return
    k = 0
    while k < count:
        value = values[k]
        k += 1
        if value & 3 == 0 and value >= 0x20000000 and value < 0x20042000:
            words = ptr32(value)  # noqa: F821
            kind = words[0]
            if kind == tables[8] or kind == tables[9]:
                if words[2] >= 12:
                    move(value + 12, tables, words[2])
            elif kind == tables[10]:
                settle_constants(value + 8, words[1], tables)


@micropython.viper
def move(place: int, tables: ptr32, size: int) -> int:  # noqa: F821
    """Point the word at `place` to the flash copy of what it points to, if there is one. size:
    bytes of a text, 0 for a function. Returns its number in the table, -1 for none."""
    word = ptr32(place)  # noqa: F821
    there = word[0]
    if there < 0x20000000 or there >= 0x20042000:
        return -1
    kind = 2 if size else 0
    table = ptr32(tables[kind])  # noqa: F821
    count = tables[kind + 1]
    spans = ptr32(tables[4])  # noqa: F821
    data = ptr8(there)  # noqa: F821
    key = data[0] << 22 | data[1] << 14 | data[2] << 6 | data[3] >> 2
    low = 0
    high = count
    while low < high:
        middle = (low + high) >> 1
        if table[2 * middle] < key:
            low = middle + 1
        else:
            high = middle
    best = -1
    longest = 0
    address = 0
    while low < count and table[2 * low] == key:
        at = table[2 * low + 1] & 0x1FFFF
        long = table[2 * low + 1] >> 17
        if long > longest and (size == 0 or size == long):
            k = 0
            while spans[2 * k + 2] <= at:
                k += 1
            flash = ptr8(spans[2 * k + 1] + at)  # noqa: F821
            start = int(flash)
            rest = spans[2 * k + 2] - at  # bytes until the block ends
            i = 0
            while i < long:
                if i == rest:  # the copy goes on in another block: it is the same, but no use
                    start = 0
                    k += 1
                    flash = ptr8(spans[2 * k + 1] + at)  # noqa: F821
                    rest = spans[2 * k + 2] - at
                if data[i] != flash[i]:
                    break
                i += 1
            if i == long:  # of two functions one can be the beginning of the other
                best = low
                longest = long
                address = start
        low += 1
    if address:
        word[0] = address
    return best

"""Where code and texts lie in a compiled part, so that the chip can leave them in flash.

`code_map(mpy)` makes the small file that `firmware/ringout/board/in_place.py` reads: for every
function and every long constant its place in the .mpy file, sorted by how it begins. A piece in two
blocks of the flash is none in a row, and machine code reads its constants at multiples of four from
where it lies: `placed` moves them to where they can stay, by zeros before the numbers that tell
their sizes. The format of .mpy files, version 6: MicroPython's documentation, "MicroPython .mpy
files", and py/persistentcode.c.
"""

import struct
from bisect import bisect_right
from dataclasses import dataclass

FORMAT = 1
_BYTECODE, _NATIVE, _VIPER, _ASM = range(4)
_VIPER_RODATA, _VIPER_BSS, _VIPER_RELOC = 0x20, 0x40, 0x80
_STR, _BYTES, _TUPLE = 5, 6, 10
_SHORTEST_TEXT = 12  # bytes: a shorter one would free nothing worth its entry
_PLACE_BITS, _SIZE_BITS = 17, 14
_MACHINE_BYTES = 4  # machine code begins at a multiple of it
_ZERO = b"\x80"  # a digit before a number


@dataclass
class Piece:
    """at, size: bytes in the file. head: where the number with its size begins. children:
    functions inside this function."""

    at: int
    size: int
    head: int
    is_machine: bool = False
    children: int = 0


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 4  # behind magic, version, flags, bits of a small integer
        self.code: list[Piece] = []
        self.texts: list[Piece] = []

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def uint(self) -> int:
        value = 0
        while True:
            byte = self.byte()
            value = value << 7 | byte & 0x7F
            if byte < 0x80:
                return value

    def skip_name(self) -> None:
        size = self.uint()
        if not size & 1:  # a name with its text, not one of the interpreter's own
            self.at += (size >> 1) + 1

    def constant(self) -> None:
        kind = self.byte()
        if kind < _STR:
            return
        head = self.at
        size = self.uint()
        if kind == _TUPLE:
            for _ in range(size):
                self.constant()
            return
        if kind in (_STR, _BYTES):
            self.texts.append(Piece(self.at, size, head))
            self.at += 1
        self.at += size

    def function(self) -> None:
        begin = self.at
        head = self.uint()
        kind, size = head & 3, head >> 3
        piece = Piece(self.at, size, begin, kind != _BYTECODE)
        self.code.append(piece)
        self.at += size
        if kind == _BYTECODE:
            pass
        elif kind == _NATIVE:
            self.uint()
        else:
            flags = self.uint()
            if kind == _ASM:
                self.uint()
                self.uint()
            rodata = self.uint() if flags & _VIPER_RODATA else 0
            if flags & _VIPER_BSS:
                self.uint()
            self.at += rodata
            if flags & _VIPER_RELOC:
                raise ValueError("machine code with relocations is not supported")
        if head & 4:
            piece.children = self.uint()
            for _ in range(piece.children):
                self.function()


def pieces(mpy: bytes) -> tuple[list[Piece], list[Piece], int]:
    """(functions, texts, count of constants) of a compiled file. The first function is the
    module itself. ValueError if the file is not understood to its end."""
    if mpy[:2] != b"M\x06":
        raise ValueError("not an .mpy file of version 6")
    reader = _Reader(mpy)
    names, constants = reader.uint(), reader.uint()
    for _ in range(names):
        reader.skip_name()
    for _ in range(constants):
        reader.constant()
    reader.function()
    if reader.at != len(mpy):
        raise ValueError("the .mpy file has something behind its code")
    return reader.code, reader.texts, constants


def left_in_flash(mpy: bytes, machine_code: bool = True) -> tuple[list[Piece], list[Piece]]:
    """(functions, texts) of a compiled file that the chip can leave where they are, in their order.
    machine_code: whether that is to be left too."""
    code, texts, _ = pieces(mpy)
    code = [piece for piece in code[1:] if piece.size >= 4]
    if not machine_code:
        code = [piece for piece in code if not piece.is_machine]
    return _told(code), _told([text for text in texts if text.size >= _SHORTEST_TEXT])


def placed(mpy: bytes, at: int, starts: list[int], machine_code: bool = True) -> bytes:
    """The same file for the place `at` of another one, whose blocks begin at `starts`: what can be
    left in flash lies in one block, with the zero behind it, machine code at a multiple of four."""
    pieces = movable(mpy, machine_code)
    out, done = bytearray(), 0
    for piece, zeros in zip(pieces, gaps(pieces, at, starts), strict=True):
        out += mpy[done : piece.head] + _ZERO * zeros
        done = piece.head
    return bytes(out + mpy[done:])


def movable(mpy: bytes, machine_code: bool = True) -> list[Piece]:
    """What `left_in_flash` gives, in the file's order."""
    code, texts = left_in_flash(mpy, machine_code)
    return texts + code


def gaps(pieces: list[Piece], at: int, starts: list[int]) -> list[int]:
    """How many zeros `placed` puts before each piece that is `movable`."""
    found = []
    for piece in pieces:
        place = here = at + piece.at
        if piece.is_machine:
            place += -place % _MACHINE_BYTES
        end = starts[bisect_right(starts, place)]
        if place + piece.size >= end:
            place = end
        found.append(place - here)
        at += place - here
    return found


def code_map(mpy: bytes, machine_code: bool = True) -> bytes:
    """The map file: four numbers (format, functions, texts, constants); then for functions and
    for texts pairs (key, place | size << 17), sorted; then a byte for each function: how many
    functions are inside it."""
    code, texts = (_sorted(mpy, found) for found in left_in_flash(mpy, machine_code))
    out = struct.pack("<4I", FORMAT, len(code), len(texts), pieces(mpy)[2])
    for piece in [*code, *texts]:
        out += struct.pack("<2I", key(mpy, piece), piece.at | piece.size << _PLACE_BITS)
    return out + bytes(min(piece.children, 255) for piece in code)


def key(mpy: bytes, piece: Piece) -> int:
    """Thirty bits of how a piece begins."""
    begin = mpy[piece.at : piece.at + min(piece.size, 4)].ljust(4, b"\0")
    return begin[0] << 22 | begin[1] << 14 | begin[2] << 6 | begin[3] >> 2


def _told(found: list[Piece]) -> list[Piece]:
    """Those of which a map can tell."""
    return [p for p in found if p.size >> _SIZE_BITS == 0 and p.at >> _PLACE_BITS == 0]


def _sorted(mpy: bytes, found: list[Piece]) -> list[Piece]:
    return sorted(found, key=lambda p: (key(mpy, p), p.at))

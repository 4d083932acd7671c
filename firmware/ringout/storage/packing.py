"""Stored lines made short for the flash, and whole again: a third of the bytes.

A record is printable ASCII, so every other byte value is free: 100 for pairs of digits, one for
each of the first lines of `phrases.PHRASES`, one that leads a second byte for the rest of them.
The checksum stays that of the JSON, so it checks the unpacking too. A line that cannot be packed
is stored as it is; it begins with a brace, which no packed line does.
"""

import binascii
from array import array

from ringout.storage.phrases import ONE_BYTE, PHRASES

try:
    from ringout.loops import packing_viper as kernels
except (ImportError, SyntaxError):  # CPython; the WebAssembly VM, which has no machine code
    from ringout.loops import packing_plain as kernels

find_byte = kernels.find_byte
ID = "%08x" % (binascii.crc32(PHRASES, 1) & 0xFFFFFFFF)  # who has the same can unpack

_BRACE = 123
_LEAD = 127
_SECOND = 128  # second byte of the first phrase that has two
_PAIRS = 128  # code of "00"; "99" is 99 further
_NO_PHRASE = 255


def _one_byte_codes():
    """Byte values for phrases: control characters but tab and line ends, and what the pairs of
    digits leave at the top."""
    codes = [code for code in range(1, 32) if code not in (9, 10, 13)]
    codes.extend(range(_PAIRS + 100, 256))
    return bytes(codes[:ONE_BYTE])


def _starts():
    """(how many phrases, where each begins in PHRASES and, after the last, the end of all)."""
    starts = array("H", [0])
    end = PHRASES.find(b"\n")
    while end >= 0:
        starts.append(end + 1)
        end = PHRASES.find(b"\n", end + 1)
    count = len(starts) - 1
    while len(starts) < ONE_BYTE + 128 + 2:  # second bytes that stand for nothing yet
        starts.append(len(PHRASES))
    return count, starts


def _numbers():
    """Byte value -> number of its phrase."""
    numbers = bytearray([_NO_PHRASE] * 256)
    for number in range(ONE_BYTE):
        numbers[_CODES[number]] = number
    return numbers


_CODES = _one_byte_codes()
_COUNT, _STARTS = _starts()
_NUMBERS = _numbers()
_FIRST = PHRASES[: _STARTS[1] - 1]
_LONGEST_FIRST = bytes(
    sorted(range(_COUNT), key=lambda number: _STARTS[number] - _STARTS[number + 1])
)


def pack(line):
    """The shorter form of a stored line (bytes without newline)."""
    size = len(line)
    if not line.startswith(_FIRST) or not _is_plain(line):
        return line
    packed = bytearray(line)
    for number in _LONGEST_FIRST:
        lead, code = 0, number
        if number < ONE_BYTE:
            code = _CODES[number]
        else:
            lead, code = _LEAD, _SECOND + number - ONE_BYTE
        at, end = _STARTS[number], _STARTS[number + 1] - 1
        size = kernels.replace(packed, size, PHRASES, at, end, lead, code)
    size = kernels.pair_digits(packed, size, _PAIRS)
    return bytes(memoryview(packed)[:size])


def unpack(packed, begin, end, out):
    """Write the stored line that packed[begin:end] holds into `out`; its length, -1 if `out` is
    too small. What was damaged gives something that fails its checksum."""
    if packed[begin] != _BRACE:
        return kernels.unpack(out, packed, begin, end, _NUMBERS, _STARTS, PHRASES, len(out))
    if end - begin > len(out):
        return -1
    out[: end - begin] = packed[begin:end]
    return end - begin


def _is_plain(line):
    """True if a line holds nothing but printable ASCII and tabs."""
    if max(line) > 126:
        return False
    if min(line) >= 32:
        return True
    for byte in line:
        if byte < 32 and byte != 9:
            return False
    return True

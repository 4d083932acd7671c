"""Stored lines made short for the flash, and whole again: less than half the bytes.

A record is printable ASCII, so every other byte value is free: one for each pair of digits,
one for each of `phrases.PHRASES`. The checksum stays that of the JSON, so it checks the
unpacking too. A line that cannot be packed is stored as it is; it begins with a brace, which
no packed line does.
"""

from array import array

from ringout.phrases import PHRASES

try:
    from ringout import packing_kernels as kernels
except (ImportError, SyntaxError):  # CPython; the WebAssembly VM, which has no machine code
    from ringout import packing_plain as kernels

find_byte = kernels.find_byte

_PAIRS = 128  # code of "00"; "99" is 99 further
_BRACE = 123


def _free_codes():
    """The byte values for phrases: control characters but tab and line ends, DEL, and what
    the pairs of digits leave at the top."""
    codes = [code for code in range(1, 32) if code not in (9, 10, 13)]
    codes.append(127)
    codes.extend(range(_PAIRS + 100, 256))
    return codes


def _table():
    """Text of every code, one after the other, and where each begins (256 is the end)."""
    texts = [b""] * 256
    texts[9] = b"\t"
    for code in range(32, 127):
        texts[code] = bytes((code,))
    for number in range(100):
        texts[_PAIRS + number] = b"%02d" % number
    for k in range(len(PHRASES)):
        texts[_CODES[k]] = PHRASES[k]
    starts = array("H", bytes(2 * 257))
    at = 0
    for code in range(256):
        starts[code] = at
        at += len(texts[code])
    starts[256] = at
    return starts, b"".join(texts)


_CODES = bytes(_free_codes()[: len(PHRASES)])
_STARTS, _TEXT = _table()


def pack(line):
    """The shorter form of a stored line (bytes without newline)."""
    size = len(line)
    if not line.startswith(PHRASES[0]) or not _is_plain(line):
        return line
    packed = bytearray(line)
    for code in _CODES:  # the longest phrase first
        size = kernels.replace(packed, size, _TEXT, _STARTS[code], _STARTS[code + 1], code)
    size = kernels.pair_digits(packed, size, _PAIRS)
    return bytes(memoryview(packed)[:size])


def unpack(packed, begin, end, out):
    """Write the stored line that packed[begin:end] holds into `out`; its length, -1 if `out` is
    too small. What was damaged gives something that fails its checksum."""
    if packed[begin] != _BRACE:
        return kernels.unpack(out, packed, begin, end, _STARTS, _TEXT, len(out))
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

"""Segments of the log: files of packed lines, named by the first sequence number in them.

Everything here reads in pieces of CHUNK bytes, whatever the size of the file or of the damage
in it, and in buffers made once.
"""

import binascii

from ringout.base.compat import const
from ringout.storage import packing

FOLDER = "log"
CHUNK = const(2048)  # and the longest packed line that can be stored, with its newline
TEXT_BYTES = const(4608)  # the longest stored line, unpacked; a full record is under 4 KB
SEQ_MAX = const(0x1FFFFFFFFFFFFF)  # 2**53 - 1: every JSON reader agrees on it and the next one
_DIGITS = const(16)  # of SEQ_MAX
_SMALL_DIGITS = const(9)  # of a number that is certainly a small integer on the device
_CHECK = const(9)  # bytes of a tab and the checksum
_SHORTEST = const(75)  # bytes of a packed record, and of nearly every one at most
_LONGEST = const(450)
_NEWLINE = const(10)
_SEQ = b'"seq":'


def path(first):
    """File name of the segment that begins with this number."""
    return "%s/%08d" % (FOLDER, first)


def found(files):
    """{first number: bytes} of every segment in the folder; other names are left alone."""
    sizes = {}
    for name, size in files.sizes(FOLDER):
        if 8 <= len(name) <= _DIGITS and name.isdigit() and int(name) <= SEQ_MAX:
            sizes[int(name)] = size
    return sizes


def lost_with(length, terminated):
    """How many numbers a damaged line of this length at the end may have held. A power cut
    leaves one line without its newline; anything else may be several that lost theirs."""
    if length < _LONGEST and not terminated:
        return 1
    return length // _SHORTEST + 1


class LineReader:
    """Reads lines. One room for all readers of a log, so that reading never needs more; a
    reader that was interrupted by another one reads its piece again."""

    def __init__(self, files):
        self._files = files
        self._packed = bytearray(CHUNK)
        self._packed_view = memoryview(self._packed)
        self._text = None  # room for a line unpacked, made when one is
        self._view = None
        self._size = 0  # of what is in _text
        self._readers = 0  # number of the one that filled _packed

    def lines(self, first, at=0, check=True):
        """(offset, length, number) of every line that begins at or after offset `at`: number
        is its sequence number, None if it is damaged. `line` has the text of the latest one.
        Of a line longer than CHUNK every CHUNK bytes come as one damaged line. check=False is
        for lines that were found good just now: their number comes as SEQ_MAX."""
        name = path(first)
        packed = self._packed
        overlong = False
        while True:
            self._readers += 1
            reader = self._readers
            got = self._files.read_into(name, at, packed)
            begin = 0
            while begin < got:
                end = packing.find_byte(packed, begin, got, _NEWLINE)
                if end < 0 and got == CHUNK:
                    break
                after = end + 1
                if end < 0:  # the last line has no newline
                    end = after = got
                line = begin
                begin = after
                if overlong:
                    overlong = False
                elif end > line:
                    yield at + line, end - line, self._whole(line, end, check)
                    if self._readers != reader:
                        break
            if begin == 0:
                if got < CHUNK:
                    return
                yield at, CHUNK, None
                overlong = True
                begin = got
            elif got < CHUNK and begin == got:
                return
            at += begin

    def pieces(self, first, at, size):
        """`size` bytes of a segment from `at` on, in views that the next piece (and any other
        reader) writes over. Of a segment that was freed meanwhile newlines come."""
        while size:
            self._readers += 1
            got = self._files.read_into(path(first), at, self._packed)
            if not got:
                self._packed[:] = b"\n" * CHUNK
                got = CHUNK
            got = min(got, size)
            yield self._packed_view[:got]
            at += got
            size -= got

    def _whole(self, begin, end, check):
        """Unpack a line; its number, None if its checksum does not fit."""
        if self._text is None:
            self._text = bytearray(TEXT_BYTES)
            self._view = memoryview(self._text)
        size = packing.unpack(self._packed, begin, end, self._text)
        self._size = size
        if size > TEXT_BYTES - 2:
            return None
        if not check and size > 0:
            return SEQ_MAX
        body = size - _CHECK
        text = self._text
        if body < 2 or text[body] != 9:
            return None
        try:
            check = int(bytes(self._view[body + 1 : size]), 16)
        except ValueError:
            return None
        if check != binascii.crc32(self._view[:body]) & 0xFFFFFFFF:
            return None
        at = text.find(_SEQ, 0, body) + len(_SEQ)
        if at < len(_SEQ) or not 48 <= text[at] <= 57:
            return None
        seq, digits = 0, at
        while 48 <= text[at] <= 57 and at - digits < _SMALL_DIGITS:
            seq = seq * 10 + text[at] - 48
            at += 1
        if not 48 <= text[at] <= 57:
            return seq
        while 48 <= text[at] <= 57:  # more than a small integer: one allocation, not one a digit
            at += 1
        if at - digits > _DIGITS:
            return None
        seq = int(bytes(self._view[digits:at]))
        return seq if seq <= SEQ_MAX else None

    def line(self, newline=False):
        """The stored line that `lines` came to last, with its newline if wanted."""
        size = self._size
        if newline:
            self._text[size] = _NEWLINE
            size += 1
        return bytes(self._view[:size])

    def rest(self):
        """Give the room for unpacked lines back: tests and pulls of packed lines do without."""
        self._text = self._view = None

    def before(self, first, size, seq):
        """An offset at or before the line of `seq`, not much before it: found by halving."""
        low, high = 0, size
        while high - low > CHUNK:
            middle = (low + high) // 2
            place = number = None
            for place, _, number in self.lines(first, middle):
                if number is not None or place >= high:
                    break
            if number is not None and number <= seq and place < high:
                low = place
            else:
                high = middle
        return low

"""The log: every test, one stored line each, in append-only segments.

A line counts once its file is committed. What a power cut leaves of a line is skipped and
counted as damaged; its number is never given out again. When room runs out the oldest
acknowledged segment goes; if none is acknowledged the new record is dropped and counted, never
an old one that nobody has. The latest segment always stays.

The highest number ever given lives in two folders: in the last segment, and in HIGH beside the
state. What damage to one of them takes away the other one knows: numbers never go back, and the
records that are gone are counted.

One file: what is written and what is found again after a cut keep each other's promises.
"""

from ringout.base.compat import const
from ringout.storage import checked_file, packing, segments, stored_line
from ringout.storage.stored_line import checksum

FOLDER = segments.FOLDER
STATE = "log.state"  # {"acked": seq, "dropped": records, "next": seq, "lost": records,
# "room": bytes}, the last two only where there is something to say
HIGH = "log.high"  # the highest number stored, and its checksum, as text
SEGMENT_BYTES = const(32704)  # eight blocks of 4096 bytes with littlefs's pointers in them
# The file system has 352 blocks. Two copies of the firmware (an update needs both), settings,
# calibration and golden cables leave more than this; a test fills them all. Own cables take of it.
MAX_BYTES = const(139 * 4096)
_SPARE = const(8 * 4096)  # left free for settings, the crash file and the copies littlefs makes
_NEWS = const(4 * 4096)  # of a change of what is free
_STRAY = const(100000)  # numbers that damage skips at most, by far


class Log:
    """Records on the tester's files (files.Files).

    segments: first numbers, ascending; bytes: in all of them; next_seq: the number of the next
    record; acked: the host has everything up to here; dropped: records that found no room,
    ever; lost: that were stored and are gone by damage to the flash, ever; last: highest number
    of which a record is there; last_boot: boot number in it; room: bytes that it may take.
    """

    def __init__(self, files):
        self.files = files
        files.make_folder(FOLDER)
        state = checked_file.load(files, STATE)[0] or {}
        self.acked = _count(state, "acked")
        self.dropped = _count(state, "dropped")
        self.lost = _count(state, "lost")
        self.room = min(_count(state, "room") or MAX_BYTES, MAX_BYTES)
        self._reader = segments.LineReader(files)
        self._sizes = segments.found(files)
        self.segments = sorted(self._sizes)
        self._damaged = {}  # segment -> damaged lines seen in it
        self._terminated = True  # the last segment ends with a newline
        self._cursor = (-1, -1, 0)  # number, segment and offset of the line last looked at
        self._skipped = 0  # damaged lines met while a page was counted
        self.last_boot = self.last = 0
        high = _checked_number(files.read(HIGH))
        known = max(_count(state, "next"), self.acked + 1, 1)
        self.next_seq = max(self._after_last_line(max(known, high + 1)), known)
        self._reader.rest()
        if high >= self.next_seq:
            self.lost += high + 1 - self.next_seq
            self.next_seq = high + 1
            self._keep_state()

    def _after_last_line(self, known):
        """One more than the highest number given out, from the end of the last segment. known:
        what the other places say it is; 1 if they say nothing."""
        if not self.segments:
            return 0
        first = self.segments[-1]
        size = self._sizes[first]
        start = max(0, size - segments.CHUNK)
        last, torn = self._last_line(first, start)
        if last is None and start:  # nothing but damage for a whole piece
            last, torn = self._last_line(first, 0)
        if last is None and known > 1 and first - known > _STRAY:
            # nothing of it is readable, and a segment of ours begins with the next number
            self.segments.pop()
            self._sizes.pop(first)
            self._damaged.pop(first)
            return self._after_last_line(known)
        if size:
            self._terminated = self.files.read(segments.path(first), size - 1, 1) == b"\n"
        return (first if last is None else max(first, last + 1)) + torn

    def _last_line(self, first, start):
        """(highest number from offset `start` on or None, numbers that damage after it may
        have held)."""
        last = None
        torn = damaged = 0
        for at, length, seq in self._reader.lines(first, start):
            if seq is not None:
                last, torn = seq, 0
                latest = self._reader.line()
            elif at > start or not start:  # else it is the end of an earlier line
                torn += segments.lost_with(length, at + length < self._sizes[first])
                damaged += 1
        self._damaged[first] = damaged
        if last is not None:
            self.last = last
            self.last_boot = _boot_of(latest)
        return last, torn

    def _save_state(self):
        state = {"acked": self.acked, "dropped": self.dropped, "next": self.next_seq}
        if self.lost:
            state["lost"] = self.lost
        if self.room < MAX_BYTES:
            state["room"] = self.room
        checked_file.save(self.files, STATE, state)

    def _keep_state(self):
        """Store it, for which littlefs needs no block as a rule. If the flash is too full for
        even that, what is not stored is forgotten when the tester is switched off."""
        while True:
            try:
                self._save_state()
                return
            except OSError:
                if not self._free():
                    return

    # -- what is in it ---------------------------------------------------------------------
    @property
    def bytes(self):
        """Bytes in all segments."""
        return sum(self._sizes.values())

    @property
    def first_seq(self):
        """Lowest number still stored, or the next one if the log is empty."""
        return self.segments[0] if self.segments else self.next_seq

    def percent(self):
        """How full with records that nobody has pulled, 0 to 100."""
        unpulled = 0
        for first in self.segments:
            end = self._end_of(first)
            if end > first and end - 1 > self.acked:
                news = min(end - first, end - 1 - self.acked)
                unpulled += self._sizes[first] * news // (end - first)
        return min(100, unpulled * 100 // self.room)

    def measure_room(self):
        """See what other files leave: takes a moment, so it is for when nobody waits. True if it
        is another room than was known."""
        free = self.files.free()
        room = MAX_BYTES
        if free is not None:
            room = max(_NEWS, min(self.bytes + free - _SPARE, MAX_BYTES))
        if abs(room - self.room) < _NEWS and room < MAX_BYTES or room == self.room:
            return False
        self.room = room
        self._keep_state()
        return True

    def stat(self):
        """The reply of `log.stat`. records: numbers from first on, with those in between that
        were dropped or damaged; damaged: lines found so since the start, and records lost
        ever; last: the highest number of which a record is there, 0 without any."""
        return {
            "first": self.first_seq,
            "next": self.next_seq,
            "acked": self.acked,
            "records": max(0, self.next_seq - self.first_seq),
            "bytes": self.bytes,
            "dropped": self.dropped,
            "damaged": sum(self._damaged.values()) + self.lost,
            "last": self.last,
            "percent": self.percent(),
        }

    # -- writing ---------------------------------------------------------------------------
    def append(self, record):
        """Store a record whose "seq" is `next_seq`; once any were dropped it gets their number
        as "dropped". False if there was no room: dropped, and counted."""
        seq = self.next_seq
        if seq > segments.SEQ_MAX:  # no reader agrees on what comes after it
            self.dropped += 1
            self._keep_state()
            return False
        if self.dropped:
            record["dropped"] = self.dropped
        line = stored_line.encode(record)
        kept = len(line) <= segments.TEXT_BYTES - 2
        line = packing.pack(line) + b"\n"
        kept = kept and len(line) <= segments.CHUNK and self._store(line)
        self.next_seq += 1
        if kept:
            self.last = seq
            self._keep_high(seq)
        else:
            self.dropped += 1
            self._keep_state()
        return kept

    def _keep_high(self, seq):
        """The number in the second place. A flash too full for that keeps an older one."""
        text = b"%d" % seq
        try:
            self.files.put(HIGH, text + b" %08x\n" % checksum(text))
        except OSError:
            pass

    def _store(self, line):
        while self.bytes + len(line) > self.room:
            if not self._free():
                return False
        while not self._write(line):
            if not self._free():
                return False
        return True

    def _write(self, line):
        """Add a line to the last segment, or begin a new one. False if the flash is full."""
        last = self.segments[-1] if self.segments else None
        if last is None or self._sizes[last] + len(line) > SEGMENT_BYTES:
            last = self.next_seq
        name = segments.path(last)
        before = self._sizes.get(last, 0)
        if before and not self._terminated:
            line = b"\n" + line
        try:
            self.files.append(name, line)
        except OSError:
            if not before:
                self.files.remove(name)
            elif self.files.size(name) != before:
                self._sizes[last] = self.files.size(name)
                self._terminated = False
            return False
        self._sizes[last] = before + len(line)
        self._terminated = True
        if last not in self.segments[-1:]:
            self.segments.append(last)
        return True

    def _free(self):
        """Delete the oldest segment if all of it was acknowledged and it is not the last."""
        if len(self.segments) < 2 or self.segments[1] - 1 > self.acked:
            return False
        oldest = self.segments.pop(0)
        self._sizes.pop(oldest)
        self._damaged.pop(oldest, None)
        self.files.remove(segments.path(oldest))
        return True

    def ack(self, seq):
        """The host has everything up to and including seq. ValueError beyond the last one."""
        if not 0 <= seq < self.next_seq:
            raise ValueError("seq %d was never stored; the last is %d" % (seq, self.next_seq - 1))
        if seq > self.acked:
            self.acked = seq
            self._keep_state()

    # -- reading ---------------------------------------------------------------------------
    def page(self, start, most, newline=False):
        """(n, lines): the first `most` whole stored lines from number `start` on, oldest first,
        n of them. `lines` reads them as they are taken, whatever is appended meanwhile."""
        count = 0
        place = None
        self._skipped = 0
        for seq, first, at in self._walk(start):
            count += 1
            self._cursor = (seq, first, at)
            place = place or (first, at)
            if count >= most:
                break
        return count, self._lines(start, count, place, self._skipped > 0, newline)

    def read(self, start, count):
        """Up to `count` whole stored lines from number `start` on, oldest first."""
        return self.page(start, count)[1]

    def stretch(self, start):
        """(n, pieces): n bytes of packed lines as they rest in flash, damaged ones among them,
        from number `start` to the end of its segment; 0 if there is nothing from there on."""
        for _, first, at in self._walk(start):
            size = self._sizes[first] - at
            return size, self._reader.pieces(first, at, size)
        return 0, ()

    def _lines(self, start, count, place, check, newline):
        if count:
            for _ in self._walk(start, place, check):
                yield self._reader.line(newline)
                count -= 1
                if not count:
                    return

    def _walk(self, start, place=None, check=True):
        """(number, segment, offset) of whole lines from number `start` on; the reader has each."""
        first, begin = place or self._place_of(start)
        while first is not None:
            damaged = reached = 0
            for at, length, seq in self._reader.lines(first, begin, check):
                reached = at + length
                if seq is None:
                    damaged += 1
                    self._skipped += 1
                elif seq >= start:
                    yield seq, first, at
            if check and not begin and first in self._sizes:
                if reached + 1 < self._sizes[first]:  # the rest cannot be read at all
                    damaged += 1
                self._damaged[first] = damaged
            first, begin = self._after(first), 0

    def _place_of(self, start):
        """(segment, offset) at or before the line with number `start`; None without any."""
        seq, first, at = self._cursor
        if seq in (start, start - 1) and first in self._sizes:
            return first, at
        first = None
        for each in self.segments:
            if first is None or each <= start:
                first = each
        if first is None or first >= start:
            return first, 0
        return first, self._reader.before(first, self._sizes[first], start)

    def _after(self, first):
        """The segment after one that may be gone by now; None after the last."""
        for each in self.segments:
            if each > first:
                return each
        return None

    def _end_of(self, first):
        """One more than the highest number that the segment can hold."""
        after = self._after(first)
        return self.next_seq if after is None else after


def _boot_of(line):
    try:
        record = stored_line.decode(line)
    except ValueError:
        return 0
    return _count(record, "boot") if isinstance(record, dict) else 0


def _count(values, name):
    """A whole number from 0 on out of what was read, 0 for anything else."""
    value = values.get(name)
    ok = isinstance(value, int) and not isinstance(value, bool)
    return value if ok and 0 <= value <= segments.SEQ_MAX + 1 else 0


def _checked_number(line):
    """The number in a line of HIGH, 0 if it is damaged or not there."""
    if line is None or line[-1:] != b"\n":
        return 0
    text, _, check = line[:-1].partition(b" ")
    try:
        number = int(text)
        if int(check, 16) != checksum(text):
            return 0
    except ValueError:
        return 0
    return number if 0 < number <= segments.SEQ_MAX else 0

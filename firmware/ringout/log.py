"""The log: every test, one stored line each, in append-only segments.

A segment is a file of lines, named by the first sequence number in it: `log/00000001`. A line
counts once the file is committed. After a power cut the last line may be torn; it is skipped,
counted as damaged, and its sequence number is never given out again. When room runs out the
oldest acknowledged segment goes; if none is acknowledged the new record is dropped and counted,
never an old one that nobody has.
"""

import json

from ringout import record as records

FOLDER = "log"
STATE = "log.state"  # {"acked": seq, "dropped": n}
SEGMENT_BYTES = 16384
MAX_BYTES = 640 * 1024  # of the 1.4 MB file system, beside firmware and settings
_CHUNK = 1024


class Log:
    """Records on the tester's files (files.Files)."""

    def __init__(self, files):
        self.files = files
        files.make_folder(FOLDER)
        self.acked = 0
        self.dropped = 0
        self.damaged = 0
        self._load_state()
        self.segments = [int(name) for name in files.names(FOLDER) if _is_segment(name)]
        self.bytes = sum(files.size(_path(first)) for first in self.segments)
        self._terminated = True
        self.next_seq = self._find_next()

    def _load_state(self):
        try:
            state = json.loads(self.files.read(STATE) or b"{}")
            self.acked = max(int(state.get("acked", 0)), 0)
            self.dropped = max(int(state.get("dropped", 0)), 0)
        except (ValueError, AttributeError, TypeError):
            pass  # a damaged state file: nothing counts as acknowledged, so nothing is freed

    def _save_state(self):
        state = {"acked": self.acked, "dropped": self.dropped}
        self.files.replace(STATE, json.dumps(state).encode())

    def _find_next(self):
        """One more than the highest number ever given out, found in the last segment."""
        if not self.segments:
            return self.acked + 1
        last = self.segments[-1]
        seq = last - 1
        tail = b""
        for line in self._lines(last):
            tail = line
            found = records.seq_of(line)
            if found is None:
                self.damaged += 1
                seq += 1
            else:
                seq = max(seq, found)
        data_end = self.files.read(_path(last), max(self.files.size(_path(last)) - 1, 0), 1)
        self._terminated = not tail or data_end == b"\n"
        return max(seq, self.acked) + 1

    def _lines(self, first):
        """Lines of a segment, without newline, read in small pieces."""
        path = _path(first)
        size = self.files.size(path)
        at = 0
        rest = b""
        while at < size:
            data = self.files.read(path, at, _CHUNK)
            if not data:
                break
            at += len(data)
            parts = (rest + data).split(b"\n")
            rest = parts.pop()
            for part in parts:
                if part:
                    yield part
        if rest:
            yield rest

    @property
    def first_seq(self):
        """Lowest number still stored, or the next one if the log is empty."""
        return self.segments[0] if self.segments else self.next_seq

    def percent(self):
        """How full with records that nobody has pulled, 0 to 100."""
        unpulled = 0
        for k, first in enumerate(self.segments):
            after = self.segments[k + 1] if k + 1 < len(self.segments) else self.next_seq
            if after - 1 > self.acked:
                unpulled += self.files.size(_path(first))
        return min(100, unpulled * 100 // MAX_BYTES)

    def append(self, record):
        """Store a record whose "seq" is `next_seq`. False if there was no room (counted)."""
        line = records.encode(record) + b"\n"
        if self.bytes + len(line) > MAX_BYTES and not self._free():
            self.dropped += 1
            self.next_seq += 1
            self._save_state()
            return False
        seq = self.next_seq
        if not self.segments or self.files.size(_path(self.segments[-1])) >= SEGMENT_BYTES:
            self.segments.append(seq)
            self._terminated = True
        if not self._terminated:
            line = b"\n" + line
        self.files.append(_path(self.segments[-1]), line)
        self._terminated = True
        self.bytes += len(line)
        self.next_seq = seq + 1
        return True

    def _free(self):
        """Delete the oldest segment if all of it was acknowledged."""
        if len(self.segments) < 2 or self.segments[1] - 1 > self.acked:
            return False
        oldest = self.segments.pop(0)
        self.bytes -= self.files.size(_path(oldest))
        self.files.remove(_path(oldest))
        return True

    def read(self, start, count):
        """Up to `count` whole stored lines with seq >= start, oldest first (a generator)."""
        for k, first in enumerate(self.segments):
            if k + 1 < len(self.segments) and self.segments[k + 1] <= start:
                continue
            for line in self._lines(first):
                seq = records.seq_of(line)
                if seq is None or seq < start:
                    continue
                if count <= 0:
                    return
                count -= 1
                yield line

    def ack(self, seq):
        """The host has everything up to and including seq. ValueError beyond the last one."""
        if not 0 <= seq < self.next_seq:
            raise ValueError("seq %d was never stored; the last is %d" % (seq, self.next_seq - 1))
        if seq > self.acked:
            self.acked = seq
            self._save_state()

    def stat(self):
        """The reply of `log.stat`."""
        return {
            "first": self.first_seq,
            "next": self.next_seq,
            "acked": self.acked,
            "records": max(0, self.next_seq - self.first_seq),
            "bytes": self.bytes,
            "dropped": self.dropped,
            "damaged": self.damaged,
            "percent": self.percent(),
        }


def _path(first):
    return "%s/%08d" % (FOLDER, first)


def _is_segment(name):
    return len(name) == 8 and name.isdigit()

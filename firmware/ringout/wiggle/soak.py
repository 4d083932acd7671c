"""A session of hours: when a record tells what happened so far. Pure.

A hand is done within FIRST_MS and gets one record at the end. After that a record follows what
happened, each time twice as long after the last one, and one comes every hour: so many events as
there may be, ten hours leave some fifteen records in the log.
"""

from ringout.base.compat import ticks_diff

FIRST_MS = 120000  # no sooner is a record made while a session goes on
HOUR_MS = 3600000
QUIET_MS = 3000  # what happens in a burst goes into one record


class Soak:
    """Ask it at every turn; tell it of every record."""

    def __init__(self, now_ms):
        self.parts = 0  # records so far
        self.blind_ms = 0  # while they were written, nobody watched
        self._hour_ms = self._last_ms = self._busy_ms = now_ms
        self._gap_ms = FIRST_MS

    def busy(self, now_ms):
        """Something happened."""
        self._busy_ms = now_ms

    def due(self, now_ms, happened):
        """Whether a record is due. happened: what no record has told yet."""
        if ticks_diff(now_ms, self._hour_ms) >= HOUR_MS:
            return True
        return (
            happened
            and ticks_diff(now_ms, self._last_ms) >= self._gap_ms
            and ticks_diff(now_ms, self._busy_ms) >= QUIET_MS
        )

    def told(self, now_ms, took_ms):
        """A record was made, and took so long."""
        if ticks_diff(now_ms, self._hour_ms) >= HOUR_MS:
            self._hour_ms = now_ms
        else:
            self._gap_ms = min(2 * self._gap_ms, HOUR_MS)
        self.parts += 1
        self.blind_ms += took_ms
        self._last_ms = now_ms

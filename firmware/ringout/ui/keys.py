"""The two keys: bouncing contacts in, clean events out.

    for event, key in keys.update(now_ms, board.keys(), board.pressed()): ...

Call `update` often (every 5 to 20 ms). Where it was called late, because something kept the
processor busy, a key that went down meanwhile counts as pressed, whether it is up again or not. One
that was down before may have bounced: who is busy after a hold calls `meanwhile` now and then.
"""

from ringout.base.compat import ticks_diff
from ringout.board.port import KEY_MODE, KEY_TEST

BOTH_KEYS = KEY_TEST | KEY_MODE

DOWN = "down"  # at once when a key goes down: wake the display, click
PRESS = "press"  # let go before HOLD_MS
HOLD = "hold"  # still down after HOLD_MS, once
RELEASE = "release"  # let go after a hold
BOTH = "both"  # both keys, key is BOTH_KEYS; nothing else until both are up
STUCK = "stuck"  # a key was down at start and stayed: it is ignored until it comes up

NOTHING = ()


class Keys:
    """Debounced state of both keys. Times in milliseconds."""

    DEBOUNCE_MS = 15
    HOLD_MS = 700
    BOTH_MS = 500
    STUCK_MS = 3000

    def __init__(self):
        self.down = 0  # debounced, without keys that are ignored
        self.ignored = 0  # down since the start
        self._raw = None
        self._changed_ms = 0
        self._looked_ms = 0
        self._start_ms = 0
        self._since_ms = {KEY_TEST: 0, KEY_MODE: 0}
        self._held = 0
        self._both_since_ms = 0
        self._chord = False  # both were down: swallow until both are up
        self._both_told = False
        self._start_told = False
        self._kept = []  # events of looks in the midst of something

    @property
    def touched(self):
        """True from a key's first contact on: nothing that can wait should begin now."""
        return bool(self.down or (self._raw or 0) & ~self.ignored)

    def swallow(self):
        """Nothing more of the keys that are down now: they only woke the display."""
        self._chord = self._both_told = True

    def update(self, now_ms, raw, fell):
        """Events since the last call, in order: a sequence of (event, key). raw: keys that are
        down now; fell: keys that went down since the last call."""
        events = self._look(now_ms, raw, fell)
        if self._kept:
            events, self._kept = self._kept + list(events), []
        return events

    def meanwhile(self, now_ms, raw, fell):
        """A look in the midst of something slow: the next `update` tells what it saw."""
        self._kept += self._look(now_ms, raw, fell)

    def _look(self, now_ms, raw, fell):
        late = ticks_diff(now_ms, self._looked_ms) >= self.DEBOUNCE_MS
        self._looked_ms = now_ms
        if self._raw is None:
            self._raw = raw
            self.ignored = raw
            self._start_ms = self._changed_ms = now_ms
            return NOTHING
        settled = self.down | self.ignored
        missed = (self._raw | fell) & ~settled if late else 0
        if missed or raw != self._raw:
            self._raw = raw
            self._changed_ms = now_ms
            settled |= missed
        elif ticks_diff(now_ms, self._changed_ms) >= self.DEBOUNCE_MS:
            settled = raw
        if not (settled or self.down or self.ignored):
            return NOTHING
        events = []
        if self.ignored:
            self._at_start(now_ms, settled, events)
        settled &= ~self.ignored
        for key in (KEY_TEST, KEY_MODE):
            self._one(now_ms, key, settled & key, events)
        self._chords(now_ms, events)
        return events

    def _at_start(self, now_ms, settled, events):
        self.ignored &= settled
        held_ms = ticks_diff(now_ms, self._start_ms)
        if self.ignored and held_ms >= self.STUCK_MS and not self._start_told:
            self._start_told = True
            events.append((STUCK, self.ignored))

    def _one(self, now_ms, key, is_down, events):
        was_down = self.down & key
        if is_down and not was_down:
            self.down |= key
            self._held &= ~key
            self._since_ms[key] = now_ms
            events.append((DOWN, key))
        elif was_down and not is_down:
            self.down &= ~key
            if not self._chord:
                events.append((RELEASE if self._held & key else PRESS, key))
        elif was_down and not self._held & key and not self._chord and self.down == key:
            if ticks_diff(now_ms, self._since_ms[key]) >= self.HOLD_MS:
                self._held |= key
                events.append((HOLD, key))

    def _chords(self, now_ms, events):
        if self.down == BOTH_KEYS:
            if not self._chord:
                self._chord = True
                self._both_told = False
                self._both_since_ms = now_ms
            elif not self._both_told:
                if ticks_diff(now_ms, self._both_since_ms) >= self.BOTH_MS:
                    self._both_told = True
                    events.append((BOTH, BOTH_KEYS))
        elif not self.down:
            self._chord = False

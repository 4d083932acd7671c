"""The two keys: bouncing contacts in, clean events out.

    for event, key in keys.update(now_ms, board.keys()): ...

Call `update` often (every 5 to 20 ms). While a measurement keeps the processor busy, call
`latch(board.keys())` between its steps: a key that went down and up again in there is not
lost but reported by the next `update`.
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
        self._start_ms = 0
        self._since_ms = {KEY_TEST: 0, KEY_MODE: 0}
        self._held = 0
        self._both_since_ms = 0
        self._chord = False  # both were down: swallow until both are up
        self._both_told = False
        self._start_told = False
        self._latched = 0

    def latch(self, raw):
        """Remember keys seen down between two updates. Allocates nothing."""
        self._latched |= raw & ~self.down & ~self.ignored

    def swallow(self):
        """Nothing more of the keys that are down now: they only woke the display."""
        self._chord = self._both_told = True

    def update(self, now_ms, raw):
        """Events since the last call, in order: a sequence of (event, key)."""
        if self._raw is None:
            self._raw = raw
            self.ignored = raw
            self._start_ms = self._changed_ms = now_ms
            return NOTHING
        if raw != self._raw:
            self._raw = raw
            self._changed_ms = now_ms
        settled = self.down | self.ignored
        if ticks_diff(now_ms, self._changed_ms) >= self.DEBOUNCE_MS:
            settled = raw
        elif not self._latched and not settled:
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
        latched = self._latched & key
        if is_down and not was_down:
            self.down |= key
            self._latched &= ~key
            self._held &= ~key
            self._since_ms[key] = now_ms
            events.append((DOWN, key))
        elif was_down and not is_down:
            self.down &= ~key
            if not self._chord:
                events.append((RELEASE if self._held & key else PRESS, key))
        elif latched and not is_down and not self._raw & key:
            self._latched &= ~key
            events.append((DOWN, key))
            events.append((PRESS, key))
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

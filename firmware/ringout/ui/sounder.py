"""Beeps and verdict lamps. Nothing here waits: `update(now_ms)` moves a tune along.

sounder.verdict("PASS", now_ms); ... sounder.update(now_ms) every loop
"""

from ringout.base.compat import ticks_add, ticks_diff
from ringout.results.vocabulary import verdict_kind

# Tunes: (hertz, milliseconds), 0 hertz is a rest. Passive buzzers are loudest near 2.7 kHz.
PASS = ((2700, 120),)
FAIL = ((400, 180), (0, 90), (400, 260))
ALMOST = ((2700, 60), (0, 60), (900, 160))  # PASS*, FAIL*: up, then down
QUESTION = ((1200, 70), (0, 50), (1600, 90))  # LOOKS-LIKE, NO-CABLE
LIVE = ((3000, 70), (2000, 70), (3000, 70), (2000, 70), (3000, 70), (2000, 70))
TROUBLE = ((600, 90), (0, 60), (600, 90), (0, 60), (600, 90))  # ERROR
CLICK = ((1800, 8),)
DROPOUT = ((3200, 40),)  # wiggle caught one
START = ((1300, 60), (1900, 80))

TUNES = {  # by their names in the vocabulary
    "pass": PASS, "almost": ALMOST, "fail": FAIL, "question": QUESTION, "live": LIVE,
    "trouble": TROUBLE,
}  # fmt: skip
DARK = (0, 0)  # (green, red)
RED = (0, 1)


class Sounder:
    """Buzzer and lamps of a board. `mute` silences the buzzer, lamps go on."""

    BLINK_MS = 125

    def __init__(self, board, mute=False):
        self.mute = mute
        self._board = board
        self._tune = ()
        self._at = 0
        self._next_ms = 0
        self._hz = 0
        self._lamps = DARK
        self._blinking = False
        self._blink_ms = 0

    @property
    def busy(self):
        """True while a tune plays."""
        return self._at < len(self._tune)

    def play(self, tune, now_ms):
        """Start a tune, ending the one that plays."""
        self._tune = tune
        self._at = -1
        self._next_ms = now_ms
        self.update(now_ms)

    def click(self, now_ms):
        """Key click; a tune that plays is worth more and goes on."""
        if not self.busy:
            self.play(CLICK, now_ms)

    def verdict(self, verdict, now_ms):
        """Sound and light for a verdict of the record contract."""
        kind = verdict_kind(verdict)
        self._blinking = kind.tune == "live"
        self._blink_ms = now_ms
        self.lamps(kind.lamps)
        self.play(TUNES[kind.tune], now_ms)

    def lamps(self, pair):
        """Set (green, red)."""
        if pair != self._lamps:
            self._lamps = pair
            self._board.lamps(pair[0], pair[1])

    def dark(self):
        """Lamps off: a new test begins or the tester sleeps."""
        self._blinking = False
        self.lamps(DARK)

    def update(self, now_ms):
        """Play on."""
        while self.busy and ticks_diff(now_ms, self._next_ms) >= 0:
            self._at += 1
            if self._at == len(self._tune):
                self._tone(0)
                break
            hz, ms = self._tune[self._at]
            self._tone(hz)
            self._next_ms = ticks_add(now_ms, ms)
        if self._blinking:
            on = ticks_diff(now_ms, self._blink_ms) // self.BLINK_MS % 2 == 0
            self.lamps(RED if on else DARK)

    def _tone(self, hz):
        if self.mute:
            hz = 0
        if hz != self._hz:
            self._hz = hz
            self._board.tone(hz)

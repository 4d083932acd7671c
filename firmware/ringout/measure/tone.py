"""A tone on the legs of a cable, for the ear or the meter at its far end. Never on a live line.

One leg swings against all other contacts of its plug, or tip against ring: a square wave without
DC, so that the capacitors of an input at the far end stay empty. It comes in bursts of BURST_MS;
before each of them all lines are let go and looked at (live_watch). A burst ends by itself, in
hardware, so a line is driven at most that long after a voltage came.

    tone = Tone(board, "A", "T+R", 1000); tone.begin()     Live: there is a voltage
    every few milliseconds: tone.turn()                    Live; Passed: begin again
    tone.stop()
"""

from ringout.base import limits
from ringout.base.compat import ticks_diff
from ringout.board.pinmap import ALL_LINES, CONTACTS, JACKS, line_of
from ringout.measure import live, live_watch

HERTZ = (1000, 400)
ALTERNATE, BALANCED = "T+R", "T-R"
LEGS = (ALTERNATE, "T", "R", BALANCED, "R2")
BEEPS = {"T": 2, "R": 1, "R2": 3}  # so the ear knows the leg
BURST_MS = 15
_BEEP_MS, _GAP_MS, _PAUSE_MS = 135, 90, 600
_GLANCES_US = (100, 120, 330)  # before each glance: uneven, as no swing is to keep step with them
_DISCHARGE_US = 300  # 300 m through two drivers
_GLANCE_CODES = 60  # what insulation gives back of a burst is less
_STARTS_US = 250  # that a burst takes to begin, at most
_NEAR_US = 6000  # so near its end a burst is waited for


def legs_of(jack):
    """What can sound in a jack: not every one has all contacts."""
    return [leg for leg in LEGS if leg != "R2" or "%s.R2" % jack in CONTACTS]


class Tone:
    """jack: A, B or C. leg: of LEGS. hz: of HERTZ."""

    def __init__(self, board, jack, leg, hz):
        self.board = board
        self.hz = hz
        self.lines = dict(JACKS)[jack]
        self.leg = leg
        self._steps = []  # (lines that swing against the others, ms); 0: a pause
        if leg == BALANCED:
            self.lines = _bit(jack, "T") | _bit(jack, "R")
            self._steps.append((_bit(jack, "T"), 1000))
        for name in leg.split("+") if leg != BALANCED else ():
            for _ in range(BEEPS[name]):
                self._steps += [(_bit(jack, name), _BEEP_MS), (0, _GAP_MS)]
            self._steps[-1] = (0, _PAUSE_MS)
        self._at = 0
        self._since_us = 0  # start of the present step
        self._until_us = None  # end of the burst that sounds
        self._rested = True  # nothing was driven since the lines were last looked at

    def begin(self):
        """The whole live check, then the first beep."""
        live_watch.begin(self.board)
        self._rested = True
        self._since_us = self.board.ticks_us()
        self._sound()

    def turn(self):
        """Go on: look, next burst, next step."""
        board = self.board
        if self._until_us is not None:
            left_us = ticks_diff(self._until_us, board.ticks_us())
            if left_us > _NEAR_US:
                return
            if left_us > 0:
                board.settle_us(left_us)
            board.swing_stop()
            self._until_us = None
        if ticks_diff(board.ticks_us(), self._since_us) >= 1000 * self._steps[self._at][1]:
            self._at = (self._at + 1) % len(self._steps)
            self._since_us = board.ticks_us()
        if self._steps[self._at][0] or not self._rested:
            self._look()
            self._sound()

    def stop(self):
        """Silence, at once. May be called at any time."""
        self._until_us = None
        self.board.swing_stop()

    def _look(self):
        """After a pause nothing is driven before it is known; after a burst as every watch does.
        Some glances more, so that a swing of 1 kHz does not hide between two bursts."""
        board = self.board
        if not self._rested:
            board.drive(0, ALL_LINES, False)
            board.settle_us(_DISCHARGE_US)
            board.release()
        stands_out = False
        for us in _GLANCES_US:
            board.settle_us(us)
            stands_out = stands_out or live.glance(board, 0, _GLANCE_CODES)
        if stands_out:
            live_watch.begin(board)
        elif not self._rested:
            live_watch.look(board, now=True, absorbed=_GLANCE_CODES - limits.LOOK_LEVEL_CODES)
        elif live.glance(board, limits.LIVE_LIFT_US, limits.LOOK_LEVEL_CODES):
            live_watch.begin(board)
        self._rested = True

    def _sound(self):
        high = self._steps[self._at][0]
        if high:
            periods = BURST_MS * self.hz // 1000
            self._rested = False
            self.board.swing_start(self.lines, high, self.hz, periods)
            burst_us = 1000000 * periods // self.hz + _STARTS_US
            self._until_us = self.board.ticks_us() + burst_us & 0x3FFFFFFF


def _bit(jack, letter):
    return 1 << line_of("%s.%s" % (jack, letter))

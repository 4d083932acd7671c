"""AUTO-RUN: is there a new cable in the jacks? A short look, three times a second.

After the whole live check all contacts of end A are lifted together for a few milliseconds:
whatever then is high at B or C hangs on a cable. Two looks that agree make an insertion, so that
a plug that is still sliding in is not tested; two empty ones re-arm. A cable that was tested by
hand counts as tested.
"""

from ringout.base.compat import ticks_diff
from ringout.board.pinmap import JACK_MASKS
from ringout.measure import live_watch

PERIOD_MS = 300
LOOK_US = 3000


class AutoRun:
    """board: released between two looks."""

    def __init__(self, board):
        self.board = board
        self.armed = True
        self._before = None  # what the last look saw
        self._looked_ms = None

    def tested(self):
        """This cable needs no other test until it has been pulled."""
        self.armed = False

    def update(self, now_ms, keys_down=0):
        """True once for every cable that is plugged in. Looks at most every PERIOD_MS, and not
        while a key is down: the person is busy."""
        if keys_down:
            return False
        if self._looked_ms is not None and ticks_diff(now_ms, self._looked_ms) < PERIOD_MS:
            return False
        self._looked_ms = now_ms
        seen = look(self.board)
        steady = seen == self._before
        self._before = seen
        if not steady:
            return False
        if not seen:
            self.armed = True
        return bool(seen) and self.armed


def look(board):
    """Mask of lines at B and C that a cable joins to end A, or of lines that carry a voltage:
    nothing is driven into it; the test says what it is."""
    try:
        live_watch.begin(board)
        board.drive(JACK_MASKS[0], 0)
        board.settle_us(LOOK_US)
        return board.read() & ~JACK_MASKS[0]
    except live_watch.Live as found:
        return found.mask
    finally:
        board.release()

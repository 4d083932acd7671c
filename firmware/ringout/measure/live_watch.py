"""One guard before anything is driven, one watch while it is.

`begin` is the guard: the whole live check (live.py). `look` is the watch: whoever drives lines
calls it between two steps. Every LOOK_US it lets go of all lines and looks at each; what holds a
voltage of its own, or cannot be lifted, is looked at again and then checked as before driving.
Both raise Live, and the lines stay released.
"""

from ringout.base import limits
from ringout.base.compat import ticks_diff
from ringout.board.pinmap import ALL_LINES
from ringout.measure import live

DISCHARGE_US = 120  # 34 nF behind a driver
_TIMES = 2
# ... until it is sure that it was charge which PVC gave back: all of that has gone after the first
_AGAIN_US = (800, 730, 860, 790, 130, 270)
_DOUBT_US = (130, 700, 250, 430, 90, 570, 310, 170)  # after each look: no common measure
_COME_AND_GONE = "a voltage came and went (or a big capacitor): unplug the far end"


class Live(Exception):
    """A voltage from outside. mask: lines, kind: as live.find."""

    def __init__(self, mask, kind):
        super().__init__(kind)
        self.mask, self.kind = mask, kind


class Passed(Exception):
    """A voltage came and went while lines were driven: what was read is worth nothing."""


def guarded(board, make, take, *given):
    """What `make()` gives, filled by `take(made, board, *given)`. A voltage from outside ends it at
    once: then there is nothing in it but `live` and `live_kind`. ValueError if one came and went
    twice, or from `take`. Releases the board."""
    for _ in range(_TIMES):
        made = make()
        try:
            take(made, board, *given)
            return made
        except Live as found:
            made = make()
            made.live, made.live_kind = found.mask, found.kind
            return made
        except Passed:
            pass
        finally:
            board.release()
    raise ValueError(_COME_AND_GONE)


def begin(board):
    """Before driving: Live if there is a voltage on any line. Releases the board."""
    mask, kind = live.find(board)
    if mask:
        raise Live(mask, kind)


def look(board, discharge_us=DISCHARGE_US, now=False, absorbed=0):
    """While driving, between two steps, with nothing to lose on the lines: every LOOK_US, or now,
    they are discharged, let go and looked at, and stay released. absorbed: codes that insulation
    may give back of a longer charge."""
    if board.ground is None:
        begin(board)
    looked_us = ticks_diff(board.ticks_us(), board.looked_us)
    if not now and 0 <= looked_us < limits.LOOK_US:
        return
    now = now or looked_us > limits.LOOK_LATE_US  # late: then whatever there may be
    board.looks += 1
    _ground(board, discharge_us)
    lift_us = 0 if not now and board.looks % limits.LOOK_LIFT_EVERY else limits.LIVE_LIFT_US
    if _something(board, lift_us, absorbed) and _still(board, absorbed):
        begin(board)
        raise Passed()
    board.looked_us = board.ticks_us()


def doubt(board, discharge_us, absorbed=0):
    """Lines read otherwise than a moment ago: all are let go and looked at several times, since a
    tone is at nothing half of the time. Live, or Passed where it has gone. They stay released.
    absorbed: as in `look`."""
    _ground(board, discharge_us)
    seen = 0
    for us in _DOUBT_US:
        seen += bool(_something(board, limits.LIVE_LIFT_US, absorbed))
        if seen == _TIMES:
            begin(board)
            raise Passed()
        board.settle_us(us)
    board.looked_us = board.ticks_us()


def _ground(board, us):
    board.charge(0, 0)
    board.drive(0, ALL_LINES, False)
    board.settle_us(us)


def _something(board, lift_us, absorbed):
    """Mask of lines that stand out when all are let go, by more than what insulation gives back of
    its charge."""
    board.release()
    board.settle_us(limits.LOOK_SETTLE_US)
    return live.glance(board, lift_us, limits.LOOK_LEVEL_CODES + absorbed)


def _still(board, absorbed):
    """True if it was more than charge that a cable gives back."""
    for us in _AGAIN_US:
        board.settle_us(us)
        if _something(board, limits.LIVE_LIFT_US, absorbed):
            return True
    return False

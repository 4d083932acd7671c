"""A voltage on the line: is it DC on tip, ring or both, as phantom power is?

Nothing is driven: every contact hangs on its pull-down and is looked at some times within two
mains periods. Volts cannot be read: past the clamps a contact is at the converter's end.
"""

from array import array

from ringout.board.pinmap import LINES
from ringout.line.looked import R, S, T

_LEAST_CODES = 1200  # 1 V: phantom power lifts a contact to the clamp
_PAUSES_US = (900, 3300, 5100, 2700, 7700, 4300, 6100, 8900)  # no common measure
_SWING_CODES = 120
_codes = array("H", bytes(2 * LINES))
_lifts = array("H", bytes(2 * LINES))


def legs(board, lines):
    """The legs (T, R) with DC on them, in a jack whose T, R and S are `lines`; empty where it is
    something else. Releases the board."""
    low = [4095] * LINES
    high = [0] * LINES
    try:
        board.drive(0, 0)
        for pause_us in _PAUSES_US:
            board.settle_us(pause_us)
            board.glance(_codes, _lifts, 0, 0)
            for line in lines:
                low[line] = min(low[line], _codes[line])
                high[line] = max(high[line], _codes[line])
    finally:
        board.release()
    found = []
    for leg in (T, R):
        line = lines[leg]
        if low[line] > _LEAST_CODES and high[line] - low[line] < _SWING_CODES:
            found.append(leg)
    return () if high[lines[S]] > _LEAST_CODES else tuple(found)

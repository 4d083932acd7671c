"""Is there a voltage on the cable that the tester did not put there? Ask before driving.

Nothing is driven at first: every line is an input with its pull-down, and the mux visits all
lines several times within a mains period, each time for long enough to see a few kilohertz
swing. The pauses differ, so that no tone keeps step with them.

A voltage below ground is invisible that way: the buffer ends at 16 mV. Where all looks dead,
15 uA through CHG_HI lift each line against its pull-down; one that stays at the bottom is held
there by something outside.
"""

from array import array

from ringout.base import limits
from ringout.base.compat import kernels, ticks_diff
from ringout.board.pinmap import ADC_PERIOD_US, LINES

_SAMPLES = 64
_VISIT_US = 30  # mux and pull-down settling before the samples
_PAUSES_US = (100, 2600, 1130, 3700)  # before each round of visits: no common measure
_LIFT_LOOKS = 12  # a long cable needs some milliseconds to be lifted
_buffer = array("H", bytes(2 * _SAMPLES))


def live_lines(board):
    """Mask of lines that carry an outside voltage, 0 if none. Releases the board."""
    low = [4095] * LINES
    high = [0] * LINES
    spent_us = 0  # as planned
    try:
        board.drive(0, 0)
        board.charge(None, None)
        began_us = board.ticks_us()
        for pause_us in _PAUSES_US:
            spent_us += pause_us
            _until(board, began_us, spent_us, 0)
            for line in range(LINES):
                board.mux(line)
                spent_us += _pause_in_visit(spent_us)
                _until(board, began_us, spent_us, _VISIT_US)
                board.capture(_buffer, _SAMPLES, None, None)
                spent_us += _SAMPLES * ADC_PERIOD_US
                low[line] = min(low[line], kernels.lowest(_buffer, _SAMPLES))
                high[line] = max(high[line], kernels.highest(_buffer, _SAMPLES))
        mask = 0
        for line in range(LINES):
            swing = high[line] - low[line]
            if high[line] > limits.LIVE_LEVEL_CODES or swing > limits.LIVE_SWING_CODES:
                mask |= 1 << line
        return mask or _held_down(board)
    finally:
        board.release()


def _pause_in_visit(spent_us):
    """Uneven waiting, so that the visits fill LIVE_WATCH_MS without a rhythm."""
    return _VISIT_US + spent_us % 7 * 40


def _until(board, began_us, due_us, least_us):
    """Wait until `due_us` after the beginning, and at least so long: what was computed in
    between counts as waiting."""
    left_us = due_us - ticks_diff(board.ticks_us(), began_us)
    board.settle_us(max(left_us, least_us))


def _held_down(board):
    """Mask of lines that 15 uA do not lift: a source below ground, or something grounded."""
    mask = 0
    for line in range(LINES):
        board.charge(0, None)
        board.mux(line)
        board.settle_us(_VISIT_US)
        for _ in range(_LIFT_LOOKS):
            board.capture(_buffer, _SAMPLES, 1, None)
            if kernels.total(_buffer, 0, _SAMPLES) > limits.LIVE_LIFT_CODES * _SAMPLES:
                break
            board.settle_us(limits.LIVE_LIFT_US)
        else:
            mask |= 1 << line
    board.charge(None, None)
    return mask

"""Is there a voltage on the cable that the tester did not put there? Ask before driving."""

from ringout import limits, pinmap

_PASSES = 4
_SAMPLES = 8


def live_lines(board):
    """Mask of lines that carry an outside voltage, 0 if none.

    Nothing is driven: every line is an input with its pull-down, and the mux visits all lines
    several times spread over a mains period. A line is live above LIVE_LEVEL_CODES or when
    it swings more than LIVE_SWING_CODES.
    """
    low = [4095] * pinmap.LINES
    high = [0] * pinmap.LINES
    pause_us = limits.LIVE_WATCH_MS * 1000 // (_PASSES * pinmap.LINES)
    try:
        board.drive(0, 0)
        board.charge(None, None)
        for _ in range(_PASSES):
            for line in range(pinmap.LINES):
                board.mux(line)
                board.settle_us(pause_us)
                code = board.adc_sum(pinmap.ADC_UNITY, _SAMPLES) // _SAMPLES
                low[line] = min(low[line], code)
                high[line] = max(high[line], code)
    finally:
        board.release()
    mask = 0
    for line in range(pinmap.LINES):
        swing = high[line] - low[line]
        if high[line] > limits.LIVE_LEVEL_CODES or swing > limits.LIVE_SWING_CODES:
            mask |= 1 << line
    return mask

"""What every contact of the empty tester leaks, looked at when it starts.

Nothing is driven: each line alone is charged through CHG_HI, 15 uA, with all others floating. Jacks
that are not empty show in the time it takes: a cable adds to some contacts.
"""

from ringout.base import limits
from ringout.base.compat import kernels
from ringout.board.pinmap import LINES
from ringout.measure import leakage

_SAMPLES = 128  # ten time constants of 40 pF at a contact
_TAIL = 48
_DISCHARGE_US = 40


def empty_losses(charger):
    """Losses of all lines (leakage.loss) with empty jacks; None where they do not look empty.
    charger.hi.v_inf must be fresh. Releases the board."""
    board, hi = charger.board, charger.hi
    losses = []
    shortest = longest = 0.0
    try:
        board.drive(0, 0, False)
        for line in range(LINES):
            board.charge(0, 0)
            board.mux(line)
            board.settle_us(_DISCHARGE_US)
            board.capture(charger.buffer, _SAMPLES, hi.pins[0], hi.pins[1])
            kernels.correct_steps(charger.buffer, _SAMPLES)
            v_line = kernels.total(charger.buffer, _SAMPLES - _TAIL, _SAMPLES) / float(_TAIL)
            losses.append(leakage.loss(v_line / hi.v_inf))
            try:
                tau = charger.tau(_SAMPLES, hi, v_line) * hi.v_inf / v_line
            except (ValueError, ZeroDivisionError):
                return None
            shortest = min(shortest or tau, tau)
            longest = max(longest, tau)
            if longest > limits.EMPTY_ALIKE * shortest:
                return None
    finally:
        board.release()
    if min(losses) < -limits.LEAK_RATIO or max(losses) > limits.OWN_LOSS:
        return None
    return losses

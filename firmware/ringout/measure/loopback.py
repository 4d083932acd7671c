"""Self-test of the expander: what port A drives comes back at port B, by way of the parts of each
line. The jacks must be empty. Only what lies behind the clamps, 2.2 k and the wire to the contact,
is not on that way.
"""

from ringout.base import limits
from ringout.board.pinmap import XALL, XLINES


def faulty(board):
    """Mask of the expander's lines that do not follow when each is driven high and the others low.
    ValueError where it does not answer. Releases all."""
    expander = board.expander
    wrong = 0
    try:
        expander.pull(0)
        for k in range(XLINES):
            high = 1 << k
            expander.drive(high, XALL & ~high)
            board.settle_us(limits.LOOK_SETTLE_US)
            wrong |= (expander.read() ^ high) | (expander.read_back() ^ high)
    finally:
        expander.release()
    return wrong

"""Continuity: drive one line, read all, for every line; then reduce to nets."""

from ringout import limits
from ringout.pinmap import ALL_LINES, LINES


def matrix(board):
    """What each line reaches: element i is the mask of lines high while line i is driven."""
    rows = []
    try:
        for line in range(LINES):
            board.drive(1 << line, 0)
            board.settle_us(limits.SCAN_SETTLE_US)
            rows.append(board.read() | 1 << line)
            board.drive(0, ALL_LINES)
            board.settle_us(limits.SCAN_DISCHARGE_US)
    finally:
        board.release()
    return rows


def one_way(rows):
    """Pairs (i, j) where i reaches j but j does not reach i: a diode or a marginal joint."""
    return [
        (i, j)
        for i in range(LINES)
        for j in range(LINES)
        if rows[i] >> j & 1 and not rows[j] >> i & 1
    ]


def nets(rows):
    """Sorted tuple of masks of two or more lines that are connected, one way or both."""
    left = list(rows)
    found = []
    for line in range(LINES):
        mask = left[line]
        grown = 0
        while grown != mask:
            grown = mask
            for other in range(LINES):
                if mask >> other & 1 or rows[other] & mask & ~(1 << other):
                    mask |= rows[other]
        if mask & (mask - 1) and mask not in found:
            found.append(mask)
    return tuple(sorted(found))


def lines_of(mask):
    """Line numbers in a mask, ascending."""
    return [line for line in range(LINES) if mask >> line & 1]

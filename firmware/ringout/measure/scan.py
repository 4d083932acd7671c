"""Continuity: drive one line, read all, for every line; then reduce to nets.

Lines that are not driven hang on their pull-downs. A long cable's capacitance lifts its other
conductors with the driven one, and they fall back through the pull-downs; a level read before
that is a lie. Each step therefore waits SCAN_SETTLE_US and then until three witness lines, read
through the mux, stand still.
"""

from array import array

from ringout.base import limits
from ringout.base.compat import kernels
from ringout.base.masks import lines_of
from ringout.board.pinmap import ADC_PERIOD_US, ALL_LINES, CONTACTS, LINES, XALL
from ringout.measure import live_watch

_SAMPLES = 8  # of a mean
_MUX_SETTLE_US = 10
_APART = limits.SCAN_STEP_US // ADC_PERIOD_US  # samples between two means
_STILL = int(limits.SCAN_STILL_CODES * _SAMPLES)
_buffer = array("H", bytes(2 * (_SAMPLES + _APART)))


def matrix(board):
    """What each line reaches: element i is the mask of lines high while line i is driven.

    Lines joined by up to about 35 k count: their pull-downs cannot hold them down.
    """
    return survey(board)[0]


def survey(board, seen=None):
    """(matrix, us that each step had to wait in the end). seen: a list that gets the levels of the
    expander's lines at each step."""
    rows = []
    wait_us = limits.SCAN_SETTLE_US
    try:
        for line in range(LINES):
            # what one line waited for, those that follow do not wait less
            reached, wait_us = row(board, line, wait_us, seen)
            rows.append(reached)
    finally:
        board.release()
    return rows, wait_us


def row(board, line, wait_us, seen=None):
    """(mask of the lines that `line` reaches, us to wait for the next one). Leaves all grounded.
    seen: as in `survey`."""
    live_watch.look(board, 0)
    board.drive(1 << line, 0)
    board.settle_us(wait_us)
    for k in range(3 * line, 3 * line + 3):
        board.mux(_BESIDE[k])
        wait_us += _until_still(board)
    reached = board.read() | 1 << line
    if seen is not None:
        board.settle_us(max(shell_settle_us(wait_us) - wait_us - limits.SCAN_WITNESS_US, 0))
        seen.append(board.expander.read())
    board.drive(0, ALL_LINES)
    if seen is not None and wait_us > limits.SHELL_LONG_US:
        board.expander.drive(0, XALL)
        board.settle_us(max(limits.SCAN_DISCHARGE_US, wait_us // 8))
        board.expander.let_go()
    board.settle_us(max(limits.SCAN_DISCHARGE_US, wait_us // 8))
    return reached, wait_us


def shell_settle_us(wait_us):
    """How long the expander's lines take in a cable for which the others take `wait_us`."""
    long_us = max(wait_us - limits.SHELL_LONG_US, 0)
    more = limits.SHELL_SETTLE_LONG * long_us
    return int(limits.SHELL_SETTLE * (wait_us - long_us) + more)


def witnesses(line):
    """Lines to watch while `line` is driven, conductors that run beside it: the sleeve at both
    ends, because it may be lifted at either, and a core of its own end."""
    end, letter = CONTACTS[line].split(".")
    beside = {"T": "SR", "R": "ST", "R2": "ST", "S": "TR"}[letter]
    far = "A.S" if end != "A" else "B.S"
    return [CONTACTS.index(name) for name in (end + "." + beside[0], end + "." + beside[1], far)]


_BESIDE = bytes([other for line in range(LINES) for other in witnesses(line)])


def _until_still(board):
    """Wait until the line on the mux moves no more; returns the microseconds waited."""
    waited_us = 0
    board.settle_us(_MUX_SETTLE_US)
    while waited_us < limits.SCAN_LONGEST_US:
        board.capture(_buffer, _SAMPLES + _APART, None, None)
        change = kernels.total(_buffer, _APART, _SAMPLES + _APART) - kernels.total(
            _buffer, 0, _SAMPLES
        )
        if abs(change) < _STILL:
            break
        waited_us += limits.SCAN_STEP_US
    return waited_us


def one_way(rows):
    """Pairs (i, j) where i reaches j but j does not reach i: a diode or a marginal joint."""
    found = []
    for i in range(LINES):
        if rows[i] != 1 << i:
            for j in lines_of(rows[i]):
                if not rows[j] >> i & 1:
                    found.append((i, j))
    return found


def nets(rows):
    """Sorted tuple of masks of two or more lines that are connected, one way or both."""
    both = list(rows)
    for i, j in one_way(rows):
        both[j] |= 1 << i
    found = []
    met = 0
    for line in range(LINES):
        mask = both[line]
        if met >> line & 1 or mask == 1 << line:
            continue
        grown = 0
        while grown != mask:
            grown = mask
            for other in lines_of(mask):
                mask |= both[other]
        met |= mask
        found.append(mask)
    return tuple(sorted(found))


def ends_of(mask):
    """The first line of a net at each end it reaches, in the order A, B, C."""
    found = []
    for end in "ABC":
        lines = [line for line in lines_of(mask) if CONTACTS[line][0] == end]
        if lines:
            found.append(lines[0])
    return found

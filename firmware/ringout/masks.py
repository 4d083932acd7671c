"""Sets of contacts as bit masks, quickly: lists of lines are remembered."""

from ringout.pinmap import LINES

_known = {}
_MOST = 96


def lines_of(mask):
    """Line numbers in a mask, ascending. Not to be changed by the caller."""
    lines = _known.get(mask)
    if lines is None:
        if len(_known) >= _MOST:
            _known.clear()
        lines = _known[mask] = [line for line in range(LINES) if mask >> line & 1]
    return lines


def join(groups, first, last):
    """Make one group of two, in a list of every line's group."""
    whole = groups[first] | groups[last]
    for line in lines_of(whole):
        groups[line] = whole


def jack(line):
    """0, 1, 2 for a contact at A, B, C."""
    return line >> 2

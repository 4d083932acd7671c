"""Sets of contacts as bit masks, quickly: the lines of a mask are remembered."""

_NIBBLE = ((), (0,), (1,), (0, 1), (2,), (0, 2), (1, 2), (0, 1, 2),
           (3,), (0, 3), (1, 3), (0, 1, 3), (2, 3), (0, 2, 3), (1, 2, 3), (0, 1, 2, 3))  # fmt: skip
_known = {}
_MOST = 96


def lines_of(mask):
    """Line numbers in a mask, ascending: a tuple, as the next caller gets the same one."""
    lines = _known.get(mask)
    if lines is None:
        if len(_known) >= _MOST:
            _known.clear()
        lines = list(_NIBBLE[mask & 15])
        for line in _NIBBLE[mask >> 4 & 15]:
            lines.append(line + 4)
        for line in _NIBBLE[mask >> 8 & 7]:
            lines.append(line + 8)
        lines = _known[mask] = tuple(lines)
    return lines


def every_line_of(mask):
    """The same of all sixteen lines, the expander's five after the eleven."""
    lines = lines_of(mask & 0x7FF)
    if mask > 0x7FF:
        lines += tuple([line for line in range(11, 16) if mask >> line & 1])
    return lines


def join(groups, first, last):
    """Make one group of two, in a list of every line's group."""
    whole = groups[first] | groups[last]
    for line in lines_of(whole):
        groups[line] = whole

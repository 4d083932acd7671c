"""Shells and fifth pins: what each of the expander's lines is joined to. Loaded where it is fitted.

While the scan drives the eleven lines one by one, the five are read as well; then each of the five
is driven and all are read. A line is joined or it is not; both ways have to agree. In between their
pull-downs are let go, so that a shell on pin 1 is no load for what is measured there.
"""

from ringout.base import limits
from ringout.base.masks import every_line_of, lines_of
from ringout.board.pinmap import ALL_LINES, LINES, XALL, XFIRST_LINE, XLINES
from ringout.measure import live_watch, scan


class Digital:
    """What was read, as masks of all sixteen lines. rows: by line of the eleven, what was high
    while it was driven; reached: the same of the five."""

    def __init__(self, rows, seen, reached):
        self.rows = [rows[line] | seen[line] << XFIRST_LINE for line in range(LINES)]
        self.reached = reached

    def both_ways(self, line, other):
        """Of one of the five and any line: 2 if current goes from either to the other, 1 if only
        one way, 0 if neither."""
        back = self.rows[other] if other < LINES else self.reached[other - XFIRST_LINE]
        return (self.reached[line - XFIRST_LINE] >> other & 1) + (back >> line & 1)

    def nets(self, nets):
        """Masks of two or more lines that are joined, sorted: `nets` of the eleven, and the five.
        What reaches several nets by way of a part is of that which a bare wire would join it to."""
        groups = list(nets)
        for line in range(LINES):
            if not [mask for mask in nets if mask >> line & 1]:
                groups.append(1 << line)
        for line in range(XFIRST_LINE, XFIRST_LINE + XLINES):
            mine = [mask for mask in groups if self._reaches(line, mask)]
            both = 1 << line
            for mask in self._direct(line, mine):
                groups.remove(mask)
                both |= mask
            groups.append(both)
        return tuple(sorted([mask for mask in groups if mask & (mask - 1)]))

    def _reaches(self, line, mask):
        for other in every_line_of(mask):
            if self.both_ways(line, other):
                return True
        return False

    def _direct(self, line, masks):
        """Those of the groups that a line is on itself: all, or if a part joins them, the one with
        a sleeve, else the first that is reached both ways."""
        if len(masks) < 2 or not self._linked(masks):
            return masks
        for mask in masks:
            if mask & _SLEEVES:
                return [mask]
        for mask in masks:
            if self.both_ways(line, every_line_of(mask)[0]) == 2:
                return [mask]
        return masks[:1]

    def _linked(self, masks):
        """Whether the scan of the eleven saw a way between any two of them."""
        for mask in masks:
            for line in lines_of(mask & ALL_LINES):
                for other in masks:
                    if other != mask and self.rows[line] & other & ALL_LINES:
                        return True
        return False

    def one_way(self, nets):
        """[(line, line)] of one net that conduct in one direction only: it moved."""
        out = []
        for mask in nets:
            lines = every_line_of(mask)
            for line in lines:
                for other in lines:
                    if line >= XFIRST_LINE and other != line:
                        if other < line and self.both_ways(line, other) == 1:
                            out.append((other, line))
        return out


_SLEEVES = 0x488  # A.S, B.S, C.S


def begin(expander):
    """Pull them down from now on, and note levels during the scan: an empty list for them."""
    expander.pull(XALL)
    return []


def survey(board, rows, seen, waited_us):
    """Drive each of the five; returns a Digital. rows, waited_us: of the scan. seen: levels that it
    noted. Live or Passed where a voltage is on them. Leaves them floating."""
    expander = board.expander
    settle_us = scan.shell_settle_us(waited_us)
    reached = []
    try:
        _look(board)
        for line in range(XLINES):
            expander.drive(1 << line)
            board.settle_us(settle_us)
            levels = expander.read() | 1 << line
            reached.append(board.read() | levels << XFIRST_LINE)
        expander.drive(0, XALL)
        board.settle_us(max(limits.SCAN_DISCHARGE_US, waited_us // 8))
        expander.drive(0)
        board.settle_us(settle_us)
        _look(board)
    finally:
        expander.release()
    return Digital(rows, seen, reached)


def _look(board):
    """Nothing is driven now: a line that is high is driven from outside."""
    if board.expander.read():
        board.expander.release()
        live_watch.begin(board)
        raise live_watch.Passed()

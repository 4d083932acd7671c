"""Shells and fifth pins: what each of the expander's lines is joined to. Loaded where it is fitted.

While the scan drives the eleven lines one by one, the five are read as well; then each of the five
is driven and all are read. A line is joined or it is not; both ways have to agree. In between their
pull-downs are let go, so that a shell on pin 1 is no load for what is measured there.
"""

from ringout.base import limits
from ringout.base.masks import every_line_of, lines_of
from ringout.board.expander import Expander
from ringout.board.pinmap import (
    ALL_LINES,
    ENDS,
    EVERY_CONTACT,
    FIFTHS,
    LINES,
    SHELLS,
    SLEEVES,
    XALL,
    XCONTACTS,
    XFIRST_LINE,
    XLINES,
)
from ringout.measure import live_watch, scan

_FOURTH = 0x44  # A.R2 and B.R2, nothing else
_GROUPS = (0x15, 0x06, 0x18)  # numbered from 1, those with each bit in their number
_SHELLED = ("XLR", "XLR5", "DIN")  # plugs that have one


def faulty_lines(wrong):
    """What to check where lines of a mask do not follow."""
    names = " ".join([XCONTACTS[k] for k in lines_of(wrong)])
    return "check U5 and the 220, 100 k and clamp of " + names


class Shells(Expander):
    """The expander and its part in a scan."""

    proved = False  # since the start: that no line is broken between chip and clamps

    def begin(self):
        """Pull the lines down from now on. An empty list for what the scan sees on them."""
        self.pull(XALL)
        return []

    def survey(self, rows, seen, waited_us):
        """Drive each of the five; returns a Digital. rows, waited_us: of the scan. seen: levels
        that it noted. Live or Passed where a voltage is on them. Leaves them floating."""
        board = self._board
        settle_us = scan.shell_settle_us(waited_us)
        reached = []
        try:
            self._look()
            if not self.proved:
                self._prove(settle_us)
            is_long = waited_us > limits.SHELL_LONG_US
            discharge_us = max(limits.SCAN_DISCHARGE_US, waited_us // 8)
            if max(seen) or self._any(board, settle_us):
                for line in range(XLINES):
                    reached.append(self._levels(board, 1 << line, settle_us))
                    if is_long:
                        board.drive(0, ALL_LINES)
                        self.drive(0, XALL)
                        board.settle_us(discharge_us)
                        self.let_go()
                        board.drive(0, 0)
            self.drive(0, XALL)
            board.settle_us(discharge_us)
            self.drive(0)  # from ground only a source lifts them, or much of a long cable's charge
            board.settle_us(settle_us if is_long else limits.SCAN_DISCHARGE_US)
            self._look()
        finally:
            self.release()
        return Digital(rows, seen, reached)

    def _prove(self, settle_us):
        """Each line brings its own clamp high and low, whatever is plugged: 2.2 k lie between.
        ValueError, with what to check, where one does not."""
        board = self._board
        wrong = 0
        self.pull(0)
        self.drive(0, XALL)
        for k in range(XLINES):
            line = 1 << k
            board.settle_us(settle_us)
            self.drive(0, line)
            wrong |= self.read_back() & line
            self.drive(line)
            board.settle_us(settle_us)
            wrong |= (self.read_back() ^ line) & line  # not port A, where others float
            self.drive(0, line)
        board.settle_us(settle_us)
        if wrong:
            raise ValueError(faulty_lines(wrong))
        self.proved = True
        self.drive(0)
        self.pull(XALL)

    def _any(self, board, settle_us):
        """Whether any of the five is joined to anything: each is driven, and of any two one without
        the other, in three steps."""
        for lines in _GROUPS:
            if self._levels(board, lines, settle_us) != lines << XFIRST_LINE:
                return True
        return False

    def _levels(self, board, lines, settle_us):
        """Levels of all sixteen lines while some of the five are driven."""
        self.drive(lines)
        board.settle_us(settle_us)
        return board.read() | (self.read() | lines) << XFIRST_LINE

    def let_go(self):
        """Release what was grounded, with all of a long cable: only a source lifts it at once."""
        self.drive(0)
        self._look()

    def _look(self):
        """Nothing is driven now: a line that is high is driven from outside."""
        if self.read():
            self.release()
            live_watch.begin(self._board)
            raise live_watch.Passed()


class Digital:
    """What was read. rows: of the scan. seen: levels of the five while each of the eleven was
    driven. reached: by line of the five, the mask of all sixteen that were high while it was
    driven; empty where none is joined to anything."""

    def __init__(self, rows, seen, reached):
        self.rows = rows
        self._of = self._nets = None
        self._met = bool(reached)
        if not reached:
            return
        self._there = [reached[k] & ~(1 << XFIRST_LINE + k) for k in range(XLINES)]
        self._back = [0] * XLINES
        for k in range(XLINES):
            for other in range(XLINES if self._there[k] > ALL_LINES else 0):
                if self._there[k] >> XFIRST_LINE + other & 1:
                    self._back[other] |= 1 << XFIRST_LINE + k
        for line in range(LINES):
            for k in range(XLINES if seen[line] else 0):
                self._back[k] |= (seen[line] >> k & 1) << line

    def both_ways(self, line, other):
        """Of one of the five and any line: 2 if current goes from either to the other, 1 if only
        one way, 0 if neither."""
        k = line - XFIRST_LINE
        return (self._there[k] >> other & 1) + (self._back[k] >> other & 1)

    def nets(self, nets):
        """Masks of two or more lines that are joined, sorted: `nets` of the eleven, and the five.
        What reaches several nets by way of a part is of that which a bare wire would join it to."""
        if not self._met:
            return nets
        if self._of is not nets:
            self._of, self._nets = nets, self._joined(nets)
        return self._nets

    def _joined(self, nets):
        groups = list(nets)
        for line in range(XFIRST_LINE, XFIRST_LINE + XLINES):
            met = self._there[line - XFIRST_LINE] | self._back[line - XFIRST_LINE]
            met = met & ALL_LINES or met  # by way of a part it may meet others of the five
            for other in lines_of(met & ALL_LINES):
                if not [mask for mask in groups if mask >> other & 1]:
                    groups.append(1 << other)
            both = 1 << line
            for mask in self._direct(line, [mask for mask in groups if mask & (met | both)]):
                groups.remove(mask)
                both |= mask
            groups.append(both | met & ~ALL_LINES)
        return tuple(sorted([mask for mask in groups if mask & (mask - 1)]))

    def _direct(self, line, masks):
        """Those of the groups that a line is on itself: all, or if a part joins them, the one with
        a sleeve, else the first that is reached both ways."""
        if len(masks) < 2 or not self._linked(masks):
            return masks
        for mask in masks:
            if mask & SLEEVES:
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

    def is_plain(self, nets):
        """Whether nothing is to be judged unless a cable asks: no fifth pin is joined to anything,
        and no shell to anything but pin 1, and it is no four pins of what may have five."""
        if _FOURTH in nets:
            return False
        if not self._met:
            return True
        for mask in self.nets(nets):
            if mask & FIFTHS or mask & SHELLS and not mask & SLEEVES:
                return False
        return True

    def has_fifth(self, nets):
        """Whether a fifth pin is joined to anything."""
        return self._met and bool([mask for mask in self.nets(nets) if mask & FIFTHS])

    def one_way(self, nets):
        """[(line, line)] of one net that conduct in one direction only: it moved."""
        out = []
        for mask in self.nets(nets) if self._met else ():
            for line in every_line_of(mask & ~ALL_LINES):
                for other in every_line_of(mask):
                    if other < line and self.both_ways(line, other) == 1:
                        out.append((other, line))
        return out

    def told(self, nets, plugs, ends):
        """What each shell is on, by end, for the record: of plugs that have one, or where it is on
        anything."""
        out = {}
        if not self._met and not [kind for kind in plugs if kind in _SHELLED]:
            return out
        for line in every_line_of(SHELLS):
            end = ENDS[line]
            at = "ABC".index(end)
            mine = self._met and [mask for mask in self.nets(nets) if mask >> line & 1]
            if mine and mine[0] & SLEEVES:
                out[end] = "pin 1"
            elif mine:
                others = every_line_of(mine[0] & ~(1 << line))
                out[end] = " ".join([EVERY_CONTACT[each] for each in others])
            elif end in ends and at < len(plugs) and plugs[at] in _SHELLED:
                out[end] = "no contact"
        return out

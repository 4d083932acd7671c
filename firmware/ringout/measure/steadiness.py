"""Do readings of one press agree? What contradicts itself moved, and which contact it was.

The scan, both Kelvin polarities and every capacitance are taken at different moments. Between
two captures a glance asks whether all that was one net still is, and only that: each net is
driven against the others, grounded, so that what hangs on a break is not lifted by its
neighbours and what touches divides the voltage. After all, every net is scanned once more. The
plug of a lost contact is told by what still rises with its neighbours: there the conductor hangs.

One file: contradictions are counted in one table.
"""

from array import array

from ringout.base import limits
from ringout.base.compat import kernels
from ringout.base.masks import lines_of
from ringout.board.pinmap import ALL_LINES, JACKS, LETTERS, LINES, SLEEVES
from ringout.measure import scan

SEEN = 4  # weight of what was seen itself ...
GUESSED = 1  # ... and of what it did to other readings
_SAMPLES = 8  # of a level
_SIDES_MOST = 3  # nets that one glance drives; the others have their turn in the next


class Steadiness:
    """What contradicts in one press. board: while the press runs."""

    def __init__(self, board):
        self.board = board
        self.pairs = {}  # (line, line) that were one net and were not -> how sure, how often
        self.touching = {}  # (line, line) that were apart and were not -> the same
        self.hung = {}  # end at which a lost conductor still hung -> how often
        self.pulled = {}  # (driven line, grounded one) that was half way in glances -> how often
        self._rows = ()
        self._sides = []  # (lines to drive, to ground, what has to be high, far line, us to settle)
        self._side = 0  # whose turn it is
        self._codes = array("H", bytes(2 * _SAMPLES))
        self._nets = ()
        self._wait_us = 0

    def moved(self):
        """True if anything contradicted."""
        return bool(self.pairs or self.touching)

    def contradiction(self, first, last, weight=SEEN):
        """Readings of a connection that cannot all be of one contact; of one line twice where
        the other is not known."""
        _count(self.pairs, first, last, weight)

    def touch(self, first, last, weight=SEEN):
        """Two nets that were apart, and were not. The same contact of two plugs is a leg that
        was open."""
        first, last = self._spoken(first), self._spoken(last)
        leg = LETTERS[first] == LETTERS[last]
        _count(self.pairs if leg else self.touching, first, last, weight)

    # -- between two captures --------------------------------------------------------------
    def begin(self, rows, wait_us, joined, nets):
        """What holds from now on. rows, wait_us: of the scan; joined: masks that it joined;
        nets: masks that are galvanic."""
        self._rows, self._wait_us, self._nets = rows, wait_us, nets
        for mask in joined:  # what a part joins is at one level
            high = _firsts(nets, mask)
            if high:
                must = _all(nets, mask)
                far = lines_of(must)[-1]
                # Nor is a single contact grounded that a part joins to them: it would pull. It
                # floats on its pull-down, which takes longer; else as after a scan step.
                settle_us = wait_us if mask & ~must else max(limits.GLANCE_US, wait_us // 8)
                self._sides.append((high, ALL_LINES & ~must & ~mask, must, far, settle_us))
        for net in nets:
            self._one_way(net)

    def _one_way(self, net):
        """Within a net, the scan saw every connection from both sides."""
        lines = lines_of(net)
        for last in lines:
            for first in lines[: lines.index(last)]:
                if not (self._rows[first] >> last & self._rows[last] >> first & 1):
                    self.contradiction(first, last)

    def glance(self):
        """Whether every net still is one. Leaves lines driven: a discharge follows."""
        board = self.board
        sides = self._sides
        count = len(sides)
        for turn in range(count if count < _SIDES_MOST else _SIDES_MOST):
            high, low, must, far, settle_us = sides[self._side]
            self._side = self._side + 1 if self._side + 1 < count else 0
            board.drive(high, low)
            board.settle_us(settle_us)
            lost = must & ~board.read()
            if lost or not turn:  # each net in its turn, and whatever looks odd
                self._level(low, lost, far)
        if count % _SIDES_MOST == 0:
            self._side = self._side + 1 if self._side + 1 < count else 0  # another begins

    def _level(self, low, lost, far):
        """How high the far end of the net that is driven right now is: a level in the middle of
        an input's threshold tells a touch from a loss."""
        self.board.mux(far)
        self.board.settle_us(limits.GLANCE_US)
        self.board.capture(self._codes, _SAMPLES, None, None)
        level = kernels.total(self._codes, 0, _SAMPLES) // _SAMPLES
        if limits.TOUCHED_CODES[0] < level < limits.TOUCHED_CODES[1]:
            self._touched(far, low)  # half way: it is driven, and pulled down
        elif lost or level <= limits.TOUCHED_CODES[0]:
            self._lost(lost or 1 << far)

    def _touched(self, line, low):
        """Something that is grounded pulls a net down: which, by grounding one after another."""
        board = self.board
        high = 0
        for net in self._nets:
            if net >> line & 1:
                high = net & -net
        for other in lines_of(low):
            board.drive(high, 1 << other)
            board.settle_us(max(limits.GLANCE_US, self._wait_us // 8))
            board.capture(self._codes, _SAMPLES, None, None)
            if kernels.total(self._codes, 0, _SAMPLES) < limits.TOUCHED_CODES[1] * _SAMPLES:
                self.pulled[(line, other)] = self.pulled.get((line, other), 0) + 1
                return
        self.contradiction(line, line, GUESSED)

    def _spoken(self, line):
        """The sleeve of a line's net, if it has one."""
        for net in self._nets:
            if net >> line & 1:
                return _one_of(net)
        return line

    def _lost(self, lost):
        """Note what is no longer high, and ask where its conductor hangs."""
        for net in self._nets:
            gone = net & lost
            if gone and net & ~gone:
                self.contradiction(_one_of(net & ~gone), _one_of(gone))
                self._where(net, gone)

    def _where(self, net, gone):
        """The others of the cable lift the conductor that lost a contact; where it still hangs
        on one, that one rises with it."""
        others = _firsts(self._nets, ~net)
        if not others:
            return
        board = self.board
        board.drive(0, net | others)
        board.settle_us(limits.GLANCE_DISCHARGE_US)
        board.drive(others, 0, False)
        board.settle_us(limits.GLANCE_US)
        levels = board.read() & net
        if levels & gone and not levels & ~gone:
            here = net & ~gone  # it hangs beyond the break: the one that was driven is loose
        elif levels & ~gone and not levels & gone:
            here = gone
        else:
            return
        for end, jack in JACKS:
            if here & jack:
                self.hung[end] = self.hung.get(end, 0) + 1

    # -- afterwards ------------------------------------------------------------------------
    def settle(self, one_way, groups):
        """What was half way touched, but where an LED leads there: the scan does not see it, and a
        glance does each time. one_way: (anode, cathode). groups: masks of what parts join."""
        for line, other in self.pulled:
            here = sum([mask for mask in groups if mask >> line & 1])
            there = sum([mask for mask in groups if mask >> other & 1])
            for anode, cathode in one_way:
                if here >> anode & there >> cathode & 1:
                    break
            else:
                for _ in range(self.pulled[(line, other)]):
                    self.touch(line, other)
        self.pulled = {}

    def scan_again(self, also=0):
        """Every net from its first line, and the single contacts of mask `also`, as in the
        scan: what one reached, it reaches. Releases the board."""
        board = self.board
        wait_us = self._wait_us
        try:
            for line in range(LINES):
                if (_firsts(self._nets, -1) | also) >> line & 1:
                    row, wait_us = scan.row(board, line, wait_us)
                    changed = row ^ self._rows[line]
                    if changed:
                        self._changed(line, row, changed)
        finally:
            board.release()

    def _changed(self, line, row, changed):
        mine = 1 << line
        for net in self._nets:
            if net & mine:
                mine = net
        for other in lines_of(changed & mine):
            self.contradiction(min(line, other), max(line, other))
        # Beyond the net only what is new counts, and only if it is no leak at the scan's limit.
        others = []
        for other in lines_of(changed & row & ~mine):
            if self._spoken(other) not in others:
                others.append(self._spoken(other))
                self.touch(line, other)

    def suspects(self):
        """[(first line, last line, end or None, touching)] that moved, the likeliest first. A
        contact of a bridge is named by the leg it belongs to."""
        found = []
        for table, touching in ((self.pairs, False), (self.touching, True)):
            for (first, last), count in table.items():
                found.append((count, first, last, touching))
        found.sort(key=lambda item: -item[0])
        return [(first, last, self.end(), touching) for _, first, last, touching in found]

    def end(self):
        """The plug it happened in, if most of what was seen says so."""
        best = None
        for end, count in self.hung.items():
            if best is None or count > self.hung[best]:
                best = end
        if best is not None and 3 * self.hung[best] > 2 * sum(self.hung.values()):
            return best
        return None


def _count(table, first, last, weight):
    key = (first, last) if first < last else (last, first)
    table[key] = table.get(key, 0) + weight


def _one_of(mask):
    """A line of a mask: a sleeve rather than a ring that is joined to it."""
    return lines_of(mask & SLEEVES or mask)[0]


def _firsts(nets, mask):
    """The first line of each net within a mask."""
    found = 0
    for net in nets:
        if net & mask:
            found |= net & -net
    return found


def _all(nets, mask):
    found = 0
    for net in nets:
        if net & mask:
            found |= net
    return found

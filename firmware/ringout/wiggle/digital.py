"""Shells and fifth pins while a cable is moved. Loaded where an expander is fitted.

A shell on pin 1 is high with the sleeve's leg, a fifth pin by a driver of the expander. What is
joined and goes low dropped out; a shell that is joined to nothing and goes high touches something.
The chip notes a change by itself (its interrupt flags): none is too short, but a look comes only
every few milliseconds, and a length is that between two looks, at most. Only while all legs are
watched.

One file: what is watched, held and judged is one set of lines.
"""

from ringout.base.compat import const, ticks_diff
from ringout.base.masks import every_line_of
from ringout.board.pinmap import (
    ALL_LINES,
    ENDS,
    LETTERS,
    XALL,
    XFIRST_LINE,
    XLINES,
    line_of,
)
from ringout.measure import live_watch, scan
from ringout.results.finding import Finding
from ringout.wiggle.latch import Leg

_GPINTENA = const(0x04)  # register: pins whose changes are noted
_INTFA = b"\x0e"  # register: those that changed since port A was read
_LOOK_US = 40000  # as often its own drivers are let go: does something else hold a line up?
_SETTLE_US = 400  # 300 m through 2.2 k, and what a source behind 22 k lifts of 100 m
_FALL_US = 2000  # a leg of 300 m that is let go


def survey(board):
    """(rows of the scan, Digital): what is joined to what."""
    shells = board.expander
    seen = shells.begin()
    rows, waited_us = scan.survey(board, seen)
    return rows, shells.survey(rows, seen, waited_us)


class Beside:
    """The five lines of a session. legs: one wiggle.Leg a line that is watched, those of no net as
    touches. found: a shells.Digital. nets: of the eleven."""

    def __init__(self, board, latch, found, nets):
        self._board = board
        self._chip = board.expander
        self._latch = latch
        self._drive = self._own = 0  # lines of the port: that drive, that these hold up
        self._sensed = self._up = 0
        self._fifths = 0  # fifth pins of no net: a core may hang there that its neighbours lift
        self._seen = [(0, None)] * XLINES  # of the leg that holds each, at the last look
        self._watched = []  # (bit of the port, Leg, leg of the eleven that holds it or None)
        self._before_us = self._looked_us = board.ticks_us()
        self.running = False
        alone = XALL
        for mask in found.nets(nets):
            five = mask >> XFIRST_LINE
            alone &= ~five
            holds = [leg for leg in latch.legs if leg.mask & mask]
            if not holds and not mask & ALL_LINES:  # the first drives the others
                self._drive |= five & -five
                five &= five - 1
            elif not holds:
                continue  # a single contact of the eleven: a fault at rest, nothing to move
            for k in range(XLINES):
                if five >> k & 1:
                    line = XFIRST_LINE + k
                    same = mask if LETTERS[line] == "5" and not holds else 1 << line
                    self._watch(k, Leg(same), holds[0] if holds else None)
        for k in range(XLINES):
            if alone >> k & 1 and LETTERS[XFIRST_LINE + k] == "SH":
                self._watch(k, Leg(1 << XFIRST_LINE + k, True), None)
            elif alone >> k & 1:
                self._fifths |= 1 << k
        latch.beside = [leg for _, leg, _ in self._watched]

    def _watch(self, k, leg, holds):
        self._sensed |= 1 << k
        self._watched.append((k, leg, holds))
        if holds is None and not leg.is_short:
            self._own |= 1 << k

    def start(self):
        """Pull down, drive, note changes."""
        chip = self._chip
        chip.pull(XALL & ~self._drive)
        chip.drive(self._drive)
        self._board.settle_us(_SETTLE_US)
        chip.set(_GPINTENA, self._sensed)
        self.running = True
        self._looked_us = self._board.ticks_us()
        self.forget()

    def stop(self):
        """Let go. May be called at any time."""
        self.running = False
        try:
            self._chip.set(_GPINTENA, 0)
            self._chip.drive(0)
            self._chip.release()
        except ValueError:  # it answers no more: the next look says it
            pass

    def rest(self, on):
        """Drive nothing for a moment, while all lines are let go and looked at; go on."""
        if self.running and self._drive:
            if on:
                self._chip.drive(0, self._drive)
                self._board.settle_us(_SETTLE_US)
            self._chip.drive(0 if on else self._drive)

    def forget(self):
        """What changed until now was the tester's doing."""
        if self._fifths:  # so was what a core that hangs has of it
            self._chip.drive(self._drive, self._fifths)
            self._board.settle_us(_SETTLE_US)
            self._chip.drive(self._drive)
        self._chip.read()
        self._before_us = self._board.ticks_us()

    def sample(self):
        """(what changed since `forget`, levels now)."""
        flags = self._chip.get(_INTFA)
        return flags, self._chip.read()

    def judge(self, flags, levels, ear):
        """Dropouts and touches out of a sample. Returns how many ended. Live, Passed where a
        voltage from outside is on a line."""
        now_us = self._board.ticks_us()
        caught = up = 0  # up: shells that touch
        for k, leg, holds in self._watched:
            is_high = levels >> k & 1
            if holds is not None and not self._was_held(k, holds):
                leg.since_us = None  # the whole leg was open: that is told of it
            elif leg.is_short:
                up |= is_high << k
                caught += self._moved(leg, is_high, flags >> k & 1, now_us)
            else:
                caught += self._moved(leg, not is_high, flags >> k & 1, now_us)
        new, self._up = up & ~self._up, up
        is_due = ticks_diff(now_us, self._looked_us) >= _LOOK_US
        if is_due:
            up |= levels & self._fifths
        if new or is_due and (self._drive or up):
            self._looked_us = now_us
            caught += self._free(ear, up)
        return caught

    def _moved(self, leg, is_out, changed, now_us):
        if leg.since_us is None and (is_out or changed):
            leg.since_us = self._before_us
        if leg.since_us is not None and not is_out:
            return self._latch.ended(leg, now_us)
        return 0

    def _was_held(self, k, holds):
        """Whether the leg of the eleven was whole since the last look."""
        seen = holds.count, holds.since_us
        before, self._seen[k] = self._seen[k], seen
        return seen == before and holds.since_us is None

    def _free(self, ear, shells):
        """With its own drivers let go: is a line held up, by a voltage or by a leg? Live, Passed.
        shells: those of no net that are high."""
        chip, board = self._chip, self._board
        own = self._own if self._drive else 0
        if own:
            chip.drive(0, self._drive)
            board.settle_us(_SETTLE_US)
            chip.drive(0)
            board.settle_us(_SETTLE_US)
        up = chip.read() & (own | shells)
        caught = 0
        if up:
            levels, caught = ear.without(ear.watched, _FALL_US, chip.read)
            if levels & up:
                self.stop()
                live_watch.begin(board)
                raise live_watch.Passed()
            caught += self._touched(ear, up)
        if own:
            chip.drive(self._drive)
            board.settle_us(_SETTLE_US)
        return caught

    def _touched(self, ear, up):
        """Which leg holds them up: let go one after the other."""
        caught = 0
        for k, mine, _ in self._watched:
            if up >> k & 1 and mine.is_short and mine.since_us is None:
                mine.since_us = self._before_us
        for leg in self._latch.legs:
            levels, more = ear.without(leg.mask, _FALL_US, self._chip.read)
            caught += more
            for k, mine, _ in self._watched:
                if up >> k & 1 and not levels >> k & 1:
                    if not mine.is_short:
                        mine = self._touch_of(mine)
                        caught += self._latch.ended(mine, self._board.ticks_us())
                    mine.votes[leg.mask] = mine.votes.get(leg.mask, 0) + 1
        return caught

    def _touch_of(self, leg):
        """A leg of the expander's own that touches one of the eleven, as a short: each look that
        meets it counts."""
        known = [each for each in self._latch.beside if each.is_short and each.mask == leg.mask]
        if not known:
            known = [Leg(leg.mask, True)]
            self._latch.beside.append(known[0])
        known[0].since_us = self._before_us
        return known[0]

    def findings(self, now_us):
        """(count, Finding) of every one that moved. A shell's bond may be the jack's own contact:
        in doubt."""
        out = []
        for leg in self._latch.beside:
            for mask in leg.votes:  # the other side of the same touch
                self._latch.touches = [each for each in self._latch.touches if each.mask != mask]
            _, count, shortest, longest, open_now = self._latch.figures(leg, now_us)
            if not count:
                continue
            more = {"count": count, "shortest_us": shortest, "longest_us": longest,
                    "first_ms": leg.first_ms, "open_now": open_now}  # fmt: skip
            out.append((count, _finding(leg, more)))
        return out


def _line(leg):
    return every_line_of(leg.mask)[0]


def _finding(leg, more):
    lines = every_line_of(leg.mask)
    line = lines[0]
    is_shell = LETTERS[line] == "SH"
    end = ENDS[line] if len(lines) == 1 else None
    other = None
    if leg.is_short and leg.votes:
        other = _beside(line, max(leg.votes, key=leg.votes.get))
    if is_shell and (not leg.is_short or other is not None and LETTERS[other] == "S"):
        sleeve = line_of(ENDS[line] + ".S")
        return Finding("intermittent", (line, sleeve), end, "on pin 1 while it is moved", "bond",
                       line, doubt=1, more=more)  # fmt: skip
    if not leg.is_short:
        return Finding("intermittent", lines, end, "joined while it is moved", "moved", None,
                       more=more)  # fmt: skip
    if other is None:
        return Finding("short", (line,), end, "apart", "touch", line, doubt=1 if is_shell else 0,
                       more=more)  # fmt: skip
    return Finding("short", (other, line), end, "apart", "moved", line, more=more)


def _beside(line, mask):
    """The contact of a leg that lies in the same plug as a line, if one does."""
    lines = every_line_of(mask)
    return ([each for each in lines if ENDS[each] == ENDS[line]] or lines)[0]

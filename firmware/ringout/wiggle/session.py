"""A wiggle session: the board's part of it. Finds the legs, watches all at once or one alone.

session = Session(board); session.start()
every few milliseconds: caught = session.turn()
session.stop()
"""

from ringout.base.compat import ticks_diff
from ringout.board.pinmap import LINES
from ringout.measure import live_watch, scan
from ringout.wiggle.all_legs import SETTLE_US, AllLegs
from ringout.wiggle.latch import Latch
from ringout.wiggle.one_leg import Picked

_SCANS = 3  # a leg that is open in one scan may be whole in the next


class Session:
    """One wiggle on a board. `latch` is None until `start` has found legs."""

    def __init__(self, board):
        self.board = board
        self.latch = None
        self.picked = None  # index of the leg that is watched alone
        self.lost = 0  # changes or samples that came too fast
        self.rows = []
        self.nets = ()
        self.running = False  # drives and watches
        self.live = None  # (mask, kind) of a voltage from outside that ended it
        self.beside = None  # wiggle.digital.Beside, where an expander is fitted
        self.found = None  # what it is joined to, a shells.Digital
        self._all = None
        self._one = None  # made when a leg is first picked
        self._ear = None  # which of them listens now
        self._lost_before = 0
        self._side_ms = 0
        self._heard = 0

    @property
    def proven_us(self):
        """The shortest dropout that this unit proved to catch on this cable; 0: none."""
        return self._all.proven_us if self._all is not None else 0

    def start(self, meanwhile=None):
        """Find the legs, prove the shortest dropout, watch. False if nothing is connected, or if
        `live` says why. meanwhile: called now and then, since this takes half a second."""
        try:
            return self._start(meanwhile or (lambda: None))
        except live_watch.Live as found:
            self.live = (found.mask, found.kind)
            return False

    def _start(self, meanwhile):
        live_watch.begin(self.board)
        self._find(meanwhile)
        if not self.nets:
            return False
        self._all = AllLegs(self.board, self.latch)
        self._all.beside = self.beside
        try:
            self._watch(None)
            self._all.prove(meanwhile)
            self._all.tidy()
            if self.beside is not None:
                self.beside.start()
        except Exception:
            self.stop()
            raise
        self._side_ms = self.board.ticks_ms()
        return True

    def stop(self):
        """Release everything. May be called at any time."""
        if self.running:
            self._note_lost()
        self.running = False
        self._quieten()
        self.board.quiet(False)

    def _quieten(self):
        """Nothing is driven or heard from now on."""
        self.board.watch_stop()
        self.board.stream_stop()
        if self.beside is not None and self.beside.running:
            self.beside.stop()

    def turn(self):
        """Take what happened. Returns how many dropouts were caught."""
        sample = self._sample()
        caught = self._heard + self._ear.listen()
        self._heard = 0
        if sample is not None:
            self._judge(sample)
            caught += self._heard
            self._heard = 0
        if self.live:
            return caught
        caught += self.latch.turn(self.board.ticks_us())
        now_ms = self.board.ticks_ms()
        if ticks_diff(now_ms, self._side_ms) >= self._ear.SIDE_MS:
            self._side_ms = now_ms
            self._heard = self._ear.change_sides()
        self._note_lost()
        self._check()
        self._forget()
        return caught

    def _sample(self):
        """What the expander's lines did, if they are watched."""
        beside = self.beside
        return beside.sample() if beside is not None and beside.running else None

    def _judge(self, sample):
        try:
            self._heard += self.beside.judge(sample[0], sample[1], self._all)
        except live_watch.Live as found:
            self.live = (found.mask, found.kind)
            self.stop()
        except live_watch.Passed:
            self._watch(self.picked)

    def _forget(self):
        """What the expander's lines did meanwhile was the tester's doing."""
        if self.beside is not None and self.beside.running:
            self.beside.forget()

    def pause(self):
        """Let go of everything, to go on soon (`resume`)."""
        self.turn()
        if self.running:
            self._note_lost()
            self.latch.pause(self.board.ticks_us())
            self.running = False
        self._quieten()

    def resume(self):
        """Watch on, after a live check; `live` if there is a voltage."""
        if self.live:
            return
        try:
            live_watch.begin(self.board)
            self._watch(self.picked)
            self.latch.feed(self.board.ticks_us(), self.latch.mask)
        except live_watch.Live as found:
            self.live = (found.mask, found.kind)
            self.stop()

    def listen(self):
        """Take what happened, and look for a voltage: something slow is under way. Caught dropouts
        are told by the next `turn`."""
        sample = self._sample()  # before legs are let go, and shells with them
        if self.running:
            self._heard += self._ear.listen()
        if sample is not None:
            self._judge(sample)
        self._check()
        self._forget()

    def _check(self):
        """Is there a voltage from outside? Then it is over: `live`, and nothing is driven."""
        if not self.running:
            return
        try:
            self._heard += self._ear.check()
        except live_watch.Live as found:
            self.live = (found.mask, found.kind)
            self.stop()
        except live_watch.Passed:
            self._watch(self.picked)

    def pick_next(self):
        """All legs, the first alone, the second alone, ... and all again."""
        if not self.running:
            return
        self._quieten()
        for leg in self.latch.legs + self.latch.beside:
            leg.since_us = leg.ended_us = None
        self.latch.touch = None
        picked = 0 if self.picked is None else self.picked + 1
        while picked < len(self.nets) and len(scan.ends_of(self.nets[picked])) < 2:
            picked += 1  # a bridge inside one plug has no far contact to listen at
        self._watch(picked if picked < len(self.nets) else None)

    def picked_name(self):
        """Name of the leg that is watched alone, or None."""
        return None if self.picked is None else self.latch.legs[self.picked].name

    def table(self):
        """Rows for the screen: all legs, or the picked one."""
        rows = self.latch.rows(self.board.ticks_us())
        if self.picked is None:
            return rows
        name, count, shortest, longest, _ = rows[self.picked]
        return [(name, count, shortest, longest, self._one.is_open)]

    def _find(self, meanwhile):
        rows = [0] * LINES
        for _ in range(_SCANS):
            for line, row in enumerate(scan.matrix(self.board)):
                rows[line] |= row
            self.board.settle_us(SETTLE_US)
            meanwhile()
        if self.board.expander:
            from ringout.wiggle import digital

            more, self.found = digital.survey(self.board)
            rows = [row | also for row, also in zip(rows, more)]
        self.rows = rows
        self.nets = tuple(sorted(scan.nets(rows)))
        self.latch = Latch(self.nets, self.board.ticks_us())
        if self.found is not None:
            self.beside = digital.Beside(self.board, self.latch, self.found, self.nets)

    def _watch(self, picked):
        """Listen to all legs, or to the one of this index."""
        self.picked = picked
        self._lost_before = 0
        self.running = True
        if picked is None:
            self._ear = self._all
            self._all.start()
            if self.beside is not None and self._all.proven_us:
                self.beside.start()
        else:
            if self._one is None:
                self._one = Picked(self.board, self.latch)
            self._ear = self._one
            self._one.start(self.latch.legs[picked])
        self._side_ms = self.board.ticks_ms()

    def _note_lost(self):
        lost = self._ear.lost()
        self.lost += lost - self._lost_before
        self._lost_before = lost

"""One leg watched alone: its far contact goes through the mux to ADC0, loaded by CHG_LO, which a
dropout lets fall within microseconds. How fast it falls says where the leg breaks: near the
sensed end at once, behind the cable's capacitance later. So the ends take turns.
"""

from array import array

from ringout.base import limits
from ringout.base.compat import kernels, ticks_diff
from ringout.board import pinmap
from ringout.board.pinmap import CONTACTS, LINES
from ringout.measure import live_watch
from ringout.measure.scan import ends_of
from ringout.wiggle.all_legs import ODD_AGAIN_US, SETTLE_US

_SAMPLES = 2048
_BASE_SAMPLES = 256
_HOP_US = 6  # at each line
_LIFT_US = 80  # 50 m
_BACK_US = 60  # until the far contact is where it was
_DEPTH_CODES = 48  # twelve times the self-test's noise limit; a whole leg gives 2600
_TELLING_US = 28  # of fall time: a shorter cable falls as fast as the bare contact
_SLOW = 0.3  # of the base: a picked leg that falls more slowly than this hangs on its cable


class Picked:
    """Listens to one leg after the other. `start` it for a leg, then `listen` often."""

    SIDE_MS = 500  # changing sides costs SETTLE_US each time

    def __init__(self, board, latch):
        self.board = board
        self._latch = latch
        self._codes = array("H", bytes(2 * _SAMPLES))
        self._leg = None
        self._side = 0
        self._driven = 0  # lines
        self._sensed = 0  # line
        self._lost = 0  # samples, before the latest look
        self._base = 0  # code while the leg is whole
        self._dips = None
        self._odd_us = None  # when a line stood out last

    @property
    def is_open(self):
        """A dropout is under way."""
        return self._dips.open_us > 0

    def start(self, leg):
        """Listen to this leg (wiggle.Leg)."""
        self._leg = leg
        self.board.quiet(True)
        self.board.stream_start()
        self._side = self._lost = 0
        self._dips = None
        self._listen_at(0)

    def lost(self):
        """Samples that came too fast, since the start."""
        return self._lost + self.board.stream_lost()

    def listen(self):
        """Take the samples that wait. Returns how many dropouts were caught."""
        caught = 0
        codes = self._codes
        count = self.board.stream_read(codes)
        while count:
            self._dips.feed(codes, count)
            caught += self._take_dips()
            count = self.board.stream_read(codes) if count == len(codes) else 0
        return caught

    def check(self):
        """Every PICKED_LOOK_US all lines are let go and visited; the leg is not heard meanwhile.
        What stands out is looked at again (live_watch.look: Live, Passed). Returns how many
        dropouts were caught until then."""
        board = self.board
        from_us = board.ticks_us()
        if 0 <= ticks_diff(from_us, board.looked_us) < limits.PICKED_LOOK_US:
            return 0
        board.settle_us(board.looks % 5 * limits.PICKED_UNEVEN_US)  # turns are even, as a tone is
        from_us = board.ticks_us()
        caught = self.listen()
        if self._stands_out():
            self._lost += board.stream_lost()
            board.stream_stop()
            live_watch.doubt(board, SETTLE_US)
            odd_us, self._odd_us = self._odd_us, from_us
            if odd_us is not None and 0 <= ticks_diff(from_us, odd_us) < ODD_AGAIN_US:
                live_watch.begin(board)  # what swings may be at nothing whenever it is looked at
            board.stream_start()
        self._hold()
        board.settle_us(_BACK_US)
        self._drain()
        board.looked_us = until_us = board.ticks_us()
        self._dips.pause(ticks_diff(until_us, from_us))
        return caught

    def _stands_out(self):
        """A line that nobody drives is high, or 15 uA do not lift one, each second line in its
        turn: a tone does the one or the other at nearly every moment."""
        board, codes = self.board, self._codes
        board.looks += 1
        board.charge(0, 0)
        board.drive(0, pinmap.ALL_LINES, False)
        board.settle_us(live_watch.DISCHARGE_US)
        board.release()
        board.settle_us(limits.LOOK_SETTLE_US)
        if self._is_high():
            return True
        board.charge(1, None)
        for line in range(board.looks & 1, LINES, 2):
            board.mux(line)
            board.settle_us(_LIFT_US)
            count = board.stream_read(codes)
            if codes[count - 1] < board.ground + limits.LIVE_LIFT_CODES:
                return True
        return False

    def _is_high(self):
        """A line that nobody drives is high right now."""
        board, codes = self.board, self._codes
        self._drain()
        for line in range(LINES):
            board.mux(line)
            board.settle_us(_HOP_US)
        count = board.stream_read(codes)
        return kernels.highest(codes, count) > board.ground + limits.PICKED_IDLE_CODES

    def _drain(self):
        while self.board.stream_read(self._codes) == len(self._codes):
            pass

    def change_sides(self):
        """Drive the next end. Returns how many dropouts were caught until then."""
        self._side += 1
        caught = self.listen()
        self._dips.skip()
        caught += self._take_dips()
        self._listen_at(self._side)
        return caught

    def _listen_at(self, side):
        """Drive one end of the leg and listen at the next."""
        board = self.board
        ends = ends_of(self._leg.mask)
        self._driven = 1 << ends[side % len(ends)]
        self._sensed = ends[(side + 1) % len(ends)]
        self._hold()
        self._leg.driven(self._driven)
        board.settle_us(SETTLE_US)
        self._drain()
        board.settle_us(_BASE_SAMPLES * pinmap.ADC_PERIOD_US + 2)
        count = board.stream_read(self._codes)
        middle = sorted(self._codes[k] for k in range(count))[count // 2]  # a dropout may be on
        if self._dips is None or middle > 2 * _DEPTH_CODES:
            self._base = middle
        self._dips = Dips(
            kernels.first_below, kernels.first_at_least,
            self._base, _DEPTH_CODES, pinmap.ADC_PERIOD_US,
        )  # fmt: skip
        self._dips.feed(self._codes, count)

    def _hold(self):
        board = self.board
        board.drive(self._driven, 0)
        board.mux(self._sensed)
        board.charge(None, 0)

    def _take_dips(self):
        """Dropouts out of the samples; how fast each fell says where the leg breaks."""
        dips, leg = self._dips, self._leg
        caught = len(dips.found)
        for us, second in dips.found:
            self._latch.dropout(leg, us)
            ends = ends_of(leg.mask)
            if us < 3 * pinmap.ADC_PERIOD_US or len(ends) != 2 or leg.fall_us < _TELLING_US:
                continue
            lines = [line for line in ends if line != self._sensed]
            accused = lines[0] if second > _SLOW * dips.base else self._sensed
            name = CONTACTS[accused]
            leg.votes[name] = leg.votes.get(name, 0) + 1
        dips.found = []
        return caught


class Dips:
    """Dropouts in the samples of one picked leg.

    base: code while the leg is whole; depth: how far under it a dropout begins, in codes.
    first_below, first_at_least: of kernels.
    """

    BACK = 16  # codes nearer to the base than `depth` at which it is over

    def __init__(self, first_below, first_at_least, base, depth, period_us):
        self._first_below = first_below
        self._first_at_least = first_at_least
        self.base = base
        self.level = base - depth
        self._period_us = period_us
        self._low = 0  # samples that the present dropout has lasted
        self._second = 0  # its second sample: how fast it falls
        self._paused = 0  # samples that were not taken just now
        self.found = []  # (us, second sample's code) of each that ended

    @property
    def open_us(self):
        """How long the present dropout has lasted, 0 if whole."""
        return self._low * self._period_us

    def skip(self):
        """The samples that come next do not belong to those before: forget a dropout that
        lasts, but not that it lasted."""
        if self._low > 1:
            self.found.append((self.open_us, self._second))
        self._low = 0

    def pause(self, us):
        """So long nobody listened: a dropout that was under way, and still is, goes on."""
        self._paused = us // self._period_us

    def feed(self, codes, count):
        """Samples. Dropouts that end in them are added to `found`."""
        first_below = self._first_below
        first_at_least = self._first_at_least
        back4 = 4 * (self.level + self.BACK)
        if count and self._low and 4 * codes[0] < back4:
            self._low += self._paused
        self._paused = 0
        at = 0
        while at < count:
            if not self._low:
                at = first_below(codes, at, count, self.level)
                if at == count:
                    return
                self._low = 1
                at += 1
            if self._low == 1 and at < count:
                self._second = codes[at]
            end = first_at_least(codes, at, count, back4)
            self._low += end - at
            at = end
            if at < count:
                self.found.append((self.open_us, self._second))
                self._low = 0

"""A wiggle session: the board's part of it. Drives, watches, changes sides, proves itself.

    session = Session(board); session.start()
    every few milliseconds: caught = session.turn()
    session.stop()

All legs at once: PIO watches every line while one contact of each leg holds it high; one leg
after the other is let go, and touches another one if it does not fall as it should. One
picked leg: its far contact goes through the mux to ADC0, loaded by CHG_LO, which a dropout
lets fall within microseconds. Every SIDE_MS (PICKED_SIDE_MS) another end drives: a break near
the sensed end shows sooner than one behind the cable's capacitance.
"""

from array import array

from ringout import pinmap, scan
from ringout.compat import kernels, ticks_diff
from ringout.pinmap import CONTACTS, LINES
from ringout.wiggle import Dips, Latch

SIDE_MS = 100
PICKED_SIDE_MS = 500  # changing sides costs the picked leg SETTLE_US each time
SETTLE_US = 1000
_SCANS = 3  # a leg that is open in one scan may be whole in the next
_AT_ONCE = 64  # changes taken from the board in one go
_SAMPLES = 2048
_BASE_SAMPLES = 256
_DEPTH_CODES = 48  # twelve times the self-test's noise limit; a whole leg gives 2600
_LADDER = 1.4  # between two lengths of the known dropout
_SHORTEST_US = 4
_PROOF_LIMIT_US = 4000
_ASK_US = 2
_CHARGING = 8  # a driver charges a leg that much faster, at least, than it falls when let go
_DRIVER_SHARE = 1.25  # pull-downs of one chip differ
_IDLE_SAFE_US = 300
_TELLING_US = 28  # of fall time: a shorter cable falls as fast as the bare contact
_SLOW = 0.3  # of the base: a picked leg that falls more slowly than this hangs on its cable


class Session:
    """One wiggle on a board. `latch` is None until `start` has found legs."""

    def __init__(self, board):
        self.board = board
        self.latch = None
        self.picked = None  # index of the leg that is watched alone
        self.proven_us = 0  # the shortest dropout that this unit proved to catch on this cable
        self.lost = 0  # changes or samples that came too fast
        self.rows = []
        self.nets = ()
        self._times = array("I", bytes(4 * _AT_ONCE))
        self._masks = array("I", bytes(4 * _AT_ONCE))
        self._codes = None  # made when a leg is first picked
        self._side = 0
        self._side_ms = 0
        self._high = 0  # lines that drive
        self._asked = 0  # index of the leg that was let go last
        self._dips = None
        self._heard = 0
        self.running = False  # drives and watches

    def start(self):
        """Find the legs, prove the shortest dropout, watch. False if nothing is connected.
        The caller has made sure that no line is live."""
        self._find()
        if not self.nets:
            return False
        try:
            self._watch_all()
            self._prove()
        except Exception:
            self.stop()
            raise
        return True

    def stop(self):
        """Release everything. May be called at any time."""
        if self.running:
            self._note_lost()
        self.running = False
        self.board.watch_stop()
        self.board.stream_stop()
        self.board.quiet(False)

    def turn(self):
        """Take what happened. Returns how many dropouts were caught."""
        if self.picked is None:
            caught = self._read() + self._ask()
            caught += self.latch.turn(self.board.ticks_us())
            period = SIDE_MS
        else:
            caught = self._heard + self._listen()
            self._heard = 0
            self.latch.turn(self.board.ticks_us())
            period = PICKED_SIDE_MS
        now_ms = self.board.ticks_ms()
        if ticks_diff(now_ms, self._side_ms) >= period:
            self._side_ms = now_ms
            self._change_sides()
        self._note_lost()
        return caught

    def listen(self):
        """Take the picked leg's samples now: something slow is under way. Caught dropouts are
        told by the next `turn`."""
        if self.running and self.picked is not None:
            self._heard += self._listen()

    def pick_next(self):
        """All legs, the first alone, the second alone, ... and all again."""
        self.board.watch_stop()
        self.board.stream_stop()
        for leg in self.latch.legs:
            leg.since_us = leg.ended_us = None
        self.latch.touch = None
        picked = 0 if self.picked is None else self.picked + 1
        while picked < len(self.nets) and len(_ends(self.nets[picked])) < 2:
            picked += 1  # a bridge inside one plug has no far contact to listen at
        self.picked = picked if picked < len(self.nets) else None
        if self.picked is None:
            self._watch_all()
        else:
            self._stream()

    def picked_name(self):
        """Name of the leg that is watched alone, or None."""
        return None if self.picked is None else self.latch.legs[self.picked].name

    def table(self):
        """Rows for the screen: all legs, or the picked one."""
        rows = self.latch.rows(self.board.ticks_us())
        if self.picked is None:
            return rows
        name, count, shortest, longest, _ = rows[self.picked]
        return [(name, count, shortest, longest, self._dips.open_us > 0)]

    # -- legs ------------------------------------------------------------------------------
    def _find(self):
        rows = [0] * LINES
        for _ in range(_SCANS):
            for line, row in enumerate(scan.matrix(self.board)):
                rows[line] |= row
            self.board.settle_us(SETTLE_US)
        self.rows = rows
        self.nets = tuple(sorted(scan.nets(rows)))
        self.latch = Latch(self.nets, self.board.ticks_us())

    def _drivers(self, side):
        """One line of every net, at the end that drives; else its first one."""
        high = 0
        for mask in self.nets:
            ends = _ends(mask)
            line = ends[side % len(ends)]
            high |= 1 << line
        return high

    def _note_lost(self):
        lost = self.board.stream_lost() if self.picked is not None else self.board.watch_lost()
        self.lost += lost - self._lost_before
        self._lost_before = lost

    # -- all legs --------------------------------------------------------------------------
    def _watch_all(self):
        self.board.quiet(True)
        self._side = 0
        self._lost_before = 0
        self._high = self._drivers(0)
        for leg in self.latch.legs:
            leg.driven(self._high)
        self.board.watch_start(self._high)
        self.running = True
        self._rest()
        self._side_ms = self.board.ticks_ms()

    def _rest(self):
        """Let the lines settle and forget what they did meanwhile. Returns where they are."""
        self.board.settle_us(SETTLE_US)
        mask = None
        count = self.board.watch_read(self._times, self._masks)
        while count:
            mask = self._masks[count - 1]
            count = self.board.watch_read(self._times, self._masks)
        if mask is not None:
            self.latch.mask = mask
        return mask

    def _read(self, hidden=0, from_us=0, until_us=0):
        """Changes to the latch. hidden: lines that are taken to be as they were from..until."""
        board, latch = self.board, self.latch
        caught = 0
        late = None  # what the hidden lines really were at last
        count = board.watch_read(self._times, self._masks)
        while count:
            for k in range(count):
                at_us, mask = self._times[k], self._masks[k]
                if hidden and ticks_diff(at_us, until_us) > 0:
                    if late is not None:
                        caught += latch.feed(until_us, late)
                    hidden, late = 0, None
                elif hidden and ticks_diff(at_us, from_us) >= 0:
                    late = mask
                    mask = mask & ~hidden | latch.mask & hidden
                caught += latch.feed(at_us, mask)
            count = board.watch_read(self._times, self._masks) if count == _AT_ONCE else 0
        if late is not None:
            caught += latch.feed(until_us, late)
        return caught

    def _ask(self):
        """Let one leg go, another one each time: does something hold it?"""
        self._asked = (self._asked + 1) % len(self.nets)
        leg = self.latch.legs[self._asked]
        if not self.proven_us or leg.joined or leg.since_us is not None:
            return 0
        held, from_us, until_us = self._let_go(leg)
        # A leg that has just opened hangs on the others by its capacitance: it moves as well.
        caught = self._read(self.latch.watched, from_us, until_us)
        return caught + self.latch.touched(leg, held, until_us)

    def _let_go(self, leg):
        """(True if something holds the leg high when it is let go, begin, end)."""
        board = self.board
        driver = leg.mask & self._high
        # The other end tells nothing: behind a contact that just opened it is still charged.
        levels, from_us, until_us = board.watch_touch(driver, leg.blink_us)
        if levels & driver:  # or a little slow?
            levels, _, until_us = board.watch_touch(driver, 2 * leg.blink_us)
        us = _ASK_US + leg.blink_us // _CHARGING
        board.settle_us(us)  # it is high again
        return levels & driver != 0, from_us, until_us + us

    def _change_sides(self):
        self._side += 1
        if self.picked is not None:
            self._listen_at(self._side)
            return
        self._high = self._drivers(self._side)
        self.latch.changed_sides(self.board.ticks_us(), self._high)
        self.board.watch_drive(self._high)

    # -- proof -----------------------------------------------------------------------------
    def _prove(self):
        """Make dropouts of known length, first on an idle line, then on every leg from either
        end, and find the shortest that shows.

        Letting go of a driver leaves all n pull-downs of the leg to discharge it; behind a
        broken contact there are n - 1, so the time counts n / (n - 1) times, and a quarter
        more for pull-downs that differ. While a leg is let go to see what touches it, no
        dropout shows: that time is added.
        """
        idle = [line for line in range(LINES) if not self.latch.watched >> line & 1]
        self.proven_us = 0
        if idle:
            line = 1 << idle[-1]
            if not self._shortest(line, line, self._drivers(0), _IDLE_SAFE_US):
                return  # the watching itself does not work: prove nothing
        worst = 0
        sides = max([len(_ends(mask)) for mask in self.nets])
        for side in range(sides):
            high = self._drivers(side)
            self.board.watch_drive(high)
            self._rest()
            for leg in self.latch.legs:
                us = self._shortest(leg.mask & high, leg.mask, high, _PROOF_LIMIT_US)
                if not us:
                    return
                leg.blink_us = max(leg.blink_us, us)
                others = len(scan.lines_of(leg.mask)) - 1
                us = int(us * (others + 1) / others * _DRIVER_SHARE)
                leg.fall_us = max(leg.fall_us, us)
                worst = max(worst, us)
        self._high = self._drivers(0)
        self.board.watch_drive(self._high)
        self._rest()
        self.proven_us = worst + max([self._asking_us(leg) for leg in self.latch.legs])
        self._rest()
        self._side_ms = self.board.ticks_ms()

    def _asking_us(self, leg):
        """How long a leg is let go. One that a resistor holds is not asked again."""
        leg.joined, from_us, until_us = self._let_go(leg)
        return ticks_diff(until_us, from_us)

    def _shortest(self, driver, mask, high, limit_us):
        """Length of the shortest self-made dropout that shows on `mask`, 0 if none does."""
        board = self.board
        if not driver & high:
            board.watch_drive(high | driver)
            self._rest()
        us = _SHORTEST_US
        found = 0
        while us <= limit_us and not found:
            took_us = board.watch_blink(driver, us)
            count = board.watch_read(self._times, self._masks)
            for k in range(count):
                if self._masks[k] & mask != mask:
                    found = took_us
            self._rest()
            us = int(us * _LADDER) + 1
        if not driver & high:
            board.watch_drive(high)
            self._rest()
        return found

    # -- one leg ---------------------------------------------------------------------------
    def _stream(self):
        if self._codes is None:
            self._codes = array("H", bytes(2 * _SAMPLES))
        self._lost_before = 0
        self.board.quiet(True)
        self.board.stream_start()
        self.running = True
        self._side = 0
        self._dips = None
        self._listen_at(0)
        self._side_ms = self.board.ticks_ms()

    def _listen_at(self, side):
        """Drive one end of the picked leg and listen at the next."""
        board = self.board
        ends = _ends(self.nets[self.picked])
        driven = ends[side % len(ends)]
        if self._dips is not None:
            self._heard += self._listen()
            self._dips.skip()
            self._heard += self._take_dips()
        self._sensed = ends[(side + 1) % len(ends)]
        board.drive(1 << driven, 0)
        board.mux(self._sensed)
        board.charge(None, 0)
        self.latch.legs[self.picked].driven(1 << driven)
        board.settle_us(SETTLE_US)
        self._discard()
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

    def _discard(self):
        while self.board.stream_read(self._codes) == len(self._codes):
            pass

    def _listen(self):
        caught = 0
        count = self.board.stream_read(self._codes)
        while count:
            self._dips.feed(self._codes, count)
            caught += self._take_dips()
            count = self.board.stream_read(self._codes) if count == len(self._codes) else 0
        return caught

    def _take_dips(self):
        """Dropouts out of the samples; how fast each fell says where the leg breaks."""
        dips = self._dips
        leg = self.latch.legs[self.picked]
        caught = len(dips.found)
        for us, second in dips.found:
            self.latch.dropout(leg, us)
            ends = _ends(leg.mask)
            if us < 3 * pinmap.ADC_PERIOD_US or len(ends) != 2 or leg.fall_us < _TELLING_US:
                continue
            lines = [line for line in ends if line != self._sensed]
            accused = lines[0] if second > _SLOW * dips.base else self._sensed
            name = CONTACTS[accused]
            leg.votes[name] = leg.votes.get(name, 0) + 1
        dips.found = []
        return caught


def _ends(mask):
    """The first line of a net at each end it reaches, in the order A, B, C."""
    found = []
    for end in "ABC":
        lines = [line for line in scan.lines_of(mask) if CONTACTS[line][0] == end]
        if lines:
            found.append(lines[0])
    return found

"""All legs watched at once: one contact of each leg holds it high, and every change of any line is
noted with its time. One leg after the other is let go, and touches another one if it does not
fall as it should. The ends take turns: a break near the sensed end shows sooner than one behind
the cable's capacitance.

What shows is proven first, with dropouts made on purpose.

A voltage from outside changes what a driven contact reads; then all lines are let go and looked at.

One file: listening, asking and looking share the levels that are known and the lines that drive.
"""

from array import array

from ringout.base import limits
from ringout.base.compat import collect, ticks_diff
from ringout.base.masks import lines_of
from ringout.board.pinmap import LINES
from ringout.measure import live_watch, scan

SETTLE_US = 1000
_LIFT_US = 300  # of a line that is low
_AT_ONCE = 64  # changes taken from the board in one go
_LADDER = 1.4  # between two lengths of the known dropout
_SHORTEST_US = 4
_PROOF_LIMIT_US = 4000
_ASK_US = 2
_CHARGING = 14  # of what n pull-downs take, n times this part: six time constants of a driver
_HELD_US = 3  # 2 V behind 22 k lift 3 m by 350 codes in 5 us
_DRIVER_SHARE = 1.25  # pull-downs of one chip differ
_IDLE_SAFE_US = 300
_PAIRINGS = 6  # of drivers: legs with two ends and with three take turns
_BOUNCE_US = 20
_LOOSE_US = 20000
ODD_AGAIN_US = 50000  # twice within that time lines stood out, and looks found nothing
_KNOWN_MOST = 40  # states of the lines, by drivers: of each some 100 bytes
_WRAP = 0x3FFFFFFF


class AllLegs:
    """Feeds a wiggle.Latch from a board."""

    SIDE_MS = 100

    def __init__(self, board, latch):
        self.board = board
        self.latch = latch
        self.beside = None  # wiggle.digital.Beside, where an expander is fitted
        self.proven_us = 0  # the shortest dropout that this unit proved to catch on this cable
        self._times = array("I", bytes(4 * _AT_ONCE))
        self._masks = array("I", bytes(4 * _AT_ONCE))
        self._side = 0
        self._high = 0  # lines that drive
        self._driven = 0  # ... right now, also while proving
        self._known = {}  # lines driven and lines high -> codes of all lines, nothing being live
        self._doubted = False  # lines read otherwise a moment ago, but a leg was moving
        self._odd = False  # lines that are known as they are now read otherwise
        self._odd_us = None  # ... when last, and a look found nothing
        self._counts = False  # what the lines do is a person's doing
        self._since = array("I", bytes(4 * LINES))
        self._rise_us = None  # when an open leg was closed again, a moment ago
        self._rise = 0  # ... and the lines since
        self._codes = array("H", bytes(2 * LINES))
        self._lifts = array("H", bytes(2 * LINES))
        self._uneven_us = 0  # before the latest reading of all lines
        self._asked = 0  # index of the leg that was let go last
        self._held = False  # a leg that was let go was not at ground
        self._fall_us = 0  # of the slowest leg
        self._tidied_us = board.ticks_us()

    def start(self):
        """Drive the first ends and watch."""
        self.board.quiet(True)
        self._side = 0
        self._high = self._drivers(0)
        for leg in self.latch.legs:
            leg.driven(self._high)
            leg.rest = self.board.ground
        self._driven = self._high
        self.board.watch_start(self._high)
        self._rest()

    def lost(self):
        """Changes that came too fast, since the start."""
        return self.board.watch_lost()

    def listen(self):
        """Take what happened, and ask every second leg: a voltage that is what the tester drives
        shows only when it lets go. In between all legs drive, so that what lasts longer than one
        is let go does show. Returns how many dropouts were caught."""
        caught = self._read()
        for k in range((len(self.latch.legs) + 1) // 2):
            if k:
                self.board.settle_us(self._fall_us)
            caught += self._ask()
        return caught

    def change_sides(self):
        """Drive the next ends."""
        self._side += 1
        self._high = self._drivers(self._side)
        self.latch.changed_sides(self.board.ticks_us(), self._high)
        self._drive(self._high)
        self.board.settle_us(SETTLE_US)
        return 0

    def check(self, now=False):
        """Read all lines as they are, every WIGGLE_LOOK_US or now. What was never read with these
        drivers and levels, or reads otherwise, is let go and looked at (live_watch.look: Live,
        Passed); where a leg moved meanwhile, only if it is so again soon. So are all
        after a leg that was held, and until dropouts are proven. Every WIGGLE_TIDY_US memory is
        collected in there. Returns how many were caught."""
        board = self.board
        tidy = ticks_diff(board.ticks_us(), self._tidied_us) >= limits.WIGGLE_TIDY_US
        now = now or self._held or tidy
        if not now and 0 <= ticks_diff(board.ticks_us(), board.looked_us) < limits.WIGGLE_LOOK_US:
            return 0
        self._uneven_us = (self._uneven_us + 370) % 1000
        board.settle_us(self._uneven_us)  # turns are even, and 1 kHz keeps step with those
        self._glance()
        board.looked_us = now_us = board.ticks_us()
        caught = self._read()
        now = self._held or tidy or not self._counts
        if not self._stands_out():
            if not now:
                self._doubted = False
                return caught
        elif not now and not self._doubted and (caught or self._open()):
            self._doubted = True
            board.looked_us = now_us - limits.WIGGLE_LOOK_US // 2 & _WRAP
            return caught
        self._doubted = self._held = False
        mask = self.latch.mask
        from_us = board.ticks_us()
        if self.beside is not None:
            self.beside.rest(True)  # what it drives is no voltage from outside
        if self._odd:
            live_watch.doubt(board, SETTLE_US)
        else:
            live_watch.look(board, SETTLE_US, True)
        if tidy:  # it takes 25 ms, and nothing is driven now
            collect()
            live_watch.look(board, SETTLE_US, True)
            self._tidied_us = board.ticks_us()
        if self._odd:  # what swings may be at nothing whenever all are let go
            odd_us, self._odd_us = self._odd_us, from_us
            if odd_us is not None and 0 <= ticks_diff(from_us, odd_us) < ODD_AGAIN_US:
                live_watch.begin(board)
        if self.beside is not None:
            self.beside.rest(False)
        self._drive(self._driven)
        board.settle_us(SETTLE_US)
        caught += self._read(from_us, board.ticks_us())
        if mask == self.latch.mask:  # as read before the look: what came after it is not in there
            if len(self._known) >= _KNOWN_MOST:
                self._known = {}
            self._known[self._driven << LINES | mask] = array("H", self._codes)
        return caught

    def tidy(self):
        """Collect at the next check, which is due now: what the start left fills the memory."""
        self._tidied_us = self.board.ticks_us() - limits.WIGGLE_TIDY_US & _WRAP
        self.check()

    @property
    def watched(self):
        """Lines of all legs."""
        return self.latch.watched

    def without(self, lines, us, look):
        """(what look() gives once the drivers among `lines` were let go for so long, dropouts
        caught): what the lines did meanwhile is the tester's doing."""
        board, high = self.board, self._driven
        from_us = board.ticks_us()
        self._drive(high & ~lines)
        board.settle_us(us)
        seen = look()
        self._drive(high)
        board.settle_us(SETTLE_US)
        return seen, self._read(from_us, board.ticks_us())

    def _open(self):
        for leg in self.latch.legs:
            if leg.since_us is not None:
                return True
        return False

    def _opened(self, now_us):
        """A leg has opened a moment ago: its loose end lifts the others."""
        for leg in self.latch.legs:
            if leg.since_us is not None and ticks_diff(now_us, leg.since_us) < _LOOSE_US:
                return True
        return False

    def _glance(self):
        level = self.board.ground + limits.LIVE_LIFT_CODES
        self.board.glance(self._codes, self._lifts, level, _LIFT_US)

    def _stands_out(self):
        """True if a line reads as nobody of ours makes it read. Legs that are open lack the load
        of the pull-downs behind the break."""
        latch = self.latch
        known = self._known.get(self._driven << LINES | latch.mask)
        extra = 0
        self._odd = False
        if known is None:
            known = self._known.get(self._driven << LINES | latch.watched)
            if known is None:
                return True
            for leg in latch.legs:
                if leg.since_us is not None:
                    extra |= leg.mask
        idle = self.board.ground + limits.LOOK_LEVEL_CODES
        for line in range(LINES):
            code = self._codes[line]
            rise = code - known[line]
            most = limits.WIGGLE_RISE_CODES
            if extra >> line & 1:
                most += limits.WIGGLE_OPEN_CODES
            away = rise > most or rise < -limits.WIGGLE_LOAD_CODES
            away = away and (self._driven >> line & 1 or code > idle)
            if away or not self._lifts[line]:
                self._odd = True
                return True
        return False

    def _drive(self, high):
        self._driven = high
        self.board.watch_drive(high)

    def _drivers(self, side):
        """One line of every net, at the end that drives; else its first one."""
        high = 0
        for leg in self.latch.legs:
            ends = scan.ends_of(leg.mask)
            high |= 1 << ends[side % len(ends)]
        return high

    def _rest(self):
        """Let the lines settle and forget what they did meanwhile."""
        self.board.settle_us(SETTLE_US)
        self._drain()
        self.check()

    def _drain(self):
        """How the lines are now counts, not what they did."""
        count = self.board.watch_read(self._times, self._masks)
        while count:
            self.latch.mask = self._masks[count - 1]
            count = self.board.watch_read(self._times, self._masks)
        return 0

    def _read(self, from_us=None, until_us=0):
        """Changes to the latch. From..until the tester itself moved the lines: of that, only how
        they are at last counts, and since when."""
        board, latch = self.board, self.latch
        if not self._counts:
            return self._drain()
        caught = 0
        late = latch.mask if self._rise_us is None else self._rise
        count = board.watch_read(self._times, self._masks)
        while count:
            for k in range(count):
                at_us, mask = self._times[k], self._masks[k]
                if from_us is not None and ticks_diff(at_us, until_us) > 0:
                    caught += self._settle_up(late)
                    from_us = None
                if from_us is None or ticks_diff(at_us, from_us) < 0:
                    caught += self._take(at_us, mask)
                else:
                    for line in range(LINES):
                        if (mask ^ late) >> line & 1:
                            self._since[line] = at_us
                late = mask
            count = board.watch_read(self._times, self._masks) if count == _AT_ONCE else 0
        if from_us is not None:
            caught += self._settle_up(late)
        if self._rise_us is None or ticks_diff(board.ticks_us(), self._rise_us) < _BOUNCE_US:
            return caught
        return caught + self._take_rise()

    def _take(self, at_us, mask):
        """A change to the latch. What closes for a moment has not closed: the mux passes, and gives
        and takes charge of a line that is falling."""
        latch = self.latch
        caught = 0
        if self._rise_us is not None:
            if mask != latch.mask or ticks_diff(at_us, self._rise_us) >= _BOUNCE_US:
                caught = self._take_rise()
            self._rise_us = None
        if mask & ~latch.mask & latch.watched and self._open():
            self._rise_us, self._rise = at_us, mask
            return caught
        return caught + latch.feed(at_us, mask)

    def _take_rise(self):
        at_us, self._rise_us = self._rise_us, None
        return self.latch.feed(at_us, self._rise)

    def _settle_up(self, late):
        """The lines are `late`, each since its latest change."""
        caught = 0 if self._rise_us is None else self._take_rise()
        for line in range(LINES):
            if (late ^ self.latch.mask) >> line & 1:
                caught += self.latch.feed(self._since[line], self.latch.mask ^ 1 << line)
        return caught

    def _ask(self):
        """Let one leg go, another one each time: does something hold it?"""
        latch = self.latch
        self._asked = (self._asked + 1) % len(latch.legs)
        leg = latch.legs[self._asked]
        if not self.proven_us:
            return 0
        held, from_us, until_us = self._let_go(leg)
        if held and latch.touch is None:  # another one that just closed lifts it, once
            held, _, until_us = self._let_go(leg)
        # A leg that has just opened hangs on the others by its capacitance: it moves as well.
        caught = self._read(from_us, until_us)
        if leg.joined or leg.since_us is not None:
            return caught
        return caught + latch.touched(leg, held, until_us)

    def _let_go(self, leg):
        """(True if something holds the leg high when it is let go, and others with it that
        resistors join to it, begin, end). By another leg, or from outside: `check` is due."""
        board = self.board
        board.mux(lines_of(leg.mask & self._high)[0])
        driver = us = 0
        for each in self.latch.legs:
            if each is leg or leg.joined and each.joined:
                driver |= each.mask & self._high
                us = max(us, _ASK_US + each.blink_us * len(lines_of(each.mask)) // _CHARGING)
        levels, code, from_us, until_us = board.watch_touch(driver, us, _HELD_US + us // 2)
        # The other end tells no touch: behind a contact that just opened it is still charged.
        held = levels & driver != 0
        if held:
            self._held = self._held or self.latch.touch is None
        elif code > leg.rest + limits.WIGGLE_HELD_CODES and not self._opened(until_us):
            self._held = True
            leg.rest = code  # what hangs beside it does that, if a look finds nothing
        us = us // 2 + 1
        board.settle_us(us)  # it is high again
        self.latch.fell(leg, levels)
        return held, from_us, until_us + us

    # -- proof -----------------------------------------------------------------------------
    def prove(self, meanwhile):
        """Make dropouts of known length, first on an idle line, then on every leg from either
        end, and find the shortest that shows.

        Letting go of a driver leaves all n pull-downs of the leg to discharge it; behind a
        broken contact there are n - 1, so the time counts n / (n - 1) times, and a quarter
        more for pull-downs that differ. While a leg is let go to see what touches it, no
        dropout shows: that time is added. meanwhile: called after each leg.
        """
        idle = [line for line in range(LINES) if not self.latch.watched >> line & 1]
        self.proven_us = 0
        if idle:
            line = 1 << idle[-1]
            if not self._shortest(line, line, self._drivers(0), _IDLE_SAFE_US):
                return  # the watching itself does not work: prove nothing
        worst = 0
        sides = max([len(scan.ends_of(leg.mask)) for leg in self.latch.legs])
        for side in range(_PAIRINGS):
            high = self._drivers(side)
            self._drive(high)
            self._rest()
            self.check(True)
            for leg in self.latch.legs if side < sides else ():
                us = self._shortest(leg.mask & high, leg.mask, high, _PROOF_LIMIT_US)
                meanwhile()
                if not us:
                    return
                leg.blink_us = max(leg.blink_us, us)
                others = len(lines_of(leg.mask)) - 1
                us = int(us * (others + 1) / others * _DRIVER_SHARE)
                leg.fall_us = max(leg.fall_us, us)
                self._fall_us = worst = max(worst, us)
        self._high = self._drivers(0)
        self._drive(self._high)
        self._rest()
        worst += max([self._asking_us(leg) for leg in self.latch.legs])
        self._rest()
        self.proven_us = worst
        self._counts = True

    def _asking_us(self, leg):
        """How long a leg is let go. One that a resistor holds is not asked again."""
        leg.joined, from_us, until_us = self._let_go(leg)
        return ticks_diff(until_us, from_us)

    def _shortest(self, driver, mask, high, limit_us):
        """Length of the shortest self-made dropout that shows on `mask`, 0 if none does."""
        board = self.board
        if not driver & high:
            self._drive(high | driver)
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
            self._drive(high)
            self._rest()
        return found

"""Dropouts out of changes: what the lines did becomes counts, times and a place. Pure.

Every leg (a net of the cable) is held high from one contact. While any other contact of it is
low, the leg is open. A line that belongs to no leg and stays high is a short; so is a leg that
another one lifts when it is let go (Board.watch_touch). Times are microseconds as small ints
that wrap (board/port.py). One file: every change of a line goes through all of it.
"""

from ringout.base.compat import ticks_diff
from ringout.base.masks import every_line_of
from ringout.board.pinmap import CONTACTS, EVERY_CONTACT, LINES

SHORT_US = 600  # a long cable lifts its neighbours for less (limits.SCAN_SETTLE_US)
JOIN_US = 3000  # after the drive changes sides, an open leg's other end takes this to fall
LONGEST_US = 0x0FFFFFFF  # four minutes: a longer dropout counts as this
HALF_LIFE_MS = 250  # of the level after a catch
KICK = 45  # what one catch adds to it
_WRAP = 0x3FFFFFFF
EVENTS_MOST = 12  # that are told one by one: since they were last taken
_SPREAD = 0.5  # durations of one side may differ by this much of the fall time to be compared


class Leg:
    """Dropouts of one net, or shorts to one line that belongs to none or between nets."""

    def __init__(self, mask, is_short=False):
        self.mask = mask
        self.is_short = is_short
        self.name = leg_name(mask)
        self.end = 0  # "ABC" index of the end that drives it
        self.fall_us = 0  # how long the whole leg takes to read low; 0: not known
        self.blink_us = 0  # it falls within that when its driver lets go
        self.joined = False  # to another leg by some resistor: a touch would not show
        self.rest = 0  # highest code at which it was when it was let go, and nothing was live
        self.clear()

    def clear(self):
        """Forget what was caught."""
        self.count = 0
        self.shortest_us = 0
        self.longest_us = 0
        self.first_ms = None  # since the start of watching
        self.since_us = None  # start of the dropout that lasts
        self.ended_us = None  # it ended just after the drive changed sides: perhaps only there
        self.seen = [[0, 0, 0], [0, 0, 0], [0, 0, 0]]  # by end driven: count, least, most us
        self.votes = {}  # contact -> how often a waveform accused it; of a short: mask of the leg

    def lasts_us(self, now_us):
        """How long the present dropout has lasted, 0 if the leg is whole."""
        if self.since_us is None or self.ended_us is not None:
            return 0
        return min(max(ticks_diff(now_us, self.since_us), 0), LONGEST_US)

    def driven(self, high):
        """The lines of `high` are driven from now on."""
        for line in range(LINES):
            if self.mask & high & 1 << line:
                self.end = "ABC".index(CONTACTS[line][0])
                return

    def add(self, us, at_ms):
        """One dropout is over."""
        self.count += 1
        if self.first_ms is None:
            self.first_ms = at_ms
        self.shortest_us = us if self.count == 1 else min(self.shortest_us, us)
        self.longest_us = max(self.longest_us, us)
        seen = self.seen[self.end]
        seen[1] = us if not seen[0] else min(seen[1], us)
        seen[2] = max(seen[2], us)
        seen[0] += 1

    def take(self, other):
        """Its counts as well."""
        if other.since_us is not None:
            self.since_us = other.since_us
        if not other.count:
            return
        if self.first_ms is None or other.first_ms < self.first_ms:
            self.first_ms = other.first_ms
        least = other.shortest_us
        self.shortest_us = min(self.shortest_us, least) if self.count else least
        self.longest_us = max(self.longest_us, other.longest_us)
        self.count += other.count

    def contact(self):
        """Contact at the end where the leg breaks, as far as it shows; else None."""
        if self.votes:
            best = max(self.votes.values())
            names = [name for name in self.votes if self.votes[name] == best]
            if len(names) == 1 and 3 * best > 2 * sum(self.votes.values()):
                return names[0]
        return self._by_direction()

    def _by_direction(self):
        """A dropout looks shorter by the fall time of the cable when it is watched from the far
        end. Equal dropouts, seen from both ends, give the place away; unequal ones do not."""
        lines = [line for line in range(LINES) if self.mask >> line & 1]
        if len(lines) != 2 or not self.fall_us:
            return None
        near, far = [self.seen["ABC".index(CONTACTS[line][0])] for line in lines]
        if not near[0] or not far[0] or near[0] + far[0] < 4:
            return None
        spread = max(near[2] - near[1], far[2] - far[1])
        gap = near[2] - far[2]  # longer from the near end's drive: it breaks at the far end
        if spread > _SPREAD * self.fall_us or not 0.4 <= abs(gap) / self.fall_us <= 1.6:
            return None
        return CONTACTS[lines[1] if gap > 0 else lines[0]]


class Latch:
    """All legs of a cable. Feed it changes, ask it for rows."""

    def __init__(self, nets, now_us):
        self.legs = [Leg(mask) for mask in nets]
        self.shorts = []  # with lines of no leg
        self.touches = []  # of legs with each other
        self.beside = []  # of the expander's lines (wiggle.digital)
        self.touch = None  # the one of them that lasts
        self.level = 0.0
        self.peak = 0
        self.watched = 0  # lines of all legs
        for mask in nets:
            self.watched |= mask
        self.mask = self.watched  # what the lines were last
        self.events = []  # (start in ms since watching began, leg, us), the first ones ...
        self.more = 0  # ... and how many there were beside them
        self._up_ms = 0
        self._last_us = now_us
        self._changed_us = None  # when the drive changed sides

    def clear(self):
        """Forget all that was caught; what is open now goes on."""
        for leg in self.legs + self.beside:
            since = leg.since_us
            leg.clear()
            leg.since_us = since
        self.shorts = []
        self.touches = []
        self.touch = None
        self.peak = 0
        self.taken()

    def taken(self):
        """The events so far are told: begin a new list."""
        self.events = []
        self.more = 0

    def _note(self, leg, at_ms, us):
        if len(self.events) < EVENTS_MOST:
            self.events.append((at_ms, leg, us))
        else:
            self.more += 1

    def changed_sides(self, now_us, high):
        """Other lines, `high`, drive; legs that are open seem whole for a moment."""
        self._changed_us = now_us
        for leg in self.legs:
            leg.driven(high)

    def feed(self, at_us, mask):
        """The lines are `mask` from `at_us` on. Returns how many dropouts ended."""
        self.mask = mask
        caught = 0
        for leg in self.legs:
            whole = leg.mask & ~mask == 0
            if leg.ended_us is not None and not whole:
                leg.ended_us = None  # the other end has fallen too: the same dropout
            elif whole and leg.since_us is not None and leg.ended_us is None:
                if self._just_changed(at_us):
                    leg.ended_us = at_us
                else:
                    caught += self._end(leg, at_us)
            elif not whole and leg.since_us is None:
                leg.since_us = at_us
        return caught + self._extra(at_us, mask)

    def turn(self, now_us):
        """Time goes on without a change. Returns how many dropouts turned out to be over."""
        passed_ms = max(ticks_diff(now_us, self._last_us), 0) // 1000
        self._up_ms += passed_ms
        self._last_us = self._last_us + 1000 * passed_ms & _WRAP
        caught = 0
        for leg in self.legs:
            if leg.ended_us is not None and not self._just_changed(now_us):
                caught += self._end(leg, leg.ended_us)
            elif leg.since_us is not None and ticks_diff(now_us, leg.since_us) > LONGEST_US:
                leg.since_us = now_us - LONGEST_US & _WRAP
        if not self._just_changed(now_us):
            self._changed_us = None  # before the clock wraps round to it
        self._decay(passed_ms)
        return caught + self._extra(now_us, self.mask)

    def pause(self, now_us):
        """Nobody watches for a moment: what lasts is over for now."""
        for leg in self.legs + self.beside:
            if leg.since_us is not None:
                self._end(leg, now_us if leg.ended_us is None else leg.ended_us)
        if self.touch is not None:
            self._end(self.touch, now_us)
            self.touch = None
        self.shorts = [short for short in self.shorts if self.is_real(short, now_us)]
        for short in self.shorts:
            if short.since_us is not None:
                self._end(short, now_us)

    def total(self):
        """Dropouts and shorts so far, those that last included."""
        return sum([row[1] for row in self.rows(self._last_us)])

    def rows(self, now_us):
        """(name, count, shortest us, longest us, open now) of every leg, for the screen. The
        name is the contact, as soon as that shows; a short's begins with "!"."""
        rows = []
        for leg in self.legs:
            rows.append(self.figures(leg, now_us))
        for leg in self.shorts + self.told_touches():
            if self.is_real(leg, now_us):
                rows.append(self.figures(leg, now_us))
        for leg in self.beside:
            if leg.count or leg.since_us is not None:
                rows.append(self.figures(leg, now_us))
        return rows

    def touched(self, leg, held, now_us):
        """A leg that was let go is held high by another one, or is not. Which legs touch shows
        by and by, as each of them is asked. Returns how many touches ended."""
        touch = self.touch
        if not held:
            if touch is None or not touch.mask & leg.mask:
                return 0
            self.touch = None
            return self._end(touch, now_us)
        mask, since_us = leg.mask, now_us
        if touch is not None:
            mask, since_us = touch.mask | mask, touch.since_us
            touch.since_us = None
        self.touches = [each for each in self.touches if each.count]
        self.touch = self._short(self.touches, mask)
        self.touch.since_us = since_us
        return 0

    def fell(self, leg, levels):
        """A leg was let go, and the lines were `levels`: a line of no leg that fell with it touches
        it."""
        for short in self.shorts:
            if short.since_us is not None and not levels & short.mask:
                short.votes[leg.mask] = short.votes.get(leg.mask, 0) + 1

    def told_touches(self):
        """Touches as they are told. One that is over before a second leg was asked shows that a
        leg touched something; where it was heard to touch one other only, or where there is no
        other one, it was that."""
        touches = self.touches
        if not touches:
            return touches
        pairs = [each for each in touches if len(self.legs_of(each.mask)) > 1]
        if len(self.legs) == 2:
            pairs = pairs or [self._short([], self.legs[0].mask | self.legs[1].mask)]
        told = []
        for pair in pairs:
            whole = Leg(pair.mask, True)
            whole.name = pair.name
            told.append(whole)
        for each in touches:
            near = [whole for whole in told if whole.mask & each.mask]
            same = [whole for whole in told if whole.mask == each.mask]
            if same or len(near) == 1:
                (same or near)[0].take(each)
            else:
                told.append(each)
        return told

    def legs_of(self, mask):
        """The legs that touch."""
        return [leg for leg in self.legs if leg.mask & mask]

    def is_real(self, short, now_us):
        """A line was high for longer than its neighbours can lift it."""
        return bool(short.count) or short.lasts_us(now_us) >= SHORT_US

    def figures(self, leg, now_us):
        """A leg's row, a dropout that lasts counted with what it has lasted."""
        lasts_us = leg.lasts_us(now_us)
        name = "!" + leg.name if leg.is_short else leg.contact() or leg.name
        if not lasts_us:
            return (name, leg.count, leg.shortest_us, leg.longest_us, False)
        shortest = min(leg.shortest_us, lasts_us) if leg.count else lasts_us
        return (name, leg.count + 1, shortest, max(leg.longest_us, lasts_us), True)

    def dropout(self, leg, us):
        """A dropout found by its waveform (the picked leg)."""
        leg.add(us, self._up_ms)
        self._note(leg, self._up_ms, us)
        self.kick(1)

    def ended(self, leg, now_us):
        """A dropout of the expander's lines is over."""
        return self._end(leg, now_us)

    def kick(self, times):
        """The level follows the hand."""
        self.level = min(100.0, self.level + KICK * times)
        self.peak = max(self.peak, int(self.level))

    def _just_changed(self, at_us):
        return self._changed_us is not None and ticks_diff(at_us, self._changed_us) < JOIN_US

    def _end(self, leg, at_us):
        us = max(ticks_diff(at_us, leg.since_us), 1)
        started = ticks_diff(leg.since_us, self._last_us) // 1000
        leg.since_us = leg.ended_us = None
        at_ms = max(self._up_ms + started, 0)
        leg.add(us, at_ms)
        self._note(leg, at_ms, us)
        self.kick(1)
        return 1

    def _extra(self, at_us, mask):
        """Lines high that belong to no leg: only what lasts is a short."""
        caught = 0
        for short in self.shorts:
            if short.since_us is not None and not mask & short.mask:
                us = ticks_diff(at_us, short.since_us)
                if us >= SHORT_US:
                    self._end(short, at_us)
                    caught += 1
                short.since_us = None
        extra = mask & ~self.watched
        for line in range(LINES):
            if extra >> line & 1:
                short = self._short(self.shorts, 1 << line)
                if short.since_us is None:
                    short.since_us = at_us
        if self.shorts:
            self.shorts = [s for s in self.shorts if s.count or s.since_us is not None]
        return caught

    def _short(self, known, mask):
        for short in known:
            if short.mask == mask:
                return short
        known.append(Leg(mask, True))
        names = [leg.name for leg in self.legs_of(mask)]
        if names:
            known[-1].name = "-".join(names)
        return known[-1]

    def _decay(self, passed_ms):
        for legs in (self.legs, self.touches, self.beside):
            for leg in legs:
                if leg.since_us is not None:
                    self.kick(passed_ms / 100.0)
                    return
        if self.level:
            self.level *= 0.5 ** (passed_ms / HALF_LIFE_MS)


def leg_name(mask):
    """A net's short name: the letter it has at A, else its first contact."""
    names = [EVERY_CONTACT[line] for line in every_line_of(mask)]
    if not names[0].startswith("A.") or len(names) == 1:
        return names[0]
    letters = [name[2:] for name in names if name.startswith("A.")]
    return "S" if "S" in letters else letters[0]

"""One press of TEST up to the numbers: everything that was measured, nothing concluded.

`take` runs the sequence live check, continuity, resistance, capacitance, and fills a Readings.
Every reading is (value, uncertainty), the uncertainty being SIGMAS standard deviations.
"""

from ringout.base import limits
from ringout.base.masks import lines_of
from ringout.board.pinmap import ALL_LINES
from ringout.measure import capacitances, contacts, films, leakage, live, live_watch, scan
from ringout.measure.steadiness import GUESSED, Steadiness

# Before each: a tone is below ground at half of them. A look takes 0.6 to 0.8 ms: with 250 Hz to
# 5 kHz at any phase all five miss 1 of 100; of three, 1 kHz was missed by one phase in five.
LAST_LOOKS_US = (0, 0, 140, 490, 490)
_LAST_GLANCES = 8  # of a contact that opens now and then, so many more chances


class Readings:
    """What one press measured. Lines are numbers, nets are masks."""

    def __init__(self):
        self.live = 0  # mask
        self.films = []  # what the test current broke (films.broken)
        self.live_kind = ""  # live.VOLTAGE, SIGNAL or TOUCH
        self.rows = ()  # scan matrix
        self.digital = None  # shells.Digital, where an expander is fitted
        self.nets = ()  # masks of two or more lines joined by less than GALVANIC_OHM
        self.one_way = ()  # (line, line) that conduct in one direction only
        self.ohm = {}  # (line, line) of one net -> (ohm, u), first < last; may be < 0 by noise
        self.links = {}  # (line, line), first lines of two nets the scan joined -> (ohm, u)
        self.leak = {}  # (line, line), first lines of two groups apart -> (ohm, u)
        self.node_pf = {}  # first line of a group -> (pF, u) to everything else, tester's own
        # removed; groups are nets, linked nets, and single contacts; missing where leaky
        self.pair_pf = {}  # (line, line) of two groups' first lines -> (pF, u)
        self.imbalance_pf = {}  # (line, line) of two conductors -> (pF, u), difference of nodes
        self.hum_ua = 0.0  # picked up by the worst conductor, amplitude; 0 where none was met
        self.hum_too_strong = False  # then there are no capacitances
        self.slow = 0  # mask of groups' first lines with too much capacitance to measure it
        self.not_read = []  # (line, line) of one net whose resistance could not be read
        self.steadiness = None  # steadiness.Steadiness: what contradicts
        self.ratios = {}  # first line of a group -> asymptote over the open one
        self.leaky = 0  # mask of groups' first lines that leak too much for a capacitance

    def net_of(self, line):
        """Mask of the net a line belongs to, or only itself."""
        for mask in self.nets:
            if mask >> line & 1:
                return mask
        return 1 << line

    def hanging(self):
        """Mask of unconnected contacts with a conductor on them."""
        mask = 0
        for line, reading in self.node_pf.items():
            alone = self.net_of(line) == 1 << line
            if alone and not self._linked(line) and reading[0] > limits.ATTACHED_PF:
                mask |= 1 << line
        return mask

    def _linked(self, line):
        return any(line in pair for pair in self.links)


def take(board, charger, calibration, on_stage=None):
    """Measure the cable in the jacks; returns Readings. Every value in its tables is (value,
    uncertainty); what could not be read is in none. ValueError if it cannot be measured at all,
    and nothing moved.

    charger: charge.Charger. calibration: calibration.Calibration. on_stage: called with the
    name of each stage as it begins. A voltage from outside, before or while lines are driven,
    ends it at once: then there is nothing in the Readings but `live`. ValueError if one came and
    went twice.
    """
    tell = on_stage or (lambda stage: None)
    return live_watch.guarded(board, Readings, _take, charger, calibration, tell)


def _take(readings, board, charger, calibration, tell):
    tell("live")
    live_watch.begin(board)
    tell("scan")
    untouched = films.untouched(board)
    expander = board.expander
    seen = expander.begin() if expander else None
    readings.rows, waited_us = scan.survey(board, seen)
    if expander:
        readings.digital = expander.survey(readings.rows, seen, waited_us)
    readings.one_way = scan.one_way(readings.rows)
    readings.steadiness = Steadiness(board)
    charger.steadiness = None
    try:
        _connected(board, charger, calibration, readings, waited_us, untouched, tell)
    except (ValueError, ZeroDivisionError):
        live_watch.begin(board)  # a source makes nonsense of readings
        readings.steadiness.settle((), ())
        readings.steadiness.scan_again()
        if not readings.steadiness.moved():
            raise
    finally:
        charger.steadiness = None


def _connected(board, charger, calibration, readings, waited_us, untouched, tell):
    """Resistances, capacitances, leaks; and whether all of it agrees."""
    steadiness = readings.steadiness
    tell("resistance")
    charger.prepare()
    slow = waited_us > limits.SCAN_SLOW_US
    correction = calibration.correction
    joints = contacts.measure(board, charger, readings.rows, correction, waited_us, steadiness)
    readings.nets, readings.ohm, readings.links = joints.nets, joints.ohm, joints.links
    readings.not_read = joints.not_read
    if readings.one_way:
        from ringout.measure import diodes  # hardly any cable has one

        readings.one_way = diodes.seen(charger, readings)
    steadiness.begin(readings.rows, waited_us, joints.joined, joints.nets)
    tell("capacitance")
    charger.steadiness = steadiness
    groups = capacitances.groups(joints)
    ratios = capacitances.measure(charger, groups, calibration, readings)
    charger.steadiness = None
    own = _own(charger, readings, calibration, groups, ratios)
    if _is_odd(readings):
        looks(charger, LAST_LOOKS_US)  # what soft insulation took up is no voltage
        from ringout.measure import again  # a sound cable does without

        again.confirm(charger, joints, readings)
    leaks = leakage.measure(charger, groups, ratios, readings.links, own)
    dim = [pair for pair in leaks if limits.DARK_OHM < leaks[pair][0] < limits.LED_OHM]
    lone = leakage.lone(groups, ratios, own, readings, leaks)
    if lone or dim:
        from ringout.measure import diodes  # hardly any cable has one

        diodes.measure(charger, groups, lone, dim, leaks, readings, own)
    readings.leak = leakage.untangled(leaks)
    outside = leakage.outward(charger, groups, readings)
    if outside:
        live_watch.begin(board)  # which may know better what it is
        raise live_watch.Live(outside, live.SIGNAL)
    _gone(charger, groups, readings)
    _sound_leaks(readings)
    for _ in range(0 if slow else _LAST_GLANCES):
        steadiness.glance()
    charger.charged_pf = charger.net_pf
    charger.discharge(0)
    steadiness.settle(readings.one_way, groups.values())
    steadiness.scan_again(readings.hanging())
    if not steadiness.moved():
        net_of = readings.net_of
        readings.films = films.broken(charger, untouched, joints.joined, net_of, steadiness)
    charger.soaked_pf = charger.net_pf / 4.0  # by what was scanned last: four times is after long
    looks(charger, LAST_LOOKS_US)  # after all that drives
    if steadiness.moved():
        live_watch.begin(board)  # or was it that?


def looks(charger, pauses_us):
    """One after the other, with uneven pauses before them: no tone is to keep step."""
    for us in pauses_us:
        charger.board.settle_us(us)
        charger.look(True)


def _is_odd(readings):
    """True where there is more than copper."""
    if readings.links or readings.one_way:
        return True
    return any([reading[0] > limits.COPPER_OHM for reading in readings.ohm.values()])


def _own(charger, readings, calibration, groups, ratios):
    """What the tester itself leaks: told by the contacts that nothing is on. A cable that takes
    all of them is looked at once more, the group that settled best alone."""
    hanging = readings.hanging()
    empty = [
        line
        for line in ratios
        if line in readings.node_pf
        and readings.net_of(line) == 1 << line
        and not hanging >> line & 1
        and not any(line in pair for pair in readings.links)
    ]
    alone = {}
    if not empty and ratios:
        best = max(ratios, key=ratios.get)
        if leakage.loss(ratios[best]) > limits.OWN_LOSS_HIDES:
            charger.settled_code(best, 0, charger.lo)
            alone[best] = charger.settled_code(best, 0, charger.hi) / charger.hi.v_inf
    return leakage.Own(calibration.losses, groups, ratios, empty, alone)


def _joined_by_links(readings, first, last):
    """Whether links lead from one line's net to another's; of diodes in their direction."""
    ways = []
    for pair in readings.links:
        one, other = readings.net_of(pair[0]), readings.net_of(pair[1])
        if not [way for way in readings.one_way if one >> way[1] & other >> way[0] & 1]:
            ways.append((one, other))
        if not [way for way in readings.one_way if one >> way[0] & other >> way[1] & 1]:
            ways.append((other, one))
    reached = readings.net_of(first)
    for _ in readings.links:
        for one, other in ways:
            if one & reached:
                reached |= other
    return bool(reached >> last & 1)


def _gone(charger, groups, readings):
    """A group that settled low while its capacitance was taken, for nothing that was found since,
    and no longer does: something was on it."""
    found = readings.one_way + list(readings.links) + list(readings.leak)
    for line, ratio in readings.ratios.items():
        if ratio > limits.FLOATS_RATIO or readings.leaky >> line & 1:
            continue
        if [pair for pair in found if (groups[line] >> pair[0] | groups[line] >> pair[1]) & 1]:
            continue
        charger.settled_code(line, ALL_LINES & ~groups[line], charger.lo)
        now = charger.settled_code(line, ALL_LINES & ~groups[line], charger.hi)
        if now > (ratio + limits.GONE_RATIO) * charger.hi.v_inf:
            readings.steadiness.contradiction(line, line, GUESSED)
    charger.board.release()


def _sound_leaks(readings):
    """A leak that the scan should have joined is a touch; a capacitance that leaked away where
    no leak is found again was one."""
    for pair in list(readings.leak):  # the sum of two parts is no leak
        first, last = pair
        if _joined_by_links(readings, first, last) or _joined_by_links(readings, last, first):
            del readings.leak[pair]
    for line in lines_of(readings.leaky):
        tables = (readings.leak, readings.links)
        net = readings.net_of(line)
        if [pair for pair in readings.one_way if net >> pair[0] & 1 or net >> pair[1] & 1]:
            continue  # through a diode
        if [pair for table in tables for pair in table if line in pair]:
            continue
        if readings.slow:  # over 130 nF: what it still held then looked like a leak
            readings.leaky &= ~(1 << line)
            readings.slow |= 1 << line
        else:
            readings.steadiness.contradiction(line, line, GUESSED)
    for pair in list(readings.leak):
        if readings.leak[pair][0] < limits.TOUCH_OHM:
            del readings.leak[pair]
            readings.steadiness.touch(pair[0], pair[1])

"""One look at a line from the end that is plugged: numbers, nothing concluded.

What conducts between each two legs, at which of them the third hangs, and the picofarads of legs
that conduct to none. Every reading is (value, uncertainty).

One file: each thing that is read says what else is worth reading.
"""

from array import array

from ringout.base import limits
from ringout.base.compat import kernels
from ringout.board.pinmap import CONTACTS, JACKS, LINES, R_KELVIN_OHM
from ringout.measure import capacitances, contacts, live_watch, resistance, scan
from ringout.measure.charge import uneven
from ringout.measure.readings import LAST_LOOKS_US, Readings, looks
from ringout.measure.steadiness import Steadiness

T, R, S = 0, 1, 2  # legs
PAIRS = ((T, S), (R, S), (T, R))
LOW_OHM = 100.0  # less is copper: 600 m of it there and back, a short, a shorting plug
_OPEN_OHM = 3e6  # a plug's resistors together are 1.7 Mohm at most
_HANGS_OHM = 2e6  # of a leg that leads nowhere: what a shield of 250 m has not taken up yet
_LO_OHM = 50e3  # more is read through HI: the third leg of 250 m charges for longer than LO waits
_WORST_PF = 200e3  # 300 m of the thickest insulated pair in the list
_HOLD_US = 60000  # two time constants of 48 nF behind 1 Mohm
_HUM_US = 12000  # of that, where there is hum
_DOUBT_US = 1300  # 200 nF behind a driver
_STILL_CODES = 2
_SWING_CODES = 10
_SAMPLES = 32
_LIFT_US = 200  # seven time constants of 48 nF behind a driver; 2.2 Mohm of bleed take ms
_buffer = array("H", bytes(2 * _SAMPLES))


class Looked:
    """live, live_kind: as in Readings. ends: jacks on which something was found. legs: the lines
    of T, R and S in the one that is looked at. ohm: {(leg, leg)} in the order of PAIRS, of those
    that conduct. holds: the leg of the two nearest ones at which the third hangs, None where it
    is neither. pf: {leg} of those that conduct to none, against the others. pair_pf: {(leg,
    leg)}, where it could be told. to_other_core: what part of a core's picofarads is to the
    other core, None where nothing tells."""

    def __init__(self):
        self.live = 0
        self.live_kind = ""
        self.ends = []
        self.legs = ()
        self.ohm = {}
        self.holds = None
        self.pf = {}
        self.pair_pf = {}
        self.to_other_core = None

    def low(self):
        """Pairs of legs that copper joins."""
        return [pair for pair in PAIRS if pair in self.ohm and self.ohm[pair][0] < LOW_OHM]

    def apart(self):
        """Legs that conduct to no other one."""
        return [leg for leg in (T, R, S) if not [pair for pair in self.ohm if leg in pair]]


def take(board, charger, calibration):
    """The Looked of the line in the jacks. A voltage from outside ends it at once. ValueError if it
    cannot be measured, or one came and went twice. Releases the board."""
    return live_watch.guarded(board, Looked, _take, charger, calibration)


def _take(looked, board, charger, calibration):
    live_watch.begin(board)
    rows, _ = scan.survey(board)
    charger.prepare()
    charger.steadiness = None
    charger.charged_pf = _WORST_PF
    kelvin = {}  # pairs that the scan joins -> reading or None
    touched = 0
    for mask in scan.nets(rows):
        touched |= mask
        for first, last in contacts.pairs_of(mask):
            kelvin[(first, last)] = resistance.between(
                board, first, last, charger.supply_codes(), calibration.correction, True
            )
    nets = _copper(kelvin)
    ohms = {}  # jack -> as Looked.ohm
    for end, _ in JACKS:
        ohms[end] = _ohms(charger, legs_of(end), kelvin, nets)
        if ohms[end]:
            _look(board)
        for pair in ohms[end]:
            touched |= 1 << legs_of(end)[pair[0]] | 1 << legs_of(end)[pair[1]]
    readings = _capacities(charger, calibration, touched, nets)
    touched |= readings.hanging() | readings.slow | readings.leaky
    looked.ends = [end for end, jack in JACKS if touched & jack]
    if len(looked.ends) != 1:
        return
    looked.legs = legs_of(looked.ends[0])
    looked.ohm = ohms[looked.ends[0]]
    for leg in looked.apart():
        if looked.legs[leg] in readings.node_pf:
            looked.pf[leg] = readings.node_pf[looked.legs[leg]]
    for pair in () if looked.ohm else PAIRS:
        lines = sorted([looked.legs[leg] for leg in pair])
        if tuple(lines) in readings.pair_pf:
            looked.pair_pf[pair] = readings.pair_pf[tuple(lines)]
    charger.charged_pf = _WORST_PF
    _look(board)
    _third(looked, charger)
    looks(charger, LAST_LOOKS_US)
    live_watch.begin(board)  # it takes its time: a source may have come just now


def _look(board):
    """What comes behind some 22 kohm lifts a long line slowly: it is waited for."""
    live_watch.doubt(board, _DOUBT_US, limits.LOOK_ABSORBED_MOST)


def legs_of(end):
    """Lines of the tip, ring and sleeve of an end."""
    return tuple([CONTACTS.index(end + "." + letter) for letter in "TRS"])


def _copper(kelvin):
    """Masks of contacts that read less than LOW_OHM, one to the next."""
    masks = []
    for (first, last), reading in kelvin.items():
        if reading is not None and reading[0] < LOW_OHM:
            both = 1 << first | 1 << last
            for mask in [mask for mask in masks if mask & both]:
                masks.remove(mask)
                both |= mask
            masks.append(both)
    return tuple(sorted(masks))


def _mask(nets, line):
    for net in nets:
        if net >> line & 1:
            return net
    return 1 << line


def _ohms(charger, legs, kelvin, nets):
    """As Looked.ohm, of a jack: by the Kelvin path what that reads, the rest by divider, with all
    others floating."""
    found = {}
    for pair in PAIRS:
        first, last = sorted([legs[leg] for leg in pair])
        reading = kelvin.get((first, last))
        if reading is None and _mask(nets, first) != _mask(nets, last):
            reading = resistance.leak_between(charger, first, _mask(nets, last), _LO_OHM)
        if reading is not None and reading[0] < _OPEN_OHM:
            found[pair] = reading
    most = max(found, key=lambda pair: found[pair][0]) if len(found) == 2 else None
    if most and found[most][0] > _HANGS_OHM:  # and the third was over _OPEN_OHM
        del found[most]
    return found


def _capacities(charger, calibration, touched, nets):
    """Readings with the picofarads of every contact that conducts to none: all others are held at
    ground, so that a plug's resistors change nothing."""
    readings = Readings()
    readings.nets = nets
    readings.steadiness = Steadiness(charger.board)
    alone = {line: 1 << line for line in range(LINES) if not touched >> line & 1}
    try:
        capacitances.measure(charger, alone, calibration, readings)
    finally:
        charger.steadiness = None
    if readings.hum_too_strong:
        raise ValueError("too much hum on the line: unplug the far end")
    return readings


def _third(looked, charger):
    """What the third leg does while a current flows between two: where a plug's two resistors
    meet, or how a core that ends early couples to both."""
    finite = [pair for pair in PAIRS if pair in looked.ohm]
    apart = looked.apart()
    if len(finite) == 3 and not looked.low():
        finite.sort(key=lambda pair: looked.ohm[pair][0])
        first, last = finite[0]
        third = T + R + S - first - last
        held = _held(looked, charger, first, last, third)
        back = _held(looked, charger, last, first, third)
        if abs(held - back) > 200:
            looked.holds = first if held > back else last
    elif len(finite) == 1 and len(apart) == 1 and apart[0] != S and not looked.low():
        core = R if apart[0] == T else T
        if finite[0] == (core, S):
            looked.to_other_core = _split(looked, charger, apart[0], looked.ohm[finite[0]][0])
    elif not finite and T in looked.pf and R in looked.pf:
        shorter = T if looked.pf[T][0] < looked.pf[R][0] else R
        looked.to_other_core = _split(looked, charger, shorter, None)


def _start(looked, charger, high, low, third):
    """Discharge everything, then a current from one leg to another with the third on Z."""
    board, lines = charger.board, looked.legs
    charger.charged_pf = _WORST_PF
    charger.discharge(lines[third])
    board.charge(None, None)
    board.force(lines[high], lines[low])


def _code(board):
    board.capture(_buffer, _SAMPLES, None, None)
    return kernels.total(_buffer, 0, _SAMPLES) // _SAMPLES


def _held(looked, charger, high, low, third):
    """Code at the third leg when it stands still, or has had _HOLD_US for it. One that goes to and
    fro is hum or an audio signal: that is looked at, and then not waited for so long."""
    board = charger.board
    try:
        _start(looked, charger, high, low, third)
        step_us, waited_us, longest_us = 500, 0, _HOLD_US
        before = None
        up = down = False
        while waited_us < longest_us:
            wait_us = uneven(step_us, waited_us)
            board.settle_us(wait_us)
            waited_us += wait_us
            now = _code(board)
            if before is not None:
                if abs(now - before) < _STILL_CODES and waited_us > 3000:
                    break
                up = up or now - before > _SWING_CODES
                down = down or before - now > _SWING_CODES
            before = now
            if up and down and longest_us == _HOLD_US:
                _look(board)
                _start(looked, charger, high, low, third)
                step_us, waited_us, longest_us = 250, 0, _HUM_US
            step_us = min(2 * step_us, 8000)
        return now
    finally:
        board.release()


def _split(looked, charger, third, ohm):
    """Which part of the picofarads of a core that conducts to none is to the other core: by how
    far it is lifted with that one, and with the sleeve. ohm: between those two, or None."""
    core = R if third == T else T
    drive_ohm = R_KELVIN_OHM / 2.0
    share = drive_ohm / (ohm + drive_ohm) if ohm else 0.0  # of the step, at the grounded one
    lifts = []
    for high, low in ((core, S), (S, core)):
        try:
            _start(looked, charger, high, low, third)
            charger.board.settle_us(_LIFT_US)
            lifts.append(max(_code(charger.board) - charger.offset, 1.0))
        finally:
            charger.board.release()
    q = lifts[0] / lifts[1]
    if q <= share or q * share >= 1.0:
        return None
    by_core = (q - share) / (1.0 - q * share)  # over what is to the sleeve
    return by_core / (1.0 + by_core)

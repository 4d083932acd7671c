"""Is there a voltage on the cable that the tester did not put there? Ask before driving.

Nothing is driven at first: every line is an input with its pull-down, and the mux visits all
lines several times within a mains period, each time for long enough to see a few kilohertz
swing. The pauses differ, so that no tone keeps step with them. What is seen is listened to for
three mains periods: hum that a cable picks up is no reason to refuse it.

A voltage below ground is invisible that way: the buffer ends at 16 mV. So 15 uA through CHG_HI
lift each line against its pull-down, after every round; one that stays at the bottom is held
there from outside, by a negative voltage or by the ohms of whatever the far end is plugged into.
The expander's lines have levels and no volts: one that is high on its pull-down is driven.
"""

from array import array

from ringout.base import limits
from ringout.base.compat import kernels, ticks_diff
from ringout.board.pinmap import (
    ADC_PERIOD_US,
    LINES,
    MUX_GND,
    MUX_OPEN,
    R_BLEED_OHM,
    R_PULL_OHM,
    XALL,
    XFIRST_LINE,
)

VOLTAGE = "voltage"  # what it is: DC, something loud, or something that holds a line down
SIGNAL = "signal"  # a tone or music of less than 0.45 V, or the far end is plugged in
TOUCH = "touch"  # mains or ground through a hand or metal, while USB ties the tester's ground
NOTHING = (0, "")
GONE = (0, "gone")  # the charge of a plug just put in, or what a source lifted as it arrived

_SAMPLES = 64
_WIDTH = 8  # samples of a mean
_HEARD = 16  # samples of a mean while listening
_BLEED_OVER_PULL = int(R_BLEED_OHM / R_PULL_OHM)
_VISIT_US = 30  # mux and pull-down settling before the samples
_PAUSES_US = (100, 900, 430, 1500, 270)  # before each round of visits: no common measure
_TIMES = 3  # rounds, where something was seen and gone
_MAINS_US = ((19500, 20500), (16200, 17200))  # periods of 50 and 60 Hz as they are told here
_buffer = array("H", bytes(2 * _SAMPLES))
_highest = array("H", bytes(2 * LINES))  # sums of _WIDTH codes
_heard = array("H", bytes(2 * limits.LIVE_LISTEN))  # sums of _HEARD codes
_codes = array("H", bytes(2 * LINES))
_lifts = array("H", bytes(2 * LINES))


def live_lines(board):
    """Mask of lines that carry an outside voltage, 0 if none. Releases the board."""
    return find(board)[0]


def find(board):
    """(mask of lines that carry an outside voltage, VOLTAGE, SIGNAL or TOUCH), NOTHING if there is
    none. Drives no line; releases the board."""
    expander = board.expander
    try:
        board.drive(0, 0)
        board.charge(None, None)
        if expander:
            expander.pull(XALL)
        board.ground = ground = bare = _ground(board)
        for _ in range(_TIMES):
            held = _rounds(board)
            board.looked_us = board.ticks_us()
            if kernels.highest(_highest, LINES) // _WIDTH - ground > limits.LIVE_OWN_CODES:
                board.ground = ground = bare + _own(board, bare)
            found = _judged(board, ground)
            if expander and expander.high:
                found = found[0] | expander.high << XFIRST_LINE, found[1] if found[0] else VOLTAGE
            if found is not GONE:
                break
        if held and not found[0]:
            found = held, _held_by(board, held)
        return found
    finally:
        board.release()
        if expander:
            expander.release()


def glance(board, lift_us, over):
    """Mask of released lines that read more than `over` codes above ground right now or that,
    with `lift_us`, are not lifted within that time."""
    level = board.ground + limits.LIVE_LIFT_CODES if lift_us else 0
    board.glance(_codes, _lifts, level, lift_us)
    over += board.ground
    if kernels.highest(_codes, LINES) <= over and kernels.lowest(_lifts, LINES):
        return 0
    high = sure = 0
    for line in range(LINES):
        high |= (_codes[line] > over) << line
        sure |= (not _lifts[line] or _codes[line] > level) << line
    if not lift_us:
        return high
    if sure:
        return high | sure
    board.settle_us(limits.LOOK_SETTLE_US)  # of one net with a line just lifted: what is left on it
    return glance(board, 0, over - board.ground)


def _held_by(board, held):
    """What holds lines down that 15 uA do not lift: something at ground, or lower."""
    line = 0
    while not held >> line & 1:
        line += 1
    ground = _ground(board)  # without what leaks: it does not lift such a line
    board.mux(line)
    board.capture(_buffer, _SAMPLES, 1, None)
    lifted = kernels.total(_buffer, 0, _SAMPLES) // _SAMPLES - ground
    if lifted < limits.LIVE_TIED_CODES:
        return VOLTAGE
    return TOUCH if board.usb_present() else SIGNAL


def _ground(board):
    board.mux(MUX_GND)
    board.settle_us(_VISIT_US)
    board.capture(_buffer, _SAMPLES, None, None)
    return min(kernels.total(_buffer, 0, _SAMPLES) // _SAMPLES, 4 * limits.LIVE_LEVEL_CODES)


def _own(board, ground):
    """Codes by which the tester's own leakage into Z lifts a line on its pull-down: from how far it
    lifts Z alone. Whoever joins lines sees less of it, so that less than this is not looked at."""
    board.mux(MUX_GND)
    board.settle_us(_VISIT_US)
    board.mux(MUX_OPEN)
    board.settle_us(limits.LIVE_OWN_US)
    board.capture(_buffer, _SAMPLES, None, None)
    lifted = kernels.total(_buffer, 0, _SAMPLES) // _SAMPLES - ground
    return max(lifted // _BLEED_OVER_PULL - limits.LIVE_FLOOR_CODES, 0)


def _rounds(board):
    """The highest mean of every line over a mains period. Returns the mask of lines that could
    not be lifted at one time or another."""
    spent_us = 0  # as planned
    held = 0
    expander = board.expander
    if expander:
        expander.high = 0
    for line in range(LINES):
        _highest[line] = 0
    began_us = board.ticks_us()
    for pause_us in _PAUSES_US:
        spent_us += pause_us
        _until(board, began_us, spent_us, 0)
        for line in range(LINES):
            board.mux(line)
            # An uneven wait, so that the visits fill a mains period without a rhythm.
            spent_us += _VISIT_US + spent_us % 7 * 40
            left_us = spent_us - ticks_diff(board.ticks_us(), began_us)
            board.settle_us(left_us if left_us > _VISIT_US else _VISIT_US)
            board.capture(_buffer, _SAMPLES, None, None)
            spent_us += _SAMPLES * ADC_PERIOD_US
            high = kernels.highest_sum(_buffer, _SAMPLES, _WIDTH)
            if high > _highest[line]:
                _highest[line] = high
        held |= glance(board, limits.LIVE_LIFT_US, 4095)
        if expander:
            expander.high |= expander.read()
    return held


def _until(board, began_us, due_us, least_us):
    """Wait until `due_us` after the beginning, and at least so long: what was computed in
    between counts as waiting."""
    left_us = due_us - ticks_diff(board.ticks_us(), began_us)
    board.settle_us(max(left_us, least_us))


def _judged(board, ground):
    """(mask, kind) of what the rounds met."""
    over = [_highest[line] // _WIDTH - ground for line in range(LINES)]
    top = max(over)
    if top <= limits.LIVE_LEVEL_CODES:
        return NOTHING
    mask = 0
    whole = 0  # what flows into all pull-downs, in codes of one
    for line in range(LINES):
        if over[line] > max(limits.LIVE_LEVEL_CODES, limits.LIVE_SHARE * top):
            mask |= 1 << line
            whole += over[line] + limits.LIVE_FLOOR_CODES
    _listen(board, over.index(top))
    low = kernels.lowest(_heard, limits.LIVE_LISTEN) // _HEARD - ground
    high = kernels.highest(_heard, limits.LIVE_LISTEN) // _HEARD - ground
    if high <= limits.LIVE_LEVEL_CODES:
        return GONE
    if low > limits.LIVE_LEVEL_CODES or high > limits.LIVE_FULL_CODES:
        return mask, VOLTAGE
    times = rises(_heard, low, high, ground)
    if not times:
        return GONE  # it only falls
    if is_mains(times):
        floor = limits.LIVE_FLOOR_CODES
        if whole * (high + floor) < limits.LIVE_HUM_CODES * (top + floor):
            return NOTHING
        return mask, TOUCH if board.usb_present() else VOLTAGE
    return mask, SIGNAL if high < limits.LIVE_LOUD_CODES else VOLTAGE


def _listen(board, line):
    """Means of one line over three mains periods, with no rhythm of their own."""
    board.mux(line)
    began_us = board.ticks_us()
    for k in range(limits.LIVE_LISTEN):
        _until(board, began_us, heard_us(k), _VISIT_US)
        board.capture(_buffer, _HEARD, None, None)
        _heard[k] = kernels.total(_buffer, 0, _HEARD)


def heard_us(k):
    """When the k-th mean was taken."""
    return k * limits.LIVE_LISTEN_US + k * 3 % 7 * 40


def rises(heard, low, high, ground):
    """Times in us at which the means rise to half between their lowest and highest, after having
    been under a quarter."""
    half = (ground + (low + high) // 2) * _HEARD
    quarter = (ground + (3 * low + high) // 4) * _HEARD
    times = []
    below = False
    for k in range(len(heard)):
        if heard[k] < quarter:
            below = True
        elif below and heard[k] >= half:
            below = False
            times.append(heard_us(k))
    return times


def is_mains(times):
    """True if rises at these times are those of 50 or 60 Hz and of nothing else."""
    if len(times) < 2:
        return False
    period = (times[-1] - times[0]) // (len(times) - 1)
    for k in range(len(times) - 1):
        if abs(times[k + 1] - times[k] - period) > 2 * limits.LIVE_LISTEN_US:
            return False
    return any([least <= period <= most for least, most in _MAINS_US])

"""Dry contacts: an oxide film resists some millivolts, as of a microphone, and the test current
breaks it. So legs are read before anything is driven, by the 15 uA of CHG_HI against the contacts
of the other jacks at ground, and once more at the end: what has become less was a film. The
tester's own resistors are the same both times.

A line is read with its own driver at ground, so that no film has more than 9 mV, and then without,
which one of more than 6 k does not stand.
"""

from array import array

from ringout.base import limits
from ringout.base.compat import kernels
from ringout.base.masks import lines_of
from ringout.board.pinmap import ALL_LINES, JACK_MASKS, JACKS, jack, line_of
from ringout.measure import live_watch

_FIRST = 2  # samples until Z stands: 0.4 us
_GLANCE, _BESIDE, _ALONE = 14, 40, 64
_DISCHARGE_US = 30  # an empty contact, through 15 k: a step would couple over to its neighbours
_AGAIN_US = (2400, 5300, 3100, 4700)  # before readings that a doubt takes: hum comes and goes
_USUAL_SPREAD, _NOISE_SHARE = 8, 0.06
_A, _B, _C = JACK_MASKS
_C_TELLS = 1 << line_of("C.T") | 1 << line_of("C.S")  # no plug in C has neither
_buffer = array("H", bytes(2 * (_FIRST + _ALONE)))


def untouched(board):
    """{line: (code beside its own driver, code alone)} before anything was driven high: of A, and
    of B and C where something is on C."""
    return _read(board, ALL_LINES if _is_used(board, _C, _C_TELLS) else _A)


def _is_used(board, jack, tells):
    """Whether something leads from one of these lines of a jack to another jack."""
    found = False
    try:
        board.drive(0, ALL_LINES & ~jack, False)
        for line in lines_of(tells):
            board.mux(line)
            found = found or _mean(board, _GLANCE) < limits.FILM_MOST_CODES
            board.charge(0, 0)
            board.settle_us(_DISCHARGE_US)
    finally:
        board.release()
    return found


def _read(board, lines):
    found = {}
    try:
        for _, jack in JACKS:
            far = ALL_LINES & ~jack
            if lines & jack:
                live_watch.look(board)
            for line in lines_of(lines & jack):
                board.drive(0, far | 1 << line, False)
                board.mux(line)
                beside = _mean(board, _BESIDE)
                board.drive(0, far, False)
                alone = _mean(board, _ALONE)
                found[line] = beside, alone
                if alone > limits.FILM_MOST_CODES:
                    board.charge(0, 0)
                    board.settle_us(_DISCHARGE_US)
    finally:
        board.release()
    return found


def _mean(board, samples):
    board.capture(_buffer, _FIRST + samples, 1, None)
    return kernels.total(_buffer, _FIRST, _FIRST + samples) / samples


def broken(charger, before, joined, net_of, steadiness):
    """[(net, {line: codes that it lost}, ohm or None where it stood no 15 uA)] of the nets in which
    a film broke since. before: what `untouched` gave. joined: masks of what wire and parts join;
    net_of: the net of a line. A net that was not one, then or now, contradicts."""
    mask = 0
    for group in joined:
        mask |= group
    for line in lines_of(mask):
        if line not in before or before[line][1] > limits.FILM_MOST_CODES:
            mask &= ~(1 << line)  # it opened then: that is no film
    board, span = charger.board, charger.hi
    after = _read(board, mask)
    for table in (before, after):
        for line in table:
            far = net_of(line) & ~JACK_MASKS[jack(line)]
            if far and table[line][1] > limits.FILM_MOST_CODES:
                steadiness.contradiction(line, lines_of(far)[0])
    out = []
    for group in joined:
        lost = _lost(before, after, group & mask)
        if lost:
            for us in _AGAIN_US:
                board.settle_us(us)
                again = _read(board, group & mask)
                for line in again:
                    after[line] = [max(after[line][k], again[line][k]) for k in (0, 1)]
            lost = _lost(before, after, group & mask, _noise())
        if lost:
            most = max(lost, key=lost.get)
            alone, then = before[most][1], after[most][1]
            ohm = None
            if alone - then > limits.FILM_CODES:
                ohm = _ohm(span, alone) - _ohm(span, then)
            net = net_of(most)  # behind a part others see as much
            out.append((net, {line: lost[line] for line in lost if net >> line & 1}, ohm))
    return out


def _noise():
    """Codes by which a converter with more noise than others may be off."""
    spread = kernels.highest(_buffer, _ALONE) - kernels.lowest(_buffer[_FIRST:], _ALONE)
    return max(_NOISE_SHARE * (spread - _USUAL_SPREAD), 0.0)


def _lost(before, after, lines, noise=0.0):
    """{line: codes lost, the more of both}, empty without a film."""
    lost = {}
    is_film = False
    for line in lines_of(lines):
        beside, alone = [before[line][k] - after[line][k] for k in (0, 1)]
        lost[line] = max(beside, alone)
        if beside > limits.FILM_BESIDE_CODES + noise or alone > limits.FILM_CODES + noise:
            is_film = True
    return lost if is_film else {}


def _ohm(span, code):
    return span.r_th_ohm * code / (span.v_inf - code)

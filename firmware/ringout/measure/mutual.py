"""Capacitance between every two contacts of the empty tester, while it is calibrated.

A line lies on Z, both at what CHG_HI and CHG_LO divide, then released, and the other lines step
from ground to the supply: what couples to the line lifts it by Vdd C / (C_line + C_Z). Stepping all
others and then all but one leaves the one. The lift decays through the bleed while the converter
gets going; 300 nA that leak out of Z take 0.15 V meanwhile: that is why it begins above ground.
"""

from math import exp

from ringout.base.compat import kernels, ticks_diff
from ringout.board import pinmap
from ringout.board.pinmap import ALL_LINES, LINES
from ringout.measure import live_watch
from ringout.measure.pairs import pair_index

_SAMPLES = 32
_DISCHARGE_US = 100
_BEGINS = pinmap.R_CHG_LO_OHM / (pinmap.R_CHG_LO_OHM + pinmap.R_CHG_HI_OHM)  # 0.14 V
_LEAST_CODES = 60.0  # over the converter's floor; all that couples to a line is under 1 pF then


def measure(charger, zeros_pf):
    """([pF] of every two lines, in the order of `pairs.pair_index`; how far the readings of a pair,
    one from either line, are apart at most). zeros_pf: all of each line, with the others at ground.
    The references must be fresh. Releases the board."""
    found = [0.0] * (LINES * (LINES - 1) // 2)
    before = {}  # of pairs that were read from one line
    apart = 0.0
    z_pf = charger.hi.tau_open * pinmap.ADC_PERIOD_US * 1e6 / pinmap.R_TH_HI_OHM
    try:
        for line in range(LINES):
            whole_pf = zeros_pf[line] + z_pf
            decay_us = pinmap.R_BLEED_OHM * whole_pf * 1e-6
            others = ALL_LINES & ~(1 << line)
            both = _lift(charger, line, others, others, decay_us)
            if both - charger.offset - _BEGINS * charger.supply_codes() < _LEAST_CODES:
                continue
            for other in range(LINES):
                if other != line:
                    rest = _lift(charger, line, others & ~(1 << other), others, decay_us)
                    pf = (both - rest) / charger.supply_codes() * whole_pf
                    pair = pair_index(line, other)
                    found[pair] += max(pf, 0.0) / 2.0
                    apart = max(apart, abs(before.get(pair, pf) - pf))
                    before[pair] = pf
    finally:
        charger.board.release()
    return found, apart


def _lift(charger, line, high, others, decay_us):
    """Corrected code to which `line` jumps with the step of the lines `high`."""
    board = charger.board
    live_watch.look(board)
    board.drive(0, others, False)
    board.mux(line)
    board.charge(1, 0)
    board.settle_us(_DISCHARGE_US)
    board.charge(None, None)
    began_us = board.ticks_us()
    board.drive(high, others & ~high, False)
    board.capture(charger.buffer, _SAMPLES, None, None)
    passed_us = ticks_diff(board.ticks_us(), began_us) - _SAMPLES * pinmap.ADC_PERIOD_US / 2.0
    kernels.correct_steps(charger.buffer, _SAMPLES)
    mean = kernels.total(charger.buffer, 0, _SAMPLES) / float(_SAMPLES)
    return charger.offset + (mean - charger.offset) * exp(passed_us / decay_us)

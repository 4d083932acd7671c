"""Resistance of every connection, by Kelvin measurement through the x11 stage.

The test current enters at one contact and leaves at another; the sense path reads the voltage
right at both contacts, so the tester's own 580 ohm a side drop out of the reading.
"""

from ringout import limits, pinmap
from ringout.capacitance import step_corrected

_SETTLE_US = 60
_SAMPLES = 64
# VDD seen through the unity channel would be beyond full scale: computed, not measured.
_VDD_CODES = pinmap.ADC_FULL_SCALE * pinmap.VDD_V / (pinmap.VDD_V - pinmap.ADC_VREF_DROP_V)


def kelvin_ohm(dv, vdd, k_ohm):
    """Resistance between two sensed contacts.

    dv: voltage between them, vdd: supply, both in the same unit (codes or volt); k_ohm: all
    resistance of the current loop outside the contacts. From I = (vdd - dv) / k, R = dv / I.
    """
    return k_ohm * dv / (vdd - dv)


def _sense(board, line, adc):
    board.mux(line)
    board.settle_us(_SETTLE_US)
    return step_corrected(board.adc_sum(adc, _SAMPLES) // _SAMPLES)


def _codes_between(board, first, last, adc):
    """Mean of both polarities, in ADC codes of that channel."""
    total = 0
    for source, sink, sign in ((first, last, 1), (last, first, -1)):
        board.force(source, sink)
        board.settle_us(_SETTLE_US)
        total += sign * (_sense(board, first, adc) - _sense(board, last, adc))
    return total / 2.0


def between(board, first, last):
    """(ohm, uncertainty) between two connected lines; the jacks' own contacts taken off."""
    try:
        board.charge(None, None)
        dv = _codes_between(board, first, last, pinmap.ADC_X11) / pinmap.X11_GAIN
        ohm = kelvin_ohm(dv, _VDD_CODES, pinmap.R_KELVIN_OHM)
        spread = limits.LEG_SD_OHM + 0.01 * abs(ohm)
        if ohm > limits.X11_LIMIT_OHM * 0.8:
            dv = _codes_between(board, first, last, pinmap.ADC_UNITY)
            ohm = kelvin_ohm(dv, _VDD_CODES, pinmap.R_KELVIN_OHM)
            spread = 0.5 + 0.015 * ohm
    finally:
        board.release()
    ohm -= limits.JACK_OHM
    spread = (spread * spread + limits.CONTACT_SD_OHM**2) ** 0.5
    return max(ohm, 0.0), limits.SIGMAS * spread

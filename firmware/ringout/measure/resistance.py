"""Resistance between two contacts, from milliohms to megohms.

Up to a few kilohm by Kelvin measurement: the test current enters at one contact and leaves at
the other, the sense path reads the voltage right at both, so the tester's own 580 ohm a side
drop out. The x11 stage resolves it up to 50 ohm, the unity channel above. From RANGE_LO_OHM on
the contacts are a divider with the charge resistor.

One file: which way a pair is measured depends on what another way read.
"""

from array import array

from ringout.base import limits
from ringout.base.compat import kernels
from ringout.base.masks import lines_of
from ringout.board import pinmap
from ringout.board.pinmap import ADC_UNITY, ADC_X11, LINES
from ringout.measure import live_watch, straight
from ringout.measure.estimator import step_corrected

_SETTLE_US = 100  # ten time constants of 34 nF behind two drivers in parallel
_MUX_SETTLE_US = 10
# The supply lies beyond the converter's full scale; charge.Charger.supply_codes measures it.
_VDD_CODES = 4122.0 * pinmap.VDD_V / (pinmap.VDD_V - pinmap.ADC_VREF_DROP_V)
_DRIFT = limits.SENSE_DRIFT_CODES * limits.KELVIN_SAMPLES // 2
_CLEAR = (  # sums of steady codes none of which clips
    limits.KELVIN_SAMPLES * (limits.CLIP_CODES[0] + limits.SENSE_SPREAD_CODES),
    limits.KELVIN_SAMPLES * (limits.CLIP_CODES[1] - limits.SENSE_SPREAD_CODES),
)
_LEAST_CODES = 2.0  # of VDD - dV: under it the other end is not connected at all


def kelvin_ohm(dv, vdd, k_ohm):
    """Resistance between two sensed contacts.

    dv: voltage between them, vdd: supply, both in the same unit (codes or volt); k_ohm: all
    resistance of the current loop outside the contacts. From I = (vdd - dv) / k, R = dv / I.
    """
    return k_ohm * dv / (vdd - dv)


def divider_ohm(v, v_inf, r_th_ohm, series_ohm):
    """Resistance from a contact to ground that holds its charge path at v.

    v_inf: where an open contact settles, r_th_ohm: the path's Thevenin resistance, series_ohm:
    the tester's resistance in the way (sense path and the other contact's driver).
    """
    return r_th_ohm * v / (v_inf - v) - series_ohm


def corrected_mean(total, count):
    """Mean corrected code of a sum of `count` codes that are close together."""
    whole = total // count
    return step_corrected(whole) + (total - whole * count) / float(count)


class Correction:
    """What calibration knows of the Kelvin path. The defaults are a board's nominal values."""

    def __init__(self):
        self.drive_ohm = [pinmap.R_KELVIN_OHM / 2.0] * LINES  # driver of each line
        self.contact_ohm = [limits.JACK_OHM] * LINES  # jack contact of each line
        self.calibrated = 0  # mask of lines measured with the reference plugs

    def k_ohm(self, first, last):
        """Loop resistance of a pair of lines."""
        return self.drive_ohm[first] + self.drive_ohm[last]

    def zero_ohm(self, first, last):
        """Contact resistance of a pair of lines."""
        return self.contact_ohm[first] + self.contact_ohm[last]

    def is_calibrated(self, first, last):
        """True when both lines were."""
        return bool(self.calibrated >> first & self.calibrated >> last & 1)


_NOMINAL = Correction()
_buffer = array("H", bytes(2 * limits.KELVIN_SAMPLES))


class PathFault(ValueError):
    """The test current does not come through the tester's own resistors as it should."""


def sense(board, line, adc, level=None):
    """Mean corrected code of a contact through the mux, with CHG_HI at a level or released; the
    mux stays there. None where it is not to be read: it clips, or does not stand still."""
    samples = limits.KELVIN_SAMPLES
    board.mux(line)
    board.settle_us(_MUX_SETTLE_US)
    for _ in range(limits.SENSE_LOOKS):
        board.capture(_buffer, samples, level, None, adc)
        total = kernels.steady_total(_buffer, samples // 2, limits.SENSE_SPREAD_CODES, _DRIFT)
        if total >= 0:
            if not _CLEAR[0] < total < _CLEAR[1] and _clips(samples):
                return None
            return corrected_mean(total, samples)
    return None


def _clips(samples):
    """Whether a code in the buffer is at the end of what a buffer gives."""
    low, high = kernels.lowest(_buffer, samples), kernels.highest(_buffer, samples)
    return low < limits.CLIP_CODES[0] or high > limits.CLIP_CODES[1]


class Difference:
    """Voltage from one contact to another in codes: dv, mean of both polarities; apart, how much
    those disagree; middle, of both contacts in the first polarity; codes, of the source and the
    sink in both."""

    def __init__(self, codes):
        self.codes = codes
        there, back = codes[0] - codes[1], codes[2] - codes[3]
        self.dv = (there + back) / 2.0
        self.apart = abs(there - back)
        self.middle = (codes[0] + codes[1]) / 2.0

    def moved(self, share):
        """It was read with CHG_HI on: what is left of it is that share, and polarities tell
        nothing but how the sense paths differ."""
        self.settle(self.dv / share)

    def settle(self, dv):
        """It is that, and both polarities agree on it."""
        self.dv = dv
        self.apart = 0.0

    def agrees(self):
        """True if both polarities say the same: drivers differ high and low, contacts do not."""
        return self.apart < limits.POLARITY_CODES + limits.POLARITY_SHARE * abs(self.dv)


def difference(board, first, last, adc, settle_us=_SETTLE_US, level=None):
    """The Difference from `first` to `last`, None where a contact cannot be read. level: of
    CHG_HI meanwhile."""
    live_watch.look(board, settle_us)
    there = _one_way(board, first, last, adc, settle_us, level)
    back = there and _one_way(board, last, first, adc, settle_us, level)
    return Difference(there + back) if back else None


def amplified(board, first, last, settle_us=_SETTLE_US, exact=False):
    """The Difference through the x11 stage; read elsewhere too where a step of the converter
    blurs it. exact: any larger one. Leaves CHG_HI released."""
    found = difference(board, first, last, ADC_X11, settle_us)
    if found is None:
        return None
    try:
        return straight.reread(
            found,
            lambda level: difference(board, first, last, ADC_X11, settle_us, level),
            exact,
        )
    finally:
        board.charge(None, None)


def _one_way(board, source, sink, adc, settle_us, level):
    """(code at the source, code at the sink) with the test current between, or None."""
    board.force(source, sink)
    board.settle_us(settle_us)
    high = sense(board, source, adc, level)
    low = None if high is None else sense(board, sink, adc, level)
    return None if low is None else (high, low)


def between(board, first, last, vdd=_VDD_CODES, correction=None, slow=False, steadiness=None):
    """(ohm, uncertainty) between two lines that the scan found connected; slightly negative
    where noise exceeds a bridge. None where it is not to be read: beyond the Kelvin ranges, or
    it moves. PathFault where the tester's own resistors are wrong.

    vdd: supply in corrected unity codes. correction: nominal if None. slow: a cable of
    more than 34 nF is plugged. steadiness: is told of readings that contradict each other.
    """
    settle_us = 5 * _SETTLE_US if slow else _SETTLE_US
    correction = correction or _NOMINAL
    try:
        board.charge(None, None)
        reading = _kelvin(board, first, last, vdd, correction, settle_us, steadiness)
    finally:
        board.release()
    if reading is None:
        return None
    ohm, sd = reading
    ohm -= correction.zero_ohm(first, last)
    u = limits.SIGMAS * _kelvin_sd(ohm, sd, correction.is_calibrated(first, last))
    if ohm < -u:
        if steadiness and ohm < -limits.BELOW_ZERO * u:
            steadiness.contradiction(first, last)
            return None
        u = -ohm  # no resistance is less than none: so far off it may be
    return ohm, u


def _kelvin(board, first, last, vdd, correction, settle_us, steadiness):
    """(ohm with both contacts in it, standard deviation of the codes' part), or None."""
    k_ohm = correction.k_ohm(first, last)
    found = amplified(board, first, last, settle_us)
    if found is not None and not found.agrees():
        found = _again(board, first, last, ADC_X11, settle_us, found, steadiness)
    if found is not None:
        ohm = kelvin_ohm(found.dv / pinmap.X11_GAIN, vdd, k_ohm)
        if ohm <= limits.X11_LIMIT_OHM * 0.9:
            sd = limits.X11_SD_CODES / pinmap.X11_GAIN
            return ohm, ohm_per_code(ohm, vdd, k_ohm) * sd
    was_amplified = found is not None
    found = difference(board, first, last, ADC_UNITY, settle_us)
    if found is not None and not found.agrees():
        found = _again(board, first, last, ADC_UNITY, settle_us, found, steadiness)
    if found is None or vdd - found.dv < _LEAST_CODES:
        return None
    ohm = kelvin_ohm(found.dv, vdd, k_ohm)
    if not was_amplified and ohm < limits.X11_LIMIT_OHM * 0.6:
        # The x11 stage could not read it, where it always can: the drivers are unequal, or the
        # contact was another one a moment ago.
        if abs(found.middle - vdd / 2.0) > limits.MIDDLE_CODES:
            raise PathFault("%s or %s is driven wrongly: run the self-test" % (
                pinmap.CONTACTS[first], pinmap.CONTACTS[last]))  # fmt: skip
        if steadiness:
            steadiness.contradiction(first, last)
        return None
    if ohm > limits.RANGE_LO_OHM:
        return None
    return ohm, ohm_per_code(ohm, vdd, k_ohm) * limits.UNITY_SD_CODES


def _again(board, first, last, adc, settle_us, before, steadiness):
    """Both polarities once more, because they disagreed. What does so in the same way again is
    the cable's nature (a diode); anything else moves. Returns the new Difference if it agrees."""
    found = difference(board, first, last, adc, settle_us)
    same = found is not None and not found.agrees() and (
        abs(found.apart - before.apart) + abs(found.dv - before.dv)
        < limits.POLARITY_CODES + limits.POLARITY_SHARE * abs(found.dv)
    )  # fmt: skip
    if steadiness and not same:
        steadiness.contradiction(first, last)
    return found if found is not None and found.agrees() else None


def ohm_per_code(ohm, vdd, k_ohm):
    """Derivative of kelvin_ohm by dv."""
    return (k_ohm + ohm) * (k_ohm + ohm) / (k_ohm * vdd)


def _kelvin_sd(ohm, reading_sd, calibrated):
    """One standard deviation of a Kelvin reading: ADC, gain, contact, and zero."""
    gain_sd = limits.KELVIN_SD_CALIBRATED if calibrated else limits.KELVIN_SD
    if ohm > limits.X11_LIMIT_OHM * 0.9:
        gain_sd = (gain_sd * gain_sd + limits.UNITY_GAIN_SD**2) ** 0.5
    zero_sd = 0.0 if calibrated else limits.JACK_SD_OHM * 1.414
    gain = gain_sd * ohm
    return (
        reading_sd * reading_sd + gain * gain + limits.CONTACT_SD_OHM**2 + zero_sd * zero_sd
    ) ** 0.5


def leak_between(charger, line, low, most_ohm=limits.RANGE_HI_OHM):
    """(ohm, uncertainty) from `line` to the joined lines of mask `low` by divider; None if there is
    none to be told, or it is too little for a divider. most_ohm: what reads less through LO is not
    read through HI as well. Releases the board."""
    board = charger.board
    return_ohm = pinmap.R_KELVIN_OHM / 2.0 / len(lines_of(low))
    try:
        for span in (charger.lo, charger.hi):
            v = charger.settled_code(line, low, span)
            reading = divider_reading(v, span, return_ohm)
            if reading is None or reading[0] < most_ohm:
                break
    finally:
        board.release()
    return reading


def divider_reading(v, span, return_ohm):
    """(ohm, uncertainty) of a settled divider code in a charge range, None if open, or where the
    buffer's bottom is read. return_ohm: drivers of the grounded side."""
    if span.v_inf - v < limits.DIVIDER_SD_CODES or v < limits.CLIP_CODES[0]:
        return None
    series_ohm = pinmap.R_SENSE_OHM + pinmap.R_MUX_OHM + return_ohm
    ohm = divider_ohm(v, span.v_inf, span.r_th_ohm, series_ohm)
    whole = ohm + series_ohm
    by_codes = whole * limits.DIVIDER_SD_CODES * span.v_inf / (v * (span.v_inf - v))
    sd = (by_codes**2 + (limits.DIVIDER_SD * whole) ** 2 + (0.01 * series_ohm) ** 2) ** 0.5
    return ohm, limits.SIGMAS * sd

"""The two ways to charge a mux channel, and the references that every capacitance is told by.

One `References` holds the sample buffer, made once. The 1 nF and the open channel are measured
through HI, the 10 nF through both.
"""

from array import array

from ringout.base import limits
from ringout.base.compat import kernels, ticks_diff
from ringout.board import pinmap
from ringout.measure.estimator import farads_ratio, tau_of_sums

BUFFER = 3072  # samples
LOOK = 256  # samples of a first look: a cable of 3 m has settled by then
V_SAMPLES = 64  # for one settled voltage
# Of the supply at an open Z through HI and LO, and the resistances it then leaks through.
_HI_OHM = pinmap.R_CHG_HI_OHM + pinmap.R_GPIO_OHM
_LO_OHM = pinmap.R_CHG_LO_OHM + pinmap.R_GPIO_OHM
_HI_SIEMENS = 1.0 / _HI_OHM + 1.0 / pinmap.R_BLEED_OHM
_LO_SIEMENS = _HI_SIEMENS + 1.0 / _LO_OHM
_HI_SHARE = 1.0 / _HI_OHM / _HI_SIEMENS
_LO_SHARE = 1.0 / _LO_OHM / _LO_SIEMENS
_LO_OVER_HI = _HI_SIEMENS / _LO_SIEMENS
_NA_PER_CODE = 1e9 * (pinmap.VDD_V - pinmap.ADC_VREF_DROP_V) / pinmap.ADC_FULL_SCALE * _HI_SIEMENS


class Range:
    """One way to charge: pins, the window of the area estimator, and its references."""

    def __init__(self, pins, window, r_th_ohm, leaky_ratio):
        self.pins = pins  # (CHG_HI, CHG_LO)
        self.window = window  # percent of the asymptote
        self.r_th_ohm = r_th_ohm
        self.leaky_ratio = leaky_ratio  # an asymptote lower than this gives no capacitance
        self.v_inf = 0.0  # asymptote of the open channel, corrected codes; 0: not measured
        self.tau_open = 0.0
        self.tau_ref = 0.0
        self.pf_per_g = 0.0  # picofarad of one unit of farads_ratio

    def g(self, tau, return_ohm=0.0):
        """farads_ratio behind the sense path; return_ohm is what lies beyond the capacitance."""
        series_ohm = pinmap.R_SENSE_OHM + pinmap.R_MUX_OHM + return_ohm
        return farads_ratio(tau, self.tau_open, series_ohm / self.r_th_ohm)


_BROKEN = 0.7  # of what the self-test allows: no capacitance can be given then


def _whole(tau, allowed, name):
    """ValueError if a reference is none."""
    if not _BROKEN * allowed[0] < tau < allowed[1] / _BROKEN:
        raise ValueError("the %s reference is broken: run the self-test" % name)


class References:
    """Ranges and references of one board."""

    def __init__(self, board):
        self.board = board
        self.buffer = array("H", bytes(2 * BUFFER))
        self.tail = array("H", bytes(2 * V_SAMPLES))
        self.hi = Range((1, None), (25, 85), pinmap.R_TH_HI_OHM, limits.LEAKY_RATIO_HI)
        self.lo = Range((0, 1), (50, 90), pinmap.R_TH_LO_OHM, limits.LEAKY_RATIO_LO)
        self.offset = 0.0  # code of the converter at no input
        self.big_pf = 0.0  # the 10 nF reference, weighed against the 1 nF
        self.reference_pf = pinmap.C_REF_F * 1e12
        self.measured_ms = None
        self.captured_us = 0  # end of the latest capture

    # -- references ------------------------------------------------------------------------
    def is_aging(self, now_ms):
        """True when the next press might have to measure references."""
        if self.measured_ms is None or not self.lo.pf_per_g:
            return True
        return ticks_diff(now_ms, self.measured_ms) > limits.REFERENCE_AGE_MS * 3 // 4

    def prepare(self, anew=False):
        """References of the HI range: measured when they are old or the supply has moved, or
        in any case.

        Their capacitors hardly change; the charge resistors do by 100 ppm/K, so that
        REFERENCE_AGE_MS bounds the error at a hand-warm tester's pace of warming up.
        """
        try:
            self._prepare(self.board.ticks_ms(), anew)
        finally:
            self.board.release()

    def _prepare(self, now_ms, anew):
        v_inf = self.asymptote(self.hi)
        fresh = (
            not anew
            and self.measured_ms is not None
            and ticks_diff(now_ms, self.measured_ms) < limits.REFERENCE_AGE_MS
            and abs(v_inf - self.hi.v_inf) < limits.REFERENCE_DRIFT_CODES
        )
        if fresh:
            return
        self.hi.v_inf = v_inf
        self.lo.v_inf = self.asymptote(self.lo)
        self.measure_offset()
        self.lo.pf_per_g = 0.0  # measured when it is needed
        self.hi.tau_open = self.reference_tau(self.hi, pinmap.MUX_OPEN, 64, 4)
        self.hi.tau_ref = self.reference_tau(self.hi, pinmap.MUX_CREF, LOOK, 4)
        _whole(self.hi.tau_ref, limits.SELF_TAU_REF, "1 nF")
        self.hi.pf_per_g = self.reference_pf / self.hi.g(self.hi.tau_ref)
        self.measured_ms = now_ms

    def measure_offset(self):
        """The converter's code at no input: what it reads of ground, less the buffer's lowest."""
        board = self.board
        board.charge(None, None)
        board.mux(pinmap.MUX_GND)
        board.settle_us(limits.OPEN_SETTLE_US)
        board.capture(self.tail, V_SAMPLES, None, None)
        ground = kernels.total(self.tail, 0, V_SAMPLES) / float(V_SAMPLES)
        low, high = limits.ADC_OFFSET_CODES
        self.offset = min(max(ground - limits.BUFFER_LOW_CODES, low), high)

    def supply_codes(self):
        """The 3V3 rail in corrected unity codes, beyond the converter's full scale. From both
        open asymptotes: each is a known part of it and what leaks into Z times a known
        resistance, and the LO one hardly leaks. The converter's offset is removed."""
        hi, lo = self.hi.v_inf - self.offset, self.lo.v_inf - self.offset
        return (lo - _LO_OVER_HI * hi) / (_LO_SHARE - _LO_OVER_HI * _HI_SHARE)

    def z_leak_na(self):
        """Current that leaks into Z, from where the open asymptotes lie; 1 % resistors make it
        uncertain by 30."""
        codes = self.hi.v_inf - self.offset - _HI_SHARE * self.supply_codes()
        return codes * _NA_PER_CODE

    def prepare_lo(self):
        """References of the LO range, when a press first needs it."""
        if self.lo.pf_per_g:
            return
        hi, lo = self.hi, self.lo
        self.board.drive(0, 0)  # it takes a while
        # Too quick to capture through 10 k: scaled by the charge resistors.
        lo.tau_open = hi.tau_open * pinmap.R_TH_LO_OHM / pinmap.R_TH_HI_OHM
        lo.tau_ref = self.reference_tau(lo, pinmap.MUX_CREF_BIG, LOOK, 4)
        _whole(lo.tau_ref, limits.SELF_TAU_BIG, "10 nF")
        big_tau = self.reference_tau(hi, pinmap.MUX_CREF_BIG, 2560, 1)
        # A 5 % part: weighed against the 1 nF in the HI range.
        self.big_pf = hi.pf_per_g * hi.g(big_tau)
        lo.pf_per_g = self.big_pf / lo.g(lo.tau_ref)

    def asymptote(self, span):
        """Settled corrected code of the open channel in a range. Leaves it charged."""
        board = self.board
        board.mux(pinmap.MUX_OPEN)
        board.charge(span.pins[0], span.pins[1])
        board.settle_us(limits.OPEN_SETTLE_US)
        return self.mean_code(span)

    def reference_tau(self, span, channel, count, times):
        """Mean tau of a reference channel in samples. Leaves it charged."""
        board = self.board
        total = 0.0
        board.mux(channel)
        for _ in range(times):
            board.charge(0, 0)
            board.settle_us(limits.REFERENCE_DISCHARGE_US[channel])
            board.capture(self.buffer, count, span.pins[0], span.pins[1])
            kernels.correct_steps(self.buffer, count)
            total += self.tau(count, span, span.v_inf)
        return total / times

    def mean_code(self, span):
        """Mean corrected code of Z charged through a range, now."""
        self.board.capture(self.tail, V_SAMPLES, span.pins[0], span.pins[1])
        self.captured_us = self.board.ticks_us()
        kernels.correct_steps(self.tail, V_SAMPLES)
        return kernels.total(self.tail, 0, V_SAMPLES) / float(V_SAMPLES)

    def tau(self, samples, span, v_inf):
        """tau of the capture in the buffer for an asymptote."""
        return tau_of_sums(
            self.buffer, samples, 1, int(4.0 * v_inf + 0.5), span.window[0], span.window[1]
        )

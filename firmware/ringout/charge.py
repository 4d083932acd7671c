"""Charge captures on a board: a mux channel charged through HI or LO, timed and corrected.

One `Charger` holds the sample buffer, made once, and the references measured with it. It
knows ranges, discharge times and capture lengths; what the numbers mean is `readings.py`.
"""

from array import array
from math import exp, log

from ringout import limits, pinmap
from ringout.capacitance import farads_ratio, tau_of_sums
from ringout.compat import kernels, ticks_diff
from ringout.pinmap import ALL_LINES

_BUFFER = 3072  # samples
_LOOK = 256  # samples of a first look: a cable of 3 m has settled by then
_V_SAMPLES = 64
_PF_OHM_PER_SAMPLE = pinmap.ADC_PERIOD_US * 1e6  # tau in samples = pF x ohm / this
_REACH_HI = 2.1  # capture length in time constants: 85 % of the asymptote and a little more
_REACH_LO = 2.9  # 90 %, behind a second pole
_SETTLED_TAUS = 6.5  # after switching on; the missing 0.15 % is computed
_LEAK_TAUS = 2.5  # after changing from LO to HI at nearly the same voltage


class TooSlow(Exception):
    """The capacitance is beyond the range."""


class Range:
    """One way to charge: pins, the window of the area estimator, and its references."""

    def __init__(self, pins, window, r_th_ohm):
        self.pins = pins  # (CHG_HI, CHG_LO)
        self.window = window  # percent of the asymptote
        self.r_th_ohm = r_th_ohm
        self.v_inf = 0.0  # asymptote of the open channel, corrected codes; 0: not measured
        self.tau_open = 0.0
        self.tau_ref = 0.0
        self.pf_per_g = 0.0  # picofarad of one unit of farads_ratio

    def g(self, tau, return_ohm=0.0):
        """farads_ratio behind the sense path; return_ohm is what lies beyond the capacitance."""
        series_ohm = pinmap.R_SENSE_OHM + pinmap.R_MUX_OHM + return_ohm
        return farads_ratio(tau, self.tau_open, series_ohm / self.r_th_ohm)


class Charger:
    """Captures on one board."""

    def __init__(self, board):
        self.board = board
        self.buffer = array("H", bytes(2 * _BUFFER))
        self.tail = array("H", bytes(2 * _V_SAMPLES))
        self.sums = array("H", bytes(2 * _BUFFER))
        self.averages = 1  # captures of each charge; HUM_CAPTURES when hum is about
        self.hi = Range((1, None), (25, 85), pinmap.R_TH_HI_OHM)
        self.lo = Range((0, 1), (50, 90), pinmap.R_TH_LO_OHM)
        self.big_pf = 0.0  # the 10 nF reference, weighed against the 1 nF
        self.reference_pf = pinmap.C_REF_F * 1e12
        self.measured_ms = None
        self._charged_pf = 50e3  # what the last capture may have left charged: the worst

    # -- references ------------------------------------------------------------------------
    def prepare(self):
        """References of the HI range: measured when they are old or the supply has moved.

        Their capacitors hardly change; the charge resistors do by 100 ppm/K, so that
        REFERENCE_AGE_MS bounds the error at a hand-warm tester's pace of warming up.
        """
        try:
            self._prepare(self.board.ticks_ms())
        finally:
            self.board.release()

    def _prepare(self, now_ms):
        v_inf = self.asymptote(self.hi)
        fresh = (
            self.measured_ms is not None
            and ticks_diff(now_ms, self.measured_ms) < limits.REFERENCE_AGE_MS
            and abs(v_inf - self.hi.v_inf) < limits.REFERENCE_DRIFT_CODES
        )
        if fresh:
            return
        self.hi.v_inf = v_inf
        self.lo.v_inf = self.asymptote(self.lo)
        self.lo.pf_per_g = 0.0  # measured when it is needed
        self.hi.tau_open = self.reference_tau(self.hi, pinmap.MUX_OPEN, 64, 4)
        self.hi.tau_ref = self.reference_tau(self.hi, pinmap.MUX_CREF, _LOOK, 4)
        self.hi.pf_per_g = self.reference_pf / self.hi.g(self.hi.tau_ref)
        self.measured_ms = now_ms

    def supply_codes(self):
        """The 3V3 rail in corrected unity codes, beyond the converter's full scale: from the
        open asymptote, a known part of it."""
        return self.hi.v_inf * pinmap.R_CHG_HI_OHM / pinmap.R_TH_HI_OHM

    def prepare_lo(self):
        """References of the LO range, when a press first needs it."""
        if self.lo.pf_per_g:
            return
        hi, lo = self.hi, self.lo
        # Too quick to capture through 10 k: scaled by the charge resistors.
        lo.tau_open = hi.tau_open * pinmap.R_TH_LO_OHM / pinmap.R_TH_HI_OHM
        big_tau = self.reference_tau(hi, pinmap.MUX_CREF_BIG, 2560, 1)
        # A 5 % part: weighed against the 1 nF in the HI range.
        self.big_pf = hi.pf_per_g * hi.g(big_tau)
        lo.tau_ref = self.reference_tau(lo, pinmap.MUX_CREF_BIG, _LOOK, 4)
        lo.pf_per_g = self.big_pf / lo.g(lo.tau_ref)

    def asymptote(self, span):
        """Settled corrected code of the open channel in a range. Leaves it charged."""
        board = self.board
        board.mux(pinmap.MUX_OPEN)
        board.charge(span.pins[0], span.pins[1])
        board.settle_us(limits.OPEN_SETTLE_US)
        return self._mean_code(span)

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
            total += self._tau(count, span, span.v_inf)
        return total / times

    # -- lines -----------------------------------------------------------------------------
    def line(self, line, low, return_ohm, expect_pf=None, settle=True):
        """Charge `line` against the lines of mask `low`; the rest floats.

        return_ohm: drivers that the capacitance's far side returns through.
        expect_pf: what to expect, to choose range and length. settle: False takes the line to
        have no leakage. Returns (picofarad or None where it leaks too much, asymptote over the
        open one, range); the tester's own capacitance is still in it. Releases nothing: the
        caller does, in `finally`. ValueError beyond 100 nF or so.
        """
        span = self.hi
        samples = _LOOK
        if expect_pf is not None:
            samples = self._samples_for(expect_pf)
            if expect_pf > limits.HI_LIMIT_PF:
                span = self.lo
        while True:
            if span is self.lo:
                self.prepare_lo()
            try:
                tau, v_line = self._charge(line, low, span, samples, settle)
            except TooSlow:
                if span is self.lo:
                    raise ValueError("too much capacitance on one line")
                span = self.lo
                samples = 4 * _LOOK
                continue
            ratio = v_line / span.v_inf
            if tau is None:
                return None, ratio, span
            pf = span.pf_per_g * span.g(tau, return_ohm)
            if span is self.lo or pf <= limits.HI_LIMIT_PF:
                return pf, ratio, span
            span = self.lo
            samples = self._samples_for(pf)

    def leak_after_lo(self, pf):
        """Asymptote ratio in HI of the line that `line` just charged through LO.

        It sits near its asymptote already, so the rest is waited for a little and computed.
        """
        hi = self.hi
        tau = pf / hi.pf_per_g
        start = self._mean_code(hi)
        wait = int(_LEAK_TAUS * tau)
        self.board.settle_us(wait * pinmap.ADC_PERIOD_US)
        end = self._mean_code(hi)
        v_line = hi.v_inf
        for _ in range(3):  # a leak makes the time constant shorter
            q = exp(-(wait + _V_SAMPLES) * hi.v_inf / (tau * max(v_line, 1.0)))
            v_line = (end - start * q) / (1.0 - q)
        return v_line / hi.v_inf

    def _samples_for(self, pf):
        """Capture length that reaches the end of the window with something to spare."""
        if pf > limits.HI_LIMIT_PF:
            tau = pf * pinmap.R_TH_LO_OHM * 1.54 / _PF_OHM_PER_SAMPLE
            return min(int(2.7 * tau) + 64, _BUFFER)
        tau = (pf + limits.Z_PF) * pinmap.R_TH_HI_OHM / _PF_OHM_PER_SAMPLE
        return min(int(2.1 * tau) + 40, _BUFFER)

    def start(self, line, low, span, samples):
        """Discharge everything, then capture `samples` of the charge into the buffer."""
        board = self.board
        self._discharge(line)
        board.drive(0, low, False)
        board.capture(self.buffer, samples, span.pins[0], span.pins[1])
        kernels.correct_steps(self.buffer, samples)

    def _discharge(self, line):
        """All lines and Z to ground, for as long as what was charged last needs."""
        board = self.board
        board.charge(0, 0)
        board.drive(0, ALL_LINES, False)
        board.mux(line)
        board.settle_us(int(limits.DISCHARGE_US + limits.DISCHARGE_US_PER_PF * self._charged_pf))

    def _charge(self, line, low, span, samples, settle):
        """(tau or None, asymptote) of one charge, captured again if the length did not fit."""
        most = limits.HI_LIMIT_SAMPLES if span is self.hi else _BUFFER / _REACH_LO
        reach = _REACH_HI if span is self.hi else _REACH_LO
        for _ in range(5):
            self.start(line, low, span, samples)
            tau, v_end = first_guess(self.buffer, samples, span.v_inf)
            self._charged_pf = (tau + 4.0) * _PF_OHM_PER_SAMPLE / span.r_th_ohm
            if tau > most:
                raise TooSlow()
            goal = (span.window[1] + 1) * min(v_end, span.v_inf) / 100.0
            if self.buffer[samples - 1] >= goal or samples == _BUFFER:
                break
            samples = min(int(max(1.06 * reach * tau, 1.3 * samples)) + 8, _BUFFER)
        if v_end < span.v_inf * limits.LEAKY_RATIO:
            return None, v_end
        if self.averages > 1:
            return self._through_hum(line, low, span, samples, tau)
        if settle:
            return self._with_asymptote(span, samples, tau)
        return self._tau(samples, span, span.v_inf), span.v_inf

    def _through_hum(self, line, low, span, samples, tau):
        """As _with_asymptote, from captures spread evenly through mains periods: 10 ms apart
        they meet 50 Hz at two and 60 Hz at five phases, each the same number of times."""
        board = self.board
        for k in range(samples):
            self.sums[k] = 0
        wait = int(max(_SETTLED_TAUS * tau - samples, 0.0))
        settled = 0.0
        for _ in range(self.averages):
            began_ms = board.ticks_ms()
            self.start(line, low, span, samples)
            kernels.add_to(self.sums, self.buffer, samples)
            board.settle_us(wait * pinmap.ADC_PERIOD_US)
            settled += self._mean_code(span)
            while ticks_diff(board.ticks_ms(), began_ms) < limits.HUM_SPACING_MS:
                board.settle_us(limits.HUM_WAIT_US)
        v_line = settled / self.averages / (1.0 - exp(-(wait + samples) / tau))
        if v_line < span.v_inf * limits.LEAKY_RATIO:
            return None, v_line
        tau = tau_of_sums(self.sums, samples, self.averages, int(4.0 * v_line + 0.5),
                          span.window[0], span.window[1])
        return tau * span.v_inf / v_line, v_line

    def ripple_codes(self):
        """Amplitude of the hum on the line that is charged right now, through HI."""
        lowest, highest = 1e9, 0.0
        for _ in range(limits.RIPPLE_LOOKS):
            code = self._mean_code(self.hi)
            lowest, highest = min(lowest, code), max(highest, code)
            self.board.settle_us(limits.RIPPLE_SPACING_US)
        return (highest - lowest) / 2.0

    def _with_asymptote(self, span, samples, tau):
        """(tau, asymptote) of the capture in the buffer and of the line when it has settled."""
        wait = int(max(_SETTLED_TAUS * tau - samples, 0.0))
        self.board.settle_us(wait * pinmap.ADC_PERIOD_US)
        m = samples // 32
        v_then = kernels.total(self.buffer, samples - 2 * m, samples) / (2.0 * m)
        v_now = self._mean_code(span)
        passed = wait + _V_SAMPLES / 2.0 + m
        for _ in range(3):
            q = exp(-passed / tau)
            v_line = (v_now - v_then * q) / (1.0 - q)
            if v_line < span.v_inf * limits.LEAKY_RATIO:
                return None, v_line
            before = tau
            tau = self._tau(samples, span, v_line)
            if abs(tau - before) < 0.001 * tau:
                break
        # What tau would be without leakage: that pulls it and the asymptote down alike.
        return tau * span.v_inf / v_line, v_line

    def settled_code(self, line, low, span):
        """Corrected code at which `line` settles in a range against the lines of `low`, all
        others floating. Charges through LO first, which is quick."""
        board = self.board
        if span is self.lo:
            self._discharge(line)
            board.drive(0, low, False)
        step_us = 100
        before = self._mean_code(span)
        while step_us < limits.SETTLE_LONGEST_US:
            board.settle_us(step_us)
            now = self._mean_code(span)
            if abs(now - before) < limits.SETTLED_CODES:
                break
            before = now
            step_us *= 2
        self._charged_pf = 50e3
        return now

    def _mean_code(self, span):
        """Mean corrected code of Z charged through a range, now."""
        self.board.capture(self.tail, _V_SAMPLES, span.pins[0], span.pins[1])
        kernels.correct_steps(self.tail, _V_SAMPLES)
        return kernels.total(self.tail, 0, _V_SAMPLES) / float(_V_SAMPLES)

    def _tau(self, samples, span, v_inf):
        """tau of the capture in the buffer for an asymptote."""
        return tau_of_sums(self.buffer, samples, 1, int(4.0 * v_inf + 0.5), span.window[0],
                           span.window[1])


def first_guess(codes, size, v_inf):
    """(tau, asymptote) of a capture that may be too short: good to a few percent.

    From three equidistant means: the second half rises by q times what the first did.
    A tau of infinity (1e9) means hardly any rise at all.
    """
    part = size // 32
    spacing = size // 2 - part
    start, middle, end = [
        kernels.total(codes, at - part, at + part) / (2.0 * part)
        for at in (part, part + spacing, part + 2 * spacing)
    ]
    if end - middle < limits.FLAT_CODES:  # settled in the first half
        return 1.0 + kernels.first_at_least(codes, 0, size, int(end * 2.53)), end
    q = (end - middle) / max(middle - start, 1.0)
    if q > 0.97:
        return 1e9, v_inf
    return spacing / -log(q), start + (middle - start) / (1.0 - q)

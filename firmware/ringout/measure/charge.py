"""Charge captures on a board: a mux channel charged through HI or LO, timed and corrected.

A `Charger` knows discharge times and capture lengths, finds the range, waits for or computes
the asymptote. What the numbers mean is `capacitances.py`.

One file: one capture from the discharge to its number.
"""

from array import array
from math import exp, log

from ringout.base import limits
from ringout.base.compat import kernels, ticks_add, ticks_diff
from ringout.board import pinmap
from ringout.board.pinmap import ALL_LINES
from ringout.measure import live_watch
from ringout.measure.estimator import tau_of_sums
from ringout.measure.references import BUFFER, LOOK, V_SAMPLES, References

_PF_OHM_PER_SAMPLE = pinmap.ADC_PERIOD_US * 1e6  # tau in samples = pF x ohm / this
_REACH_HI = 2.1  # capture length in time constants: 85 % of the asymptote and a little more
_REACH_LO = 2.9  # 90 %, behind a second pole
_SETTLED_TAUS = 6.5  # after switching on; the missing 0.15 % is computed
_AGAIN = 7000  # sample times: what charges in less is let go while its hum is looked at
NEVER = 1e9  # samples, a time constant
_LEAK_TAUS = 2.5  # after changing from LO to HI at nearly the same voltage ...
_LEAK_MOST = 4000  # ... in 8 ms: nobody looks for a voltage meanwhile, nor while LO settled


class TooSlow(Exception):
    """The capacitance is beyond the range."""


class Unsettled(TooSlow):
    """The end of the curve is not met: the insulation takes up charge for so long, or these are
    hundreds of metres."""


class Charger(References):
    """Captures on one board."""

    def __init__(self, board):
        References.__init__(self, board)
        self.sums = None  # as long as the buffer, made when hum is first met
        self.averages = 1  # captures of each charge; HUM_CAPTURES when hum is about
        self.charged_pf = limits.WORST_PF  # what the last capture may have left charged
        self.steadiness = None  # glances at the contacts before each capture of a press
        self.net_pf = limits.WORST_PF  # what a glance leaves charged, or a line that has settled
        self.soaked_pf = limits.WORST_PF  # that insulation gives back of, at most
        self.swung = False  # the last line did not settle: what is about, the next look tells

    def prepare(self, anew=False):
        """Of the cable nothing is known yet."""
        self.net_pf = self.soaked_pf = limits.WORST_PF
        References.prepare(self, anew)

    # -- lines -----------------------------------------------------------------------------
    def line(self, line, low, return_ohm, expect_pf=None):
        """Charge `line` against the lines of mask `low`; the rest floats.

        return_ohm: drivers that the capacitance's far side returns through.
        expect_pf: what to expect, to choose range and length. Returns (picofarad, asymptote over
        the open one, range); the tester's own capacitance is still in it. No picofarad, None,
        where it leaks too much; or, with an asymptote of exactly 1, where it takes up charge for
        too long: insulation, or 130 nF and more. Releases nothing: the caller does, in `finally`.
        ValueError where it hardly charges at all.
        """
        span = self.hi
        samples = LOOK
        if expect_pf is not None:
            samples = self._samples_for(expect_pf)
            if expect_pf > limits.HI_LIMIT_PF:
                span = self.lo
        while True:
            if span is self.lo:
                self.prepare_lo()
            try:
                tau, v_line = self._charge(line, low, span, samples)
            except TooSlow as error:
                if span is self.lo:
                    if isinstance(error, Unsettled):
                        return None, 1.0, span
                    raise ValueError("too much capacitance on one line")
                span = self.lo
                samples = 4 * LOOK
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
        start = self.mean_code(hi)
        wait = self._wait(min(int(_LEAK_TAUS * tau), _LEAK_MOST))
        end = self.mean_code(hi)
        v_line = hi.v_inf
        for _ in range(3):  # a leak makes the time constant shorter
            q = exp(-(wait + V_SAMPLES) * hi.v_inf / (tau * max(v_line, 1.0)))
            v_line = (end - start * q) / (1.0 - q)
        return v_line / hi.v_inf

    def _samples_for(self, pf):
        """Capture length that reaches the end of the window with something to spare."""
        if pf > limits.HI_LIMIT_PF:
            tau = pf * pinmap.R_TH_LO_OHM * 1.54 / _PF_OHM_PER_SAMPLE
            return min(int(2.7 * tau) + 64, BUFFER)
        tau = (pf + limits.Z_PF) * pinmap.R_TH_HI_OHM / _PF_OHM_PER_SAMPLE
        return min(int(2.1 * tau) + 40, BUFFER)

    def start(self, line, low, span, samples):
        """Discharge everything, then capture `samples` of the charge into the buffer."""
        board = self.board
        self.discharge(line)
        board.drive(0, low, False)
        board.capture(self.buffer, samples, span.pins[0], span.pins[1])
        self.captured_us = board.ticks_us()
        kernels.correct_steps(self.buffer, samples)

    def discharge(self, line):
        """All lines and Z to ground, for as long as what was charged last needs."""
        board = self.board
        self.look()
        board.charge(0, 0)
        charged_pf = self.charged_pf
        if self.steadiness is not None:
            self.steadiness.glance()
            charged_pf = max(charged_pf, self.net_pf)
        board.drive(0, ALL_LINES, False)
        board.mux(line)
        board.settle_us(int(limits.DISCHARGE_US + limits.DISCHARGE_US_PER_PF * charged_pf))

    def look(self, now=False):
        """live_watch.look after a charge: soft insulation gives back some of it."""
        discharge_us = self._discharge_us()
        soaked_pf = min(self.charged_pf, self.soaked_pf)
        absorbed = int(limits.LOOK_ABSORBED * limits.DISCHARGE_US_PER_PF * soaked_pf)
        absorbed = min(absorbed, limits.LOOK_ABSORBED_MOST)
        if self.swung:
            self.swung = False
            live_watch.doubt(self.board, discharge_us, absorbed)
        else:
            live_watch.look(self.board, discharge_us, now, absorbed)

    def _discharge_us(self):
        return int(limits.DISCHARGE_US + limits.DISCHARGE_US_PER_PF * self.charged_pf)

    def _charge(self, line, low, span, samples):
        """(tau or None, asymptote) of one charge, captured again if the length did not fit."""
        most = limits.HI_LIMIT_SAMPLES if span is self.hi else BUFFER / _REACH_LO
        reach = _REACH_HI if span is self.hi else _REACH_LO
        for _ in range(5):
            self.start(line, low, span, samples)
            tau, v_end = first_guess(self.buffer, samples, span.v_inf)
            charged_pf = (tau + 4.0) * _PF_OHM_PER_SAMPLE / span.r_th_ohm
            self.charged_pf = min(charged_pf, limits.WORST_PF)  # tau may be infinite
            if tau > most:
                raise Unsettled() if span is self.lo and tau < NEVER else TooSlow()
            goal = (span.window[1] + 1) * min(v_end, span.v_inf) / 100.0
            if self.buffer[samples - 1] >= goal or samples == BUFFER:
                break
            samples = min(int(max(1.06 * reach * tau, 1.3 * samples)) + 8, BUFFER)
        if v_end < span.v_inf * span.leaky_ratio:
            return None, v_end
        while True:
            try:
                if self.averages > 1:
                    return self._through_hum(line, low, span, samples, tau)
                return self._with_asymptote(span, samples, tau)
            except ValueError:  # insulation that absorbs charge late leaves the curve short
                if samples == BUFFER:
                    raise Unsettled()
                samples = min(samples + samples // 2, BUFFER)
                self.start(line, low, span, samples)

    def _through_hum(self, line, low, span, samples, tau):
        """As _with_asymptote, from captures spread evenly through mains periods: 10 ms apart
        they meet 50 Hz at two and 60 Hz at five phases, each the same number of times."""
        board = self.board
        if self.sums is None:
            self.sums = array("H", bytes(2 * BUFFER))
        for k in range(samples):
            self.sums[k] = 0
        settled = 0.0
        due_us = board.ticks_us()
        for _ in range(self.averages):
            self.start(line, low, span, samples)
            kernels.add_to(self.sums, self.buffer, samples)
            wait = self._wait(int(_SETTLED_TAUS * tau) - samples)
            settled += self.mean_code(span)
            self.look()  # here, so that the next is not late
            due_us = ticks_add(due_us, 1000 * limits.HUM_SPACING_MS)
            left_us = ticks_diff(due_us, board.ticks_us())
            if left_us > 0:
                board.settle_us(left_us)
            else:  # slower than that
                due_us = board.ticks_us()
        v_line = settled / self.averages / (1.0 - exp(-(wait + samples) / tau))
        if v_line < span.v_inf * span.leaky_ratio:
            return None, v_line
        tau = tau_of_sums(
            self.sums,
            samples,
            self.averages,
            int(4.0 * v_line + 0.5),
            span.window[0],
            span.window[1],
        )
        return tau * span.v_inf / v_line, v_line

    def _wait(self, samples):
        """Until so many sample times after the capture, if they are not over: the chip thinks
        for longer than a short cable takes. Returns how many have passed."""
        board = self.board
        left_us = samples * pinmap.ADC_PERIOD_US
        left_us -= ticks_diff(board.ticks_us(), self.captured_us)
        if left_us > 0:
            board.settle_us(left_us)
        return ticks_diff(board.ticks_us(), self.captured_us) // pinmap.ADC_PERIOD_US

    def ripple_codes(self, line, low, pf):
        """Amplitude of the hum on `line`, that is charged right now, through HI, against the lines
        of `low`. In between it is let go, looked at and charged again, where that is quick."""
        board = self.board
        settled = int(_SETTLED_TAUS * pf / self.hi.pf_per_g)
        lowest, highest = 1e9, 0.0
        self.charged_pf = min(4.0 * pf, limits.WORST_PF)  # soft insulation, by now
        began_us = board.ticks_us()
        for k in range(limits.RIPPLE_LOOKS if settled < _AGAIN else limits.RIPPLE_LOOKS // 2):
            now_us = board.ticks_us()
            if ticks_diff(now_us, began_us) > limits.RIPPLE_LONGEST_US:
                break
            if settled < _AGAIN and ticks_diff(now_us, board.looked_us) > limits.RIPPLE_UNSEEN_US:
                self.start(line, low, self.hi, V_SAMPLES)
                self._wait(settled)
            elif k:
                board.settle_us(limits.RIPPLE_SPACING_US)
            code = self.mean_code(self.hi)
            lowest, highest = min(lowest, code), max(highest, code)
        return (highest - lowest) / 2.0

    def _with_asymptote(self, span, samples, tau):
        """(tau, asymptote) of the capture in the buffer and of the line when it has settled."""
        wait = self._wait(int(_SETTLED_TAUS * tau) - samples)
        m = samples // 32
        v_then = kernels.total(self.buffer, samples - 2 * m, samples) / (2.0 * m)
        v_now = self.mean_code(span)
        passed = wait + V_SAMPLES / 2.0 + m
        for _ in range(3):
            q = exp(-passed / tau)
            v_line = (v_now - v_then * q) / (1.0 - q)
            if v_line < span.v_inf * span.leaky_ratio:
                return None, v_line
            before = tau
            tau = self.tau(samples, span, v_line)
            if abs(tau - before) < 0.001 * tau:
                break
        # What tau would be without leakage: that pulls it and the asymptote down alike.
        return tau * span.v_inf / v_line, v_line

    def settled_code(self, line, low, span):
        """Corrected code at which `line` settles in a range against the lines of `low`, all
        others floating. Charges through LO first, which is quick. What goes to and fro is not
        waited for: it is hum, or an audio signal, which the next look tells."""
        board = self.board
        if span is self.lo or self.swung:
            self.discharge(line)
            board.drive(0, low, False)
        step_us, waited_us = 100, 0
        longest_us = limits.SETTLE_LO_US if span is self.lo else limits.SETTLE_LONGEST_US
        before = self.mean_code(span)
        up = down = False
        while waited_us < longest_us:
            wait_us = uneven(step_us, waited_us)
            board.settle_us(wait_us)
            waited_us += wait_us
            now = self.mean_code(span)
            if abs(now - before) < limits.SETTLED_CODES or now > limits.LIFTED_RATIO * span.v_inf:
                break  # there, or past where the tester can bring it
            up = up or now - before > limits.SWING_CODES
            down = down or before - now > limits.SWING_CODES
            if up and down and waited_us > limits.SETTLE_HI_US:
                break
            before = now
            step_us = min(2 * step_us, limits.SETTLE_STEP_US)
        self.charged_pf = max(self.charged_pf, self.net_pf)
        self.swung = up and down
        return now


def uneven(step_us, waited_us):
    """A little less than a step, another one each time: no tone keeps step and looks like a line
    that slowly goes one way."""
    return step_us - step_us * (waited_us // 200 % 11) // 200


def first_guess(codes, size, v_inf):
    """(tau, asymptote) of a capture that may be too short: good to a few percent.

    From three equidistant means: the second half rises by q times what the first did.
    A tau of NEVER means hardly any rise at all.
    """
    part = max(size // 32, 3)  # of fewer samples, noise would look like a slow rise
    spacing = size // 2 - part
    start, middle, end = [
        kernels.total(codes, at - part, at + part) / (2.0 * part)
        for at in (part, part + spacing, part + 2 * spacing)
    ]
    if end - middle < limits.FLAT_CODES:  # settled in the first half
        return 1.0 + kernels.first_at_least(codes, 0, size, int(end * 2.53)), end
    q = (end - middle) / max(middle - start, 1.0)
    if q > 0.97:
        return NEVER, v_inf
    return spacing / -log(q), start + (middle - start) / (1.0 - q)

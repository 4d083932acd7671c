"""Charge captures on a board: which lines, which range, how long, and what came out.

One `Meter` serves one press of TEST: it measures the references once and then as many lines
as asked. Buffers are made once, at start.
"""

from array import array

from ringout import limits, pinmap
from ringout.capacitance import farads_ratio, step_corrected, tau_samples

_SHORT = 768  # samples of a first look: reaches 85 % up to about 4 nF
_LONG = 3072
_V_SAMPLES = 64
_DISCHARGE_US = 1500  # ten times 10 k x 10 nF and more


class Meter:
    """Capacitance of lines of a board, against its 1 nF and 10 nF references."""

    def __init__(self, board):
        self.board = board
        self.buffer = array("H", bytes(2 * _LONG))
        self.view = memoryview(self.buffer)
        self.references = {}  # range -> (tau open, g of the reference in pF per unit, V_inf)

    def prepare(self):
        """Measure the open channel and the references; once a press."""
        self.references = {}
        for lo in (False, True):
            tau_open = 0.0
            if not lo:
                tau_open, v_inf = self._tau(pinmap.MUX_OPEN, False)
                self.tau_open_hi = tau_open
            else:  # too quick to capture through 10 k: scaled by the charge resistors
                tau_open = self.tau_open_hi * pinmap.R_TH_LO_OHM / pinmap.R_TH_HI_OHM
            channel = pinmap.MUX_CREF_BIG if lo else pinmap.MUX_CREF
            tau, v_inf = self._tau(channel, lo)
            rho = limits.RHO_REF_LO if lo else limits.RHO_REF_HI
            self.references[lo] = (tau_open, farads_ratio(tau, tau_open, rho), v_inf)
            if not lo:
                # The 10 nF is a 5 % part: weigh it against the 1 nF with the HI range.
                big_tau, _ = self._tau(pinmap.MUX_CREF_BIG, False)
                ratio = farads_ratio(big_tau, tau_open, rho) / self.references[False][1]
                self.big_pf = pinmap.C_REF_F * 1e12 * ratio

    def line_pf(self, line, low):
        """(picofarad, leak V ratio) from `line` to the lines of mask `low`, all held at ground.

        Everything the tester itself adds is still in the result. Lines neither charged nor in
        `low` float.
        """
        lo = False
        try:
            self.board.drive(0, low, False)
            tau, v_line = self._tau(line, False)
        except ValueError:
            lo = True
        finally:
            self.board.release()
        if lo or self._hi_pf(tau, v_line) > limits.HI_LIMIT_PF:
            lo = True
            try:
                self.board.drive(0, low, False)
                tau, v_line = self._tau(line, True)
            finally:
                self.board.release()
            tau_open, reference, v_inf = self.references[True]
            tau *= v_inf / v_line
            g = farads_ratio(tau, tau_open, limits.RHO_LINE_LO)
            return self.big_pf * g / reference, v_line / v_inf
        v_inf = self.references[False][2]
        return self._hi_pf(tau, v_line), v_line / v_inf

    def _hi_pf(self, tau, v_line):
        tau_open, reference, v_inf = self.references[False]
        tau *= v_inf / v_line  # leakage pulls tau and asymptote down together
        g = farads_ratio(tau, tau_open, limits.RHO_LINE_HI)
        return pinmap.C_REF_F * 1e12 * g / reference

    def _tau(self, channel, lo):
        """(tau in samples, asymptote in codes) of a mux channel charged now.

        ValueError if it does not charge far enough in the longest capture.
        """
        board = self.board
        hi_pin, lo_pin = (0, 1) if lo else (1, None)
        window = (50, 90) if lo else (25, 85)
        board.mux(channel)
        try:
            for count in (_SHORT, _LONG):
                board.charge(0, 0)
                board.settle_us(_DISCHARGE_US)
                board.capture(self.buffer, count, hi_pin, lo_pin)
                codes = self.view[:count]
                for k in range(count):
                    codes[k] = step_corrected(codes[k])
                settle_us = self._settle_us(codes, count)
                if settle_us:
                    board.settle_us(settle_us)
                    total = board.adc_sum(pinmap.ADC_UNITY, _V_SAMPLES)
                    v_inf4 = self._asymptote4(total)
                    try:
                        return tau_samples((codes,), v_inf4, window[0], window[1]), v_inf4 / 4.0
                    except ValueError:
                        pass  # the settled line lies higher than this capture reached
        finally:
            board.charge(0, 0)
            board.settle_us(_DISCHARGE_US)
            board.charge(None, None)
        raise ValueError("too slow for this range")

    @staticmethod
    def _asymptote4(total):
        """Four times the mean corrected code of _V_SAMPLES readings."""
        mean = total // _V_SAMPLES
        return 4 * step_corrected(mean) + 4 * (total - mean * _V_SAMPLES) // _V_SAMPLES

    @staticmethod
    def _settle_us(codes, count):
        """How long until the curve is flat to a quarter code; 0 if it is far from flat.

        From the time to 63 % of the last sample: 9 time constants settle 3800 codes.
        """
        end = codes[count - 1]
        goal = end * 63 // 100
        k = 0
        while codes[k] < goal:
            k += 1
        if k * 2 > count:
            return 0
        return max(0, 10 * k - count) * pinmap.ADC_PERIOD_US + 40

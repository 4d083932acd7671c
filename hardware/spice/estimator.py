"""Time constant and capacitance from samples, written from the design note's equations.

Floating point and independent of the firmware's integer version, so that the two can
disagree.
"""

from dataclasses import dataclass

import numpy as np

from ringout.board import pinmap

ADC_VREF_V = pinmap.VDD_V - pinmap.ADC_VREF_DROP_V


@dataclass(frozen=True)
class Range:
    """A charge range: its Thevenin source and the window used, as fractions of V_inf."""

    name: str
    r_th_ohm: float
    v_inf_v: float
    window: tuple

    @property
    def v_inf_code(self):
        """Asymptote in ADC codes."""
        return self.v_inf_v / ADC_VREF_V * pinmap.ADC_FULL_SCALE

    def rho(self, return_ohm=0.0, r_mux_ohm=pinmap.R_MUX_OHM):
        """Resistance in series with the capacitor over the source's: the two-pole constant."""
        return (pinmap.R_SENSE_OHM + r_mux_ohm + return_ohm) / self.r_th_ohm


def _divider(up_ohm, down_ohm):
    return pinmap.VDD_V * down_ohm / (up_ohm + down_ohm)


def _parallel(*ohms):
    return 1.0 / sum(1.0 / ohm for ohm in ohms)


HI = Range(
    "HI",
    pinmap.R_TH_HI_OHM,
    _divider(pinmap.R_CHG_HI_OHM, pinmap.R_BLEED_OHM),
    (0.25, 0.85),
)
LO = Range(
    "LO",
    pinmap.R_TH_LO_OHM,
    _divider(pinmap.R_CHG_LO_OHM, _parallel(pinmap.R_CHG_HI_OHM, pinmap.R_BLEED_OHM)),
    (0.50, 0.90),
)
# One end of the return driven low, and both ends.
RETURN_ONE_OHM = pinmap.R_FORCE_OHM + pinmap.R_PIN_OHM + pinmap.R_GPIO_OHM
RETURN_BOTH_OHM = RETURN_ONE_OHM / 2.0


def tau_samples(samples, v_inf, window):
    """Time constant in sample periods by area: S / (2 (v_b - v_a)) - 1/(12 tau).

    S is the sum of (2 V_inf - v_k - v_k+1) over the samples between the window's fractions.
    """
    low, high = (fraction * v_inf for fraction in window)
    first = int(np.argmax(samples >= low))
    last = int(np.argmax(samples >= high))
    if last <= first:
        raise ValueError("the capture does not reach the window's upper end")
    part = samples[first : last + 1]
    area = np.sum(2.0 * v_inf - part[:-1] - part[1:])
    tau = area / (2.0 * (part[-1] - part[0]))
    return tau - 1.0 / (12.0 * tau)


def single_pole_product(tau, tau_open, rho):
    """g: R_th C in the unit of `tau`, exact for the slow pole of the two-pole network."""
    return tau * (tau - tau_open) / ((1.0 + rho) * tau - rho * tau_open)


def capacitance_f(tau, tau_ref, tau_open, rho, rho_ref, c_ref_f):
    """C of a line from its time constant and the reference's."""
    ratio = single_pole_product(tau, tau_open, rho) / single_pole_product(
        tau_ref, tau_open, rho_ref
    )
    return c_ref_f * ratio

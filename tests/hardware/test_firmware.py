"""The firmware's own integer estimator, fed with ngspice's waveforms as 12-bit codes."""

import numpy as np
import pytest
from hardware.spice import charge, estimator, ngspice
from hardware.spice.estimator import HI, LO

from ringout.board import pinmap
from ringout.measure import estimator as capacitance

pytestmark = pytest.mark.skipif(not ngspice.available(), reason=ngspice.MISSING)
TO_CODE = pinmap.ADC_FULL_SCALE / estimator.ADC_VREF_V


def firmware_tau(which, channel, c_f=0.0):
    """Time constant in samples from codes of an ideal converter."""
    name = f"firmware_{which.name}_{channel}_{c_f * 1e12:.0f}"
    volts = charge.capture(name, which, channel, c_f, pinmap.R_MUX_OHM)
    codes = np.floor(volts * TO_CODE + 0.5).astype(int).tolist()
    window = [round(100 * fraction) for fraction in which.window]
    return capacitance.tau_samples((codes,), round(4 * charge.settle_v(which) * TO_CODE), *window)


def g(which, tau, tau_open, return_ohm):
    """The firmware's inversion with the series resistance of the pin map."""
    return capacitance.farads_ratio(tau, tau_open, which.rho(return_ohm))


@pytest.mark.parametrize(
    ("which", "c_f", "allowed_pf"),
    [
        (HI, 10e-12, 0.4),
        (HI, 100e-12, 0.4),
        (HI, 470e-12, 0.9),
        (HI, 2.2e-9, 2.9),
        (HI, 10e-9, 28.0),
        (LO, 22e-9, 143.0),
        (LO, 100e-9, 780.0),
    ],
)
def test_capacitance_of_a_spice_capture(which, c_f, allowed_pf):
    """Within the accuracy table of the design note, which has noise and tolerances on top."""
    tau_open_hi = firmware_tau(HI, "open")
    tau_open = tau_open_hi * which.r_th_ohm / HI.r_th_ohm
    channel, c_ref_f = ("ref", pinmap.C_REF_F) if which is HI else ("big", pinmap.C_REF_BIG_F)
    unit_pf = c_ref_f * 1e12 / g(which, firmware_tau(which, channel), tau_open, 0.0)
    pf = unit_pf * g(which, firmware_tau(which, "line", c_f), tau_open, estimator.RETURN_ONE_OHM)
    unit_hi_pf = pinmap.C_REF_F * 1e12 / g(HI, firmware_tau(HI, "ref"), tau_open_hi, 0.0)
    zero = g(HI, firmware_tau(HI, "line"), tau_open_hi, estimator.RETURN_ONE_OHM)
    assert pf - unit_hi_pf * zero == pytest.approx(c_f * 1e12, abs=allowed_pf)

"""The simulator's circuit against ngspice: two solvers, one circuit, under 0.5 % of full scale.

Both get the same nominal parts and the same parasitics; what is left is the method: exact
eigenmodes of a lumped circuit against ngspice's time steps. Compared at Z: the simulator has
no amplifier lag, which is 0.17 us in the decks (1 MHz amplifier, 100 ohm and 100 pF).
"""

import numpy as np
import pytest
from hardware.spice import charge, kelvin, models, ngspice
from hardware.spice.estimator import HI, LO

from ringout.board import pinmap
from ringout_host.sim.circuit import Body, Network, Shunts
from ringout_host.sim.front_end import LINES, NODES, Z_NODE, FrontEnd
from ringout_host.sim.modes import Modes

pytestmark = pytest.mark.skipif(not ngspice.available(), reason=ngspice.MISSING)
LINE_A_T, LINE_A_S, LINE_B_T = (pinmap.line_of(name) for name in ("A.T", "A.S", "B.T"))
PERIOD_S = pinmap.ADC_PERIOD_US * 1e-6


def nominal_front_end():
    """A simulated board without tolerances, with the parasitics of the decks."""
    front = FrontEnd(seed=1)
    front.vdd = pinmap.VDD_V
    front.gpio_ohm = [pinmap.R_GPIO_OHM] * LINES
    front.force_ohm = [pinmap.R_PIN_OHM + pinmap.R_FORCE_OHM] * LINES
    front.sense_ohm = [pinmap.R_SENSE_OHM] * pinmap.MUX_CHANNELS
    front.mux_ohm = [pinmap.R_MUX_OHM] * pinmap.MUX_CHANNELS
    front.stray.mutual_f = {}
    front.stray.line_f = [
        models.C_GPIO_F + models.C_PIN_CLAMP_F + models.C_CLAMP_F + models.C_ESD_F + models.C_JACK_F
    ] * LINES
    front.stray.ground_ohm = [models.R_OFF_OHM] * LINES
    front.z_f = models.C_Z_F
    front.chg_hi_ohm, front.chg_lo_ohm = pinmap.R_CHG_HI_OHM, pinmap.R_CHG_LO_OHM
    front.bleed_ohm = pinmap.R_BLEED_OHM
    front.cref_f, front.cref_big_f = pinmap.C_REF_F, pinmap.C_REF_BIG_F
    return front


def simulated(which, channel, c_f, count):
    """Voltage of Z in the simulator, first sample one period after the charge starts."""
    front = nominal_front_end()
    network, shunts, dc = Network(NODES), Shunts(NODES), [0.0] * NODES
    front.stamp_board(network)
    front.stamp_mux(network, dc, channel)
    front.stamp_charge(shunts, dc, *((1, None) if which is HI else (0, 1)))
    front.stamp_lines(shunts, dc, 0, 1 << LINE_A_S, False)
    if c_f:
        network.capacitor(LINE_A_T, LINE_A_S, c_f)
    modes = Modes(Body(network), shunts, dc)
    start = modes.begin([0.0] * NODES, 0.0)
    times = PERIOD_S * np.arange(1, count + 1)
    return np.array([modes.voltages(start, 0.0, float(t))[Z_NODE] for t in times])


@pytest.mark.parametrize(
    ("which", "name", "channel", "c_f"),
    [
        (HI, "open", pinmap.MUX_OPEN, 0.0),
        (HI, "ref", pinmap.MUX_CREF, 0.0),
        (HI, "line", LINE_A_T, 10e-12),
        (HI, "line", LINE_A_T, 100e-12),
        (HI, "line", LINE_A_T, 10e-9),
        (LO, "big", pinmap.MUX_CREF_BIG, 0.0),
        (LO, "line", LINE_A_T, 22e-9),
        (LO, "line", LINE_A_T, 100e-9),
    ],
)
def test_charge_waveform(which, name, channel, c_f):
    label = f"compare_{which.name}_{name}_{c_f * 1e12:.0f}"
    spice = charge.capture(label, which, name, c_f, pinmap.R_MUX_OHM, at="v(z)")
    ours = simulated(which, channel, c_f, len(spice) - 1)
    difference = np.abs(ours - spice[1:]).max() / pinmap.VDD_V
    assert difference < 0.005


def test_the_amplifier_is_late_by_under_a_fifth_of_a_microsecond():
    """And so shifts the whole capture: the time constant of the open channel stays."""
    args = (HI, "open", 0.0, pinmap.R_MUX_OHM)
    z, adc = (charge.capture("compare_lag", *args, at=node) for node in ("v(z)", "v(adc0)"))
    v_inf = charge.settle_v(HI)
    assert charge.tau_of(adc, HI, v_inf) == pytest.approx(charge.tau_of(z, HI, v_inf), rel=0.002)
    slope_v_per_us = (z[3] - z[1]) / (2 * pinmap.ADC_PERIOD_US)
    assert 0.1 < (z[2] - adc[2]) / slope_v_per_us < 0.2


@pytest.mark.parametrize("leg_ohm", [0.1, 1.0, 10.0, 50.0])
def test_kelvin_voltage(leg_ohm):
    """The x11 stage's output for both contacts, leg driven from A to B."""
    front = nominal_front_end()
    front.x11_gain, front.x11_mid, front.x11_offset_v = pinmap.X11_GAIN, 0.5, 0.0
    for contact, line in (("A_T", LINE_A_T), ("B_T", LINE_B_T)):
        network, shunts, dc = Network(NODES), Shunts(NODES), [0.0] * NODES
        front.stamp_board(network)
        front.stamp_mux(network, dc, line)
        front.stamp_lines(shunts, dc, 1 << LINE_A_T, 1 << LINE_B_T, False)
        network.resistor(LINE_A_T, LINE_B_T, leg_ohm)
        volts = Modes(Body(network), shunts, dc).settled()[Z_NODE]
        ours = front.adc_input_v(pinmap.ADC_X11, float(volts))
        spice = kelvin.operating_point(f"compare_kelvin_{contact}", leg_ohm, contact)["v(adc1)"]
        assert abs(ours - spice) / pinmap.VDD_V < 0.005

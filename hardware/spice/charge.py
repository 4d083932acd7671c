"""Charge path: waveforms, time constants, asymptotes and the two-pole inversion."""

import numpy as np

from hardware.spice import estimator, ngspice
from hardware.spice.checks import Check, near
from hardware.spice.estimator import HI, LO
from hardware.spice.models import C_MUX_CHANNEL_F, R_MUX_LOW_OHM
from hardware.spice.network import FLOAT, LOW, Network
from ringout.board import pinmap

PERIOD_S = pinmap.ADC_PERIOD_US * 1e-6
# (range, capacitance F, allowed error F): the accuracy table of the design note.
CASES = (
    (HI, 10e-12, 0.4e-12),
    (HI, 100e-12, 0.4e-12),
    (HI, 470e-12, 0.9e-12),
    (HI, 2.2e-9, 0.0013 * 2.2e-9),
    (HI, 10e-9, 0.0028 * 10e-9),
    (LO, 2.2e-9, 0.0065 * 2.2e-9),
    (LO, 22e-9, 0.0065 * 22e-9),
    (LO, 47e-9, 0.0068 * 47e-9),
    (LO, 100e-9, 0.0078 * 100e-9),
)


def capture(name, charge, channel, c_f, r_mux_ohm, returns=1, at="v(adc0)"):
    """Samples of ADC0 (or of another node) in volts after the charge resistor switches on at t = 0.

    `channel` is "open", "ref", "big" or "line"; a line carries `c_f` to the sleeve, which is
    driven low at one end or, with `returns` = 2, at both.
    """
    net = Network(f"charge {charge.name} {channel} {c_f:g} F", r_mux_ohm)
    net.supply()
    net.step("drive", pinmap.VDD_V, name="drive")
    if charge is HI:
        net.charge_node(hi="drive")
    else:
        net.charge_node(hi="0", lo="drive")
    reference_f = {"ref": pinmap.C_REF_F, "big": pinmap.C_REF_BIG_F}
    if channel == "line":
        net.line("A_T", FLOAT)
        net.line("A_S", LOW)
        if returns == 2:
            net.line("B_S", LOW)
            net.resistor("con_B_S", "con_A_S", 1e-3)
        net.capacitor("con_A_T", "con_A_S", c_f)
        net.select("y_A_T")
        total_f = c_f + 150e-12
    elif channel == "open":
        net.capacitor("y_open", "0", C_MUX_CHANNEL_F)
        net.select("y_open")
        total_f = 150e-12
    else:
        net.reference(channel, reference_f[channel])
        net.select(f"y_{channel}")
        total_f = reference_f[channel] + 150e-12
    net.amplifiers()
    net.save("v(adc0)", "v(z)")
    tau_s = total_f * (charge.r_th_ohm + estimator.RETURN_ONE_OHM + pinmap.R_SENSE_OHM)
    stop_s = 4.0 * tau_s + 40e-6
    step_s = min(tau_s / 150.0, 0.5e-6 if tau_s < 2e-4 else 2e-6)
    result = ngspice.run(name, net.deck(f"tran {step_s:.4g} {stop_s:.6g} 0 {step_s:.4g} uic"))
    count = int(stop_s / PERIOD_S)
    return ngspice.resample(result, at, PERIOD_S, 0.0, count)


def settle_v(charge):
    """Asymptote in volts of ADC0 with the open channel, as a DC solution."""
    net = Network(f"asymptote {charge.name}")
    net.supply()
    net.charge_node(**({"hi": "3v3"} if charge is HI else {"hi": "0", "lo": "3v3"}))
    net.resistor("y_open", "0", 1e12)
    net.select("y_open")
    net.amplifiers()
    net.save("v(adc0)")
    return float(ngspice.run(f"asymptote_{charge.name}", net.deck("op"))["v(adc0)"][0])


def tau_of(samples, charge, v_inf):
    """Time constant in samples over the range's window."""
    return estimator.tau_samples(samples, v_inf, charge.window)


def measure(charge, r_mux_ohm, label):
    """Asymptote and time constants of open channel and reference, as the firmware caches them.

    Through LO the open channel settles within one sample: its time constant is HI's, scaled
    by the source resistances.
    """
    which, c_ref_f = ("ref", pinmap.C_REF_F) if charge is HI else ("big", pinmap.C_REF_BIG_F)
    v_inf = settle_v(charge)
    tau_open = tau_of(capture(f"{label}_open", HI, "open", 0.0, r_mux_ohm), HI, settle_v(HI))
    reference = capture(f"{label}_{which}", charge, which, 0.0, r_mux_ohm)
    return {
        "v_inf": v_inf,
        "tau_open": tau_open * charge.r_th_ohm / HI.r_th_ohm,
        "tau_ref": tau_of(reference, charge, v_inf),
        "c_ref_f": c_ref_f,
    }


def invert(base, charge, tau, returns=1):
    """Capacitance in farad with the pin map's constants."""
    back = estimator.RETURN_ONE_OHM if returns == 1 else estimator.RETURN_BOTH_OHM
    return estimator.capacitance_f(
        tau,
        base["tau_ref"],
        base["tau_open"],
        charge.rho(back),
        charge.rho(0.0),
        base["c_ref_f"],
    )


def run():
    """Checks and waveforms of the charge path."""
    checks, waves = [], {}
    note = "front-end.md, accuracy"
    for charge, expected in ((HI, 3750.0), (LO, 3.14 / estimator.ADC_VREF_V * 4096)):
        code = settle_v(charge) / estimator.ADC_VREF_V * pinmap.ADC_FULL_SCALE
        checks.append(near(f"V_inf {charge.name}", code, expected, 20, "code", "front-end.md"))
        what = f"V_inf {charge.name} against pinmap"
        checks.append(near(what, code, charge.v_inf_code, 2, "code", "pinmap"))
    checks += rho_checks()
    for r_mux_ohm, tag in ((pinmap.R_MUX_OHM, ""), (R_MUX_LOW_OHM, f" mux {R_MUX_LOW_OHM:g}")):
        for charge in (HI, LO):
            checks += _range_checks(charge, r_mux_ohm, tag, note, waves)
    return {"checks": checks, "waveforms": waves}


def rho_checks():
    """The two-pole constants that follow from the pin map against the design note's."""
    one, both = estimator.RETURN_ONE_OHM, estimator.RETURN_BOTH_OHM
    rows = (
        ("rho_ref HI", HI.rho(), 0.0244),
        ("rho_x HI", HI.rho(one), 0.0273),
        ("rho_x HI both ends low", HI.rho(both), 0.0259),
        ("rho_ref LO", LO.rho(), 0.510),
        ("rho_x LO", LO.rho(one), 0.572),
        ("rho_x LO both ends low", LO.rho(both), 0.541),
    )
    return [
        near(name, value, noted, 0.005 * noted, "", "front-end.md, two poles")
        for name, value, noted in rows
    ]


def _range_checks(charge, r_mux_ohm, tag, note, waves):
    label = f"charge_{charge.name}{tag.replace(' ', '_')}"
    base = measure(charge, r_mux_ohm, label)
    checks = []
    if charge is HI:
        rows = (("open", "tau_open", 6.5, 8.6), ("1 nF", "tau_ref", 108.0, 111.5))
    else:
        rows = (("10 nF", "tau_ref", 71.4, 73.0),)
    for name, key, low, high in rows:
        what = f"tau {name} {charge.name}{tag}"
        checks.append(Check(what, base[key], low, high, "samples", "front-end.md, self-test"))
    zero_f = open_jack_zero_f(r_mux_ohm, label)
    for which, c_f, allowed_f in CASES:
        if which is not charge:
            continue
        samples = capture(f"{label}_{c_f * 1e12:.0f}pF", charge, "line", c_f, r_mux_ohm)
        got_f = invert(base, charge, tau_of(samples, charge, base["v_inf"])) - zero_f
        error_pf, limit_pf = (got_f - c_f) * 1e12, allowed_f * 1e12
        what = f"C {c_f * 1e12:g} pF {charge.name}{tag}: error"
        checks.append(Check(what, error_pf, -limit_pf, limit_pf, "pF", note))
        if not tag:
            waves[f"{charge.name}_{c_f * 1e12:.0f}pF"] = waveform(samples)
    return checks


def open_jack_zero_f(r_mux_ohm, label):
    """Capacitance of the tester's own line with nothing plugged, through HI."""
    base = measure(HI, r_mux_ohm, f"{label}_zero")
    samples = capture(f"{label}_zero", HI, "line", 0.0, r_mux_ohm)
    return invert(base, HI, tau_of(samples, HI, base["v_inf"]))


def waveform(samples, points=400):
    """A capture thinned to at most `points`, with its sample period, for the comparison."""
    stride = max(1, len(samples) // points)
    return {
        "period_us": pinmap.ADC_PERIOD_US * stride,
        "volt": [round(float(v), 6) for v in np.asarray(samples)[::stride]],
    }

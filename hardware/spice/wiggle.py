"""Wiggle: the shortest dropout that each way of watching shows."""

import numpy as np

from hardware.spice import estimator, ngspice
from hardware.spice.checks import Check
from hardware.spice.models import VIL_V
from hardware.spice.network import FLOAT, HIGH, INPUT, LOW, Network
from hardware.spice.scan import time_above_us
from hardware.spice.stock import Stock
from ringout.board import pinmap

NOTE = "front-end.md, wiggle"
BREAK_US = 20.0  # when the contact opens
ADC_NOISE_CODE = 4.0  # the self-test's noise limit


def dropout(name, length_m, open_us, analog, break_at="driven"):
    """The watched leg's receiving end while its conductor opens for `open_us` at one end."""
    net = Network(f"wiggle {length_m:g} m, open {open_us:g} us at the {break_at} end")
    net.supply()
    net.line("A_T", HIGH)
    net.line("B_T", FLOAT if analog else INPUT)
    for name_ in ("A_R", "B_R", "A_S", "B_S"):
        net.line(name_, LOW if name_[-1] == "S" else INPUT)
    a, b = ("con_A_T", "brk") if break_at == "sensed" else ("brk", "con_B_T")
    gap = ("con_B_T", "brk") if break_at == "sensed" else ("con_A_T", "brk")
    ends = {"T": (a, b), "R": ("con_A_R", "con_B_R"), "S": ("con_A_S", "con_B_S")}
    net.cable(ends, length_m, Stock(henry_per_m=0.0))  # 20 ns of inductance do not matter here
    start, stop = BREAK_US, BREAK_US + open_us
    net.source(
        "open",
        f"pwl(0 1 {start}u 1 {start + 0.05}u 0 {stop}u 0 {stop + 0.05}u 1)",
        "open",
    )
    gap_v = f"v({gap[0]},{gap[1]})"
    net.add("b", f"{gap[0]} {gap[1]}", f"i={gap_v}*(50*v(open)+1e-12)")  # 20 milliohm contact
    net.resistor("brk", "stub", 100.0)  # the stub behind the broken contact, and its losses
    net.capacitor("stub", "0", 5e-12)
    if analog:
        net.charge_node(lo="0")
        net.select("y_B_T")
        net.amplifiers()
        net.save("v(adc0)")
    else:
        net.save("v(pin_B_T)")
    span_us = stop + 20.0
    step_us = span_us / 800
    analysis = f"tran {step_us:.4g}u {span_us:.6g}u 0 {step_us:.4g}u"
    return ngspice.run(name, net.deck(analysis, reltol=1e-4))


def digital_fall_us(length_m, break_at):
    """Time from the opening to a sure low on the GPIO."""
    open_us = 60.0 + 25.0 * length_m
    label = f"wiggle_{break_at}_{length_m:g}m"
    result = dropout(label, length_m, open_us, False, break_at)
    still_open = result["time"] < (BREAK_US + open_us) * 1e-6
    result = {key: values[still_open] for key, values in result.items()}
    return time_above_us(result, "v(pin_b_t)", VIL_V) - BREAK_US


def analog_dip_code(length_m, open_us):
    """Deepest ADC0 dip of a dropout, in codes, taking the least lucky 2 us sampling phase."""
    result = dropout(f"wiggle_adc_{length_m:g}m", length_m, open_us, True)
    before = float(np.interp((BREAK_US - 1) * 1e-6, result["time"], result["v(adc0)"]))
    dips = []
    for phase in np.linspace(0, pinmap.ADC_PERIOD_US, 9)[:-1]:
        period_s = pinmap.ADC_PERIOD_US * 1e-6
        first_s = (BREAK_US + phase) * 1e-6
        samples = ngspice.resample(result, "v(adc0)", period_s, first_s, int(open_us / 2) + 6)
        dips.append(before - float(samples.min()))
    return min(dips) / estimator.ADC_VREF_V * pinmap.ADC_FULL_SCALE


def run():
    """Checks of the wiggle modes."""
    driven_us = digital_fall_us(3.0, "driven")
    sensed_us = digital_fall_us(3.0, "sensed")
    ratio = driven_us / sensed_us
    checks = [
        Check("wiggle digital 3 m, break at the driven end", driven_us, 25, 55, "us", NOTE),
        Check("same, break at the sensed end, faster by", ratio, 2, 40, "times", NOTE),
    ]
    dips = {}
    for length_m in (3.0, 30.0):
        dip = analog_dip_code(length_m, 4.0)
        dips[f"{length_m:g} m"] = round(dip, 1)
        what = f"wiggle ADC {length_m:g} m, 4 us dropout: dip"
        checks.append(Check(what, dip, 5 * ADC_NOISE_CODE, 4095, "code", NOTE))
    fall = {"driven end": round(driven_us, 1), "sensed end": round(sensed_us, 1)}
    return {"checks": checks, "dip_code": dips, "fall_us": fall}

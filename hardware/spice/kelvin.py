"""Kelvin resistance: the loop constant K, the x11 stage's gain and the range it covers."""

import numpy as np

from hardware.spice import ngspice
from hardware.spice.checks import Check, near
from hardware.spice.models import OPAMP_RAIL_V
from hardware.spice.network import FLOAT, HIGH, LOW, Network
from ringout.base import limits
from ringout.board import pinmap

RESISTANCES_OHM = (0.05, 0.1, 0.3, 1.0, 3.0, 5.0, 10.0, 30.0, 50.0)
NOTE = "front-end.md, resistance"


def operating_point(name, leg_ohm, sense, high="A_T", low="B_T", r_gpio_ohm=pinmap.R_GPIO_OHM):
    """DC solution with one end of a leg driven high and the other low, the mux on `sense`."""
    net = Network(f"kelvin {leg_ohm:g} ohm, sense {sense}", r_gpio_ohm=r_gpio_ohm)
    net.supply()
    for line in ("A_T", "B_T"):
        net.line(line, {high: HIGH, low: LOW}.get(line, FLOAT))
    net.resistor("con_A_T", "con_B_T", leg_ohm, "leg")
    net.select(f"y_{sense}")
    net.charge_node()
    net.amplifiers()
    net.save("v(adc0)", "v(adc1)", "v(con_A_T)", "v(con_B_T)", "i(vdd)")
    result = ngspice.run(name, net.deck("op"))
    return {key: float(values[0]) for key, values in result.items()}


def drop_v(leg_ohm, adc, **options):
    """Voltage over the leg as the converter sees it: mean of both polarities."""
    total = 0.0
    for high, low in (("A_T", "B_T"), ("B_T", "A_T")):
        reads = [
            operating_point(f"kelvin_{line}", leg_ohm, line, high, low, **options)[f"v({adc})"]
            for line in (high, low)
        ]
        total += reads[0] - reads[1]
    gain = pinmap.X11_GAIN if adc == "adc1" else 1.0
    return total / 2.0 / gain


def loop_constant_ohm(leg_ohm, adc="adc1", **options):
    """K that makes R = K dV / (VDD - dV) true at this resistance."""
    drop = drop_v(leg_ohm, adc, **options)
    return leg_ohm * (pinmap.VDD_V - drop) / drop


def run():
    """Checks of the resistance measurement."""
    constants = np.array([loop_constant_ohm(r) for r in RESISTANCES_OHM])
    k_ohm = float(constants[RESISTANCES_OHM.index(10.0)])
    checks = [
        near("K at 10 ohm against R_KELVIN_OHM", k_ohm, pinmap.R_KELVIN_OHM, 12, "ohm", "pinmap"),
        near("K at 10 ohm against the note", k_ohm, 1168.0, 12, "ohm", NOTE),
        Check("K spread 0.05 to 50 ohm", float(np.ptp(constants) / k_ohm) * 100, 0, 0.1, "%", NOTE),
    ]
    for gpio_ohm in (20.0, 50.0):
        ratio = loop_constant_ohm(10.0, r_gpio_ohm=gpio_ohm) / loop_constant_ohm(
            1.0, r_gpio_ohm=gpio_ohm
        )
        what = f"K 10 ohm over 1 ohm, GPIO {gpio_ohm:g} ohm"
        checks.append(near(what, ratio, 1.0, 0.002, "", "one gain for the range"))
    current_ma = abs(operating_point("kelvin_current", 0.1, "A_T")["i(vdd)"]) * 1e3
    bias_ma = pinmap.VDD_V / (2 * pinmap.X11_R_IN_OHM) * 1e3
    checks.append(near("test current", current_ma - bias_ma, 2.8, 0.15, "mA", "front-end.md"))
    checks += _stage_checks()
    for leg_ohm in (50.0, 330.0, 1000.0, 3300.0):
        k_unity_ohm = loop_constant_ohm(leg_ohm, "adc0")
        error = (pinmap.R_KELVIN_OHM / k_unity_ohm - 1.0) * 100.0
        checks.append(Check(f"unity channel at {leg_ohm:g} ohm", error, -2.5, 2.5, "%", NOTE))
    return {"checks": checks, "k_ohm": round(k_ohm, 2)}


def _stage_checks():
    """Gain by a small change at mid-scale, and the input range before the output clips."""
    outputs = {}
    for leg_ohm in (1.0, 20.0, 120.0):
        for line in ("A_T", "B_T"):
            outputs[leg_ohm, line] = operating_point(f"kelvin_{line}", leg_ohm, line)
    one = [outputs[20.0, line] for line in ("A_T", "B_T")]
    rise = one[0]["v(adc1)"] - one[1]["v(adc1)"]
    gain = rise / (one[0]["v(adc0)"] - one[1]["v(adc0)"])
    top = outputs[120.0, "A_T"]["v(adc1)"]
    half_range_v = (pinmap.VDD_V / 2 - OPAMP_RAIL_V) / pinmap.X11_GAIN
    limit_ohm = pinmap.R_KELVIN_OHM * 2 * half_range_v / (pinmap.VDD_V - 2 * half_range_v)
    return [
        near("x11 gain", gain, pinmap.X11_GAIN, 0.01, "", "pinmap"),
        near("x11 output clips at 120 ohm", top, pinmap.VDD_V - OPAMP_RAIL_V, 0.02, "V", "MCP6002"),
        Check(
            "highest leg inside the x11 range",
            limit_ohm,
            limits.X11_LIMIT_OHM,
            200.0,
            "ohm",
            "limits",
        ),
    ]

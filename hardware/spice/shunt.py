"""Shunt: a step of current onto 3V3. It settles without ringing at any of its capacitances."""

import numpy as np

from hardware.spice import models, ngspice
from hardware.spice.abuse import shunt
from hardware.spice.checks import Check
from hardware.spice.network import Network

# Both ceramic capacitors with what 3.3 V leave of them; as printed; with the Pico's own beside them
RAIL_F = (14e-6, models.C_RAIL_F, 67e-6)
LOW_A, HIGH_A = 0.02, 0.2
STEP_S, STOP_S = 1e-3, 2e-3
NOTE = "decisions/shunt.md"


def step(farad):
    """Voltage of 3V3 before and after the step: (seconds since the step, volts)."""
    net = Network(f"shunt: a step on {farad * 1e6:.0f} uF")
    shunt(net, *models.SHUNT_HIGHEST)
    net.capacitor("3v3", "0", farad)
    net.add("i", "0 3v3", f"pulse({LOW_A} {HIGH_A} {STEP_S:g} 1u 1u 1 2)", "in")
    net.save("v(3v3)")
    result = ngspice.run(f"shunt_{farad * 1e6:.0f}uF", net.deck(f"tran 1u {STOP_S:g} 0 1u"))
    return result["time"] - STEP_S, result["v(3v3)"]


def run():
    """Checks: no overshoot, a rise of some 50 mV, settled within 100 us, below the rail's limit."""
    checks, rises = [], {}
    for farad in RAIL_F:
        time, volt = step(farad)
        before, after = volt[np.searchsorted(time, -1e-5)], volt[-1]
        rise = after - before
        what = f"shunt at {farad * 1e6:.0f} uF"
        overshoot = (volt[time > 0].max() - after) / rise * 100.0
        away = np.nonzero(np.abs(volt - after) > 0.02 * rise)[0]
        settled_us = float(time[away[-1]] * 1e6)
        checks += [
            Check(f"{what}: rise from 20 to 200 mA", 1e3 * rise, 10.0, 60.0, "mV", NOTE),
            Check(f"{what}: overshoot", overshoot, 0.0, 10.0, "%", NOTE),
            Check(f"{what}: settled after", settled_us, 0.0, 100.0, "us", NOTE),
            Check(f"{what}: 3V3", volt.max(), 3.4, models.RAIL_LIMIT_V, "V", NOTE),
        ]
        rises[f"{farad * 1e6:.0f} uF"] = round(1e3 * rise, 2)
    return {"checks": checks, "rise_mv": rises}

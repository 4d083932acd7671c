"""Scan: how long a neighbour, coupled through the cable, stays above the logic threshold."""

import numpy as np

from hardware.spice import ngspice
from hardware.spice.checks import Check
from hardware.spice.models import R_PULL_MAX_OHM, VIL_V
from hardware.spice.network import HIGH, INPUT, Network
from hardware.spice.stock import Stock
from ringout.base import limits
from ringout.board import pinmap

NOTE = "front-end.md, scan"
# (length m, longest time above VIL that the design note found, us)
LENGTHS = ((3.0, 16.0), (30.0, 155.0), (100.0, 512.0))

# What every step waits at the least: the settle time and three looks at the witness lines. Longer
# cables show there and are waited for, up to SCAN_LONGEST_US.
LEAST_US = limits.SCAN_SETTLE_US + 3 * limits.SCAN_STEP_US


def neighbours(length_m, r_pull_ohm=R_PULL_MAX_OHM):
    """Released conductors R and S while T steps high at t = 0; the weakest pull-down."""
    net = Network(f"scan {length_m:g} m: T driven, R and S released", r_pull_ohm=r_pull_ohm)
    net.step("3v3", pinmap.VDD_V, name="dd")
    ends = {}
    for conductor in ("T", "R", "S"):
        for end in ("A", "B"):
            name = f"{end}_{conductor}"
            net.line(name, HIGH if name == "A_T" else INPUT)
        ends[conductor] = (f"con_A_{conductor}", f"con_B_{conductor}")
    net.cable(ends, length_m, Stock())
    net.save("v(pin_B_R)", "v(pin_B_S)")
    stop_us = 8.0 * length_m + 60.0
    step_us = stop_us / 300.0
    analysis = f"tran {step_us:.4g}u {stop_us:.6g}u 0 {step_us:.4g}u uic"
    return ngspice.run(f"scan_{length_m:g}m", net.deck(analysis))


def time_above_us(result, vector, threshold_v):
    """Last time that `vector` exceeds the threshold, 0 if never."""
    above = np.nonzero(result[vector] > threshold_v)[0]
    return float(result["time"][above[-1]] * 1e6) if len(above) else 0.0


def run():
    """Checks of the settle time."""
    checks, times = [], {}
    for length_m, noted_us in LENGTHS:
        result = neighbours(length_m)
        worst_us = 0.0
        for victim in ("R", "S"):
            above_us = time_above_us(result, f"v(pin_b_{victim.lower()})", VIL_V)
            times[f"{length_m:g} m {victim}"] = round(above_us, 1)
            worst_us = max(worst_us, above_us)
        what = f"scan {length_m:g} m: neighbour above {VIL_V} V"
        checks.append(Check(what, worst_us, 0.9 * noted_us, 1.05 * noted_us, "us", NOTE))
        checks.append(Check(f"{what}, settle time", worst_us, 0, LEAST_US, "us", "limits"))
    return {"checks": checks, "above_us": times}

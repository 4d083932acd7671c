"""Live check: which foreign voltages the released tester sees, and what P48 does to a line."""

import numpy as np

from hardware.spice import estimator, models, ngspice
from hardware.spice.checks import Check
from hardware.spice.network import INPUT, Network
from ringout.board import pinmap

# The design note's thresholds, which the deck reproduces; the firmware's own look closer
# (limits.LIVE_LEVEL_CODES, against the tester's ground).
THRESHOLD_CODE = 400
SWING_CODE = 250
NOTE = "front-end.md, live"
SOURCE_OHM = 600.0
PHANTOM_OHM = 6810.0
SAMPLES_PER_MS = 16  # the firmware spreads its readings over a mains period


def code(volt):
    """ADC code of a voltage at ADC0."""
    raw = np.asarray(volt) / estimator.ADC_VREF_V * pinmap.ADC_FULL_SCALE
    return np.clip(raw, 0, pinmap.ADC_FULL_SCALE - 1)


def reading(name, waveform, source_ohm, floating, watched="A_T", window_s=20e-3):
    """(highest code, swing in codes) seen in 20 ms on a released line.

    The source drives A.T against A.S. Grounded: A.S is held at the tester's ground from
    outside (USB); floating: only the pull-downs tie the two together.
    """
    net = Network(f"live: {name}, {watched}", r_pull_ohm=50e3)
    net.supply()
    net.source("ext", waveform, "ext", back="con_A_S")
    net.resistor("ext", "con_A_T", source_ohm)
    for line in ("A_T", "A_S"):
        net.line(line, INPUT, diodes=True)
    net.resistor("con_A_S", "0", models.R_OFF_OHM if floating else 1.0)
    net.charge_node()
    net.select(f"y_{watched}")
    net.amplifiers()
    net.save("v(adc0)")
    deck = net.deck(f"tran 4u {window_s + 2e-3} 0 4u")
    result = ngspice.run(f"live_{name}_{watched}", deck)
    count = int(window_s * 1e3 * SAMPLES_PER_MS)
    codes = code(ngspice.resample(result, "v(adc0)", window_s / count, 2e-3, count))
    return float(codes.max()), float(np.ptp(codes))


def excess(name, waveform, source_ohm, floating):
    """How far the best reading of the two contacts exceeds a threshold (1: just live)."""
    best = 0.0
    for watched in ("A_T", "A_S"):
        top, swing = reading(name, waveform, source_ohm, floating, watched)
        best = max(best, top / THRESHOLD_CODE, swing / SWING_CODE)
    return best


# (name, SPICE waveform or volts, source ohm, tester floating)
SEEN = (
    ("50Hz_0.45Vpk", "sin(0 0.45 50)", SOURCE_OHM, True),
    ("1kHz_0.45Vpk", "sin(0 0.45 1000)", SOURCE_OHM, True),
    ("12.3kHz_0.5Vpk", "sin(0 0.5 12300)", SOURCE_OHM, True),
    ("50Hz_0.45Vpk_usb", "sin(0 0.45 50)", SOURCE_OHM, False),
    ("dc_0.45V_usb", 0.45, SOURCE_OHM, False),
    ("P48", 48.0, PHANTOM_OHM, True),
    ("P48_usb", 48.0, PHANTOM_OHM, False),
    ("pedal_minus_9V", -9.0, 1000.0, True),
)
# What the check cannot see; the manual says so.
BLIND = (
    ("dc_0.45V", 0.45, SOURCE_OHM, True),
    ("pedal_minus_9V_usb", -9.0, 1000.0, False),
)


def run():
    """Checks: what must be called live is, an empty jack is not; and the blind spots."""
    checks = [
        Check(f"live {case[0]}: reading over threshold", excess(*case), 1.0, 100.0, "", NOTE)
        for case in SEEN
    ]
    top, swing = reading("empty", 0.0, models.R_OFF_OHM, True)
    empty = max(top / THRESHOLD_CODE, swing / SWING_CODE)
    checks.append(Check("empty jack: reading over threshold", empty, 0.0, 0.1, "", NOTE))
    return {"checks": checks, "blind_excess": {c[0]: round(excess(*c), 3) for c in BLIND}}

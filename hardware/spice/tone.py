"""Tone: its level at the far end of a cable, into what may be plugged there.

One leg swings against the other contacts of the plug, or tip against ring. Levels are those of
the fundamental; the manual's table has them.
"""

import math

import numpy as np

from hardware.spice import ngspice
from hardware.spice.checks import near
from hardware.spice.network import AGAINST, FLOAT, SWING, Network
from hardware.spice.stock import Stock

NOTE = "manual, Tone"
DBU_V = math.sqrt(0.6)
PERIODS = 4
SETTLES = 4  # periods
SAMPLES = 512  # a period
OPEN_OHM = 1e6
STATES = {"T": (SWING, AGAINST, AGAINST), "T-R": (SWING, AGAINST, FLOAT)}  # of A.T, A.R, A.S
# (what sounds, between which contacts of B, metres, ohm there) -> dBu, as the manual has it
LEVELS = {
    ("T", "TS", 3.0, OPEN_OHM): 11.7,
    ("T", "TS", 50.0, 10e3): 10.7,
    ("T", "TS", 50.0, 600.0): 2.3,
    ("T", "TS", 50.0, 150.0): -7.2,
    ("T-R", "TR", 3.0, OPEN_OHM): 11.7,
    ("T-R", "TR", 50.0, 10e3): 10.7,
    ("T-R", "TR", 50.0, 600.0): 2.3,
    ("T-R", "TR", 50.0, 150.0): -7.2,
}


def waveform(leg, pair, length_m, ohm, hz=1000):
    """The voltage between two contacts of the far plug with this load, over PERIODS periods."""
    net = Network(f"tone {leg} on {length_m:g} m into {ohm:g} ohm")
    net.tone(hz)
    for name, state in zip(("A_T", "A_R", "A_S"), STATES[leg], strict=True):
        net.line(name, state)
    ends = {letter: (f"con_A_{letter}", f"far_{letter}") for letter in "TRS"}
    net.cable(ends, length_m, Stock(henry_per_m=0.0))
    net.resistor(f"far_{pair[0]}", f"far_{pair[1]}", ohm)
    net.save("v(far_t)", "v(far_r)", "v(far_s)")
    period_s = 1.0 / hz
    end_s = (SETTLES + PERIODS) * period_s
    name = f"tone_{leg}_{ohm:g}_{length_m:g}m_{hz}".replace("-", "")
    result = ngspice.run(name, net.deck(f"tran 1u {end_s:.6g} 0 1u", reltol=1e-4))
    count, step_s, first_s = PERIODS * SAMPLES, period_s / SAMPLES, SETTLES * period_s
    names = [f"v(far_{letter.lower()})" for letter in pair]
    one, other = (ngspice.resample(result, name, step_s, first_s, count) for name in names)
    return one - other


def dbu(wave, partial=1):
    """Level of a partial of a wave of PERIODS periods."""
    spectrum = np.fft.rfft(wave) / len(wave)
    return 20 * math.log10(math.sqrt(2) * abs(spectrum[PERIODS * partial]) / DBU_V)


def run():
    """Checks: each level, and the third partial of a square wave."""
    checks = []
    for (leg, pair, length_m, ohm), expected in LEVELS.items():
        wave = waveform(leg, pair, length_m, ohm)
        into = "open" if ohm == OPEN_OHM else f"{ohm:g} ohm"
        name = f"tone {leg}, {length_m:g} m, {into}"
        checks.append(near(name, dbu(wave), expected, 0.25, "dBu", NOTE))
    third = dbu(wave, 3) - dbu(wave)
    checks.append(near("its third partial", third, -20 * math.log10(3), 0.25, "dB", NOTE))
    return {"checks": checks}

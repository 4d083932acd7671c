"""What a cable's capacitance does to the sound. Pure.

A pickup and its lead are a resonant circuit: f = 1 / (2 pi sqrt(L C)); above it the treble is gone.
A microphone and its line are a low-pass: f = 1 / (2 pi R C).
"""

import math

PICKUP_H = 2.4  # a typical single coil
SHORT_LEAD_PF = 300.0  # three metres of a good lead, to compare with
SOURCE_OHM = 150.0  # a dynamic microphone
HEARD_HZ = 40000.0  # a corner above this takes nothing that is heard


def resonance_hz(pf, henry=PICKUP_H):
    """Where a pickup of so many henry peaks behind pf of cable. 970 pF: 3.3 kHz."""
    return 1.0 / (2.0 * math.pi * math.sqrt(henry * pf * 1e-12))


def corner_hz(pf, ohm=SOURCE_OHM):
    """Where a source of so many ohm is 3 dB down behind pf of cable. 10 nF, 150 ohm: 106 kHz."""
    return 1.0 / (2.0 * math.pi * ohm * pf * 1e-12)


def of_lead(pf):
    """A sentence about an instrument lead."""
    here, short = resonance_hz(pf) / 1000.0, resonance_hz(SHORT_LEAD_PF) / 1000.0
    text = "%d pF: a pickup of 2.4 H peaks at %.1f kHz" % (round(pf), here)
    return text + (", behind 300 pF at %.1f kHz." % short if here < 0.95 * short else ".")


def of_line(pf):
    """A sentence about a microphone line. pf: what the source drives, leg to leg."""
    corner = corner_hz(pf)
    far = "%.1f MHz" % (corner / 1e6) if corner > 999500.0 else "%.3g kHz" % (corner / 1000.0)
    text = "Behind a 150 ohm mic: -3 dB at " + far
    return text + (", not heard." if corner > HEARD_HZ else ".")

"""Surges: what is stored in a capacitor and let go into a contact. Phantom power that is plugged in
hot, a hand with static charge, a long cable that kept its.

Each case is one transient deck: the charged capacitor, a switch that closes, and the whole
protection of `abuse`.
"""

from dataclasses import dataclass

import numpy as np

from hardware.spice import models, ngspice
from hardware.spice.abuse import PHANTOM_OHM, rail
from hardware.spice.checks import Check
from hardware.spice.network import INPUT, Network
from ringout.board import pinmap

AT_S = 1e-9  # the switch closes
RISE_S = 1e-9
# A microphone input: coupling capacitors that phantom power has charged, and what stands behind
# them before the clamps of the amplifier.
COUPLING_F = 47e-6
BEHIND_OHM = 200.0
ESD_F, ESD_OHM = 150e-12, 330.0  # IEC 61000-4-2
CABLE_F = 10e-9  # 100 m of microphone cable
LEVELS_KV = (1, 2, 4, 8)


@dataclass(frozen=True)
class Surge:
    """farad at volt through ohm into each of the contacts; length_s of the deck. The tester's
    ground is that of the source, which is the worst."""

    name: str
    volt: float
    farad: float
    ohm: float
    length_s: float
    contacts: tuple = ("A_T",)
    survives: bool = True  # promised; the others show where it ends
    phantom: bool = False  # 48 V through 6.81 k goes on beside it


CASES = (
    Surge("P48 plugged in hot, T and R", 48.0, COUPLING_F, BEHIND_OHM, 0.2, ("A_T", "A_R"),
          phantom=True),
    *(
        Surge(f"ESD {kv} kV, contact discharge", 1e3 * kv, ESD_F, ESD_OHM, 2e-6, survives=kv <= 2)
        for kv in LEVELS_KV
    ),
    Surge("cable, 10 nF at 100 V", 100.0, CABLE_F, 1.0, 100e-6),
    Surge("cable, 10 nF at 1 kV", 1000.0, CABLE_F, 1.0, 100e-6, survives=False),
)  # fmt: skip

# quantity: (heading, limit or None)
COLUMNS = {
    "clamp_a": ("BAV199, A", None),
    "clamp_share": ("of what it bears so long, %", 100.0),
    "clamp_v": ("clamp node, V", None),
    "pin_v": ("RP2040 pin, V", None),
    "pin_uc": ("RP2040 input diode, nC", 1e9 * models.HBM_V * models.HBM_F),
    "mux_uc": ("74HC4067 input diode, nC", 1e9 * models.HBM_V * models.HBM_F),
    "shunt_ma": ("TL431, mA", models.SHUNT_SURGE_MA),
    "shunt_ms": ("of it over 100 mA, ms", None),
    "rail_v": ("3V3 rail, V", models.RAIL_LIMIT_V),
    "force_mj": ("330 ohm, mJ", None),
}


def network(case):
    """The deck's circuit for one case."""
    net = Network(f"surge: {case.name}")
    rail(net, True)
    net.elements.append(".model closing SW(VT=0.5 VH=0.1 RON=0.001 ROFF=1e12)")
    net.step("switch", 1.0, AT_S, RISE_S, "switch")
    for line in case.contacts:
        net.line(line, INPUT, diodes=True)
        net.capacitor(f"kept_{line}", "0", case.farad)
        net.elements.append(f".ic v(kept_{line})={case.volt:g}")
        net.resistor(f"kept_{line}", f"ready_{line}", case.ohm)
        net.add("s", f"ready_{line} con_{line} switch 0", "closing", line)
        if case.phantom:
            net.resistor(f"con_{line}", "p48", PHANTOM_OHM)
    if case.phantom:
        net.step("p48", 48.0, AT_S, RISE_S, "p48")
    return net


def stress(case):
    """What the hardest hit part of each kind carries, by COLUMNS."""
    slug = "".join(c if c.isalnum() else "_" for c in case.name)
    step = case.length_s / 2000.0
    deck = network(case).deck(f"tran {step:.3g} {case.length_s:.3g} 0 {step:.3g}", reltol=1e-4)
    result = ngspice.run(f"surge_{slug}", deck)
    time = result["time"]
    volt = {key[2:-1]: values for key, values in result.items() if key.startswith("v(")}
    found = dict.fromkeys(COLUMNS, 0.0)

    def raise_to(key, value):
        found[key] = max(found[key], float(value))

    for line in case.contacts:
        contact, clamp, pin, channel = (
            volt[f"{node}_{line.lower()}"] for node in ("con", "clamp", "pin", "y")
        )
        pin_a = (clamp - pin) / pinmap.R_PIN_OHM
        force_a = (contact - clamp) / pinmap.R_FORCE_OHM
        clamp_a = np.maximum(force_a - pin_a, 0.0)
        mux_a = np.maximum((contact - channel) / pinmap.R_SENSE_OHM, 0.0)
        lasts_s = _integral(time, clamp_a) / max(clamp_a.max(), 1e-9)
        bears = max(lasts_s / models.CLAMP_SURGE_S, 1.0) ** models.CLAMP_SURGE_POWER
        raise_to("clamp_a", clamp_a.max())
        raise_to("clamp_share", 100.0 * clamp_a.max() / (models.CLAMP_SURGE_A * bears))
        raise_to("clamp_v", clamp.max())
        raise_to("pin_v", pin.max())
        if not case.phantom:  # that goes on, as in the table of what it bears for ever
            raise_to("pin_uc", 1e9 * _integral(time, np.maximum(pin_a, 0.0)))
            raise_to("mux_uc", 1e9 * _integral(time, mux_a))
        raise_to("force_mj", 1e3 * _integral(time, force_a**2 * pinmap.R_FORCE_OHM))
    shunt_a = (volt["shunt_a"] - volt["shunt"]) / models.R_SHUNT_DYNAMIC_OHM
    over = np.where(shunt_a > models.SHUNT_LIMIT_MA / 1e3, 1.0, 0.0)
    raise_to("shunt_ma", 1e3 * shunt_a.max())
    raise_to("shunt_ms", 1e3 * _integral(time, over))
    raise_to("rail_v", volt["3v3"].max())
    return found


def _integral(time, values):
    return float(np.sum(np.diff(time) * (values[1:] + values[:-1]) / 2.0))


def checks(rows):
    """What is promised stays inside every limit."""
    found = []
    for key, (what, limit) in COLUMNS.items():
        if limit is not None:
            worst = max(stress[key] for case, stress in rows if case.survives)
            found.append(Check(f"surge: {what}", worst, 0.0, limit, "", "STRESS.md"))
    return found


def esd_kv(rows):
    """The highest level of a contact discharge at which no limit is passed, 0 for none."""
    whole = [
        case.volt / 1e3
        for case, stress in rows
        if case.farad == ESD_F
        and all(limit is None or stress[key] <= limit for key, (_, limit) in COLUMNS.items())
    ]
    return max(whole, default=0.0)


def document(rows):
    """The section of STRESS.md."""
    heads = " | ".join(what for what, _ in COLUMNS.values())
    lines = [HEAD.format(kv=esd_kv(rows)), f"| case | {heads} |", "|---|" + "--:|" * len(COLUMNS)]
    for case, stress in rows:
        cells = (_cell(stress[key], limit) for key, (_, limit) in COLUMNS.items())
        lines.append(f"| {case.name} | " + " | ".join(cells) + " |")
    limits = " | ".join("" if limit is None else f"{limit:g}" for _, limit in COLUMNS.values())
    lines.append(f"| *limit* | {limits} |")
    return "\n".join(lines) + "\n"


def _cell(value, limit):
    text = "-" if value < 0.005 else f"{value:.3g}" if value < 1000 else f"{value:.0f}"
    return f"**{text}**" if limit is not None and value > limit else text


HEAD = """
## Surges

Decks of `hardware/spice/surge.py`: a charged capacitor is switched onto a contact, tester and
source on one ground (USB). *Phantom power plugged in hot*: the 47 uF coupling capacitors of the
microphone input, charged to 48 V, through 200 ohm into both legs, and 6.81 k go on. *ESD*: 150 pF
through 330 ohm (IEC 61000-4-2, contact discharge) into one contact. *Cable*: 100 m of microphone
cable that kept a charge. BAV199 bears 4 A for 1 us and 1 A for 1 ms once, between them by the fifth
root of time. The chips' own diodes are held against the charge of a 2 kV human body model, 200 nC.

By simulation a contact discharge of {kv:g} kV stays inside all limits. The resistors' own
flash-over, some 700 V for small parts, is not modelled, and the case adds nothing: take it as the
order of magnitude, and touch the sleeve first.
"""

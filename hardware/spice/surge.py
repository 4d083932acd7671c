"""Surges: what is stored in a capacitor and let go into a contact. Phantom power that is plugged in
hot, a hand with static charge, a long cable that kept its.

Each case is one transient deck: the charged capacitor, a switch that closes, and the whole
protection of `abuse`.
"""

from dataclasses import dataclass

import numpy as np

from hardware.spice import models, ngspice
from hardware.spice.abuse import XLINES, add_line, chip_diode_a, expander_load, rail, shunt_load
from hardware.spice.abuse_cases import PHANTOM_OHM, PHANTOM_V
from hardware.spice.checks import Check
from hardware.spice.network import Network
from ringout.board import pinmap

AT_S = 1e-9  # the switch closes
RISE_S = 1e-9
# A microphone input: coupling capacitors that phantom power has charged, and what stands behind
# them before the clamps of the amplifier.
COUPLING_F = (10e-6, 22e-6, 47e-6)
BEHIND_OHM = 200.0
ESD_F, ESD_OHM = 150e-12, 330.0  # IEC 61000-4-2
CABLE_F, CABLE_OHM = 10e-9, 50.0  # 100 m of microphone cable, and its impedance
LEVELS_KV = (2, 4, 8, 15, 25)
BARE_KV = (1, 2, 4)  # without the arrays, as on perfboard


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
    phantom: bool = False  # phantom power through 6.81 k goes on beside it
    powered: bool = True
    arrays: bool = True  # the ESD arrays at the contacts are fitted


CASES = (
    *(
        Surge(f"P48 plugged in hot, T and R, {farad * 1e6:.0f} uF", PHANTOM_V, farad, BEHIND_OHM,
              0.2, ("A_T", "A_R"), phantom=True, arrays=arrays)
        for arrays, farads in ((True, COUPLING_F), (False, COUPLING_F[-1:])) for farad in farads
    ),
    Surge("P48 plugged in hot, T and R, 47 uF, switched off", PHANTOM_V, COUPLING_F[-1], BEHIND_OHM,
          0.2, ("A_T", "A_R"), phantom=True, powered=False),
    *(
        Surge(f"ESD {kv} kV, contact discharge", 1e3 * kv, ESD_F, ESD_OHM, 2e-6,
              survives=kv <= (15 if arrays else 2), arrays=arrays)
        for arrays, levels in ((True, LEVELS_KV), (False, BARE_KV)) for kv in levels
    ),
    Surge("ESD 15 kV on a shell", 15e3, ESD_F, ESD_OHM, 2e-6, ("A_SH",)),
    Surge("ESD 1 kV on a shell", 1e3, ESD_F, ESD_OHM, 2e-6, ("A_SH",), arrays=False),
    Surge("cable, 10 nF at 100 V", 100.0, CABLE_F, CABLE_OHM, 100e-6),
    Surge("cable, 10 nF at 1 kV", 1000.0, CABLE_F, CABLE_OHM, 100e-6, survives=False),
)  # fmt: skip

# quantity: (heading, limit or None)
COLUMNS = {
    "esd_a": ("ESD array, A", None),
    "esd_share": ("of what it bears so long, %", 100.0),
    "clamp_a": ("BAV199, A", None),
    "clamp_share": ("of what it bears so long, %", 100.0),
    "clamp_v": ("clamp node, V", None),
    "over_v": ("RP2040 pin above 3V3, V", models.PIN_LIMIT_V),
    "pin_uc": ("RP2040 input diode, nC", 1e9 * models.HBM_V * models.HBM_F),
    "mux_uc": ("74HC4067 input diode, nC", 1e9 * models.HBM_V * models.HBM_F),
    "xclamp_ma": ("BAS40-04 of an expander line, mA", models.SCHOTTKY_SURGE_MA),
    "xover_v": ("MCP23017 pin above 3V3, V", None),
    "xpin_uc": ("MCP23017 input diode, nC", 1e9 * models.HBM_V * models.HBM_F),
    "shunt_ma": ("TL431, mA", models.SHUNT_LIMIT_MA),
    "boost_ma": ("BC327, mA", models.BOOST_LIMIT_MA),
    "rail_v": ("3V3 rail, V", models.RAIL_LIMIT_V),
    "force_mj": ("330 ohm, mJ", None),
}


def network(case, array_v=models.ESD_HIGH_V):
    """The deck's circuit for one case; the arrays break down at `array_v`."""
    clamp = models.BAS40_MODEL if case.arrays else models.BAT42_MODEL
    net = Network(f"surge: {case.name}", pin_clamp=clamp)
    rail(net, case.powered)
    net.elements.append(".model closing SW(VT=0.5 VH=0.1 RON=0.001 ROFF=1e12)")
    net.step("switch", 1.0, AT_S, RISE_S, "switch")
    for line in case.contacts:
        add_line(net, line)
        if case.arrays:
            over = f"uramp(v(con_{line})-{array_v})"  # no case is negative
            net.add("b", f"con_{line} 0", f"i={over}/{models.ESD_DYNAMIC_OHM}", f"esd_{line}")
        net.capacitor(f"kept_{line}", "0", case.farad)
        net.elements.append(f".ic v(kept_{line})={case.volt:g}")
        net.resistor(f"kept_{line}", f"ready_{line}", case.ohm)
        net.add("s", f"ready_{line} con_{line} switch 0", "closing", line)
        if case.phantom:
            net.resistor(f"con_{line}", "p48", PHANTOM_OHM)
    if case.phantom:
        net.step("p48", PHANTOM_V, AT_S, RISE_S, "p48")
    return net


def solve(case, array_v):
    """(times, node voltages) of the deck."""
    slug = "".join(c if c.isalnum() else "_" for c in case.name) + ("" if case.arrays else "_bare")
    step = case.length_s / 2000.0
    analysis = f"tran {step:.3g} {case.length_s:.3g} 0 {step:.3g}"
    deck = network(case, array_v).deck(analysis, reltol=1e-4)
    result = ngspice.run(f"surge_{slug}_{array_v:.0f}V", deck)
    return result["time"], {k[2:-1]: v for k, v in result.items() if k.startswith("v(")}


def array_stress(case):
    """The array's own load is highest where it breaks down lowest: amperes, and the share of what
    it bears for as long as the pulse lasts."""
    time, volt = solve(case, models.ESD_LOW_V)
    across = volt[f"con_{case.contacts[0].lower()}"]
    amp = np.maximum(across - models.ESD_LOW_V, 0.0) / models.ESD_DYNAMIC_OHM
    watt = amp * across
    lasts_s = _integral(time, watt) / max(watt.max(), 1e-9)
    bears = (
        models.ESD_SURGE_W * (max(lasts_s, 1e-12) / models.ESD_SURGE_S) ** models.ESD_SURGE_POWER
    )
    return {"esd_a": amp.max(), "esd_share": 100.0 * watt.max() / bears}


def stress(case):
    """What the hardest hit part of each kind carries, by COLUMNS."""
    time, volt = solve(case, models.ESD_HIGH_V)
    found = dict.fromkeys(COLUMNS, 0.0)
    if case.arrays:
        found |= array_stress(case)

    def raise_to(key, value):
        found[key] = max(found[key], float(value))

    for line in case.contacts:
        if line in XLINES:
            load = expander_load(volt, line)
            raise_to("xclamp_ma", load["schottky_ma"].max())
            raise_to("xover_v", load["xover_v"].max())
            raise_to("xpin_uc", 1e9 * _integral(time, 1e-3 * load["xdiode_ma"]))
            continue
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
        over = pin - volt["3v3"]
        raise_to("over_v", over.max())
        if not case.phantom:  # that goes on, as in the table of what it bears for ever
            raise_to("pin_uc", 1e9 * _integral(time, chip_diode_a(over)))
            raise_to("mux_uc", 1e9 * _integral(time, mux_a))
        raise_to("force_mj", 1e3 * _integral(time, force_a**2 * pinmap.R_FORCE_OHM))
    tl431_a, boost_a = shunt_load(volt)
    raise_to("shunt_ma", 1e3 * tl431_a.max())
    raise_to("boost_ma", 1e3 * boost_a.max())
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


def esd_kv(rows, arrays):
    """The highest level of a contact discharge at which no limit is passed, 0 for none."""
    whole = [
        case.volt / 1e3
        for case, stress in rows
        if case.farad == ESD_F
        and case.arrays is arrays
        and all(limit is None or stress[key] <= limit for key, (_, limit) in COLUMNS.items())
    ]
    return max(whole, default=0.0)


def document(rows):
    """The section of STRESS.md."""
    heads = " | ".join(what for what, _ in COLUMNS.values())
    head = HEAD.format(kv=esd_kv(rows, True), bare_kv=esd_kv(rows, False))
    lines = [head, f"| case | {heads} |", "|---|" + "--:|" * len(COLUMNS)]
    for case, stress in rows:
        cells = (_cell(stress[key], limit) for key, (_, limit) in COLUMNS.items())
        name = case.name if case.arrays else f"{case.name}, no arrays"
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    limits = " | ".join("" if limit is None else f"{limit:g}" for _, limit in COLUMNS.values())
    lines.append(f"| *limit* | {limits} |")
    return "\n".join(lines) + "\n"


def _cell(value, limit):
    text = "-" if value < 0.005 else f"{value:.3g}" if value < 1000 else f"{value:.0f}"
    return f"**{text}**" if limit is not None and value > limit else text


HEAD = """
## Surges

Decks of `hardware/spice/surge.py`: a charged capacitor is switched onto a contact, tester and
source on one ground (USB). *Phantom power plugged in hot*: coupling capacitors of a microphone
input, charged to 52 V, through 200 ohm into both legs, and 6.81 k go on. *ESD*: 150 pF through
330 ohm (IEC 61000-4-2, contact discharge) into one contact. *Cable*: 100 m of microphone cable
that kept a charge, through its impedance of 50 ohm. "no arrays": the perfboard, which has no
ESD2CANFD24, and BAT42 where the board has BAS40-04.

BAV199 bears 4 A for 1 us and 1 A for 1 ms once, between them by the fifth root of time. An array
bears 133 W for 8/20 us, other times by the square root; its own columns are computed at its lowest
breakdown, those of the parts behind it at its highest clamping voltage. The chips' own diodes are
held against the charge of a 2 kV human body model, 200 nC.

By simulation a contact discharge of {kv:g} kV stays inside all limits with the arrays, one of
{bare_kv:g} kV without. Not modelled: the inductance of tracks and jack wires (some 10 nH let a fast
spike of 100 V and more pass the array for a nanosecond; 330 ohm stand behind), the case, and
without arrays the resistors' own flash-over at some 700 V. Take it as the order of magnitude, and
touch the sleeve first.
"""

"""Abuse: foreign voltages on the contacts, and what every part then carries.

Each case is one deck with the whole protection: 330 ohm, clamp diodes, 220 ohm, Schottky clamp,
the chip's own diodes, the 3V3 rail with its shunt, tester floating on battery or grounded by USB.
Lines of the expander have 2.2 k and the Schottky clamp alone.
The ESD arrays at the contacts are not in it: below their working voltage, which is a limit here,
they do nothing.
"""

import numpy as np

from hardware.schematic.line import contact_net
from hardware.spice import models, ngspice
from hardware.spice.network import HIGH, INPUT, LOW, Network
from ringout.board import pinmap

MAINS_HZ = 50.0
SHUNT_SENSE_OHM = 0.01  # in the deck alone, to read a current
THERMAL_V = 0.02585  # at 27 C, as ngspice has it
R_FLOAT_OHM = 1e8  # a battery tester's leakage to the world
XLINES = frozenset(contact_net(name) for name in pinmap.XCONTACTS)


# Told and not judged: nodes in volts
NODES = {"clamp_v": "clamp node", "pin_v": "RP2040 pin"}

# quantity: (limit, what it is)
LIMITS = {
    "contact_v": (models.CONTACT_LIMIT_V, "contact, against GND"),
    "over_v": (models.PIN_LIMIT_V, "RP2040 pin, above 3V3 or below GND"),
    "clamp_ma": (models.CLAMP_LIMIT_MA, "BAV199, current in one diode"),
    "clamp_mw": (models.CLAMP_LIMIT_MW, "BAV199, both diodes"),
    "force_mw": (models.FORCE_LIMIT_MW, "330 ohm"),
    "pin_mw": (models.PIN_LIMIT_MW, "220 ohm"),
    "sense_mw": (models.SENSE_LIMIT_MW, "4.7 k"),
    "mux_ma": (models.MUX_LIMIT_MA, "74HC4067 input diode"),
    "schottky_ma": (models.PIN_CLAMP_LIMIT_MA, "BAS40-04"),
    "gpio_diode_ma": (models.GPIO_DIODE_LIMIT_MA, "RP2040 input diode (own design limit)"),
    "gpio_drive_ma": (models.GPIO_DRIVE_LIMIT_MA, "RP2040 output, if one is driven"),
    "gpio_bank_ma": (models.GPIO_BANK_LIMIT_MA, "RP2040, all pins together"),
    "xover_v": (models.EXPANDER_PIN_LIMIT_V, "MCP23017 pin, above 3V3 or below GND"),
    "xdiode_ma": (models.EXPANDER_DIODE_LIMIT_MA, "MCP23017 input diode"),
    "xdrive_ma": (models.EXPANDER_DRIVE_LIMIT_MA, "MCP23017 output, if one is driven"),
    "xforce_mw": (models.XFORCE_LIMIT_MW, "2.2 k"),
    "rail_v": (models.RAIL_LIMIT_V, "3V3 rail"),
    "shunt_ma": (models.SHUNT_LIMIT_MA, "TL431"),
    "boost_ma": (models.BOOST_LIMIT_MA, "BC327"),
    "boost_mw": (models.BOOST_LIMIT_MW, "BC327"),
}


def chip_diode_a(volt):
    """Current of the chip's own diode by its model; its series resistance does not matter below
    the Schottky clamp's voltage."""
    return models.CHIP_SATURATION_A * np.exp(volt / THERMAL_V)


def network(case):
    """The deck's circuit for one case."""
    net = Network(f"abuse: {case.name}")
    rail(net, case.powered)
    states = dict(case.states)
    for line in case.plus + case.minus:
        add_line(net, line, states.get(line, INPUT))
    waveform = f"sin(0 {case.volt} {MAINS_HZ})" if case.ac else case.volt
    net.source("ext", waveform, "ext", back="ret")
    for line in case.plus:
        net.resistor("ext", f"con_{line}", case.source_ohm)
    for line in case.minus:
        net.resistor("ret", f"con_{line}", 0.01)
    net.resistor("ret", "0", 0.01 if case.usb else R_FLOAT_OHM)
    return net


def add_line(net, line, state=INPUT):
    """A line by its contact's net, those of the expander too."""
    if line in XLINES:
        net.expander_line(line, state)
    else:
        net.line(line, state, diodes=True)


def shunt(net, reference_v, top_ohm, bottom_ohm):
    """TL431 and transistor on 3V3. Nodes: shunt_ref, shunt_base, shunt_k (the TL431's cathode),
    shunt_emit."""
    net.elements.append(models.BOOST_MODEL)
    net.resistor("3v3", "shunt_ref", top_ohm)
    net.resistor("shunt_ref", "0", bottom_ohm)
    net.resistor("shunt_ref", "shunt_base", pinmap.R_SHUNT_GAIN_OHM)
    net.resistor("3v3", "shunt_base", pinmap.R_SHUNT_BASE_OHM)
    net.resistor("3v3", "shunt_emit", pinmap.R_SHUNT_EMITTER_OHM)
    net.add("q", "0 shunt_base shunt_emit", "dboost", "boost")
    above = f"uramp(v(shunt_ref)-{reference_v - 0.01:.6g})-0.01"  # what is off is not far off
    net.add("b", "0 shunt_gm", f"i={models.TL431_A_PER_V}*({above})", "gm")
    net.resistor("shunt_gm", "0", 1.0)
    net.capacitor("shunt_gm", "0", 1.0 / (2.0 * np.pi * models.TL431_POLE_HZ))
    least = f"2*uramp(v(shunt_k)-{models.TL431_LOWEST_V})"
    net.add("b", "shunt_k 0", f"i=min(uramp(v(shunt_gm)),{least})", "tl431")
    net.resistor("shunt_base", "shunt_k", SHUNT_SENSE_OHM)


def shunt_load(volt):
    """(TL431 A, transistor A) from the nodes of `shunt`."""
    cathode = (volt["shunt_base"] - volt["shunt_k"]) / SHUNT_SENSE_OHM
    return cathode, (volt["3v3"] - volt["shunt_emit"]) / pinmap.R_SHUNT_EMITTER_OHM


def rail(net, powered):
    """3V3 with its shunt at its highest and what draws from it; the regulator only sources."""
    net.elements.append(".model dideal D(IS=1e-9 N=0.05)")
    net.capacitor("3v3", "0", models.C_RAIL_F)
    shunt(net, *models.SHUNT_HIGHEST)
    if powered:
        net.source("regulated", pinmap.VDD_V, "reg")
        net.add("d", "regulated regulated_a", "dideal", "reg")
        net.resistor("regulated_a", "3v3", models.R_REGULATOR_OHM)
        net.resistor("3v3", "0", models.POWERED_LOAD_OHM, "load")
    else:
        net.resistor("3v3", "0", 1e6, "load")


def solve(case):
    """Node voltages over one mains period (AC) or at the operating point (DC)."""
    slug = "".join(c if c.isalnum() else "_" for c in case.name)
    if not case.ac:
        return ngspice.run(f"abuse_{slug}", network(case).deck("op", reltol=1e-4))
    deck = network(case).deck("tran 20u 60m 40m 20u", reltol=1e-4)
    return ngspice.run(f"abuse_{slug}", deck)


def stress(case):
    """What the hardest hit part of each kind carries: peak mA and V, mean mW."""
    result = solve(case)
    volt = {key[2:-1]: values for key, values in result.items() if key.startswith("v(")}
    rail = volt["3v3"]
    if case.ac:
        weights = np.gradient(result["time"])
        weights /= weights.sum()
    else:
        weights = np.ones(1)
    states = dict(case.states)
    worst = dict.fromkeys((*LIMITS, *NODES), 0.0)
    bank = np.zeros_like(rail)

    def raise_to(key, value):
        worst[key] = max(worst[key], float(value))

    def mean_mw(volts, ohm):
        return float(np.sum(volts**2 / ohm * weights)) * 1e3

    for line in case.plus + case.minus:
        if line in XLINES:
            for key, value in expander_load(volt, line, states.get(line)).items():
                raise_to(key, value.max() if key != "xforce_mw" else np.sum(value * weights))
            continue
        contact, clamp, pin, channel = (
            volt[f"{node}_{line.lower()}"] for node in ("con", "clamp", "pin", "y")
        )
        raise_to("clamp_v", clamp.max())
        raise_to("pin_v", pin.max())
        raise_to("contact_v", np.abs(contact).max())
        raise_to("over_v", np.maximum(pin - rail, -pin).max())
        pin_a = (clamp - pin) / pinmap.R_PIN_OHM
        sense_a = (contact - channel) / pinmap.R_SENSE_OHM
        clamp_a = (contact - clamp) / pinmap.R_FORCE_OHM - pin_a
        clamp_w = np.abs(clamp_a) * np.where(clamp_a > 0, clamp - rail, -clamp)
        raise_to("clamp_ma", np.abs(clamp_a).max() * 1e3)
        raise_to("clamp_mw", np.sum(clamp_w * weights) * 1e3)
        raise_to("force_mw", mean_mw(contact - clamp, pinmap.R_FORCE_OHM))
        raise_to("pin_mw", mean_mw(clamp - pin, pinmap.R_PIN_OHM))
        raise_to("sense_mw", mean_mw(contact - channel, pinmap.R_SENSE_OHM))
        raise_to("mux_ma", np.abs(sense_a).max() * 1e3)
        driven = states.get(line) in (HIGH, LOW)
        if driven:
            raise_to("gpio_drive_ma", np.abs(pin_a).max() * 1e3)
            chip_a = np.abs(pin_a)
        else:
            chip_a = np.minimum(chip_diode_a(np.maximum(pin - rail, -pin)), np.abs(pin_a))
            raise_to("schottky_ma", (np.abs(pin_a) - chip_a).max() * 1e3)
            raise_to("gpio_diode_ma", chip_a.max() * 1e3)
        bank = bank + chip_a
    raise_to("gpio_bank_ma", bank.max() * 1e3)
    tl431_a, boost_a = shunt_load(volt)
    raise_to("rail_v", rail.max())
    raise_to("shunt_ma", tl431_a.max() * 1e3)
    raise_to("boost_ma", boost_a.max() * 1e3)
    raise_to("boost_mw", np.sum(boost_a * volt["shunt_emit"] * weights) * 1e3)
    return worst


def expander_load(volt, line, state=None):
    """What the parts of an expander's line carry at each time, by LIMITS."""
    contact, clamp, pin, port = (
        volt[f"{node}_{line.lower()}"] for node in ("con", "clamp", "pin", "port")
    )
    rail = volt["3v3"]
    force_a = (contact - clamp) / pinmap.R_XFORCE_OHM
    pin_a = (clamp - pin) / pinmap.R_PIN_OHM
    pull_a = (clamp - port) / pinmap.R_XPULL_OHM
    over = np.maximum(np.maximum(pin, port) - rail, -np.minimum(pin, port))
    is_driven = state in (HIGH, LOW)
    return {
        "contact_v": np.abs(contact),
        "xover_v": over,
        "xdiode_ma": 0.0 * pin_a if is_driven else 1e3 * np.abs(pin_a),
        "xdrive_ma": 1e3 * np.abs(pin_a) if is_driven else 0.0 * pin_a,
        "schottky_ma": 1e3 * np.abs(force_a - pin_a - pull_a),
        "xforce_mw": 1e3 * force_a**2 * pinmap.R_XFORCE_OHM,
    }

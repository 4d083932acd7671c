"""Abuse: foreign voltages on the contacts, and what every part then carries.

Each case is one deck with the whole protection: 330 ohm, clamp diodes, 220 ohm, Schottky clamp,
the chip's own diodes, the 3V3 rail with its TL431, tester floating on battery or grounded by USB.
The ESD arrays at the contacts are not in it: below their working voltage, which is a limit here,
they do nothing.
"""

from dataclasses import dataclass

import numpy as np

from hardware.spice import models, ngspice
from hardware.spice.network import HIGH, INPUT, LOW, Network
from ringout.board import pinmap

PHANTOM_OHM = 6810.0
MAINS_HZ = 50.0
THERMAL_V = 0.02585  # at 27 C, as ngspice has it
R_FLOAT_OHM = 1e8  # a battery tester's leakage to the world


@dataclass(frozen=True)
class Case:
    """One abuse: `plus` contacts fed through `source_ohm`, `minus` contacts on the return."""

    name: str
    volt: float  # DC, or peak when `ac`
    plus: tuple = ("A_T",)
    minus: tuple = ("A_S",)
    source_ohm: float = 1.0
    ac: bool = False
    usb: bool = False  # the source's return is also the tester's ground
    powered: bool = True
    states: tuple = ()  # (line, GPIO state) of lines that are driven at that moment
    rated: bool = True  # the product promises to survive this for ever


FOUR = ("A_T", "A_R", "B_T", "B_R")  # a cable carries the voltage to both of its ends
PHANTOM = {"volt": 48.0, "plus": ("A_T", "A_R"), "source_ohm": PHANTOM_OHM}
CASES = (
    Case("P48, battery", **PHANTOM),
    Case("P48, USB", usb=True, **PHANTOM),
    Case("P48, switched off", powered=False, **PHANTOM),
    Case("P48 during a test, T driven low", usb=True, states=(("A_T", LOW),), **PHANTOM),
    Case("P48 during a test, T driven high", usb=True, states=(("A_T", HIGH),), **PHANTOM),
    Case("15 V, USB", 15.0, usb=True),
    Case("-15 V, USB", -15.0, usb=True),
    Case("12 V on T and R of both ends, USB", 12.0, FOUR, usb=True),
    Case("15 V on T and R of both ends, USB", 15.0, FOUR, usb=True, rated=False),
    Case("20 V, battery", 20.0),
    Case("30 V, battery", 30.0),
    Case("30 V, switched off", 30.0, powered=False),
    Case("28 Vrms, battery", 28.0 * 2**0.5, ac=True),
    Case("15 V peak AC, USB", 15.0, ac=True, usb=True),
    Case("20 V, T and R of both ends to one S, battery", 20.0, FOUR),
    Case("30 V, T of both ends to one S, battery", 30.0, ("A_T", "B_T"), rated=False),
    Case("30 V, T and R of both ends to one S", 30.0, FOUR, rated=False),
    Case("20 V, USB", 20.0, usb=True, rated=False),
    Case("30 V, USB", 30.0, usb=True, rated=False),
    Case("40 V, battery", 40.0, rated=False),
    Case(
        "30 V during a test, T driven low, S high",
        30.0,
        states=(("A_T", LOW), ("A_S", HIGH)),
        rated=False,
    ),
)

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
    "rail_v": (models.RAIL_LIMIT_V, "3V3 rail"),
    "shunt_ma": (models.SHUNT_LIMIT_MA, "TL431"),
    "shunt_mw": (models.SHUNT_LIMIT_MW, "TL431"),
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
        net.line(line, states.get(line, INPUT), diodes=True)
    waveform = f"sin(0 {case.volt} {MAINS_HZ})" if case.ac else case.volt
    net.source("ext", waveform, "ext", back="ret")
    for line in case.plus:
        net.resistor("ext", f"con_{line}", case.source_ohm)
    for line in case.minus:
        net.resistor("ret", f"con_{line}", 0.01)
    net.resistor("ret", "0", 0.01 if case.usb else R_FLOAT_OHM)
    return net


def rail(net, powered):
    """3V3 with its TL431 and what draws from it; the regulator only sources."""
    net.elements.append(".model dideal D(IS=1e-9 N=0.05)")
    net.capacitor("3v3", "0", models.C_RAIL_F)
    net.source("shunt", models.SHUNT_V, "shunt_ref")
    net.add("d", "3v3 shunt_a", "dideal", "shunt")
    net.resistor("shunt_a", "shunt", models.R_SHUNT_DYNAMIC_OHM, "shunt")
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
    shunt_a = (volt["shunt_a"] - volt["shunt"]) / models.R_SHUNT_DYNAMIC_OHM
    raise_to("rail_v", rail.max())
    raise_to("shunt_ma", shunt_a.max() * 1e3)
    raise_to("shunt_mw", np.sum(shunt_a * rail * weights) * 1e3)
    return worst

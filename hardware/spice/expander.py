"""Expander: the levels that its lines reach through 2.2 k and 100 k, each at its worst."""

from hardware.spice import models, ngspice
from hardware.spice.checks import Check
from hardware.spice.network import FLOAT, HIGH, INPUT, LOW, Network
from ringout.board import pinmap

NOTE = "MCP23017, RP2040 data sheets"
R_PULL_MIN_OHM = 50e3  # RP2040 internal pull-down, data sheet minimum
R_HIGH_OHM = 0.7 / 3e-3  # MCP23017 output: 0.7 V below its supply at 3 mA at most
SURELY_HIGH, SURELY_LOW = 0.8, 0.2  # of its supply, as its inputs read
PIN_LEAK_A = 1e-6  # of each of its two pins at most


def level(name, build, node):
    """Volts of a node of the circuit that `build` makes, 3V3 at its nominal value."""
    net = Network(f"expander: {name}", r_pull_ohm=R_PULL_MIN_OHM, r_gpio_ohm=R_HIGH_OHM)
    net.supply()
    build(net)
    slug = name.replace(" ", "_")
    return float(ngspice.run(f"expander_{slug}", net.deck("op", reltol=1e-4))[f"v({node})"][0])


def lifts_all(net):
    """A shell drives high; it is joined to all eleven contacts, each pulled down."""
    net.expander_line("A_SH", HIGH)
    for line in range(pinmap.LINES):
        net.line(f"L{line}", INPUT, diodes=True)
        net.resistor(f"con_L{line}", "con_A_SH", 0.1)


def is_lifted(net):
    """A contact drives high; all five lines of the expander are joined to it and pull down."""
    net.line("A_S", HIGH, diodes=True)
    for name in pinmap.XCONTACTS:
        line = name.replace(".", "_")
        net.expander_line(line, INPUT)
        net.resistor(f"con_{line}", "con_A_S", 0.1)


def is_free(net):
    """Nothing is plugged; the pins and the clamp leak from 3V3 what their data sheets allow."""
    net.expander_line("A_SH", INPUT, LOW)
    leak_a = 2 * PIN_LEAK_A + models.BAS40_LEAK_NA[1] * 1e-9
    net.add("i", "0 clamp_A_SH", f"dc {leak_a:.6g}", "leak")


def floats(net):
    """A shell joined to pin 1 whose pull-down is off: what it takes from the contact."""
    net.line("A_S", FLOAT, diodes=True)
    net.resistor("con_A_S", "3v3", 1e6)
    net.expander_line("A_SH", FLOAT, FLOAT)
    net.resistor("con_A_S", "con_A_SH", 0.1)


def run():
    """Checks: each level is surely high or surely low; a line that floats loads nothing."""
    supply = pinmap.VDD_V
    high, low = SURELY_HIGH * supply, SURELY_LOW * supply
    rows = (
        ("a shell lifts eleven contacts", lifts_all, "pin_l0", models.VIH_V, supply),
        ("a contact lifts five lines", is_lifted, "pin_a_sh", high, supply),
        ("an open line that leaks", is_free, "pin_a_sh", 0.0, low),
        ("1 M to 3V3 beside a line that floats", floats, "con_a_s", 0.95 * supply, supply),
    )
    return {
        "checks": [
            Check(f"expander: {name}", level(name, build, node), least, most, "V", NOTE)
            for name, build, node, least, most in rows
        ]
    }

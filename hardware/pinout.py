"""Pin, contact and mux tables and the wiring list, generated from the pin map and the design."""

import sys

from hardware.paths import HARDWARE
from hardware.schematic.catalogue import KINDS
from hardware.schematic.design import build
from hardware.schematic.expander import parts, port
from hardware.schematic.line import contact_net
from hardware.schematic.panel import JACKS
from hardware.schematic.place import farad_text, ohm_text
from hardware.schematic.power import used_gpio
from ringout.board import pinmap

DOCUMENT = HARDWARE / "PINOUT.md"
HEAD = f"""# Pins, contacts and wires

Generated from `firmware/ringout/board/pinmap.py` and the schematic, hardware revision
{pinmap.HARDWARE_REVISION}, by `make hardware`. A test fails when this file differs.

"""
ROLES = {
    "GP_SDA": "I2C0 SDA of display and expander",
    "GP_SCL": "I2C0 SCL of display and expander",
    "GP_CHG_HI": "charges Z through {R_CHG_HI_OHM}",
    "GP_CHG_LO": "charges Z through {R_CHG_LO_OHM}",
    "GP_TEST": "TEST key to GND, internal pull-up",
    "GP_MODE": "MODE key to GND, internal pull-up",
    "GP_BUZZER": "piezo sounder, PWM",
    "GP_GREEN": "green LED",
    "GP_RED": "red LED",
    "GP_ADC_UNITY": "ADC0, Z through the unity buffer",
    "GP_ADC_X11": "ADC1, Z through the x11 stage",
    "GP_SMPS": "inside the Pico: regulator mode, high while measuring",
    "GP_USB": "inside the Pico: high while USB power is present",
    "GP_VSYS": "inside the Pico: ADC3, VSYS / 3",
}
PATH = """Order of parts: Pico pin with its clamp, first resistor, clamp node, second resistor,
contact; the third resistor goes from the contact to its mux channel. Drawn in
[manual/wiring.svg](manual/wiring.svg):

![Wiring of the contacts](manual/wiring.svg)"""

EXPANDER = """U5, MCP23017 at address 0x{address:02X} on the display's bus, is optional; with it
go all parts of this table, J6, C10, R19, R20, D10 and D11. Port A to its resistor to the clamp
node, from there the second resistor to the contact and the third to port B. A plug's shell comes to
the tester by the lug of the XLR's housing, a fifth pin by the XLR-5 of A and of B, by an adapter in
it, or by a wire to J6."""


def role(gpio):
    """What a GPIO does."""
    first = pinmap.FIRST_LINE_GPIO
    if first <= gpio < first + pinmap.LINES:
        return f"line {gpio - first}, contact {pinmap.CONTACTS[gpio - first]}"
    if gpio in pinmap.GP_MUX:
        return f"mux S{pinmap.GP_MUX.index(gpio)}"
    values = {
        name: f"{ohm_text(value)} ohm" for name, value in vars(pinmap).items() if "_OHM" in name
    }
    for name, text in ROLES.items():
        if getattr(pinmap, name) == gpio:
            return text.format(**values)
    raise ValueError(f"GPIO {gpio} has no role")


def pico_table():
    """Every pin of the module in its physical order, both rows side by side."""
    pins = {number: name for number, name, _ in KINDS["pico"].pins}
    used = set(used_gpio())

    def side(number):
        name = pins[number]
        is_gpio = name.startswith("GP")
        if is_gpio and int(name[2:]) in used:
            return name, role(int(name[2:]))
        kept = {"3V3", "VSYS", "GND", "AGND", "ADC_VREF", "VBUS"}
        return name, ("yes" if name in kept else "not connected")

    out = ["| use | name | pin | pin | name | use |", "|--:|--:|--:|:--|:--|:--|"]
    for left in range(1, 21):
        right = 41 - left
        (name_l, use_l), (name_r, use_r) = side(left), side(right)
        out.append(f"| {use_l} | {name_l} | {left} | {right} | {name_r} | {use_r} |")
    return out


def line_table(design):
    """Each line from the pin to the contact with its parts."""
    out = [
        "| contact | line | GPIO | Pico pin | mux channel "
        + f"| at the pin | {ohm_text(pinmap.R_PIN_OHM)} | clamp | {ohm_text(pinmap.R_FORCE_OHM)} "
        + f"| {ohm_text(pinmap.R_SENSE_OHM)} |",
        "|---|--:|--:|--:|--:|---|---|---|---|---|",
    ]
    pico = {name: number for number, name, _ in KINDS["pico"].pins}
    for index, contact in enumerate(pinmap.CONTACTS):
        gpio = pinmap.line_gpio(index)
        sheet = f"line_{contact_net(contact)}"
        refs = sorted(part.ref for part in design.parts.values() if part.sheet == sheet)
        clamp, schottky, pin, force, sense = refs
        out.append(
            f"| {contact} | {index} | GP{gpio} | {pico[f'GP{gpio}']} | {index} "
            f"| {schottky} | {pin} | {clamp} | {force} | {sense} |"
        )
    return [*out, "", PATH]


def expander_table(design):
    """Each line of the expander from its two pins to the contact."""
    pins = {name: number for number, name, _ in KINDS["expander"].pins}
    values = (pinmap.R_PIN_OHM, pinmap.R_XFORCE_OHM, pinmap.R_XPULL_OHM)
    pin, force, pull = (ohm_text(value) for value in values)
    out = [
        f"| contact | reads, drives | pulls down | {pin} | clamp | {force} | {pull} | J6 pin |",
        "|---|--:|--:|---|---|---|---|--:|",
    ]
    header = {name: number for number, name in design.parts["J6"].pin_names.items()}
    for bit, contact in enumerate(pinmap.XCONTACTS):
        r_pin, r_force, r_pull, diodes = parts(bit)
        a, b = (f"{port(letter, bit)}, pin {pins[port(letter, bit)]}" for letter in "AB")
        out.append(
            f"| {contact} | {a} | {b} | {r_pin} | {diodes} | {r_force} | {r_pull} "
            f"| {header[contact]} |"
        )
    return [*out, "", EXPANDER.format(address=pinmap.EXPANDER_ADDRESS)]


def mux_table(design):
    """Channels of the 74HC4067 with its pin numbers."""
    special = {
        pinmap.MUX_CREF: f"R11, C1: {farad_text(pinmap.C_REF_F)}F reference",
        pinmap.MUX_CREF_BIG: f"R12, C2: {farad_text(pinmap.C_REF_BIG_F)}F reference",
        pinmap.MUX_OPEN: "nothing: open reference and parking place",
        pinmap.MUX_HALF: "R9, R10: half of 3V3",
        pinmap.MUX_GND: "GND",
    }
    pins = {name: number for number, name, _ in KINDS["mux"].pins}
    out = ["| channel | pin | connected to |", "|--:|--:|---|"]
    for channel in range(pinmap.MUX_CHANNELS):
        what = special.get(channel)
        if what is None:
            sense = dict(design.nets()[f"Y{channel}"])
            ref = next(ref for ref in sense if ref != "U2")
            what = f"{ref} to contact {pinmap.CONTACTS[channel]}"
        out.append(f"| {channel} | {pins[f'Y{channel}']} | {what} |")
    return out


def jack_table(design):
    """Which contact each terminal of each panel jack is."""
    out = ["| jack | kind | terminals |", "|---|---|---|"]
    for row, (end, kinds) in enumerate(JACKS.items(), 1):
        for column, (kind, pins) in enumerate(kinds, 1):
            wires = ", ".join(f"{pin} = {end}.{name}" for pin, name in pins.items())
            out.append(f"| J{row}{column} | end {end}: {KINDS[kind].description} | {wires} |")
    return out


def wire_table(design):
    """Every net with its ends, the list to build and to ring out from."""
    out = ["| net | connects |", "|---|---|"]
    for name, pins in design.nets().items():
        ends = []
        for ref, number in pins:
            label = design.parts[ref].pin_names[number]
            ends.append(f"{ref}.{number}" if label == number else f"{ref}.{number} ({label})")
        out.append(f"| {name} | {', '.join(ends)} |")
    return out


def text(design):
    """The document."""
    other = [
        "| GPIO | use |",
        "|--:|---|",
        *(f"| GP{n} | {role(n)} |" for n in (pinmap.GP_SMPS, pinmap.GP_USB, pinmap.GP_VSYS)),
    ]
    sections = (
        ("Raspberry Pi Pico, seen from above, USB at the top", pico_table()),
        ("GPIO inside the module", other),
        ("Lines and contacts", line_table(design)),
        ("Expander: shells and fifth pins", expander_table(design)),
        ("Mux channels", mux_table(design)),
        ("Panel jacks", jack_table(design)),
        ("Every net", wire_table(design)),
    )
    parts = [f"## {title}\n\n" + "\n".join(rows) + "\n" for title, rows in sections]
    return HEAD + "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(text(build()))

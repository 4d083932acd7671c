"""Page "expander": five lines for shells and fifth pins, on the display's bus. Optional: where U5
is missing the firmware says "not fitted".

A line is read and driven by port A, and pulled down by the pin of port B with the same number. It
carries no measuring current, so 2.2 k at the contact hold a foreign voltage's current to a few
milliamperes, and one Schottky clamp is enough.
"""

from hardware.schematic.line import contact_net
from hardware.schematic.place import farad_text, ohm_text, page, place
from ringout.board import pinmap

FIRST = pinmap.LINES + 1  # number of the first one's parts, after those of the lines


def port(letter, bit):
    """Name of a pin, and of its net: "GPA0"."""
    return f"GP{letter}{bit}"


def parts(bit):
    """Names of a line's parts: pin resistor, force resistor, pull-down, clamp."""
    number = f"{FIRST + bit:02d}"
    return [f"{prefix}{number}" for prefix in ("R1", "R2", "R4", "D2")]


def is_optional(ref):
    """Whether a part is there for shells and fifth pins only: what a board without them leaves
    out."""
    lines = [name for bit in _bits() for name in parts(bit)]
    return ref in ("U5", "C10", "R19", "R20", "J6", "D10", "D11", "J15", "J25", *lines)


def expander():
    """The chip with its capacitor, the bus's pull-ups, and the lines."""
    sda, scl = f"GP{pinmap.GP_SDA}", f"GP{pinmap.GP_SCL}"
    with page("expander"):
        nets = dict.fromkeys(("NC11", "NC14", "INTA", "INTB"))
        nets |= {port(letter, bit): None for letter in "AB" for bit in range(8)}
        nets |= {port(letter, bit): port(letter, bit) for letter in "AB" for bit in _bits()}
        nets |= {f"A{bit}": _address(bit) for bit in range(3)}
        nets |= {"VDD": "3V3", "VSS": "GND", "SCL": scl, "SDA": sda, "nRESET": "3V3"}
        place("expander", "U5", "MCP23017", nets)
        place("c_decouple", "C10", farad_text(pinmap.C_DECOUPLE_F), {"1": "3V3", "2": "GND"})
        for ref, name in (("R19", sda), ("R20", scl)):
            place("r_led", ref, ohm_text(pinmap.R_I2C_OHM), {"1": "3V3", "2": name})
    for bit in _bits():
        contact = contact_net(pinmap.XCONTACTS[bit])
        clamp = f"CLAMP_{contact}"
        pin, force, pull, diodes = parts(bit)
        with page(f"expander_{contact}"):
            values = (pinmap.R_PIN_OHM, pinmap.R_XFORCE_OHM, pinmap.R_XPULL_OHM)
            far = (port("A", bit), contact, port("B", bit))
            for ref, ohm, net in zip((pin, force, pull), values, far, strict=True):
                place("r_line", ref, ohm_text(ohm), {"1": net, "2": clamp})
            place("pin_clamp", diodes, "BAS40-04", {"A": "GND", "K": "3V3", "COM": clamp})


def _bits():
    return range(pinmap.XLINES)


def _address(bit):
    return "3V3" if pinmap.EXPANDER_ADDRESS >> bit & 1 else "GND"

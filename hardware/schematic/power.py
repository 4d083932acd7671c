"""Page "power": the Pico, its battery, and the shunt that keeps 3V3 down under abuse."""

from hardware.schematic.catalogue import KINDS
from hardware.schematic.place import farad_text, ohm_text, page, place
from ringout.board import pinmap

# GPIO numbers inside the Pico module, not on its pins: GP23 to GP25 and GP29.
INTERNAL_GPIO = (pinmap.GP_SMPS, pinmap.GP_USB, pinmap.GP_VSYS)


# nets, TP1 to TP8; the last one is the guard's, which the unity buffer drives
TEST_POINTS = ("Z", "UNITY", "X11", "HALF", "3V3", "VREF", "GND", "UNITY")


def used_gpio():
    """GPIO numbers that the tester connects on the module's pins."""
    lines = [pinmap.line_gpio(n) for n in range(pinmap.LINES)]
    singles = [
        value
        for name, value in vars(pinmap).items()
        if name.startswith("GP_") and isinstance(value, int) and value not in INTERNAL_GPIO
    ]
    return sorted({*lines, *pinmap.GP_MUX, *singles})


def power():
    """Pico, decoupling, shunt, battery, test points. AGND and GND meet inside the module: the
    converter's filters have a ground of their own.

    The TL431 measures 3V3 and pulls at the transistor's base; the transistor takes the current.

    The battery's transistor conducts while VBUS is low. With USB its gate is above its source, so
    it is off and its own diode blocks; with the cells the wrong way round as well."""
    with page("power"):
        used = {f"GP{number}" for number in used_gpio()}
        nets = {name: name if name in used else None for _, name, _ in KINDS["pico"].pins}
        nets |= {name: name for name in ("GND", "AGND", "3V3", "VSYS")}
        nets |= {"ADC_VREF": "VREF", "VBUS": "VBUS"}
        place("pico", "U1", "Raspberry Pi Pico", nets)
        bulk = farad_text(pinmap.C_BULK_F)
        place("c_bulk", "C7", bulk, {"1": "3V3", "2": "GND"})
        place("c_bulk", "C8", bulk, {"1": "3V3", "2": "GND"})
        place("c_decouple", "C9", farad_text(pinmap.C_DECOUPLE_F), {"1": "3V3", "2": "GND"})
        place("shunt", "U4", "TL431", {"REF": "SHUNT_REF", "A": "GND", "K": "SHUNT_BASE"})
        place("boost", "Q2", "BC327-25", {"C": "GND", "B": "SHUNT_BASE", "E": "SHUNT_EMIT"})
        for ref, ohm, first, second in (
            ("R13", pinmap.R_SHUNT_TOP_OHM, "3V3", "SHUNT_REF"),
            ("R14", pinmap.R_SHUNT_BOTTOM_OHM, "SHUNT_REF", "GND"),
            ("R21", pinmap.R_SHUNT_BASE_OHM, "3V3", "SHUNT_BASE"),
            ("R22", pinmap.R_SHUNT_EMITTER_OHM, "3V3", "SHUNT_EMIT"),
            ("R23", pinmap.R_SHUNT_GAIN_OHM, "SHUNT_REF", "SHUNT_BASE"),
        ):
            place("r_precise", ref, ohm_text(ohm), {"1": first, "2": second})
        place("pfet", "Q1", "DMP2305U", {"G": "VBUS", "S": "VSYS", "D": "VBAT"})
        gate = ohm_text(pinmap.R_VBUS_OHM)
        place("r_led", "R18", gate, {"1": "VBUS", "2": "GND"})
        for number, name in enumerate(TEST_POINTS, 1):
            place("test_point", f"TP{number}", name, {"1": name})
        place("battery", "J5", "battery", {"+": "VBAT", "-": "GND"})

"""Pages "display" and "jacks": what a person sees, presses and plugs into."""

from hardware.schematic.line import contact_net
from hardware.schematic.place import ohm_text, page, place
from ringout.board import pinmap

# Jacks of each end, in the order of the panel, as (kind, {pin: contact without its end}).
# XLR pin 1 = S, 2 = T, 3 = R. The lug of an XLR's housing is the plug's shell.
XLR = {"1": "S", "2": "T", "3": "R", "shell": "SH"}
XLR5 = {"1": "S", "2": "T", "3": "R", "4": "R2", "5": "5", "shell": "SH"}
THREE = {"T": "T", "R": "R", "S": "S"}
FOUR = {"T": "T", "R": "R", "R2": "R2", "S": "S"}
# End A takes the source end of a microphone lead (female plug), B and C the male plugs, so that
# a one-to-two splitter fits too.
RCA = {"T": "T", "S": "S"}
# what a kind of jack is called on drawings
NAMES = {
    "xlr_m": "XLR, male",
    "xlr_f": "XLR, female",
    "xlr5_m": "XLR-5, male",
    "xlr5_f": "XLR-5, female",
    "jack_635": "6.35 mm",
    "jack_35_4": "3.5 mm, 4 poles",
    "jack_35_3": "3.5 mm, 3 poles",
    "rca": "RCA",
}
MIDDLE = (("jack_635", THREE), ("jack_35_4", FOUR), ("rca", RCA))
JACKS = {
    "A": (("xlr_m", XLR), *MIDDLE, ("xlr5_m", XLR5)),
    "B": (("xlr_f", XLR), *MIDDLE, ("xlr5_f", XLR5)),
    "C": (("xlr_f", XLR), ("jack_635", THREE), ("jack_35_3", THREE), ("rca", RCA)),
}


def display():
    """OLED, two keys, two lights, the sounder."""
    with page("display"):
        sda, scl = f"GP{pinmap.GP_SDA}", f"GP{pinmap.GP_SCL}"
        place("oled", "J1", "OLED", {"GND": "GND", "VCC": "3V3", "SCL": scl, "SDA": sda})
        place("key", "SW1", "TEST", {"1": f"GP{pinmap.GP_TEST}", "2": "GND"})
        place("key", "SW2", "MODE", {"1": f"GP{pinmap.GP_MODE}", "2": "GND"})
        series = ohm_text(pinmap.R_LED_OHM)
        place("r_led", "R15", series, {"1": f"GP{pinmap.GP_GREEN}", "2": "LED_GREEN"})
        place("led_green", "D1", "green", {"A": "LED_GREEN", "K": "GND"})
        place("r_led", "R16", series, {"1": f"GP{pinmap.GP_RED}", "2": "LED_RED"})
        place("led_red", "D2", "red", {"A": "LED_RED", "K": "GND"})
        buzzer = ohm_text(pinmap.R_BUZZER_OHM)
        place("r_led", "R17", buzzer, {"1": f"GP{pinmap.GP_BUZZER}", "2": "BUZZER"})
        place("buzzer", "BZ1", "piezo", {"1": "BUZZER", "2": "GND"})


def array_refs():
    """ESD array -> its contacts: two and two of an end, then those of the expander, whose last one
    shares the array of C.S."""
    pairs = []
    for end in "ABC":
        mine = [contact for contact in pinmap.CONTACTS if contact.startswith(end)]
        pairs += [mine[first : first + 2] for first in range(0, len(mine), 2)]
    extra = list(pinmap.XCONTACTS)
    pairs[-1].append(extra.pop())
    pairs += [extra[first : first + 2] for first in range(0, len(extra), 2)]
    return {f"D{4 + number}": pair for number, pair in enumerate(pairs)}


def end_headers():
    """One header per end on the board, wired to that end's jacks, and one for shells and fifth
    pins, with the arrays beside them."""
    with page("ends"):
        for ref, contacts in array_refs().items():
            nets = {f"IO{n}": contact_net(name) for n, name in enumerate(contacts, 1)}
            place("esd", ref, "ESD2CANFD24", {**nets, "GND": "GND"})
        for number, end in enumerate("ABC", 2):
            contacts = [c.split(".")[1] for c in pinmap.CONTACTS if c.startswith(end)]
            kind = f"end{len(contacts)}"
            nets = {name: contact_net(f"{end}.{name}") for name in contacts}
            place(kind, f"J{number}", f"end {end}", nets)
        nets = {name: contact_net(name) for name in pinmap.XCONTACTS}
        place("extra5", "J6", "shells, fifth pins", nets)


def jacks():
    """The panel's jacks, all of an end in parallel, and the battery with its switch."""
    with page("jacks"):
        for row, (end, kinds) in enumerate(JACKS.items(), 1):
            for column, (kind, pins) in enumerate(kinds, 1):
                nets = {pin: contact_net(f"{end}.{name}") for pin, name in pins.items()}
                place(kind, f"J{row}{column}", f"end {end}, {NAMES[kind]}", nets)
        place("slide", "SW3", "power", {"COM": "CELLS", "ON": "VBAT"})
        place("cells", "BT1", "2 x AA", {"+": "CELLS", "-": "GND"})

"""Page "line": the electronics behind one contact, eleven times."""

from hardware.schematic.place import ohm_text, page, place
from ringout.board import pinmap


def contact_net(contact):
    """Net of a contact: "A.R2" -> "A_R2"."""
    return contact.replace(".", "_")


def line(index):
    """GPIO with its Schottky clamp, 220 ohm, clamp to both rails, 330 ohm, contact; 4.7 k from
    the contact to the mux."""
    contact = contact_net(pinmap.CONTACTS[index])
    number = index + 1
    with page(f"line_{contact}"):
        place(
            "r_line",
            f"R1{number:02d}",
            ohm_text(pinmap.R_PIN_OHM),
            {"1": gpio_net(index), "2": f"CLAMP_{contact}"},
        )
        place(
            "clamp",
            f"D1{number:02d}",
            "BAV199",
            {"A": "GND", "K": "3V3", "COM": f"CLAMP_{contact}"},
        )
        place(
            "pin_clamp",
            f"D2{number:02d}",
            "BAS40-04",
            {"A": "GND", "K": "3V3", "COM": gpio_net(index)},
        )
        place(
            "r_force",
            f"R2{number:02d}",
            ohm_text(pinmap.R_FORCE_OHM),
            {"1": f"CLAMP_{contact}", "2": contact},
        )
        place(
            "r_line",
            f"R3{number:02d}",
            ohm_text(pinmap.R_SENSE_OHM),
            {"1": contact, "2": f"Y{index}"},
        )


def gpio_net(index):
    """Net from the microcontroller to line `index`."""
    return f"GP{pinmap.line_gpio(index)}"

"""Page "analog": charge resistors, bleed, unity buffer and x11 stage."""

from hardware.schematic.place import farad_text, ohm_text, page, place
from ringout.board import pinmap


def analog():
    """Z is charged through 220 k or 10 k, bled by 2.2 M, read at unity gain and at 11."""
    with page("analog"):
        hi, lo = f"GP{pinmap.GP_CHG_HI}", f"GP{pinmap.GP_CHG_LO}"
        place("r_precise", "R1", ohm_text(pinmap.R_CHG_HI_OHM), {"1": hi, "2": "Z"})
        place("r_precise", "R2", ohm_text(pinmap.R_CHG_LO_OHM), {"1": lo, "2": "Z"})
        place("r_precise", "R3", ohm_text(pinmap.R_BLEED_OHM), {"1": "Z", "2": "GND"})
        place(
            "opamp",
            "U3",
            "MCP6002",
            {
                "INA+": "Z",
                "INA-": "UNITY",
                "OUTA": "UNITY",
                "INB+": "Z",
                "INB-": "X11_MINUS",
                "OUTB": "X11",
                "VDD": "3V3",
                "VSS": "GND",
            },
        )
        place("c_decouple", "C6", farad_text(pinmap.C_DECOUPLE_F), {"1": "3V3", "2": "GND"})
        bias = ohm_text(pinmap.X11_R_IN_OHM)
        place("r_precise", "R4", bias, {"1": "3V3", "2": "X11_MINUS"})
        place("r_precise", "R5", bias, {"1": "X11_MINUS", "2": "GND"})
        feedback = ohm_text(pinmap.X11_R_FEEDBACK_OHM)
        place("r_precise", "R6", feedback, {"1": "X11_MINUS", "2": "X11"})
        series, shunt = ohm_text(pinmap.R_ADC_FILTER_OHM), farad_text(pinmap.C_ADC_FILTER_F)
        unity, x11 = f"GP{pinmap.GP_ADC_UNITY}", f"GP{pinmap.GP_ADC_X11}"
        place("r_line", "R7", series, {"1": "UNITY", "2": unity})
        place("c_small", "C3", shunt, {"1": unity, "2": "AGND"})
        place("r_line", "R8", series, {"1": "X11", "2": x11})
        place("c_small", "C4", shunt, {"1": x11, "2": "AGND"})

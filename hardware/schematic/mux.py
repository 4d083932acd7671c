"""Page "mux": the 16-channel multiplexer and the references on its upper channels."""

from hardware.schematic.place import farad_text, ohm_text, page, place
from ringout.board import pinmap


def mux():
    """Lines on channels 0 to 10, then 1 nF, 10 nF, open, 3V3/2, GND."""
    with page("mux"):
        nets = {"Z": "Z", "GND": "GND", "VCC": "3V3", "nE": "GND"}
        nets |= {f"S{bit}": f"GP{gpio}" for bit, gpio in enumerate(pinmap.GP_MUX)}
        nets |= {f"Y{channel}": f"Y{channel}" for channel in range(pinmap.LINES)}
        nets[f"Y{pinmap.MUX_CREF}"] = f"Y{pinmap.MUX_CREF}"
        nets[f"Y{pinmap.MUX_CREF_BIG}"] = f"Y{pinmap.MUX_CREF_BIG}"
        nets[f"Y{pinmap.MUX_OPEN}"] = None
        nets[f"Y{pinmap.MUX_HALF}"] = "HALF"
        nets[f"Y{pinmap.MUX_GND}"] = "GND"
        place("mux", "U2", "74HC4067", nets)
        place("c_decouple", "C5", farad_text(pinmap.C_DECOUPLE_F), {"1": "3V3", "2": "GND"})
        sense = ohm_text(pinmap.R_SENSE_OHM)
        place("r_line", "R11", sense, {"1": f"Y{pinmap.MUX_CREF}", "2": "CREF"})
        place("c_ref", "C1", farad_text(pinmap.C_REF_F), {"1": "CREF", "2": "GND"})
        place("r_line", "R12", sense, {"1": f"Y{pinmap.MUX_CREF_BIG}", "2": "CREF_BIG"})
        place("c_big", "C2", farad_text(pinmap.C_REF_BIG_F), {"1": "CREF_BIG", "2": "GND"})
        half = ohm_text(pinmap.R_HALF_OHM)
        place("r_precise", "R9", half, {"1": "3V3", "2": "HALF"})
        place("r_precise", "R10", half, {"1": "HALF", "2": "GND"})

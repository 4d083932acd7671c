"""Page "overview": blocks and the pages that show them; no part is drawn here."""

from hardware.schematic.place import farad_text, ohm_text
from hardware.schematic.sheet import Sheet
from ringout.board import pinmap

FILL = {"force": "#fde9e3", "sense": "#e4eefb", "other": "#f1f1ec"}


def _block(sheet, corner, size, text, kind="other"):
    (x, y), (width, height) = corner, size
    sheet.axes.fill(
        [x, x + width, x + width, x],
        [y, y, y + height, y + height],
        facecolor=FILL[kind],
        edgecolor="black",
        lw=1.2,
    )
    sheet.note(text, (x + width / 2, y + height / 2), size=8)


def _arrow(sheet, start, end, text="", side=0.4, both=False):
    style = {"arrowstyle": "<|-|>" if both else "-|>", "color": "black", "lw": 1.2}
    sheet.axes.annotate("", xy=end, xytext=start, arrowprops=style)
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + side)
    if text:
        sheet.note(text, middle)


def overview(design):
    """How a contact is driven and read."""
    sheet = Sheet(design, "0  Overview", 40, 22)
    gpio = pinmap.FIRST_LINE_GPIO
    line = " + ".join(ohm_text(v) for v in (pinmap.R_PIN_OHM, pinmap.R_FORCE_OHM))
    _block(sheet, (1, 1), (6, 17), "Raspberry Pi Pico\n\npage 1")
    _block(
        sheet,
        (12, 14),
        (8, 3.4),
        f"{pinmap.LINES} lines: {line} ohm,\nclamped to 3V3 and GND\n\npage 2",
        "force",
    )
    _block(sheet, (25, 14), (5, 3.4), "contacts\nA, B, C\n\npages 6, 7", "force")
    _block(sheet, (34, 14), (5, 3.4), "cable\nunder test")
    _block(
        sheet,
        (25, 7.6),
        (8, 3.6),
        f"multiplexer 16 to 1\n{ohm_text(pinmap.R_SENSE_OHM)} from each contact\n\npage 3",
        "sense",
    )
    _block(
        sheet,
        (34.4, 7.6),
        (4.8, 3.6),
        f"references\n{farad_text(pinmap.C_REF_F)}F, {farad_text(pinmap.C_REF_BIG_F)}F,\n"
        "open, half, GND",
        "sense",
    )
    _block(
        sheet,
        (12, 9.2),
        (8, 2.6),
        f"charge: {ohm_text(pinmap.R_CHG_HI_OHM)}, {ohm_text(pinmap.R_CHG_LO_OHM)}\n"
        f"bleed: {ohm_text(pinmap.R_BLEED_OHM)}     page 4",
        "sense",
    )
    _block(sheet, (12, 5.4), (8, 2.6), "amplifiers: x1, x11\n\npage 4", "sense")
    _block(sheet, (12, 1), (8, 2.6), "display, keys, lights, sounder\n\npage 6")
    _block(sheet, (25, 1), (5.6, 2.6), "cells to VSYS,\nlimiter on 3V3\npage 5")
    what = "expander: shells,\nfifth pins (optional)\npage 8"
    _block(sheet, (33.4, 1), (5.8, 2.6), what, "force")
    last = gpio + pinmap.LINES - 1
    _arrow(sheet, (7, 15.7), (12, 15.7), f"GP{gpio} to GP{last}", both=True)
    _arrow(sheet, (20, 15.7), (25, 15.7), "force", both=True)
    _arrow(sheet, (30, 15.7), (34, 15.7), "jacks", both=True)
    _arrow(sheet, (27.5, 14), (27.5, 11.2))
    sheet.note("sense", (28.6, 12.6))
    _arrow(sheet, (34.4, 9.4), (33, 9.4))
    _arrow(sheet, (7, 10.5), (12, 10.5), f"GP{pinmap.GP_CHG_HI}, GP{pinmap.GP_CHG_LO}")
    _arrow(sheet, (20, 10.5), (25, 10.5), "Z")
    sheet.axes.plot([25, 22.5, 22.5], [8.4, 8.4, 6.7], color="black", lw=1.2)
    _arrow(sheet, (22.5, 6.7), (20, 6.7))
    sheet.note("Z", (23.5, 8.8))
    _arrow(sheet, (12, 6.7), (7, 6.7), f"GP{pinmap.GP_ADC_UNITY} ADC0, GP{pinmap.GP_ADC_X11} ADC1")
    _arrow(sheet, (7, 2.3), (12, 2.3), both=True)
    xs, ys = [36.3, 36.3, 39.6, 39.6, 36.5, 36.5], [3.6, 5.6, 5.6, 12.6, 12.6, 13.2]
    sheet.axes.plot(xs, ys, color="black", lw=1.2)
    _arrow(sheet, (36.5, 13.0), (36.5, 14))
    sheet.axes.plot([16, 16, 36.3, 36.3], [1, 0.5, 0.5, 1], color="black", lw=1.2)
    sheet.note("I2C, beside the display", (22.5, 0.8))
    mux = f"GP{pinmap.GP_MUX[0]} to GP{pinmap.GP_MUX[-1]} choose the channel"
    sheet.axes.plot([7, 29, 29], [4.5, 4.5, 6], color="black", lw=1.2)
    _arrow(sheet, (29, 6), (29, 7.6))
    sheet.note(mux, (24.5, 4.85))
    return sheet

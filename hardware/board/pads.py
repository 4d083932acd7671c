"""DATA: where the pads of each footprint are, in mm from its anchor, before rotation.

What KiCad's footprints have, without KiCad: pictures for the builder need no more. Where KiCad
is installed a test compares every pad.
"""

import math

from hardware.board.placement import place_mm
from hardware.schematic.catalogue import C_FOOTPRINT, R_FOOTPRINT

PITCH_MM = 2.54


def _row(count, pitch_mm=PITCH_MM, along_y=False):
    return {
        str(n + 1): [(0.0, n * pitch_mm) if along_y else (n * pitch_mm, 0.0)] for n in range(count)
    }


def _two_rows(count, apart_mm, pitch_mm, corner=(0.0, 0.0)):
    """Pins 1 to half down the left side, the others up the right side."""
    half, (x, y) = count // 2, corner
    left = {str(n + 1): [(x, y + n * pitch_mm)] for n in range(half)}
    right = {str(count - n): [(x + apart_mm, y + n * pitch_mm)] for n in range(half)}
    return left | right


HEADER = "Connector_PinHeader_2.54mm:PinHeader_1x0{}_P2.54mm_Vertical"
PADS = {
    R_FOOTPRINT: _row(2, 10.16),
    C_FOOTPRINT: _row(2, 5.0),
    "LED_THT:LED_D5.0mm": _row(2),
    "Diode_THT:D_DO-41_SOD81_P10.16mm_Horizontal": _row(2, 10.16),
    "Buzzer_Beeper:Buzzer_TDK_PS1240P02BT_D12.2mm_H6.5mm": _row(2, 5.0),
    "Package_TO_SOT_THT:TO-92_Inline_Wide": _row(3),
    "Package_TO_SOT_SMD:SOT-23_Handsoldering": {
        "1": [(-1.5, -0.95)],
        "2": [(-1.5, 0.95)],
        "3": [(1.5, 0.0)],
    },
    "Package_SO:SOIC-24W_7.5x15.4mm_P1.27mm": _two_rows(24, 9.3, 1.27, (-4.65, -6.985)),
    "TestPoint:TestPoint_THTPad_D1.5mm_Drill0.7mm": _row(1),
    "Package_DIP:DIP-8_W7.62mm": _two_rows(8, 7.62, PITCH_MM),
    "Package_DIP:DIP-28_W7.62mm": _two_rows(28, 7.62, PITCH_MM),
    "ringout:RaspberryPi_Pico_THT": _two_rows(40, 17.78, PITCH_MM),
    # both pads of a pair belong to one contact of the key
    "Button_Switch_THT:SW_PUSH_6mm_H13mm": {
        "1": [(0.0, 0.0), (6.5, 0.0)],
        "2": [(0.0, 4.5), (6.5, 4.5)],
    },
    **{HEADER.format(n): _row(n, along_y=True) for n in (2, 3, 4, 5)},
}


def pads_mm(part):
    """Pad number -> [(x, y)] on the board of a placed part, y downwards."""
    x, y, degrees = place_mm(part.ref)
    angle = math.radians(degrees)
    cos, sin = math.cos(angle), math.sin(angle)
    return {
        pin: [(x + dx * cos + dy * sin, y - dx * sin + dy * cos) for dx, dy in places]
        for pin, places in PADS[part.footprint].items()
    }

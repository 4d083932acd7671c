"""DATA: where every part sits on the board, in grid steps of 0.635 mm.

x to the right, y down, origin at the top left corner, board seen from the side of the parts.
A position is that of pin 1 for through-hole parts, of the centre for U2 and everything in SOT-23.
Angles are counter-clockwise degrees, as KiCad counts them.

The Pico's USB is at the upper edge, so its eleven lines look left: A, B and C run from top to
bottom to the headers at the left edge, where the jacks are. Right of it lies what measures.
"""

GRID_MM = 0.635
BOARD = (156, 156)  # 99.1 x 99.1 mm
HOLES = ((6, 6), (97, 6), (150, 6), (6, 150), (150, 150))  # M3; the second beside the USB socket
HOLE_MM = 3.2
FIDUCIALS = ((24, 5), (140, 6), (80, 153))  # for machines that place the SMD parts

LINES, XLINES = 11, 5
LINE_PITCH = 11
FIRST_LINE = (13, 11)


def line_places(index):
    """A line's row from the contact at the left to the Pico: 330, 220; 4.7 k and clamps below."""
    x, y = FIRST_LINE[0], FIRST_LINE[1] + LINE_PITCH * index
    number = f"{index + 1:02d}"
    return {
        f"R2{number}": (x + 16, y, 180),
        f"R1{number}": (x + 36, y, 180),
        f"R3{number}": (x, y + 5, 0),
        f"D1{number}": (x + 23, y + 5.5, 180),
        f"D2{number}": (x + 34, y + 5.5, 0),
    }


def expander_places(bit):
    """A line of the expander: 2.2 k beside the header, its clamp right of that; 220 and 100 k
    below the chip."""
    number = f"{LINES + 1 + bit:02d}"
    return {
        f"R2{number}": (24, 132 + 5 * bit, 0),
        f"D2{number}": (46 + 9 * (bit % 2), 133 + 6 * (bit // 2), 0),
        f"R4{number}": (95 + 10 * bit, 111, 270),
        f"R1{number}": (100 + 10 * bit, 111, 270),
    }


PLACES = {
    "U1": (61, 4, 0),
    # jacks, from top to bottom A, B, C, each with its ESD arrays
    "D4": (6, 17, 180),
    "J2": (5, 25, 0),
    "D5": (6, 46, 180),
    "D6": (6, 60, 180),
    "J3": (5, 69, 0),
    "D7": (6, 90, 180),
    "D8": (6, 103, 180),
    "J4": (5, 109, 0),
    "D9": (6, 125, 180),
    "D10": (5, 132, 180),
    "D11": (5, 138, 180),
    # shells and fifth pins, below A, B and C
    "J6": (15, 132, 0),
    # 3V3 at pin 36 of the Pico: bulk and shunt
    "C7": (94, 16, 0),
    "C8": (94, 21, 0),
    "C9": (94, 26, 0),
    "Q2": (110, 20, 0),
    "R22": (110, 26, 0),
    "R13": (110, 31, 0),
    "U4": (132, 27, 0),
    "R14": (130, 33, 0),
    "R23": (130, 38, 0),
    "R21": (130, 43, 0),
    "Q1": (112, 11, 0),
    "R18": (138, 11, 180),
    "J5": (150, 16, 0),
    # filters of the converter at pins 31 and 32, their ground on pin 33
    "C4": (94, 31, 0),
    "R8": (110, 36, 180),
    "R7": (110, 41, 180),
    "C3": (94, 46, 0),
    # amplifiers
    "U3": (114, 52, 0),
    "C6": (114, 46, 0),
    "R4": (149, 48, 180),
    "R6": (133, 53, 0),
    "R5": (133, 58, 0),
    # Z: charge and bleed, right of pins 22 and 24
    "R2": (95, 75, 0),
    "R1": (95, 80, 0),
    "R3": (111, 85, 180),
    # multiplexer and references, under the Pico
    "U2": (74, 98, 270),
    "C5": (89, 106, 0),
    "R10": (62, 112, 270),
    "R9": (67, 128, 90),
    "R12": (72, 112, 270),
    "R11": (77, 112, 270),
    "C1": (82, 128, 0),
    "C2": (82, 134, 0),
    # test points
    "TP1": (110, 68, 0),
    "TP2": (107, 54, 0),
    "TP3": (142, 66, 0),
    "TP4": (57, 112, 0),
    "TP5": (132, 20, 0),
    "TP6": (151, 28, 0),
    "TP7": (140, 20, 0),
    "TP8": (90, 91, 0),  # beside the multiplexer's Z: takes the guard there to both sides
    # expander, under the display's module: port A above, port B and what belongs to it below
    "U5": (101, 106, 90),
    "C10": (145, 112, 0),
    "R19": (136, 73, 0),
    "R20": (136, 78, 0),
    # panel
    "J1": (118, 71, 90),
    "SW1": (84, 140, 0),
    "D1": (102, 144, 0),
    "D2": (114, 144, 0),
    "SW2": (127, 140, 0),
    "R15": (98, 133, 0),
    "R16": (119, 133, 0),
    "BZ1": (67, 144, 0),
    "R17": (44, 151, 0),
}
for _index in range(LINES):
    PLACES |= line_places(_index)
for _bit in range(XLINES):
    PLACES |= expander_places(_bit)


def place_mm(ref):
    """(x mm, y mm, degrees) of a part."""
    x, y, angle = PLACES[ref]
    return round(x * GRID_MM, 4), round(y * GRID_MM, 4), angle

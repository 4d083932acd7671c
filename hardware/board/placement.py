"""DATA: where every part sits on the board, in grid steps of 0.635 mm.

x to the right, y down, origin at the top left corner, board seen from the side of the parts.
A position is that of pin 1 for through-hole parts, of the centre for U2 and the BAV199.
Angles are counter-clockwise degrees, as KiCad counts them.
"""

GRID_MM = 0.635
BOARD = (174, 142)  # 110.5 x 90.2 mm
HOLES = ((92, 6), (168, 6), (6, 136), (168, 136))  # M3
HOLE_MM = 3.2

LINES = 11
LINE_PITCH = 14
FIRST_LINE = (10, 50)


def line_places(index):
    """The four parts of a line, one below the other; the sense resistor beside."""
    x, y = FIRST_LINE[0] + LINE_PITCH * index, FIRST_LINE[1]
    number = f"{index + 1:02d}"
    return {
        f"R1{number}": (x, y, 270),
        f"D1{number}": (x, y + 23, 90),
        f"R2{number}": (x, y + 30, 270),
        f"R3{number}": (x + 6, y + 46, 90),
    }


PLACES = {
    # USB at the left edge; GP0 to GP15 face the lines
    "U1": (6, 40, 90),
    "U2": (104, 26, 0),
    "J1": (82, 45, 90),
    # charge node, references
    "R1": (118, 8, 0),
    "R2": (118, 14, 0),
    "R3": (118, 20, 0),
    "R11": (118, 26, 0),
    "R12": (118, 32, 0),
    "R9": (118, 38, 0),
    "R10": (134, 43, 180),
    "C1": (142, 26, 0),
    "C2": (142, 31, 0),
    # amplifiers
    "U3": (142, 8, 0),
    "R4": (142, 36, 0),
    "R5": (142, 41, 0),
    "R6": (160, 14, 270),
    "R7": (165, 14, 270),
    "R8": (170, 14, 270),
    "C6": (142, 3, 0),
    "C3": (162, 35, 0),
    "C4": (162, 40, 0),
    "C5": (104, 6, 0),
    # jacks
    "J2": (16, 108, 90),
    "J3": (72, 108, 90),
    "J4": (126, 108, 90),
    # supply
    "C7": (6, 118, 0),
    "C8": (6, 124, 0),
    "C9": (22, 118, 0),
    "U4": (24, 125, 0),
    "R13": (14, 133, 0),
    "R14": (16, 138, 0),
    "J5": (168, 108, 0),
    "D3": (160, 116, 180),
    # panel
    "SW1": (44, 122, 0),
    "R15": (60, 118, 0),
    "D1": (78, 128, 0),
    "R16": (82, 118, 0),
    "D2": (94, 128, 0),
    "SW2": (112, 122, 0),
    "R17": (104, 116, 0),
    "BZ1": (140, 129, 0),
}
for _index in range(LINES):
    PLACES |= line_places(_index)


def place_mm(ref):
    """(x mm, y mm, degrees) of a part."""
    x, y, angle = PLACES[ref]
    return round(x * GRID_MM, 4), round(y * GRID_MM, 4), angle

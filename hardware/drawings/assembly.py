"""The board seen from the side of the parts: what goes where, and which way round."""

from hardware.board.pads import pads_mm
from hardware.board.placement import BOARD, GRID_MM, HOLE_MM, HOLES, place_mm
from hardware.drawings.svg import Svg
from hardware.enclosure.parameters import OLED_FROM_PIN1_MM, OLED_WINDOW_MM
from hardware.schematic.catalogue import R_FOOTPRINT

MARGIN_MM = 6.0
HEAD_MM = 9.0
FOOT_MM = 20.0
SILVER, COPPER, BODY, MARK = "#ffffff", "#dcb878", "#eef2f7", "#c02020"
# letters printed at the pads of parts that can be fitted the wrong way round
POLAR = {
    "led_green": {"1": "K", "2": "A"},
    "led_red": {"1": "K", "2": "A"},
    "shunt": {"1": "R", "2": "A", "3": "K"},
    "boost": {"1": "C", "2": "B", "3": "E"},
}
NOTES = (
    "Square red pad: pin 1. Fit flat parts first, the Pico last. SOT-23 parts fit one way only:",
    "D101 to D111 BAV199, D201 to D216 BAS40-04, D4 to D11 ESD2CANFD24. They look alike.",
    "Q1 is DMP2305U.   D1, D2: K is the short leg, at the flat side of the LED.",
    "U2, U3, U5: dot or notch at the red pad.   U4, Q2: the flat side is towards the bottom edge.",
)


def body(part, pads):
    """(x, y, width, height) of the part's outline, from its pads."""
    points = [at for places in pads.values() for at in places]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    grow_x = grow_y = 1.4
    library = part.footprint.split(":")[0]
    if library in ("Resistor_THT", "Diode_THT"):
        inset = -1.1
        grow_x, grow_y = (inset, 1.25) if right - left > bottom - top else (1.25, inset)
    elif library == "Package_SO":  # lying
        grow_x, grow_y = 0.7, -0.9
    elif library == "TestPoint":
        grow_x = grow_y = 0.9
    elif library == "Package_TO_SOT_SMD":
        grow_x = grow_y = 0.3
    elif library == "Package_DIP":
        grow_x, grow_y = (-0.6, 1.1) if right - left < bottom - top else (1.1, -0.6)
    elif library == "Buzzer_Beeper":
        grow_x, grow_y = 3.6, 6.1
    elif library == "ringout":
        grow_x, grow_y = 1.61, 1.37
    elif library == "LED_THT":
        grow_x, grow_y = 1.3, 2.5
    return left - grow_x, top - grow_y, right - left + 2 * grow_x, bottom - top + 2 * grow_y


def label(part):
    """Reference and value in as few letters as there is room for."""
    if part.kind in ("oled", "buzzer", "key", "battery") or part.ref[0] == "J":
        return f"{part.ref} {part.value}"
    small = ("clamp", "pin_clamp", "esd", "pfet")
    return part.ref if part.kind in small else f"{part.ref} {part.value}"


def _part(svg, part):
    pads = pads_mm(part)
    x, y, width, height = body(part, pads)
    library = part.footprint.split(":")[0]
    svg.rect(x, y, width, height, 0.4, fill=BODY, stroke_width=0.15)
    for pin, places in pads.items():
        for px, py in places:
            if library in ("Resistor_THT", "Diode_THT"):
                svg.line((px, py), (min(max(px, x), x + width), min(max(py, y), y + height)))
            size = 1.0 if library in ("Package_SO", "Package_TO_SOT_SMD") else 1.6
            if (
                pin == "1"
                and library != "TestPoint"
                and part.footprint != R_FOOTPRINT
                and not library.startswith("Cap")
            ):
                svg.rect(px - size / 2, py - size / 2, size, size, fill=MARK, stroke="none")
            else:
                svg.circle(px, py, size, fill=COPPER, stroke="none")
            letter = POLAR.get(part.kind, {}).get(pin)
            if letter:
                svg.text(px, py - 1.9, letter, 1.5, bold=True)
    if library == "Diode_THT":  # the band, at the cathode
        near = pads["1"][0][0]
        band = x + width - 1.6 if near > x else x + 0.8
        svg.rect(band, y, 0.8, height, fill="black", stroke="none")
        x, width = (x if near > x else x + 1.6), width - 2.2
    tall = height > 1.5 * width
    middle = x + width / 2, y + height / 2
    room = max(width, height)
    if library == "LED_THT":
        middle, room = (middle[0], y + height + 1.1), 9
    elif library == "Button_Switch_THT":
        svg.circle(*middle, 3.5)
        middle, room = (middle[0], y + height + 1.1), 9
    elif library == "Buzzer_Beeper":
        svg.circle(*middle, 12.2)
        middle = middle[0], middle[1] + 3.5
    elif library.startswith("Connector"):
        middle = (middle[0], y + height + 1.1) if not tall else (x - 1.0, middle[1])
        room = 8 if part.kind == "battery" else 12
    elif library == "Package_TO_SOT_THT":
        middle, room = (middle[0], y + height + 0.5), 6
    elif library == "TestPoint":
        middle, room = (middle[0], y - 1.0), 5.5
    text = label(part)
    size = min(1.8, room / (0.68 * len(text)))
    svg.text(*middle, text, size, bold=True, angle=-90 if tall else 0)


def draw(design):
    """The picture's text; `design` without the panel."""
    width, height = (n * GRID_MM for n in BOARD)
    total = width + 2 * MARGIN_MM, height + HEAD_MM + FOOT_MM
    svg = Svg(*total, "ringout board, parts")
    svg.text(MARGIN_MM, 4.5, "ringout board: the side of the parts", 4, "start", bold=True)
    inner = Svg(width, height, "")
    inner.rows = []
    inner.rect(0, 0, width, height, fill=SILVER, stroke_width=0.4)
    for x, y in HOLES:
        inner.circle(x * GRID_MM, y * GRID_MM, HOLE_MM)
    for part in design.parts.values():
        _part(inner, part)
    oled_x, oled_y = (a + b for a, b in zip(place_mm("J1"), OLED_FROM_PIN1_MM, strict=False))
    window = OLED_WINDOW_MM
    corner = oled_x - window[0] / 2, oled_y - window[1] / 2
    inner.rect(*corner, *window, stroke="#2060c0", stroke_dasharray="1 1")
    inner.text(oled_x, oled_y + 1.6, "display window of the panel", 1.5, color="#2060c0")
    pico = body(design.parts["U1"], pads_mm(design.parts["U1"]))
    middle = pico[0] + pico[2] / 2
    inner.rect(middle - 4, pico[1] - 1.3, 8, 6, fill="#cccccc", stroke_width=0.15)
    inner.text(middle, pico[1] + 1.7, "USB", 1.7, bold=True)
    svg.rows.append(f'<g transform="translate({MARGIN_MM:g} {HEAD_MM:g})">')
    svg.rows += [*inner.rows, "</g>"]
    for row, note in enumerate(NOTES):
        svg.text(MARGIN_MM, HEAD_MM + height + 4 + 4.2 * row, note, 2.2, "start")
    return svg.render()

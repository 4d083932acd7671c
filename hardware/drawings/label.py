"""The front panel at full size: template for holes and label for the finished box."""

from hardware.drawings.svg import Svg
from hardware.enclosure import parameters
from hardware.schematic.panel import JACKS

BELOW_FLANGE_MM = 17.0  # a D-size flange ends 15.5 below the middle
# a plug of the other gender fits: the label says which plug goes in
NAMES = {
    "xlr_m": ("XLR female plug",),
    "xlr_f": ("XLR male plug",),
    "xlr5_m": ("XLR-5 female plug",),
    "xlr5_f": ("XLR-5 male plug",),
    "jack_635": ("6.35 mm",),
    "jack_35_4": ("3.5 mm", "4 poles"),
    "jack_35_3": ("3.5 mm",),
    "rca": ("RCA",),
}

# over the Pico, where the panel has no holes
TITLE_MM = (74.0, 22.0)
TITLE = (
    (0.0, "ringout", 8.0),
    (9.0, "never on anything that is switched on", 2.6),
    (16.0, "T tip, R ring, R2 second ring, S sleeve", 2.4),
    (20.0, "XLR: 1 = S, 2 = T, 3 = R, 4 = R2, 5, shell", 2.4),
)


def kinds():
    """Jack name -> (end, kind)."""
    return {
        f"J{row}{column}": (end, kind)
        for row, (end, jacks) in enumerate(JACKS.items(), 1)
        for column, (kind, _) in enumerate(jacks, 1)
    }


def _cross(svg, x, y):
    for dx, dy in ((1.5, 0), (0, 1.5)):
        svg.line((x - dx, y - dy), (x + dx, y + dy), stroke="#888888", stroke_width=0.1)


def draw():
    """The picture's text. Panel coordinates have y upwards; paper has it downwards."""
    width, height = parameters.PANEL_MM
    svg = Svg(width, height, "ringout front panel, full size")
    svg.rect(0.1, 0.1, width - 0.2, height - 0.2, 5)

    def hole(x, y, diameter):
        svg.circle(x, height - y, diameter)
        _cross(svg, x, height - y)

    found = kinds()
    for name, x, y, diameter, flange in parameters.jacks():
        hole(x, y, diameter)
        if flange:
            for dx in (-parameters.D_SCREW_MM[0] / 2, parameters.D_SCREW_MM[0] / 2):
                for dy in (-parameters.D_SCREW_MM[1] / 2, parameters.D_SCREW_MM[1] / 2):
                    hole(x + dx, y + dy, parameters.SCREW_MM)
        for k, text in enumerate(NAMES[found[name][1]]):
            if flange:
                svg.text(x, height - y + BELOW_FLANGE_MM, text, 2.4, bold=True)
            else:
                svg.text(x, height - y + diameter / 2 + 3.4 + 3 * k, text, 2.4, bold=True)
    for end, x in parameters.COLUMN_X_MM.items():
        svg.text(x, 5.2, end, 7, bold=True)
    svg.text(parameters.ROW_X_MM[0] - 18, height - parameters.ROW_Y_MM, "C", 7, bold=True)
    window = parameters.OLED_WINDOW_MM
    x, y = parameters.panel_point("J1", parameters.OLED_FROM_PIN1_MM)
    svg.rect(x - window[0] / 2, height - y - window[1] / 2, *window)
    for ref, text in (("SW1", "TEST"), ("SW2", "MODE")):
        x, y = parameters.panel_point(ref, parameters.KEY_FROM_PIN1_MM)
        hole(x, y, parameters.KEY_HOLE_MM)
        svg.text(x, height - y + 6, text, 3.2, bold=True)
    for ref, text in (("D1", "PASS"), ("D2", "FAIL")):
        x, y = parameters.panel_point(ref, parameters.LED_FROM_PIN1_MM)
        hole(x, y, parameters.LED_HOLE_MM)
        svg.text(x, height - y + 6, text, 2.6, bold=True)
    x, y = parameters.panel_point("BZ1", parameters.BUZZER_FROM_PIN1_MM)
    for dx in (-3, 0, 3):
        for dy in (-3, 0, 3):
            svg.circle(x + dx, height - y + dy, 1.6)
    for x, y in parameters.POSTS_MM:
        hole(x, y, parameters.SCREW_MM)
    for down, text, size in TITLE:
        svg.text(TITLE_MM[0], TITLE_MM[1] + down, text, size, "start", bold=size > 3)
    return svg.render()

"""DATA: what is printed on the board besides the names of the parts, for whoever builds it.

Places in grid steps; each text is [text, x mm, y mm, height mm, degrees].
"""

from hardware.board.placement import GRID_MM, PLACES
from ringout.board import pinmap

DATE = "2026-11-30"  # of the layout
SMALL_MM, PLAIN_MM = 0.8, 1.0


def _text(text, x, y, size_mm=SMALL_MM, angle=0):
    return [text, round(x * GRID_MM, 4), round(y * GRID_MM, 4), size_mm, angle]


def texts(design):
    """Contacts at the headers, pins of the display, poles of the battery, test points, title."""
    found = []
    for end, ref in zip("ABC", ("J2", "J3", "J4"), strict=True):
        x, y, _ = PLACES[ref]
        for number, name in design.parts[ref].pin_names.items():
            found.append(_text(f"{end}.{name}", x + 4.5, y + 4 * (int(number) - 1)))
    x, y, _ = PLACES["J1"]
    for number, name in design.parts["J1"].pin_names.items():
        found.append(_text(name, x + 4 * (int(number) - 1), y + 4.6))
    x, y, _ = PLACES["J6"]
    for number, name in design.parts["J6"].pin_names.items():
        found.append(_text(name, x + 4.6, y + 4 * (int(number) - 1)))
    x, y, _ = PLACES["J5"]
    found += [_text("+", x - 4, y, 1.4), _text("-", x - 4, y + 4, 1.4)]
    for ref, part in design.parts.items():
        if part.kind == "test_point":
            x, y, _ = PLACES[ref]
            found.append(_text("GUARD" if ref == "TP8" else part.value, x, y - 3))
        if part.kind.startswith("led_"):
            x, y, _ = PLACES[ref]
            found += [_text("K", x, y + 5.8), _text("A", x + 4, y + 5.8)]
    found.append(_text(f"ringout rev {pinmap.HARDWARE_REVISION}", 42, 3.5, PLAIN_MM))
    found.append(_text(DATE, 42, 6.5, PLAIN_MM))
    return found

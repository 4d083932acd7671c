"""The strokes that a drawing of a cable is made of: lines and where they run, crosses, texts.

Shapes as drawing.py has them. Runs on the page's MicroPython as well.
"""

TYPE_CHECKING = False  # MicroPython has no typing
if TYPE_CHECKING:
    from ringout_host.cables.found import Place

COLORS = {"T": "#c62828", "R": "#1a56b0", "R2": "#7b3fa0", "S": "#5f6670", "5": "#2e7d32",
          "SH": "#8d6e3f"}  # fmt: skip
WRONG = "#e8590c"
INK, PALE, PAPER = "#1d2127", "#c9ced6", "#ffffff"
NEAR = 0.05  # of the length: what is in a plug is drawn just outside of it
Shape = dict


def sheet(width: float, height: float, shapes: list) -> dict:
    """The whole picture, on paper."""
    box = {"is": "box", "at": [0, 0, width, height], "color": PAPER, "fill": PAPER}
    return {"width": width, "height": height, "shapes": [box] + shapes}


def path(
    at: dict[str, tuple[float, float]],
    first: str,
    last: str,
    lanes: dict[str, int],
    further: float = 0.0,
) -> list[list[float]]:
    """From contact to contact: across with two bends, or an arc in front of one plug."""
    (x0, y0), (x1, y1) = at[first], at[last]
    if first[0] == last[0] or {first[0], last[0]} == {"B", "C"}:
        out = 26.0 + 16.0 * lanes[first[0]] + further
        lanes[first[0]] += 1
        out = out if first[0] == "A" else -out
        return [[x0, y0], [x0 + out, y0], [x0 + out, y1], [x1, y1]]
    bend = abs(y1 - y0) ** 0.5 * 2.0
    return [[x0, y0], [x0 + 30 + bend, y0], [x1 - 30 - bend, y1], [x1, y1]]


def middle(path: list[list[float]]) -> tuple[float, float]:
    """Of a path's slanted part."""
    (x0, y0), (x1, y1) = path[1], path[2]
    return (x0 + x1) / 2, (y0 + y1) / 2


def along(points: list[list[float]], share: float) -> tuple[float, float]:
    """The point of a line that bends nowhere back, at a share of its width."""
    x = points[0][0] + (points[-1][0] - points[0][0]) * share
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        if x <= x1 and x1 > x0:
            return x, y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return x, points[-1][1]


def spot(
    path: list[list[float]], first: str, last: str, place: "Place | None"
) -> tuple[float, float]:
    """Where on a conductor's line the fault is; its middle where that is not known."""
    if place is None or first[0] == last[0] or place[0] not in (first[0], last[0]):
        return middle(path)
    share = min(max(place[1], NEAR), 1.0 - NEAR)
    return along(path, share if place[0] == first[0] else 1.0 - share)


def between(
    shapes: list[Shape], first: str, last: str, place: "Place | None"
) -> list[list[float]] | None:
    """From conductor to conductor where they touch on the way; None for a touch in a plug."""
    if place is None or not NEAR < place[1] < 1.0 - NEAR:
        return None
    spots = []
    for contact in (first, last):
        for shape in shapes:
            one, other = shape.get("of") or ("", "")
            if contact in (one, other) and one[:1] != other[:1]:
                share = place[1] if place[0] == one[0] else 1.0 - place[1]
                spots.append(list(along(shape["points"], share)))
                break
    return spots if len(spots) == 2 else None


def mark(spot: tuple[float, float]) -> Shape:
    """A dot on the spot."""
    return {"is": "dot", "at": list(spot), "radius": 5, "color": WRONG, "fill": WRONG}


def hanging(at: tuple[float, float], contact: str) -> list[Shape]:
    """A conductor that ends in the air."""
    x, y = at
    out = 60.0 if contact[0] == "A" else -60.0
    return [
        line([[x, y], [x + out, y]], COLORS[contact[2:]], 6, False, [contact]),
        line([[x, y], [x + out, y]], PAPER, 2, dash=True),
        text(x + out * 1.15, y + 4, "open", 11, "start" if out > 0 else "end", COLORS["S"]),
    ]


def cross(middle: tuple[float, float]) -> list[Shape]:
    """A break."""
    x, y = middle
    return [
        line([[x - 7, y - 7], [x + 7, y + 7]], WRONG, 3),
        line([[x - 7, y + 7], [x + 7, y - 7]], WRONG, 3),
    ]


def component(middle: tuple[float, float], value: str, color: str) -> list[Shape]:
    """A part's box with its value."""
    x, y = middle
    width = 14 + 7 * len(value)
    return [
        {"is": "box", "at": [x - width / 2, y - 11, width, 22], "color": color, "fill": PAPER},
        text(x, y + 4, value, 12, "middle", color),
    ]


def line(
    points: list[list[float]], color: str, width: float, dash: bool = False, of: list | None = None
) -> Shape:
    shape = {"is": "line", "points": points, "color": color, "width": width, "dash": dash}
    return shape if of is None else dict(shape, of=of)


def text(
    x: float, y: float, text: str, size: int, anchor: str, color: str, bold: bool = False
) -> Shape:
    return {"is": "text", "at": [x, y], "text": text, "size": size, "anchor": anchor,
            "color": color, "bold": bold}  # fmt: skip

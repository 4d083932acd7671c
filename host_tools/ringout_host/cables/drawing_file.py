"""A picture of a cable (`drawing`) as SVG or PNG."""

from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec

from ringout_host.aside import written_aside
from ringout_host.cables.strokes import PAPER
from ringout_host.errors import UsageError


def svg(drawn: dict[str, Any]) -> str:
    """A picture as SVG, of any size by its view box."""
    width, height = f"{drawn['width']:g}", f"{drawn['height']:g}"
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" font-family="sans-serif">'
    ]
    for shape in drawn["shapes"]:
        color = shape["color"]
        if shape["is"] == "line":
            points = " ".join(f"{x:g},{y:g}" for x, y in shape["points"])
            dash = ' stroke-dasharray="6 5"' if shape["dash"] else ""
            out.append(
                f'<polyline points="{points}" fill="none" stroke="{color}"'
                f' stroke-width="{shape["width"]:g}" stroke-linejoin="round"{dash}/>'
            )
        elif shape["is"] == "box":
            x, y, w, h = shape["at"]
            out.append(
                f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="4"'
                f' fill="{shape["fill"]}" stroke="{color}"/>'
            )
        elif shape["is"] == "dot":
            x, y = shape["at"]
            out.append(
                f'<circle cx="{x:g}" cy="{y:g}" r="{shape["radius"]}" fill="{shape["fill"]}"'
                f' stroke="{color}"/>'
            )
        else:
            x, y = shape["at"]
            weight = ' font-weight="bold"' if shape["bold"] else ""
            out.append(
                f'<text x="{x:g}" y="{y:g}" font-size="{shape["size"]}" fill="{color}"'
                f' text-anchor="{shape["anchor"]}"{weight}>{escape(shape["text"])}</text>'
            )
    return "\n".join([*out, "</svg>", ""])


def png(drawn: dict[str, Any], scale: int = 2) -> bytes:
    """A picture as PNG, `scale` dots for each of its units."""
    from PIL import Image, ImageDraw, ImageFont

    fine = 2 * scale  # drawn twice as large, then made smaller: smooth edges
    size = (int(drawn["width"]), int(drawn["height"]))
    image = Image.new("RGB", (size[0] * fine, size[1] * fine), PAPER)
    pen = ImageDraw.Draw(image)
    for shape in drawn["shapes"]:
        color = shape["color"]
        if shape["is"] == "line":
            points = [(x * fine, y * fine) for x, y in shape["points"]]
            runs = _dashes(points, 6 * fine, 5 * fine) if shape["dash"] else [points]
            for run in runs:
                pen.line(run, fill=color, width=int(shape["width"] * fine), joint="curve")
        elif shape["is"] == "box":
            x, y, w, h = [value * fine for value in shape["at"]]
            pen.rounded_rectangle((x, y, x + w, y + h), 4 * fine, shape["fill"], color, fine)
        elif shape["is"] == "dot":
            (x, y), r = [value * fine for value in shape["at"]], shape["radius"] * fine
            pen.ellipse((x - r, y - r, x + r, y + r), shape["fill"], color, fine)
        else:
            font = ImageFont.load_default(shape["size"] * fine)
            anchor = {"start": "ls", "middle": "ms", "end": "rs"}[shape["anchor"]]
            x, y = [value * fine for value in shape["at"]]
            thick = fine // 3 if shape["bold"] else 0
            pen.text((x, y), shape["text"], color, font, anchor, stroke_width=thick,
                     stroke_fill=color)  # fmt: skip
    file = BytesIO()
    image.resize((size[0] * scale, size[1] * scale), Image.Resampling.LANCZOS).save(file, "PNG")
    return file.getvalue()


def _dashes(
    points: list[tuple[float, float]], on: float, off: float
) -> list[list[tuple[float, float]]]:
    """The pieces of a dashed line."""
    runs = []
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        length = max(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5, 1e-9)
        at = 0.0
        while at < length:
            end = min(at + on, length)
            runs.append([(x0 + (x1 - x0) * k / length, y0 + (y1 - y0) * k / length)
                         for k in (at, end)])  # fmt: skip
            at = end + off
    return runs


def write(picture: dict[str, Any] | None, to: Path) -> None:
    """Put a picture into a file whose name says how: .svg, .png or .json. None: there is none."""
    if picture is None:
        raise UsageError("nothing to draw: no cable was found")
    kind = to.suffix.lower()
    if kind == ".svg":
        data = svg(picture).encode()
    elif kind == ".png":
        data = png(picture)
    elif kind == ".json":
        data = msgspec.json.encode(picture)
    else:
        raise UsageError(f"{to}: end the name in .svg, .png or .json")
    with written_aside(to) as stream:
        stream.write(data)

"""A drawing in millimetres, as SVG text."""

from xml.sax.saxutils import escape

FONT = "DejaVu Sans, Verdana, Arial, sans-serif"


def number(value):
    """Millimetres with at most two decimals."""
    return f"{round(value, 2) + 0.0:g}"


class Svg:
    """Shapes in the order in which they are added; y grows downwards. Printed at 100 % a
    millimetre here is a millimetre on paper."""

    def __init__(self, width_mm, height_mm, title):
        self.size = number(width_mm), number(height_mm)
        self.rows = [f"<title>{escape(title)}</title>"]
        self.rect(0, 0, width_mm, height_mm, fill="white", stroke="none")

    def _add(self, tag, style, body=None, **attributes):
        style = {"fill": "none", "stroke": "black", "stroke_width": 0.2, **style}
        pairs = {**attributes, **style}
        text = " ".join(
            f'{name.replace("_", "-")}="{number(v) if isinstance(v, float | int) else v}"'
            for name, v in pairs.items()
        )
        self.rows.append(f"<{tag} {text}/>" if body is None else f"<{tag} {text}>{body}</{tag}>")

    def rect(self, x, y, width, height, radius=0, **style):
        """A box by its upper left corner."""
        self._add("rect", style, x=x, y=y, width=width, height=height, rx=radius)

    def circle(self, x, y, diameter, **style):
        """A circle by its middle."""
        self._add("circle", style, cx=x, cy=y, r=diameter / 2)

    def line(self, *points, **style):
        """Straight lines through the points."""
        at = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self._add("polyline", style, points=at)

    def text(self, x, y, text, size_mm=2.5, anchor="middle", bold=False, angle=0, color="black"):
        """One line of text, its middle height at `y`."""
        turn = {"transform": f"rotate({number(angle)} {number(x)} {number(y)})"} if angle else {}
        weight = {"font_weight": "bold"} if bold else {}
        self._add(
            "text",
            {"fill": color, "stroke": "none", "stroke_width": 0},
            escape(text),
            x=x,
            y=y + 0.36 * size_mm,
            font_size=size_mm,
            text_anchor=anchor,
            **weight,
            **turn,
        )

    def render(self):
        """The file."""
        width, height = self.size
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
            f'viewBox="0 0 {width} {height}" font-family="{FONT}">'
        )
        return "\n".join([head, *self.rows, "</svg>", ""])

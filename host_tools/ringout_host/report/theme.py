"""matplotlib figures as inline SVG that takes its colours and font from the page's CSS.

Figures are drawn in stand-in colours, which then become CSS variables: one picture serves the
light page, the dark page and the printer.
"""

import io
import re
from collections.abc import Callable
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

# name of the CSS variable -> stand-in colour
COLOR = {
    name: f"#0{n:x}0{n:x}0{n:x}"
    for n, name in enumerate(
        ("ink", "muted", "grid", "good", "bad", "warn", "other", "accent", "second"), start=1
    )
}
_FONT_PT = 10
_RC: dict[Any, Any] = {
    "svg.fonttype": "none",  # text stays text: it can be read aloud, searched and is small
    "font.size": _FONT_PT,
    "text.parse_math": False,  # a $ in somebody's text is a $
    "font.family": "DejaVu Sans",  # comes with matplotlib; only for measuring
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.edgecolor": COLOR["grid"],
    "axes.labelcolor": COLOR["muted"],
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": COLOR["grid"],
    "grid.linewidth": 0.6,
    "text.color": COLOR["ink"],
    "xtick.color": COLOR["muted"],
    "ytick.color": COLOR["muted"],
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "axes.labelsize": _FONT_PT,
    "path.simplify": True,
}


def figure(width: float, height: float, draw: Callable[[Axes], None]) -> Figure:
    """A figure of width x height points; `draw(axes)` fills it."""
    with matplotlib.rc_context(_RC):
        made = Figure(figsize=(width / 72, height / 72), layout="constrained")
        made.patch.set_visible(False)
        axes = made.add_subplot()
        axes.patch.set_visible(False)
        draw(axes)
        return made


def svg(made: Figure, name: str, label: str) -> str:
    """`made` as an <svg> element to stand in HTML. name: unique on the page; label: for those
    who cannot see it, HTML-escaped here."""
    with matplotlib.rc_context({**_RC, "svg.hashsalt": name}):
        out = io.StringIO()
        FigureCanvasSVG(made).print_svg(out, metadata={"Date": None})
    text = out.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.S)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    text = re.sub(r'<svg [^>]*?viewBox="([^"]+)"[^>]*>', _Open(label), text, count=1)
    text = _own_ids(text, name)
    text = re.sub(r"font: ([\d.]+)px [^;\"]*", r"font: \1px var(--sans)", text)
    for variable, color in COLOR.items():
        text = text.replace(color, f"var(--{variable})")
    return re.sub(r">\s+<", "><", text).strip()


class _Open:
    """The opening tag of an SVG that fills the width it is given."""

    def __init__(self, label: str):
        from html import escape

        self._label = escape(label, quote=True)

    def __call__(self, found: re.Match) -> str:
        return (
            f'<svg viewBox="{found[1]}" role="img" aria-label="{self._label}" '
            'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        )


def _own_ids(text: str, name: str) -> str:
    """Ids that are referred to get this figure's name, the others go: several figures share
    one page."""
    used = set(re.findall(r'(?:url\(#|href="#)([^)"]+)', text))
    text = re.sub(
        r' id="([^"]+)"',
        lambda found: f' id="{name}-{found[1]}"' if found[1] in used else "",
        text,
    )
    return re.sub(r'(url\(#|href="#)', rf"\g<1>{name}-", text)

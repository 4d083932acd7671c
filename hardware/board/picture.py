"""A picture of the routed board: pads, tracks of both sides, vias, outline."""

import json

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

from hardware.board import route
from hardware.board.placement import BOARD, GRID_MM, HOLE_MM, HOLES
from hardware.board.silk import texts
from hardware.paths import BUILD
from hardware.schematic import design as schematic

COLOURS = ("#b03030", "#3050b0")  # side of the parts, other side


def draw(pads):
    """build/hardware/board/board.png; `pads` as KiCad placed them."""
    routes = json.loads(route.FILE.read_text())
    width, height = (n * GRID_MM for n in BOARD)
    figure = Figure(figsize=(width / 8, height / 8))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.add_patch(Rectangle((0, 0), width, height, fill=False, lw=2))
    for _net, x1, y1, x2, y2, side, width_mm in sorted(routes["tracks"], key=lambda t: -t[5]):
        axes.plot([x1, x2], [y1, y2], color=COLOURS[side], lw=width_mm * 9, alpha=0.75)
    for pad in pads:
        left, top, right, bottom = pad["box"]
        colour = "#c08a20" if len(pad["sides"]) == 2 else "#d06060"
        if pad["round"]:
            axes.add_patch(Circle(pad["at"], min(right - left, bottom - top) / 2, color=colour))
        else:
            axes.add_patch(Rectangle((left, top), right - left, bottom - top, color=colour))
    for _net, x, y in routes["vias"]:
        axes.add_patch(Circle((x, y), routes["via_mm"] / 2, color="#303030"))
    for x, y in HOLES:
        axes.add_patch(Circle((x * GRID_MM, y * GRID_MM), HOLE_MM / 2, fill=False))
    for ref in sorted({pad["ref"] for pad in pads if pad["ref"]}):
        mine = [pad["at"] for pad in pads if pad["ref"] == ref]
        x, y = (sum(column) / len(mine) for column in zip(*mine, strict=True))
        axes.text(x, y, ref, ha="center", va="center", fontsize=7)
    for text, x, y, size_mm, _ in texts(schematic.build(with_panel=False)):
        axes.text(x, y, text, ha="center", va="center", fontsize=8 * size_mm, color="#207020")
    axes.set(xlim=(-1, width + 1), ylim=(height + 1, -1), aspect="equal")
    axes.axis("off")
    path = BUILD / "board" / "board.png"
    figure.savefig(path, dpi=80, metadata={"Software": None})
    return path

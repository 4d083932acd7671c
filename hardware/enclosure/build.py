"""Renders the box with OpenSCAD: STL of both parts, the panel drawing, a picture."""

import os
import re
import shutil
import subprocess

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

from hardware.board.placement import BOARD, GRID_MM
from hardware.enclosure import parameters, view
from hardware.paths import BUILD, HARDWARE

FOLDER = BUILD / "enclosure"
LIFT_MM, BOX_COLOUR, PANEL_COLOUR = 110.0, (0.45, 0.5, 0.6), (0.85, 0.75, 0.5)
SOURCE = HARDWARE / "enclosure" / "ringout.scad"
MISSING = "openscad is not installed; on Debian or Ubuntu: apt-get install openscad"


def available():
    """True if OpenSCAD is on the path."""
    return shutil.which("openscad") is not None


def render(part, name):
    """One export; OpenSCAD needs no display for STL and SVG."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / name
    done = subprocess.run(
        ["openscad", "-o", str(path), "-D", f'part="{part}"', str(SOURCE)],
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    if done.returncode or re.search(r"^(WARNING|ERROR)", done.stderr, re.MULTILINE):
        raise RuntimeError(done.stderr.strip())
    if path.suffix == ".stl":
        path.write_text(sorted_facets(path.read_text()))
    return path


def sorted_facets(text):
    """An ASCII STL with its facets in order: OpenSCAD writes them in one that varies."""
    facets = re.findall(r"  facet.*?endfacet\n", text, re.DOTALL)
    rotated = []
    for facet in facets:
        corners = re.findall(r" +vertex .*\n", facet)
        first = corners.index(min(corners))
        turned = corners[first:] + corners[:first]
        rotated.append(facet.replace("".join(corners), "".join(turned)))
    return "solid ringout\n" + "".join(sorted(rotated)) + "endsolid ringout\n"


def triangles(path):
    """Corners of an ASCII STL as an array (n, 3, 3)."""
    numbers = re.findall(r"vertex (\S+) (\S+) (\S+)", path.read_text())
    return np.array(numbers, dtype=float).reshape(-1, 3, 3)


def picture(box, panel):
    """The panel lifted off the box, and the panel's plan with names, as PNG."""
    figure = Figure(figsize=(15, 6.5))
    FigureCanvasAgg(figure)
    lifted = triangles(panel) + (0.0, 0.0, LIFT_MM)
    shapes = ((triangles(box), BOX_COLOUR), (lifted, PANEL_COLOUR))
    axes = figure.add_subplot(1, 2, 1)
    axes.imshow(view.picture(shapes, azimuth_deg=25, elevation_deg=42))
    axes.set_axis_off()
    plan(figure.add_subplot(1, 2, 2))
    path = FOLDER / "enclosure.png"
    figure.savefig(path, dpi=90, bbox_inches="tight", metadata={"Software": None})
    return path


def plan(axes):
    """Panel seen from the front: cut-outs, D-size flanges, names, the board behind it."""
    width, height = parameters.PANEL_MM
    axes.add_patch(Rectangle((0, 0), width, height, fill=False, lw=1.5))
    left, top = parameters.BOARD_CORNER_MM
    board_w, board_h = (n * GRID_MM for n in BOARD)
    corner = (left, height - top - board_h)
    axes.add_patch(Rectangle(corner, board_w, board_h, fill=False, ls="--", color="green"))
    for name, x, y, hole, flange in parameters.jacks():
        axes.add_patch(Circle((x, y), hole / 2, fill=False))
        if flange:
            axes.add_patch(Rectangle((x - 13, y - 15.5), 26, 31, fill=False, lw=0.6))
        axes.text(x, y - hole / 2 - 3, name, ha="center", va="top", fontsize=8)
    x, y = parameters.panel_point("J1", parameters.OLED_FROM_PIN1_MM)
    window_w, window_h = parameters.OLED_WINDOW_MM
    corner = (x - window_w / 2, y - window_h / 2)
    axes.add_patch(Rectangle(corner, window_w, window_h, fill=False))
    axes.text(x, y, "display", ha="center", va="center", fontsize=8)
    small = (
        ("SW1", "TEST", parameters.KEY_FROM_PIN1_MM, parameters.KEY_HOLE_MM, "center"),
        ("SW2", "MODE", parameters.KEY_FROM_PIN1_MM, parameters.KEY_HOLE_MM, "center"),
        ("D1", "green", parameters.LED_FROM_PIN1_MM, parameters.LED_HOLE_MM, "right"),
        ("D2", "red", parameters.LED_FROM_PIN1_MM, parameters.LED_HOLE_MM, "left"),
        ("BZ1", "sounder", parameters.BUZZER_FROM_PIN1_MM, 8.0, "right"),
    )
    for ref, name, offset, diameter, aligned in small:
        at = parameters.panel_point(ref, offset)
        axes.add_patch(Circle(at, diameter / 2, fill=False))
        above = not ref.startswith("SW")  # the keys' names stand below, between these
        y = at[1] + diameter / 2 + 1 if above else at[1] - 6
        x = at[0] + {"right": diameter / 2, "center": 0, "left": -diameter / 2}[aligned]
        axes.text(x, y, name, ha=aligned, va="bottom" if above else "top", fontsize=7)
    axes.set(xlim=(-2, width + 2), ylim=(-2, height + 2), aspect="equal")
    axes.set_xlabel("mm")


def build():
    """Everything; the paths written."""
    parameters.DOCUMENT.write_text(parameters.text())
    box, panel = render("box", "box.stl"), render("panel", "panel.stl")
    return [box, panel, render("drawing", "panel.svg"), picture(box, panel)]


if __name__ == "__main__":
    print(*build(), sep="\n")

"""The box follows the board, and OpenSCAD accepts it."""

import itertools

import numpy as np
import pytest
from hardware.enclosure import build as enclosure
from hardware.enclosure import parameters, view
from hardware.schematic.panel import JACKS


def test_committed_parameters_are_current():
    assert parameters.DOCUMENT.read_text() == parameters.text(), "run `make hardware`"


def test_every_jack_has_a_hole_and_flanges_do_not_collide():
    jacks = parameters.jacks()
    assert len(jacks) == sum(len(kinds) for kinds in JACKS.values())
    width, height = parameters.PANEL_MM
    boxes = []
    for name, x, y, hole, flange in jacks:
        half = (13.0, 15.5) if flange else (hole / 2 + 3.0, hole / 2 + 3.0)
        boxes.append((name, x - half[0], y - half[1], x + half[0], y + half[1]))
        assert half[0] < x < width - half[0] and half[1] < y < height - half[1]
    for a, b in itertools.combinations(boxes, 2):
        apart = a[3] <= b[1] or b[3] <= a[1] or a[4] <= b[2] or b[4] <= a[2]
        assert apart, (a[0], b[0])


@pytest.mark.skipif(not enclosure.available(), reason=enclosure.MISSING)
def test_openscad_draws_the_panel_with_every_hole(tmp_path, monkeypatch):
    monkeypatch.setattr(enclosure, "FOLDER", tmp_path)
    drawing = enclosure.render("drawing", "panel.svg").read_text()
    holes = drawing.count("M ") - 1
    flanged = sum(jack[4] for jack in parameters.jacks())
    assert holes == len(parameters.jacks()) + 4 * flanged + 1 + 2 + 2 + 9 + 5


def test_facets_are_put_in_order():
    def facet(*corners):
        rows = "".join(f"      vertex {c}\n" for c in corners)
        return f"  facet normal 0 0 1\n    outer loop\n{rows}    endloop\n  endfacet\n"

    one = facet("0 0 0", "1 0 0", "0 1 0") + facet("5 0 0", "6 0 0", "5 1 0")
    two = facet("6 0 0", "5 1 0", "5 0 0") + facet("1 0 0", "0 1 0", "0 0 0")
    texts = [f"solid x\n{body}endsolid x\n" for body in (one, two)]
    assert enclosure.sorted_facets(texts[0]) == enclosure.sorted_facets(texts[1])
    flipped = texts[0].replace("1 0 0", "@").replace("0 1 0", "1 0 0").replace("@", "0 1 0")
    assert enclosure.sorted_facets(flipped) != enclosure.sorted_facets(texts[0])


def test_the_picture_shows_the_nearer_face():
    """Two squares, one above the other, seen from above: only the upper one's colour is left."""

    def square(z, half):
        a, b, c, d = (-half, -half, z), (half, -half, z), (half, half, z), (-half, half, z)
        return np.array([[a, b, c], [a, c, d]], dtype=float)

    red, blue = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)
    image = view.picture(((square(1, 5), red), (square(0, 10), blue)), 0, 90, width=120)
    middle, edge = image[60, 60], image[60, 30]
    assert middle[0] > 0.5 and middle[2] == 0
    assert edge[2] > 0.5 and edge[0] == 0

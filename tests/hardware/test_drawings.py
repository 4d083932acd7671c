"""The builder's pictures: current, complete, and true to board, jacks and box."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hardware.board import build as board
from hardware.board import pads, placement
from hardware.board.route import FILE as ROUTES
from hardware.drawings import __main__ as drawings
from hardware.drawings import card
from hardware.enclosure import parameters
from hardware.paths import HARDWARE
from hardware.schematic import design as schematic
from hardware.schematic.panel import JACKS

from ringout.board import pinmap

MARK = re.compile(r"!\[[^\]]*\]\(([^)#]+)\)|\]\(([^)#:]+)(?:#[^)]*)?\)|src=\"([^\"]+)\"")


@pytest.fixture(scope="module")
def pictures():
    return drawings.pictures()


def words(text):
    return [element.text for element in ElementTree.fromstring(text).iter() if element.text]


def test_committed_pictures_are_current(pictures):
    for name, text in pictures.items():
        assert (drawings.FOLDER / name).read_text() == text, "run `make hardware`"


def test_every_board_part_and_every_contact_is_drawn(pictures):
    found = " ".join(words(pictures["assembly.svg"]))
    for ref in schematic.build(with_panel=False).parts:
        assert re.search(rf"\b{ref}\b", found), ref
    found = words(pictures["wiring.svg"])
    assert set(pinmap.CONTACTS) <= set(found)
    for row, kinds in enumerate(JACKS.values(), 1):
        for column in range(1, len(kinds) + 1):
            assert any(text.startswith(f"J{row}{column} ") for text in found)


def test_pads_are_where_the_tracks_end():
    """The data that stands in for KiCad's footprints against the routed copper."""
    ends = {}
    for net, x1, y1, x2, y2, _, _ in json.loads(ROUTES.read_text())["tracks"]:
        ends.setdefault(net, []).append((x1, y1, x2, y2))
    for part in schematic.build(with_panel=False).parts.values():
        found = pads.pads_mm(part)
        assert set(found) == set(part.pins), part.ref
        for pin, net in part.pins.items():
            if not net or net == "GND":  # ground is poured
                continue
            # one of the pads of a pin that has two; 1 mm: tracks end on the grid, inside the pad
            assert any(near(x, y, ends[net]) for x, y in found[pin]), (part.ref, pin, net)


def near(x, y, tracks, reach=1.0):
    return any(
        min(x1, x2) - reach < x < max(x1, x2) + reach
        and min(y1, y2) - reach < y < max(y1, y2) + reach
        for x1, y1, x2, y2 in tracks
    )


@pytest.mark.skipif(not board.available(), reason=board.MISSING)
def test_pads_are_kicads():
    parts = schematic.build(with_panel=False).parts
    for pad in board.placed_pads():
        if pad["ref"]:
            places = pads.pads_mm(parts[pad["ref"]])[pad["pin"]]
            assert any(pad["at"] == pytest.approx(at, abs=0.01) for at in places), pad


def test_the_panel_has_every_hole_of_the_box(pictures):
    """The template to drill by and the solid have the same holes."""
    shapes = [e.attrib for e in ElementTree.fromstring(pictures["panel.svg"]).iter()]
    holes = {
        (float(e["cx"]), round(parameters.PANEL_MM[1] - float(e["cy"]), 2), 2 * float(e["r"]))
        for e in shapes
        if "r" in e
    }
    for _, x, y, diameter, _ in parameters.jacks():
        assert any(hole == pytest.approx((x, y, diameter), abs=0.02) for hole in holes)
    for x, y in parameters.POSTS_MM:
        assert (x, y, parameters.SCREW_MM) in holes


def test_lid_posts_stand_clear_of_board_and_jacks():
    left, top = parameters.BOARD_CORNER_MM
    width, height = (n * placement.GRID_MM for n in placement.BOARD)
    bottom = parameters.PANEL_MM[1] - top - height
    boxes = [("board", left, bottom, left + width, bottom + height)]
    for name, x, y, hole, flange in parameters.jacks():
        half = (13.0, 15.5) if flange else (hole / 2 + 3.0, hole / 2 + 3.0)
        boxes.append((name, x - half[0], y - half[1], x + half[0], y + half[1]))
    for x, y in parameters.POSTS_MM:
        for name, x1, y1, x2, y2 in boxes:
            away = max(x1 - x, 0, x - x2), max(y1 - y, 0, y - y2)
            assert away[0] ** 2 + away[1] ** 2 >= (3.0 if name != "board" else 4.0) ** 2, (name, x)


@pytest.mark.skipif(not shutil.which("chromium"), reason="chromium prints the quick card")
def test_the_quick_card_prints_on_one_page(tmp_path):
    html, pdf = tmp_path / "card.html", tmp_path / "card.pdf"
    html.write_text(card.page())
    assert "data:image/png" in html.read_text() and 'src="screens' not in html.read_text()
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run([*command, f"--print-to-pdf={pdf}", html], capture_output=True, timeout=60)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())) == 1


@pytest.mark.parametrize("path", sorted(HARDWARE.rglob("*.md")), ids=lambda p: p.name)
def test_links_and_pictures_of_the_documents_exist(path):
    for groups in MARK.findall(path.read_text()):
        target = next(text for text in groups if text)
        if not target.startswith("http"):
            assert (Path(path).parent / target).exists(), target

"""The drawn pages show every pin, connected as in the netlist, and are reproducible."""

import pytest
from hardware.schematic import design as schematic
from hardware.schematic import draw
from hardware.schematic.pages import analog
from hardware.schematic.sheet import Sheet


@pytest.fixture(scope="module")
def design():
    return schematic.build()


def test_the_drawing_says_what_the_netlist_says(design):
    assert draw.drawing_mistakes(design) == []


def test_a_drawing_that_lies_is_found(design):
    sheet = analog(design)
    sheet.wire((3.5, 18.0), (3.5, 15.0))  # joins GP17 and GP18
    assert any("drawn together" in text for text in sheet.mistakes())

    sheet = Sheet(design, "a resistor that reaches nothing", 10, 10)
    sheet.two("resistor", "R1", (1, 5), (4, 5))
    assert sum("drawn apart" in text for text in sheet.mistakes()) == 2
    sheet.tag("GND", (1, 5), "left")
    assert any("tags ['GND']" in text for text in sheet.mistakes())


def test_pages_are_written_the_same_twice(design, tmp_path, monkeypatch):
    monkeypatch.setattr(draw, "FOLDER", tmp_path)
    monkeypatch.setattr(draw, "PAGES", draw.PAGES[4:6])
    first = {path: path.read_bytes() for path in draw.write(design)}
    assert len(first) == 3
    assert first == {path: path.read_bytes() for path in draw.write(design)}

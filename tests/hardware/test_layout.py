"""The layout: what has to be near what, which way the ends run, the print, what a house gets."""

import csv
import io
import math

import pytest
from hardware.board import assembly, silk
from hardware.board.pads import pads_mm
from hardware.board.placement import BOARD, GRID_MM, HOLES
from hardware.enclosure import parameters
from hardware.paths import HARDWARE
from hardware.schematic import design as schematic
from hardware.schematic import expander
from hardware.schematic.catalogue import KINDS

from ringout.board import pinmap


@pytest.fixture(scope="module")
def design():
    return schematic.build(with_panel=False)


def pad(design, ref, pin="1"):
    return pads_mm(design.parts[ref])[pin][0]


def pico(design, name):
    number = next(str(n) for n, label, _ in KINDS["pico"].pins if label == name)
    return pad(design, "U1", number)


def test_the_board_is_at_most_100_mm_each_way():
    assert max(BOARD) * GRID_MM <= 100


@pytest.mark.parametrize(
    ("ref", "pin", "near", "at_most_mm"),
    [
        ("C3", "1", "GP26", 5),  # filters at the converter's pins
        ("R7", "2", "GP26", 5),
        ("C4", "1", "GP27", 5),
        ("R8", "2", "GP27", 5),
        ("C7", "1", "3V3", 5),  # bulk and shunt at the module's supply
        ("C8", "1", "3V3", 5),
        ("R22", "1", "3V3", 20),
        ("Q2", "3", "3V3", 20),
        ("R1", "1", "GP17", 8),
        ("R2", "1", "GP18", 8),
    ],
)
def test_what_belongs_to_a_pin_of_the_pico_is_there(design, ref, pin, near, at_most_mm):
    assert math.dist(pad(design, ref, pin), pico(design, near)) <= at_most_mm


def test_the_filters_ground_is_the_converters_own(design):
    assert design.nets()["AGND"] == [("C3", "2"), ("C4", "2"), ("U1", "33")]


def test_the_ends_run_down_the_edge_towards_their_jacks(design):
    """A, B, C from top to bottom at the edge beside the columns of A and B, C near its row."""
    heights = [pad(design, ref)[1] for ref in ("J2", "J3", "J4")]
    assert heights == sorted(heights)
    assert all(pad(design, ref)[0] < 5 for ref in ("J2", "J3", "J4"))
    assert max(parameters.COLUMN_X_MM.values()) < parameters.BOARD_CORNER_MM[0]
    jacks = {name: (x, y) for name, x, y, _, _ in parameters.jacks()}
    for ref, first in (("J2", "J11"), ("J3", "J21"), ("J4", "J31")):
        assert math.dist(parameters.panel_point(ref), jacks[first]) <= 75, ref


def test_z_is_short(design):
    """The node that measures lies in a field of 3 by 2 cm, its test point too."""
    places = [pad(design, ref, pin) for ref, pin in design.nets()["Z"]]
    xs, ys = zip(*places, strict=True)
    assert max(xs) - min(xs) < 30 and max(ys) - min(ys) < 20


def test_a_screw_takes_the_force_of_the_usb_plug(design):
    socket = pad(design, "U1")[0] + parameters.USB_FROM_PIN1_MM, 0.0
    assert min(math.dist((x * GRID_MM, y * GRID_MM), socket) for x, y in HOLES) < 20


def test_every_contact_has_its_array_and_every_pin_its_clamp(design):
    nets = design.nets()
    for contact in pinmap.EVERY_CONTACT:
        at = [ref for ref, _ in nets[contact.replace(".", "_")]]
        assert sum(design.parts[ref].kind == "esd" for ref in at) == 1
        array = next(ref for ref in at if design.parts[ref].kind == "esd")
        header = next(ref for ref in at if ref[0] == "J")
        assert math.dist(pad(design, array, "3"), pad(design, header)) < 20
    for index in range(pinmap.LINES):
        at = [ref for ref, _ in nets[f"GP{pinmap.line_gpio(index)}"]]
        clamp = next(ref for ref in at if design.parts[ref].kind == "pin_clamp")
        assert design.parts[clamp].pins["1"] == "GND" and design.parts[clamp].pins["2"] == "3V3"


def test_the_board_says_what_a_builder_asks(design):
    words = [text[0] for text in silk.texts(design)]
    assert set(pinmap.EVERY_CONTACT) <= set(words)
    assert {"GND", "VCC", "SCL", "SDA", "+", "-", "K", "A"} <= set(words)
    assert {"Z", "UNITY", "X11", "HALF", "3V3", "VREF"} <= set(words)
    assert f"ringout rev {pinmap.HARDWARE_REVISION}" in words and silk.DATE in words
    width, height = (n * GRID_MM for n in BOARD)
    for _, x, y, size, _ in silk.texts(design):
        assert 0 < x < width and 0 < y < height and size >= 0.8


def test_a_house_gets_every_smd_part_once_and_where_its_pads_are(design):
    rows = list(csv.DictReader(io.StringIO(assembly.placement_text(design, smd_only=True))))
    names = [row["Designator"] for row in rows]
    small = [part.ref for part in design.parts.values() if "SMD" in KINDS[part.kind].footprint]
    assert sorted(names) == sorted([*small, "U2"])
    for row in rows:
        points = [
            at for places in pads_mm(design.parts[row["Designator"]]).values() for at in places
        ]
        x, y = float(row["Mid X"][:-2]), -float(row["Mid Y"][:-2])
        assert min(p[0] for p in points) < x < max(p[0] for p in points)
        assert min(p[1] for p in points) < y < max(p[1] for p in points)
    listed = csv.DictReader(io.StringIO(assembly.parts_text(design, smd_only=True)))
    bought = {ref: row for row in listed for ref in row["Designator"].split(",")}
    assert set(bought) == set(names)
    assert all(row["Manufacturer Part"] for row in bought.values())


def test_all_parts_of_the_board_are_in_the_whole_files(design):
    text = assembly.placement_text(design, smd_only=False)
    points = {ref for ref, part in design.parts.items() if part.kind == "test_point"}
    refs = {row["Designator"] for row in csv.DictReader(io.StringIO(text))}
    assert refs == set(design.parts) - points


def test_a_board_without_shells_leaves_out_what_stands_on_the_expanders_pages(design):
    """A part too many is no harm; one too few is a board that does not work."""
    text = assembly.placement_text(design, smd_only=False, shells=False)
    refs = {row["Designator"] for row in csv.DictReader(io.StringIO(text))}
    left_out = {ref for ref in design.parts if expander.is_optional(ref)}
    on_pages = {ref for ref, part in design.parts.items() if part.sheet.startswith("expander")}
    points = {ref for ref, part in design.parts.items() if part.kind == "test_point"}
    assert {"U5", "C10", "J6", "R112", "R416", "D216"} <= left_out
    assert refs == set(design.parts) - points - left_out
    assert on_pages <= left_out
    for net, pins in design.nets().items():  # and no part that stays is left alone by it
        stay = {ref for ref, _ in pins if ref not in left_out}
        if net not in [name.replace(".", "_") for name in pinmap.XCONTACTS]:
            assert len(stay) != 1 or {ref for ref, _ in pins} == stay, net
    build = (HARDWARE / "manual" / "BUILD.md").read_text("utf-8")
    assert "no U5, C10, R19, R20, J6, D10, D11, R112 to R116" in build

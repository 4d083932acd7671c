"""The board: placement and tracks belong to the netlist, and copper joins what it should."""

import json
from itertools import pairwise

import pytest
from hardware.board import build as board
from hardware.board import placement, route, steady
from hardware.board.grid import VIA_MM, Grid
from hardware.board.placement import BOARD, GRID_MM
from hardware.board.router import Router, Unroutable
from hardware.schematic import design as schematic

needs_kicad = pytest.mark.skipif(not board.available(), reason=board.MISSING)


def pad(ref, net, x_mm, y_mm, sides=(0, 1)):
    box = [x_mm - 0.8, y_mm - 0.8, x_mm + 0.8, y_mm + 0.8]
    return {
        "ref": ref,
        "pin": "1",
        "net": net,
        "sides": list(sides),
        "at": [x_mm, y_mm],
        "box": box,
    }


def test_every_board_part_has_a_place_and_nothing_else_has():
    parts = schematic.build(with_panel=False).parts
    assert set(placement.PLACES) == set(parts)


def test_committed_tracks_are_for_nets_of_the_design():
    nets = set(schematic.build(with_panel=False).nets())
    routes = json.loads(route.FILE.read_text())
    assert {row[0] for row in routes["tracks"]} == nets
    assert {row[0] for row in routes["vias"]} <= nets


def test_no_two_vias_and_no_two_tracks_of_different_nets_touch():
    """Independent of the router's own bookkeeping: straight from the committed millimetres."""
    routes = json.loads(route.FILE.read_text())
    owner = {}
    for net, x1, y1, x2, y2, side, _ in routes["tracks"]:
        step = placement.GRID_MM
        count = round(max(abs(x2 - x1), abs(y2 - y1)) / step)
        for k in range(count + 1):
            x = round((x1 + (x2 - x1) * k / max(count, 1)) / step)
            y = round((y1 + (y2 - y1) * k / max(count, 1)) / step)
            assert owner.setdefault((side, x, y), net) == net
    vias = [(net, x, y) for net, x, y in routes["vias"]]
    for net, x, y in vias:
        for side in (0, 1):
            place = (side, round(x / placement.GRID_MM), round(y / placement.GRID_MM))
            assert owner.get(place, net) == net
        for other, x2, y2 in vias:
            if other != net:
                assert (x - x2) ** 2 + (y - y2) ** 2 > (VIA_MM + 0.15) ** 2


def test_router_goes_around_and_changes_sides():
    """Two nets that cross: one of them must go through to the other side or around."""
    pads = [
        pad("A", "ONE", 10, 20),
        pad("B", "ONE", 30, 20),
        pad("C", "TWO", 20, 10),
        pad("D", "TWO", 20, 30),
    ]
    router = Router(Grid(pads))
    router.run()
    assert not router.trees["ONE"] & router.trees["TWO"]
    for net in ("ONE", "TWO"):
        steps = {frozenset(edge) for edge in router.edges[net]}
        reached = set(router.grid.terminals[net][0])
        grew = True
        while grew:
            more = {p for step in steps if step & reached for p in step} - reached
            grew = bool(more)
            reached |= more
        assert reached & router.grid.terminals[net][1]


def test_router_says_when_there_is_no_way():
    wall = [pad(f"W{k}", "", 20, 1.0 + 1.2 * k) for k in range(int(BOARD[1] * GRID_MM / 1.2))]
    with pytest.raises(Unroutable):
        Router(Grid([pad("A", "ONE", 10, 20), pad("B", "ONE", 30, 20), *wall])).run()


def test_a_round_pad_has_no_copper_in_the_corners_of_its_box():
    """A track that ended there would touch nothing."""
    square = Grid([pad("A", "ONE", 12.7, 12.7)]).terminals["ONE"][0]
    circle = Grid([{**pad("A", "ONE", 12.7, 12.7), "round": True}]).terminals["ONE"][0]
    assert len(square) == 2 * 9 and len(circle) == 2 * 5


def test_straight_joins_unit_steps():
    edges = list(pairwise([5, 6, 7, 8])) + [(8, 8 + 100), (108, 118), (118, 128)]
    assert route.straight(edges, area=100) == [(5, 8), (108, 128)]


BOARD_FILE = """(kicad_pcb (version 1)

  (net 0 "")
  (net 1 "GND")

  (segment (start 2 0) (net 1) (tstamp 11111111-1111-1111-1111-111111111111))
  (segment (start 1 0) (net 1) (tstamp 22222222-2222-2222-2222-222222222222))
  (footprint "a:b" (layer "F.Cu")
    (tedit 1) (tstamp 33333333-3333-3333-3333-333333333333)
    (at 1 2)
    (pad "2" thru_hole (tstamp 44444444-4444-4444-4444-444444444444))
    (pad "1" thru_hole
      (net 1 "GND") (tstamp 55555555-5555-5555-5555-555555555555))
  )
)
"""


def test_board_file_is_sorted_by_content_and_numbered():
    text = steady.canonical(BOARD_FILE)
    order = [text.index(part) for part in ("(footprint", "(at", '"1"', '"2"', "start 1", "start 2")]
    assert order == sorted(order)
    assert text.count("(") == BOARD_FILE.count("(") and text.count(")") == BOARD_FILE.count(")")
    swapped = BOARD_FILE.replace("start 1", "start x").replace("start 2", "start 1")
    swapped = swapped.replace("start x", "start 2").replace("3333", "abcd")
    assert steady.canonical(swapped) == text == steady.canonical(text)


@needs_kicad
def test_committed_tracks_are_for_this_placement():
    routes = json.loads(route.FILE.read_text())
    assert routes["pads"] == route.fingerprint(board.placed_pads())

"""The board as plain data for `kicad.py`, from the design and the placement."""

from hardware.board.placement import BOARD, FIDUCIALS, GRID_MM, HOLES, place_mm
from hardware.board.silk import texts

# Z is surrounded by copper at its own voltage: what leaks along the surface leaks from there
GUARD = {"around": "Z", "net": "UNITY", "margin_mm": 1.2}


def job(design):
    """Parts with place and nets, the outline, the holes; `design` without the panel."""
    return {
        "size_mm": [round(n * GRID_MM, 4) for n in BOARD],
        "holes_mm": [[round(n * GRID_MM, 4) for n in hole] for hole in HOLES],
        "fiducials_mm": [[round(n * GRID_MM, 4) for n in at] for at in FIDUCIALS],
        "texts": texts(design),
        "guard": GUARD,
        "nets": list(design.nets()),
        "parts": {
            ref: {
                "footprint": part.footprint,
                "value": part.value,
                "place": place_mm(ref),
                "pins": {number: net for number, net in part.pins.items() if net},
            }
            for ref, part in design.parts.items()
        },
    }

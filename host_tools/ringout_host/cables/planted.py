"""Marks on a picture of a cable where a spec says that something is wrong with it.

Runs on MicroPython too. What a fault does is the simulator's business: this says where it sits.
"""

from ringout_host.cables.strokes import NEAR, WRONG, along
from ringout_host.sim.modifiers.faults import Fault
from ringout_host.sim.spec import CableSpec

_BROKEN = ("open", "core")  # a cross; anything else is a dot


def mark(drawn: dict, spec: CableSpec) -> dict:
    """Add the marks of a spec's faults to the picture of its cable."""
    lines = [s for s in drawn["shapes"] if s["is"] == "line" and len(s.get("of", ())) == 2]
    for fault in spec.faults:
        found = [_spots(fault, letter, lines, spec) for letter in fault.letters]
        for n, spot in enumerate(found[0]):
            far = found[1][n] if found[1:] and n < len(found[1]) else None
            said = [s for s in drawn["shapes"] if s["is"] == "text" and s["at"][0] == spot[0]]
            drawn["shapes"] += _marks(fault, spot, far, drawn["width"] / 2, 11 * len(said))
    return drawn


def _spots(fault: Fault, letter: str, lines: list, spec: CableSpec) -> list:
    """Where on the picture a letter's conductors have the fault."""
    spots = []
    for line in lines:
        first, last = line["of"]
        place, ends = fault.place, first[0] + last[0]
        if first[0] == last[0] or (place.end is not None and place.end not in ends):
            continue
        here = last if place.in_plug() and place.end == ends[1] else first
        if here[2:] == letter:
            share = place.along(spec.leg_m(ends), ends)
            spots.append(list(along(line["points"], min(max(share, NEAR), 1.0 - NEAR))))
    return spots


def _marks(
    fault: Fault, spot: list[float], far: list[float] | None, middle: float, higher: int
) -> list:
    """middle: of the picture, for which side the word stands; higher: above others there."""
    x, y = spot
    marks = [] if far is None else [_line([spot, far])]
    if fault.kind in _BROKEN:
        marks += [_line([[x - 7, y - 7], [x + 7, y + 7]]), _line([[x - 7, y + 7], [x + 7, y - 7]])]
    else:
        marks.append({"is": "dot", "at": spot, "radius": 5, "color": WRONG, "fill": WRONG})
    anchor = "start" if x < middle else "end"
    marks.append({"is": "text", "at": [x, y - 9 - higher], "text": fault.kind, "size": 11,
                  "anchor": anchor, "color": WRONG, "bold": True})  # fmt: skip
    return marks


def _line(points: list) -> dict:
    return {"is": "line", "points": points, "color": WRONG, "width": 3, "dash": False}

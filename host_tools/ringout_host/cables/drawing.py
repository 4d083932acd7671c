"""A picture of a cable: as it should be, and as it was found beside that.

Plain data, so that a web page, a report or a certificate can draw it as they like; `drawing_file`
makes SVG and PNG of it:

    {"width": px, "height": px, "shapes": [
       {"is": "line", "points": [[x, y], ...], "color", "width", "dash": bool, "of": [A.T, B.T]},
       {"is": "box", "at": [x, y, w, h], "color", "fill"},
       {"is": "dot", "at": [x, y], "radius", "color", "fill", "of": [A.T]},
       {"is": "text", "at": [x, y], "text", "size", "anchor": start|middle|end, "color", "bold"}]}

`of`: the contacts of the conductor that a line is, or of a dot. A cable is `cable.Cable`, or a
`sketch.Sketch`: this runs on the page's MicroPython as well, so it keeps to the Python of `sim`.
Colours: tip red, ring blue, second ring violet, sleeve and shield grey, fifth pin green, shell
brown; what is wrong is orange.
"""

from ringout.board.pinmap import EVERY_CONTACT
from ringout_host.cables import strokes
from ringout_host.cables.found import Found
from ringout_host.cables.plugs import PLUGS, reach
from ringout_host.cables.strokes import COLORS, INK, PALE, PAPER, WRONG
from ringout_host.sim.copper import contacts_of

TYPE_CHECKING = False  # MicroPython has no typing
if TYPE_CHECKING:
    from ringout_host.cables.cable import Cable
    from ringout_host.cables.sketch import Sketch
    from ringout_host.cables.strokes import Shape

DOWN = ("T", "R", "R2", "S", "5", "SH")  # a plug's contacts; MicroPython's dicts have no order
PANEL, ROW, TOP, MARGIN, PLUG, BETWEEN = 500, 34, 66, 18, 96, 1.6
_PART_LANE = 30.0  # so that the text on a part in a plug stands free


def picture(cable: "Cable | Sketch", record: dict | None = None) -> dict:
    """The picture of a cable; with a result record, of what was found beside it."""
    if record is None:
        rows = _rows(cable, None)
        return strokes.sheet(PANEL, _height(rows), _panel(cable, rows, 0, cable.name, None))
    found = Found(cable, record)
    rows = _rows(cable, found)
    shapes = _panel(cable, rows, 0, cable.name, None)
    more, height = _as_found(cable, rows, PANEL, found)
    divide = strokes.line([[PANEL, MARGIN], [PANEL, height - MARGIN]], PALE, 1)
    return strokes.sheet(2 * PANEL, height, shapes + more + [divide])


def as_found(cable: "Cable | Sketch", record: dict) -> dict:
    """The picture of what a result record says of a cable, alone."""
    found = Found(cable, record)
    shapes, height = _as_found(cable, _rows(cable, found), 0, found)
    return strokes.sheet(PANEL, height, shapes)


def _height(rows: dict[str, list[str]]) -> float:
    return TOP + ROW * max(_depth(rows, "A"), _depth(rows, "BC")) + MARGIN


def _as_found(
    cable: "Cable | Sketch", rows: dict[str, list[str]], left: int, found: Found
) -> tuple[list, float]:
    """What was found and its sentences below, and how high that is."""
    height = _height(rows)
    shapes = _panel(cable, rows, left, "as found: " + found.verdict, found)
    for line in found.sentences[:4]:
        height += 20
        shapes.append(strokes.text(left + MARGIN, height - MARGIN, line, 13, "start", WRONG))
    return shapes, height


def _rows(cable: "Cable | Sketch", found: Found | None) -> dict[str, list[str]]:
    """Contacts of each plug from top to bottom."""
    used = {c for wire in cable.wires for c in contacts_of(wire)}
    used |= {end for part in cable.parts for end in part.ends}
    used |= found.contacts if found else set()
    rows = {}
    for end in "ABC":
        kind = cable.plug(end).kind
        has = (set(PLUGS[kind][1]) if kind else set()) | {c[2:] for c in used if c[0] == end}
        if kind:
            has |= {letter for letter in reach(kind) if f"{end}.{letter}" in used}
        rows[end] = [f"{end}.{x}" for x in DOWN if x in has and f"{end}.{x}" in EVERY_CONTACT]
    return rows


def _depth(rows: dict[str, list[str]], ends: str) -> float:
    depth = sum(len(rows[end]) for end in ends)
    return depth + (BETWEEN if ends == "BC" and rows["C"] and rows["B"] else 0.0)


def _panel(
    cable: "Cable | Sketch", rows: dict[str, list[str]], left: int, title: str, found: Found | None
) -> "list[Shape]":
    """Title, plugs and conductors of one half."""
    good = found is None or found.verdict.startswith(("PASS", "STEADY"))
    shapes = [
        strokes.text(left + MARGIN, 28, title, 17, "start", INK if good else WRONG, bold=True)
    ]
    at: dict[str, tuple[float, float]] = {}
    for ends, x, side in (("A", left + MARGIN, 1), ("BC", left + PANEL - MARGIN - PLUG, -1)):
        y: float = TOP
        for end in ends:
            if not rows[end]:
                continue
            shapes += _plug(cable, end, rows[end], x, y)
            for n, contact in enumerate(rows[end]):
                edge = x + PLUG if side == 1 else x
                at[contact] = (float(edge), y + ROW * (n + 0.5))
            y += ROW * (len(rows[end]) + BETWEEN)
    shapes += _conductors(cable, at, found)
    for contact in rows["A"] + rows["B"] + rows["C"]:
        shapes.append({"is": "dot", "at": list(at[contact]), "radius": 5, "color": INK,
                       "fill": COLORS[contact[2:]], "of": [contact]})  # fmt: skip
    return shapes


def _plug(
    cable: "Cable | Sketch", end: str, contacts: list[str], x: float, y: float
) -> "list[Shape]":
    plug = cable.plug(end)
    height = ROW * len(contacts)
    shapes: "list[Shape]" = [
        {"is": "box", "at": [x, y, PLUG, height], "color": INK, "fill": "#f2f4f7"},
        strokes.text(x + PLUG / 2, y - 8, f"{end}  {plug.name}", 12, "middle", INK, bold=True),
    ]
    for n, contact in enumerate(contacts):
        middle = y + ROW * (n + 0.5)
        own = plug.kind is None or contact[2:] in PLUGS[plug.kind][1] or contact[2:] == "SH"
        pin = (
            "shell" if contact[2:] == "SH" else plug.pin(contact[2:]) if own else f"({contact[2:]})"
        )  # only the jack has it
        shapes.append(
            strokes.text(x + PLUG / 2, middle + 5, pin, 13, "middle", INK if own else PALE)
        )
    return shapes


def _conductors(
    cable: "Cable | Sketch", at: dict[str, tuple[float, float]], found: Found | None
) -> "list[Shape]":
    shapes: "list[Shape]" = []
    lanes = dict.fromkeys("ABC", 0)  # arcs inside a plug, each further out
    rows: list[tuple[str, str, str]] = []  # first, last, mark
    for joint in cable.copper().bridges:
        if joint.part is None:
            names = [EVERY_CONTACT[line] for line in joint.ends]
            if all(name in at for name in names):
                rows.append((names[0], names[1], "~"))
    for wire in cable.wires:
        contacts = contacts_of(wire)
        if "~" in wire:
            continue
        if len(contacts) == 1:
            shapes += strokes.hanging(at[contacts[0]], contacts[0])
        else:
            rows.append((contacts[0], contacts[1], "=" if "=" in wire else "-"))
    for first, last, mark in rows:
        whole = found is None or found.joins(first, last)
        path = strokes.path(at, first, last, lanes)
        bad = found is not None and found.is_about(first, last)
        place = found.place(first, last) if found else None
        color = COLORS[first[2:]] if whole and (place or not bad) else WRONG
        width = 6 if mark == "=" else 3
        shapes.append(strokes.line(path, color, width, not whole, [first, last]))
        if mark == "=" and whole:
            shapes.append(strokes.line(path, PAPER, 2, dash=True))
        if not whole:
            shapes += strokes.cross(strokes.spot(path, first, last, place))
        elif place:
            shapes.append(strokes.mark(strokes.spot(path, first, last, place)))
    for part in cable.parts:
        first, last = part.ends
        path = strokes.path(at, first, last, lanes, _PART_LANE)
        there = found is None or frozenset(part.ends) in found.between
        missing = found is not None and not there and not found.joins(first, last)
        color = WRONG if missing else COLORS[first[2:]]
        shapes.append(strokes.line(path, color, 3, missing, [first, last]))
        shapes += strokes.component(
            strokes.middle(path), part.component.text, WRONG if missing else INK
        )
    for first, last in found.extra if found else []:
        between = strokes.between(shapes, first, last, found.place(first, last) if found else None)
        on_pin_1 = {first[2:], last[2:]} == {"S", "SH"}  # a shell, as it may be
        is_wrong = not on_pin_1 or found is None or found.is_about(first, last)
        color = WRONG if is_wrong else COLORS["SH"]
        shapes.append(strokes.line(between or strokes.path(at, first, last, lanes), color, 4))
    for row in found.parts if found else []:
        net = row.get("net") or []
        expected = {frozenset(part.ends) for part in cable.parts}
        if len(net) == 2 and frozenset(net) not in expected and all(end in at for end in net):
            path = strokes.path(at, net[0], net[1], lanes, _PART_LANE)
            shapes.append(strokes.line(path, WRONG, 3))
            said = [row[k] for k in ("ohm", "pf", "volt") if isinstance(row.get(k), (int, float))]
            value = "%.4g" % said[0] if said else ""
            unit = {"R": " ohm", "C": " pF", "D": " V"}.get(str(row.get("kind")), "")
            shapes += strokes.component(strokes.middle(path), value + unit, WRONG)
    return shapes

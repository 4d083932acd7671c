"""WireViz harness files (YAML), in and out: https://github.com/wireviz/WireViz

Out: plugs become connectors, conductors the wires of a cable, bridges loops; parts and the id go
into `metadata.ringout`, which WireViz keeps out of its drawing, and parts into the notes too.
In: connectors in the order of the connections are plug A, B, C; pins are known by their labels
(TIP, RING, 2, ...), else by their numbers.
"""

import re
from typing import Any

import yaml

from ringout.board.pinmap import EVERY_CONTACT
from ringout_host.cables import toml_file
from ringout_host.cables.cable import Cable, contacts_of
from ringout_host.cables.check import cable_of
from ringout_host.cables.mistaken import Mistaken
from ringout_host.cables.plugs import PLUGS

SHIELD = "s"
COLORS = {"T": "RD", "R": "BU", "R2": "VT", "S": "BK"}
KINDS = (  # what a connector's type says, the most special first
    ("TRRS", r"trrs"), ("TRS35", r"3[.,]5.*trs|trs.*3[.,]5|mini.?jack|1/8"),
    ("TS35", r"3[.,]5.*ts\b|\bts\b.*3[.,]5"), ("XLR", r"xlr"), ("TRS", r"trs|stereo.*(jack|phone)"),
    ("TS", r"\bts\b|mono.*(jack|phone)|jack|phone"), ("RCA", r"rca|cinch|phono"),
    ("DIN", r"\bdin\b"), ("NL4", r"nl-?4|speakon"),
)  # fmt: skip
LETTERS = {"TIP": "T", "RING": "R", "RING 1": "R", "RING1": "R", "RING 2": "R2", "RING2": "R2",
           "SLEEVE": "S", "SHELL": "S", "GND": "S", "PIN": "T", "HOT": "T", "COLD": "R",
           "SHIELD": "S", "SIGNAL": "T", "L": "T", "LEFT": "T", "RIGHT": "R"}  # fmt: skip
BY_NUMBER = {"XLR": ("S", "T", "R"), "NL4": ("T", "S", "R", "R2"), "TRRS": ("T", "R", "R2", "S"),
             "TS": ("T", "S"), "TS35": ("T", "S"), "RCA": ("T", "S")}  # fmt: skip
MOST_BYTES = 256 * 1024


def exported(cable: Cable) -> str:
    """The harness of a cable as WireViz reads it."""
    harness: dict[str, Any] = {
        "metadata": {"title": cable.name, "ringout": toml_file.definition(cable)},
        "connectors": {},
        "cables": {},
        "connections": [],
    }
    pins = {end: _pins(cable, end) for end in cable.ends}
    for end, letters in pins.items():
        plug = cable.plug(end)
        connector: dict[str, Any] = {
            "type": plug.name,
            "pinlabels": [plug.pin(letter) for letter in letters],
        }
        loops = [
            [letters.index(EVERY_CONTACT[line][2:]) + 1 for line in bridge.ends]
            for bridge in cable.copper().bridges
            if bridge.part is None and EVERY_CONTACT[bridge.ends[0]][0] == end
        ]
        inside = [p for p in cable.parts if p.mark == "~" and p.ends[0][0] == end]
        if loops:
            connector |= {"loops": loops}
        if inside:
            connector["notes"] = ", ".join(f"{p.component.text} {p.at}" for p in inside)
        harness["connectors"][end] = connector
    legs: dict[str, list[tuple[str, str, bool]]] = {}
    for wire in [*cable.wires, *(p.mark.join(p.ends) for p in cable.parts if p.mark != "~")]:
        contacts = contacts_of(wire)
        if len(contacts) == 2 and "~" not in wire:
            leg = contacts[0][0] + contacts[1][0]
            legs.setdefault(leg, []).append((contacts[0], contacts[1], "=" in wire))
    for number, (leg, conductors) in enumerate(sorted(legs.items()), 1):
        name = f"W{number}"
        cores = [c for c in conductors if not c[2]]
        shields = [c for c in conductors if c[2]]
        made: dict[str, Any] = {"wirecount": max(len(cores), 1)}
        if cores:
            made = {"colors": [COLORS[c[0][2:]] for c in cores]}
        if cable.length_m is not None:
            made["length"] = round(cable.length_m, 3)
        if cable.stock:
            made["type"] = cable.stock
        if shields:
            made["shield"] = True
        harness["cables"][name] = made
        for wires, numbers in ((cores, list(range(1, len(cores) + 1))), (shields, [SHIELD])):
            for (first, last, _), core in zip(wires, numbers, strict=False):
                harness["connections"].append([
                    {leg[0]: [pins[leg[0]].index(first[2:]) + 1]}, {name: [core]},
                    {leg[1]: [pins[leg[1]].index(last[2:]) + 1]},
                ])  # fmt: skip
    return yaml.safe_dump(harness, sort_keys=False, allow_unicode=False, width=96)


def _pins(cable: Cable, end: str) -> list[str]:
    """Letters of a plug in the order of its pins: those it has, and those that it bridges."""
    kind = cable.plug(end).kind
    used = {c[2:] for wire in cable.wires for c in contacts_of(wire) if c[0] == end}
    used |= {e[2:] for part in cable.parts for e in part.ends if e[0] == end}
    for bridge in cable.copper().bridges:
        used |= {EVERY_CONTACT[line][2:] for line in bridge.ends if EVERY_CONTACT[line][0] == end}
    has = (set(PLUGS[kind][1]) if kind else set()) | used
    order = BY_NUMBER.get(kind or "", ("T", "R", "R2", "S"))
    rest = [letter for letter in ("T", "R", "R2", "S") if letter not in order]
    return [letter for letter in (*order, *rest) if letter in has]


def imported(text: str, id: str) -> Cable:
    """The Cable of a harness file; Mistaken for what is no cable between two or three plugs."""
    if len(text) > MOST_BYTES:
        raise Mistaken("too large for a harness file", f"{MOST_BYTES // 1024} KB at most")
    try:
        harness = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        where = getattr(error, "problem_mark", None)
        line = f"line {where.line + 1}: " if where else ""
        raise Mistaken(f"{line}no YAML", "mend it, or export it again") from None
    if not isinstance(harness, dict):
        raise Mistaken("no harness", "a WireViz file has connectors, cables, connections")
    metadata = harness.get("metadata")
    ours = metadata.get("ringout") if isinstance(metadata, dict) else None
    if isinstance(ours, dict):  # we wrote it: nothing is lost
        return cable_of({**ours, "id": id})
    return _foreign(harness, id)


def _foreign(harness: dict[str, Any], id: str) -> Cable:
    connectors, cables = _tables(harness, "connectors"), _tables(harness, "cables")
    sets = harness.get("connections")
    if not isinstance(sets, list) or not connectors:
        raise Mistaken("no connectors or no connections", "that is no WireViz harness")
    ends: dict[str, str] = {}
    wires: list[str] = []
    lengths = {_metres(cable.get("length")) for cable in cables.values()} - {None}
    for row in sets:
        steps = [_step(step) for step in row] if isinstance(row, list) else []
        plugs = [step for step in steps if step[0] in connectors]
        cores = [step for step in steps if step[0] in cables]
        for name, _ in plugs:
            if name not in ends:
                if len(ends) == 3:
                    raise Mistaken(f"a fourth connector {name!r:.30}", "a tester has three jacks")
                ends[name] = "ABC"[len(ends)]
        if len(plugs) != 2 or len(cores) > 1:
            raise Mistaken(f"a connection of {len(plugs)} plugs", "plug, wire, plug: split it")
        count = len(plugs[0][1])
        if any(len(pins) != count for _, pins in (*plugs, *cores)):
            raise Mistaken("a connection of unequal lists of pins", "as many at either end")
        for k in range(count):
            first, last = [
                f"{ends[name]}.{_letter(connectors[name], pins[k])}" for name, pins in plugs
            ]
            shield = bool(cores) and str(cores[0][1][k]).lower() == SHIELD
            wires.append(f"{first}{'=' if shield else '-'}{last}")
    for name, end in ends.items():
        loops = connectors[name].get("loops", [])
        for loop in loops if isinstance(loops, list) else []:
            if isinstance(loop, list) and len(loop) == 2:
                letters = [_letter(connectors[name], pin) for pin in loop]
                wires.append(f"{end}.{letters[0]}~{end}.{letters[1]}")
    plugs_of = {}
    for name, end in ends.items():
        kind = _kind(connectors[name])
        if kind:
            plugs_of[end] = kind
    data: dict[str, Any] = {"id": id, "wires": list(dict.fromkeys(wires)), "plugs": plugs_of}
    title = harness.get("metadata")
    if isinstance(title, dict) and isinstance(title.get("title"), str):
        data["name"] = title["title"].encode("ascii", "replace").decode()[:20]
    if len(lengths) == 1:
        data["length"] = f"{lengths.pop():g}m"
    return cable_of(data)


def _tables(harness: dict[str, Any], key: str) -> dict[str, dict[str, Any]]:
    value = harness.get(key)
    rows = value if isinstance(value, dict) else {}
    return {str(name): row if isinstance(row, dict) else {} for name, row in rows.items()}


def _step(step: Any) -> tuple[str, list[Any]]:
    """(name, pins) of one step of a connection: {X1: [1, 2]}, {W1: [1-2]} or a bare name."""
    if not isinstance(step, dict) or len(step) != 1:
        raise Mistaken(f"a step {ascii(step)[:30]}", "write {X1: [1, 2]}")
    ((name, pins),) = step.items()
    found: list[Any] = []
    for pin in pins if isinstance(pins, list) else [pins]:
        span = re.fullmatch(r"(\d{1,2})-(\d{1,2})", str(pin))
        if span:
            low, high = int(span[1]), int(span[2])
            found += list(range(low, high + 1)) if low <= high else list(range(low, high - 1, -1))
        else:
            found.append(pin)
    return str(name), found


def _kind(connector: dict[str, Any]) -> str | None:
    said = " ".join(str(connector.get(key, "")) for key in ("type", "subtype")).lower()
    return next((kind for kind, pattern in KINDS if re.search(pattern, said)), None)


def _letter(connector: dict[str, Any], pin: Any) -> str:
    """The contact of a pin, by its label if it has one."""
    labels = connector.get("pinlabels")
    numbers = connector.get("pins")
    label = str(pin)
    if isinstance(labels, list):
        order = numbers if isinstance(numbers, list) else list(range(1, len(labels) + 1))
        place = [str(number) for number in order]
        if label in place and place.index(label) < len(labels):
            label = str(labels[place.index(label)])
    kind = _kind(connector)
    if kind:
        for letter, name in PLUGS[kind][1].items():
            if label.upper() in (name, letter):
                return letter
    if label.upper() in ("T", "R", "R2", "S"):
        return label.upper()
    if label.upper() in LETTERS:
        return LETTERS[label.upper()]
    order_of = BY_NUMBER.get(kind or "", ("T", "R", "S") if kind != "OTHER" else ())
    if label.isdigit() and 1 <= int(label) <= len(order_of):
        return order_of[int(label) - 1]
    raise Mistaken(f"pin {label[:20]!r} of a {kind or 'connector'}", "label pins T R R2 S, TIP ...")


def _metres(length: Any) -> float | None:
    """WireViz has metres unless it says another unit."""
    found = re.fullmatch(r"\s*([\d.]+)\s*(m|mm|cm|ft|)\s*", str(length))
    if not found:
        return None
    scale = {"mm": 0.001, "cm": 0.01, "ft": 0.3048}.get(found[2], 1.0)
    try:
        return float(found[1]) * scale
    except ValueError:
        return None

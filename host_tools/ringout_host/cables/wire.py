"""The JSON form of a cable, as it goes to a tester and comes back.

    {"v": 1, "id": "piano-di", "name": "Piano to DI", "pn": "SP-31",
     "plugs": {"A": "TS", "B": "XLR"}, "pins": {"C": {"T": "4"}},
     "wires": "A.T-B.T A.S=B.S", "shape": "A.R~A.S", "shells": {"B": "must"},
     "parts": [{"at": "A.T-B.T", "mark": "-", "kind": "R", "ohm": 470, "tol": 5}],
     "limits": {"leg_ohm": 0.5, "pf_per_ft": 40, "length_m": 6, "stock_pf_per_ft": 23.2},
     "stock": "mogami-w2549", "mistakes": [{"wires": "...", "says": "..."}]}

`v`, `id`, `name` and `wires` are always there, other keys only where there is something to say.
`wires` joins bare copper: `-` a core, `=` a shield (`A.S=` open at its other end), `~` a bridge
inside a plug; `shape` what the plugs bridge by themselves; `shells` whether a shell is on pin 1. A
part joins nothing: `mark` says whether it sits in a core, a shield, or inside a plug (`~`); `kind`
R has `ohm`, C `pf`, D `volt` with the anode first; `tol` is in percent. Printable ASCII, 300 bytes
as a rule.
"""

import json
import zlib
from typing import Any

from ringout.board.pinmap import EVERY_CONTACT
from ringout_host.cables.cable import SCHEMA, SHAPE, Cable, Plug
from ringout_host.cables.check import ADAPTERS, ALIKE, LIMITS, cable_of
from ringout_host.cables.mistaken import Mistaken
from ringout_host.cables.plugs import PLUGS
from ringout_host.sim.stocks import STOCKS
from ringout_host.sim.units import FOOT_M

MOST_BYTES = 2048
NAMED_BY_HOST = ("XLR5", "DIN", "NL4")


def wire_form(cable: Cable) -> dict[str, Any]:
    """The JSON object of a cable."""
    form: dict[str, Any] = {"v": SCHEMA, "id": cable.id, "name": cable.name}
    if cable.part_number:
        form["pn"] = cable.part_number
    kinds = {end: plug.kind for end, plug in sorted(cable.plugs.items()) if plug.kind}
    pins = {end: _pins(plug) for end, plug in sorted(cable.plugs.items()) if _pins(plug)}
    form["wires"] = " ".join(cable.wires)
    shape = [b.ends for b in cable.copper().bridges if b.is_shape]
    parts = [
        {"at": p.at, "mark": p.mark, "kind": p.component.kind,
         SHAPE[p.component.kind]: _number(p.value), "tol": _number(100.0 * p.tolerance)}
        for p in cable.parts
    ]  # fmt: skip
    mistakes = [{"wires": " ".join(m.wires), "says": m.says} for m in cable.mistakes]
    optional = {
        "plugs": kinds,
        "pins": pins,
        "shells": dict(sorted(cable.shells.items())),
        "shape": " ".join("~".join(EVERY_CONTACT[line] for line in ends) for ends in shape),
        "parts": parts,
        "limits": _limits(cable),
        "stock": cable.stock,
        "mistakes": mistakes,
    }
    return form | {key: value for key, value in optional.items() if value}


def _pins(plug: Plug) -> dict[str, str]:
    """What a person reads there, where the tester would not know."""
    usual = PLUGS[plug.kind][1] if plug.kind in NAMED_BY_HOST else {}
    return {**usual, **plug.pins}


def _limits(cable: Cable) -> dict[str, float]:
    limits = dict(cable.limits)
    if cable.length_m is not None:
        limits["length_m"] = _number(cable.length_m)
    if cable.adapter_ohm is not None:
        limits["adapter_ohm"] = cable.adapter_ohm
    if cable.adapter_pf is not None:
        limits["adapter_pf"] = cable.adapter_pf
    to_shield = STOCKS[cable.stock][0] if cable.stock else None
    if to_shield is not None:
        limits["stock_pf_per_ft"] = _number(to_shield * FOOT_M)
    return limits


def _number(value: float) -> float:
    """Four digits say all that a part's value does."""
    return float(f"{value:.4g}")


def packed(cable: Cable) -> str:
    """The JSON form as text. Mistaken if it is more than a tester takes."""
    text = json.dumps(wire_form(cable), separators=(",", ":"), ensure_ascii=True)
    if len(text) > MOST_BYTES:
        raise Mistaken(f"{len(text)} bytes for the tester", f"{MOST_BYTES} at most: shorten it")
    return text


def crc(text: str) -> str:
    """CRC32 of a JSON form, as the tester lists it."""
    return f"{zlib.crc32(text.encode('ascii')):08x}"


def from_wire(form: Any) -> Cable:
    """The Cable of a JSON form, of which nothing is believed; Mistaken for the first mistake."""
    if not isinstance(form, dict):
        raise Mistaken("the tester sent no cable", "update its firmware")
    if form.get("v") != SCHEMA:
        raise Mistaken(f"a cable of version {form.get('v')!r:.20}", "pip install -U ringout")
    pins, kinds, limits = _table(form, "pins"), _table(form, "plugs"), _table(form, "limits")
    plugs: dict[str, Any] = {}
    for end in {*pins, *kinds}:
        plugs[end] = {"kind": kinds.get(end), "pins": pins.get(end, {})}
    parts = form.get("parts", [])
    data: dict[str, Any] = {
        "id": form.get("id"),
        "name": form.get("name", ""),
        "part_number": form.get("pn", ""),
        "wires": _split(form.get("wires")),
        "plugs": plugs,
        "shells": _table(form, "shells"),
        "parts": [_part(row) for row in parts] if isinstance(parts, list) else parts,
    }
    for row in data["parts"]:
        mark = row.pop("mark")
        if mark in ("-", "=") and isinstance(row["at"], str):
            data["wires"].append(row["at"].replace("-", mark))
    data["limits"] = {k: v for k, v in limits.items() if k in (*LIMITS, ALIKE)}
    if isinstance(limits.get("length_m"), int | float):
        data["length"] = f"{limits['length_m']:g}m"
    data |= {key: limits[key] for key in ADAPTERS if key in limits}
    if form.get("stock"):
        data["stock"] = form["stock"]
    mistakes = form.get("mistakes", [])
    if isinstance(mistakes, list):
        data["mistakes"] = [
            {"wires": _split(m.get("wires")), "says": m.get("says")}
            for m in mistakes
            if isinstance(m, dict)
        ]
    return cable_of(data)


def _table(form: dict[str, Any], key: str) -> dict[str, Any]:
    value = form.get(key)
    return value if isinstance(value, dict) else {}


def _split(text: Any) -> list[str]:
    return text.split() if isinstance(text, str) else []


def _part(row: Any) -> dict[str, Any]:
    """A row of `parts` as a file has it."""
    if not isinstance(row, dict):
        raise Mistaken("a part that is no table", "update the tester's firmware")
    kind = row.get("kind")
    value = row.get(SHAPE.get(kind, "")) if isinstance(kind, str) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Mistaken(f"a part of kind {kind!r:.20} without a value", "update the firmware")
    said = value_text(str(kind), value)
    return {
        "at": row.get("at"),
        "mark": row.get("mark"),
        "value": said,
        "tolerance": row.get("tol"),
    }


def value_text(kind: str, value: float) -> str:
    """A part's value as a spec writes it: ohm, picofarad, or volt of a diode."""
    if kind == "R":
        for scale, unit in ((1e6, "M"), (1e3, "k")):
            if value >= scale:
                return f"{_plain(value / scale)}{unit}"
        return f"{_plain(value)}ohm"
    if kind == "C":
        for scale, unit in ((1e6, "uF"), (1e3, "nF")):
            if value >= scale:
                return f"{_plain(value / scale)}{unit}"
        return f"{_plain(value)}pF"
    if value < 0.45:
        return "schottky"
    if value < 1.0:
        return "diode"
    return f"led:{value:.2f}V"


def _plain(value: float) -> str:
    return f"{value:.4g}" if value < 1000 else f"{value:.0f}"

"""A record's contents as a certificate words them. Pure: plain text and numbers, bounded.

Whatever comes from a record is foreign: it loses its control characters and its excess here, and
the templates put it down as text, never as markup.
"""

from typing import Any

from ringout.base.limits import FOOT_M
from ringout_host.store.copies import text as _printable

_LEGS = {"T": "tip", "R": "ring", "R2": "second ring", "S": "sleeve, shield"}
_WORD_MAX = 60
_SENTENCE_MAX = 160
ROWS_MAX = 24  # readings on a page; the rest is counted


def word(value: object, longest: int = _WORD_MAX) -> str:
    """A foreign word as one bounded line; empty for none."""
    line = " ".join((_printable(value) or "").split())
    return line if len(line) <= longest else line[: longest - 1] + "\u2026"


def sentences(record: dict[str, Any]) -> list[str]:
    """What is wrong, the most important first."""
    faults = [fault for fault in record.get("faults") or [] if isinstance(fault, dict)]
    said = [word(fault.get("text") or fault.get("code"), _SENTENCE_MAX) for fault in faults[:6]]
    if len(faults) > 6:
        said.append(f"and {len(faults) - 6} more")
    return [line for line in said if line]


def limits(leg_ohm: float | None, pf_per_ft: float | None, units: str = "m") -> list[str]:
    """Limits in words, those that there are."""
    said = [] if leg_ohm is None else [f"{leg_ohm:g} ohm a leg"]
    if pf_per_ft is not None:
        per = pf_per_ft if units == "ft" else pf_per_ft / FOOT_M
        said.append(f"{per:.4g} pF/{units}")
    return said


def nets(record: dict[str, Any]) -> list[str]:
    """What is joined by wire, a text for each net."""
    return [" + ".join(word(name, 8) for name in net) for net in (record.get("nets") or [])[:12]]


def readings(record: dict[str, Any], units: str = "m") -> list[dict[str, Any]]:
    """A row for each reading: name, value, u, unit, limit (None: none was in force), over.

    units: "m" or "ft", for the length and what is per length.
    """
    rows = [
        *_legs(record),
        *_pairs(record),
        *_per_length(record, units),
        *_balance(record),
        *_parts(record),
    ]
    return rows


def _row(name: str, reading: Any, unit: str, digits: int, limit: float | None = None) -> list:
    if not isinstance(reading, list) or len(reading) != 2:
        return []
    value, u = reading
    over = limit is not None and value > limit
    return [
        {
            "name": name,
            "value": f"{value:,.{digits}f}",
            "u": f"{u:,.{digits}f}",
            "unit": unit,
            "limit": None if limit is None else f"{limit:,.{digits}f}",
            "over": over,
        }
    ]


def _legs(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Legs have the limit; a short, a bridge or a leak is a resistance as well, without one."""
    net_of = {contact: n for n, net in enumerate(record.get("nets") or []) for contact in net}
    limit = (record.get("limits") or {}).get("leg_ohm")
    rows = []
    for name, reading in (record.get("leg_ohm") or {}).items():
        first, _dash, last = name.partition("-")
        leg = first in net_of and net_of[first] == net_of.get(last) and first[:1] != last[:1]
        label = f"{word(first, 12)} to {word(last, 12)}"
        letters = {first.rpartition(".")[2], last.rpartition(".")[2]}
        if leg and len(letters) == 1:
            label += f" ({_LEGS.get(letters.pop(), 'leg')})"
        digits = 3 if reading and abs(reading[0]) < 100 else 0
        rows += _row(label, reading, "ohm", digits, limit if leg else None)
    return rows


def _pairs(record: dict[str, Any]) -> list[dict[str, Any]]:
    rows = []
    for name, reading in (record.get("pf") or {}).items():
        rows += _row(f"Capacitance {word(name, 20)}", reading, "pF", 1)
    return rows


def _per_length(record: dict[str, Any], units: str) -> list[dict[str, Any]]:
    limits = record.get("limits") or {}
    length, per_ft = record.get("length_m"), record.get("pf_per_ft")
    limit = limits.get("pf_per_ft")
    told = " (told)" if limits.get("length_m") else ""
    if units == "ft":
        rows = _row("Length" + told, _scaled(length, 1 / FOOT_M), "ft", 2)
        return rows + _row("Capacitance per foot", per_ft, "pF/ft", 1, limit)
    rows = _row("Length" + told, length, "m", 2)
    limit = None if limit is None else limit / FOOT_M
    return rows + _row("Capacitance per metre", _scaled(per_ft, 1 / FOOT_M), "pF/m", 1, limit)


def _scaled(reading: Any, factor: float) -> list[float] | None:
    return [number * factor for number in reading] if isinstance(reading, list) else None


def _balance(record: dict[str, Any]) -> list[dict[str, Any]]:
    least = record.get("cmrr_at_least") or []
    rows = []
    for hertz, reading in (record.get("cmrr_db") or {}).items():
        row = _row(f"CMRR at {word(hertz, 12)} Hz", reading, "dB", 0)
        if hertz in least:  # the tester's own limit: there is no telling how much more
            row = [{**one, "value": f"≥ {one['value']}", "u": ""} for one in row]
        rows += row
    return rows


def _parts(record: dict[str, Any]) -> list[dict[str, Any]]:
    rows = []
    names = {"R": ("Resistor", "ohm"), "C": ("Capacitor", "pf"), "D": ("Diode", "volt")}
    for part in record.get("parts") or []:
        if isinstance(part, dict) and part.get("kind") in names:
            name, key = names[part["kind"]]
            where = part.get("net")
            between = " - ".join(word(n, 12) for n in where) if isinstance(where, list) else ""
            value, u = part.get(key), part.get("u", 0)
            if isinstance(value, (int, float)) and isinstance(u, (int, float)):
                rows += _row(f"{name} {between}", [value, u], {"pf": "pF"}.get(key, key), 1)
    return rows

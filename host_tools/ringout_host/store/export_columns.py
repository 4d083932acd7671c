"""DATA: the columns of a table export. Stable: new ones are only ever added at the end.

Units are in the headers. A reading has two columns, its value and its uncertainty (`+-`). The
time is UTC in every format: text in CSV, a timestamp in Parquet, a date in a workbook.
"""

from datetime import UTC, datetime
from typing import Any

LEGS = tuple(
    f"A.{leg}-{end}.{other}"
    for end, leg, other in (
        ("B", "T", "T"),
        ("B", "R", "R"),
        ("B", "R2", "R2"),
        ("B", "S", "S"),
        ("C", "T", "T"),
        ("C", "R", "R"),
        ("C", "S", "S"),
        ("B", "T", "R"),
        ("B", "R", "T"),
        ("C", "R", "T"),
    )
)
PAIRS = ("T-S", "R-S", "T-R", "R2-S", "T-R2", "R-R2")
CMRR_HZ = ("60", "1000", "20000")

# (header, record row -> value) for what every record has
PLAIN = (
    ("device", lambda row, record: row.dev),
    ("seq", lambda row, record: row.seq),
    ("time (UTC)", lambda row, record: _utc(row.tested_at)),
    ("time from", lambda row, record: row.time_from),
    ("verdict", lambda row, record: row.verdict),
    ("wiring", lambda row, record: " ".join(record.get("wiring") or [])),
    ("cable", lambda row, record: row.wiring),
    ("faults", lambda row, record: " ".join(f["code"] for f in record.get("faults") or [])),
    ("fault end", lambda row, record: row.fault_end),
    ("fault text", lambda row, record: _texts(record)),
    ("mode", lambda row, record: record.get("mode")),
    ("serial", lambda row, record: _tag(record, "serial")),
    ("lot", lambda row, record: _tag(record, "lot")),
    ("operator", lambda row, record: _tag(record, "operator")),
    ("nets", lambda row, record: " ".join("+".join(net) for net in record.get("nets") or [])),
    ("calibration", lambda row, record: record.get("cal")),
    ("firmware", lambda row, record: record.get("fw")),
    ("boot", lambda row, record: row.boot),
    ("uptime (ms)", lambda row, record: row.up_ms),
    ("press to verdict (ms)", lambda row, record: record.get("ms")),
)

# (what the header calls it, unit, key in the record, key inside that or None)
READINGS = (
    ("length", "m", "length_m", None),
    ("capacitance per foot", "pF/ft", "pf_per_ft", None),
    *((f"C {pair}", "pF", "pf", pair) for pair in PAIRS),
    *((f"R {leg}", "ohm", "leg_ohm", leg) for leg in LEGS),
    *((f"CMRR at {hz} Hz", "dB", "cmrr_db", hz) for hz in CMRR_HZ),
)

# Readings of pairs that have no column of their own, as "name=value+-uncertainty unit".
OTHERS = "other readings"

# What came later: what kind of test it was, and what it was judged by.
LATER = (
    ("kind", lambda row, record: row.kind),
    ("product", lambda row, record: record.get("product")),
    ("counts", lambda row, record: "void" if row.voided_at is not None else "yes"),
    ("answered", lambda row, record: row.answered),
    ("limit leg (ohm)", lambda row, record: _limit(record, "leg_ohm")),
    ("limit capacitance (pF/ft)", lambda row, record: _limit(record, "pf_per_ft")),
    ("told stock (pF/ft)", lambda row, record: _limit(record, "stock_pf_per_ft")),
    ("told length (m)", lambda row, record: _limit(record, "length_m")),
)


def headers() -> list[str]:
    """Every column's header, in order."""
    found = [header for header, _value in PLAIN]
    for name, unit, _key, _pair in READINGS:
        found += [f"{name} ({unit})", f"{name} +- ({unit})"]
    return [*found, OTHERS, *(header for header, _value in LATER)]


def cells(row: Any, record: dict) -> list[str | int | float | datetime | None]:
    """The values of one record under `headers()`; None where it has no such reading."""
    found = [value(row, record) for _header, value in PLAIN]
    for _name, _unit, key, pair in READINGS:
        reading = record.get(key)
        if pair is not None:
            reading = (reading or {}).get(pair)
        found += [None, None] if reading is None else reading
    return [*found, _others(record), *(value(row, record) for _header, value in LATER)]


def kind(header: str) -> type:
    """What a column holds in every row, or nothing: int, float, datetime or str."""
    return _KINDS.get(header, str)


_KINDS = {
    "time (UTC)": datetime,
    **dict.fromkeys(("seq", "boot", "uptime (ms)"), int),
    **dict.fromkeys(
        (
            header
            for header in headers()
            if header.endswith(("(m)", "(pF)", "(pF/ft)", "(ohm)", "(dB)"))
        ),
        float,
    ),
    "press to verdict (ms)": float,
}
_KNOWN = {"pf": set(PAIRS), "leg_ohm": set(LEGS), "cmrr_db": set(CMRR_HZ)}
_UNITS = {"pf": "pF", "leg_ohm": "ohm", "cmrr_db": "dB"}


def _utc(t: int | None) -> datetime | None:
    return None if t is None else datetime.fromtimestamp(t, UTC)


def _limit(record: dict, name: str) -> float | None:
    return (record.get("limits") or {}).get(name)


def _others(record: dict) -> str:
    return "; ".join(
        f"{name}={reading[0]}+-{reading[1]} {_UNITS[key]}"
        for key, known in _KNOWN.items()
        for name, reading in (record.get(key) or {}).items()
        if name not in known and reading is not None
    )


def _texts(record: dict) -> str:
    return "; ".join(str(f["text"]) for f in record.get("faults") or [] if f.get("text"))


def _tag(record: dict, name: str) -> str | None:
    value = (record.get("tag") or {}).get(name)
    return None if value is None else str(value)

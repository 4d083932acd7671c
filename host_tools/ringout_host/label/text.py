"""What stands on a cable's label, from its last test that counts. Plain text."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from ringout.base.limits import FOOT_M
from ringout_host.certificate.content import wiring_name
from ringout_host.certificate.words import word
from ringout_host.store import query

_SHORT = 30


def lines(row: sa.Row, units: str = "m") -> list[str]:
    """The lines, the most important first; row: a record of `query`."""
    record = query.whole(row)
    found = [
        word(row.serial, 40) or f"test {row.seq}",
        word(row.product, _SHORT) or word(wiring_name(row.wiring), _SHORT),
        f"{row.verdict}  {_date(row.tested_at)}".strip(),
        " ".join(part for part in (_length(record, units), _lot(row)) if part),
    ]
    return [line for line in found if line]


def _length(record: dict[str, Any], units: str) -> str:
    reading = record.get("length_m")
    if not isinstance(reading, list):
        return ""
    return f"{reading[0] / FOOT_M:.0f} ft" if units == "ft" else f"{reading[0]:.1f} m"


def _lot(row: sa.Row) -> str:
    return f"lot {word(row.lot, _SHORT)}" if row.lot else ""


def _date(t: int | None) -> str:
    return "" if t is None else f"{datetime.fromtimestamp(t, UTC):%Y-%m-%d}"

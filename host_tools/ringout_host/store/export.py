"""Records out of the store as CSV or NDJSON, a record at a time in constant memory."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, BinaryIO

import msgspec

from ringout_host.outside import json_text, visible
from ringout_host.store import export_columns
from ringout_host.store.query import whole

_CELL_MAX = 32_767  # the longest text a spreadsheet cell takes
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def defused(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets a ' before it; all else stays."""
    if not isinstance(value, str):
        return value
    text = visible(value)[:_CELL_MAX]
    # Spreadsheets skip leading blanks, and full-width signs count as formula starts in some.
    if value.startswith(_FORMULA_STARTS) or text.lstrip(" \ufeff").startswith(
        ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
    ):
        return "'" + text[: _CELL_MAX - 1]
    return text


def table_rows(rows: Iterable) -> Iterator[list]:
    """The cells of each record under `export_columns.headers()`, safe for a spreadsheet."""
    for row in rows:
        yield [defused(cell) for cell in export_columns.cells(row, whole(row))]


def write_csv(rows: Iterable, stream: BinaryIO) -> int:
    """Write records as CSV (RFC 4180, UTF-8) and return how many."""
    encode = _Utf8Lines(stream)
    writer = csv.writer(encode)
    writer.writerow(export_columns.headers())
    count = 0
    at = export_columns.headers().index("time (UTC)")
    for cells in table_rows(rows):
        cells[at] = iso(cells[at])
        writer.writerow(cells)
        count += 1
    return count


def write_ndjson(rows: Iterable, stream: BinaryIO) -> int:
    """Write records, one JSON object a line with every key the device sent; return how many."""
    count = 0
    for row in rows:
        stream.write(json_text(msgspec.json.encode(whole(row)).decode()).encode() + b"\n")
        count += 1
    return count


def iso(time: datetime | None) -> str:
    """A UTC time as text, such as 2026-05-31T12:02:07Z; empty where it is not known."""
    return "" if time is None else time.strftime("%Y-%m-%dT%H:%M:%SZ")


class _Utf8Lines:
    """What `csv` writes text to."""

    def __init__(self, stream: BinaryIO):
        self._stream = stream

    def write(self, text: str) -> None:
        self._stream.write(text.encode())

"""`ringout logs export`: records for spreadsheets and programs."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from ringout_host.aside import written_aside
from ringout_host.cli.logs import filters
from ringout_host.cli.options import Database, Json, examples
from ringout_host.cli.output import print_json, tell
from ringout_host.errors import UsageError
from ringout_host.store import query
from ringout_host.store.database import open_store

FORMATS = ("csv", "ndjson", "parquet", "xlsx")
_SUFFIXES = {".csv": "csv", ".ndjson": "ndjson", ".jsonl": "ndjson", ".json": "ndjson"} | {
    ".parquet": "parquet",
    ".xlsx": "xlsx",
}


def add(group: typer.Typer) -> None:
    group.command(
        "export",
        epilog=examples(
            "ringout logs export -o june.xlsx --lot L17", "ringout logs export --format ndjson"
        ),
    )(export)


def export(
    output: Annotated[
        Path | None, typer.Option("--output", "--out", "-o", help="File; without it: stdout.")
    ] = None,
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", help="csv, ndjson, parquet or xlsx; else by file name."),
    ] = None,
    verdict: filters.Verdicts = None,
    wiring: filters.Wiring = None,
    device: filters.DeviceId = None,
    serial: filters.Serial = None,
    lot: filters.Lot = None,
    since: filters.Since = None,
    until: filters.Until = None,
    db: Database = None,
    json: Json = False,
) -> None:
    """Write records as CSV, NDJSON, Parquet or XLSX. Times are UTC, units are in the headers.

    Text that a spreadsheet would run as a formula gets a ' before it; NDJSON is untouched.
    """
    kind = _kind(format, output)
    if json and output is None:
        raise UsageError("--json reports on a file that was written: add --output FILE")
    wanted = filters.make_filter(verdict, wiring, device, serial, lot, since, until)
    with open_store(db, to_read=True) as store, store.read() as connection:
        count = _write(kind, query.in_order(connection, wanted), output)
    if json:
        print_json({"format": kind, "output": str(output), "records": count})
    elif output is not None:
        tell(f"{count:,} record{'' if count == 1 else 's'} in {output}")


def _kind(format: str | None, output: Path | None) -> str:
    if format is not None:
        if format.lower() not in FORMATS:
            raise UsageError(f"no format {format!r}; one of {', '.join(FORMATS)}")
        return format.lower()
    if output is None:
        return "csv"
    if output.suffix.lower() not in _SUFFIXES:
        raise UsageError(f"{output.name} does not say its format; add --format csv")
    return _SUFFIXES[output.suffix.lower()]


def _writer(kind: str) -> Callable:
    if kind in ("parquet", "xlsx"):
        from ringout_host.store import export_sheets  # optional packages

        return export_sheets.writer(kind)
    from ringout_host.store import export

    return {"csv": export.write_csv, "ndjson": export.write_ndjson}[kind]


def _write(kind: str, rows: Iterable, output: Path | None) -> int:
    """Write to stdout or to `output`; how many records."""
    write = _writer(kind)
    if output is None:
        if kind in ("parquet", "xlsx") and sys.stdout.isatty():
            raise UsageError(f"{kind} is not for a terminal: add --output FILE.{kind}")
        count = write(rows, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return count
    with written_aside(output) as stream:
        return write(rows, stream)

"""`ringout query`: your own questions to the database."""

import csv
import sys
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

import typer
from rich import box
from rich.table import Table

from ringout_host.cli.logs.look import plain
from ringout_host.cli.options import Database, Json, examples
from ringout_host.cli.output import out, print_json
from ringout_host.errors import UsageError
from ringout_host.store import ask
from ringout_host.store.database import open_store
from ringout_host.store.export import defused

_CELL_MAX = 300  # characters of a cell in a table


def add(app: typer.Typer) -> None:
    """Register the command."""
    app.command(
        "query",
        epilog=examples(
            "ringout query   # the views and their columns",
            'ringout query "select lot, cables, first_pass_yield from lots"',
            'ringout query "select code, plug, count(*) from faults group by 1, 2" --csv',
        ),
    )(query)


def query(
    sql: Annotated[
        str | None, typer.Argument(help="One SELECT; without it the views are listed.")
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV instead of a table.")] = False,
    seconds: Annotated[
        float, typer.Option("--seconds", min=0.1, help="Give up after so long.")
    ] = ask.LONGEST_S,
    db: Database = None,
    json: Json = False,
) -> None:
    """Ask the database in SQL, read-only: tests, readings, faults, lots.

    The four views and their columns stay from version to version, so that other tools may look on.
    """
    if as_csv and json:
        raise UsageError("--csv or --json, not both")
    if sql is None:
        _views(json)
        return
    with open_store(db, to_read=True) as store, ask.asked(store, sql, seconds) as answer:
        if json:
            rows = (
                dict(zip(answer.columns, map(_plain_value, row), strict=True))
                for row in answer.rows
            )
            print_json(list(rows))
        elif as_csv:
            _csv(answer)
        else:
            _table(answer)


def _views(json: bool) -> None:
    found = ask.described()
    if json:
        print_json(found)
        return
    for name, columns in found.items():
        out.print(plain(name, "bold"), plain(", ".join(columns)))


def _csv(answer: ask.Answer) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow([defused(name) for name in answer.columns])
    for row in answer.rows:
        writer.writerow([defused(_plain_value(value)) for value in row])


def _table(answer: ask.Answer) -> None:
    rows = list(_shown(answer.rows))
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for n, name in enumerate(answer.columns):
        number = any(isinstance(row[n], (int, float)) for row in rows)
        made.add_column(plain(name), justify="right" if number else "left", overflow="fold")
    for row in rows:
        made.add_row(*(plain(_words(value)) for value in row))
    out.print(made)
    if not rows:
        out.print("no rows")


def _shown(rows: Iterator[tuple]) -> Iterator[list[Any]]:
    for row in rows:
        yield [_plain_value(value) for value in row]


def _words(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.6g}"
    text = "" if value is None else str(value)
    return text if len(text) <= _CELL_MAX else text[:_CELL_MAX] + "\u2026"


def _plain_value(value: Any) -> Any:
    """What JSON and CSV can hold."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).decode("utf-8", "backslashreplace")
    return value

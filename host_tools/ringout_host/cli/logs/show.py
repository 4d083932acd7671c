"""`ringout logs show`: one record as a person would want it."""

from collections.abc import Sequence
from typing import Annotated

import sqlalchemy as sa
import typer
from rich.console import Group
from rich.table import Table
from rich.text import Text

from ringout.wirings import lookup
from ringout_host.cli.logs import look
from ringout_host.cli.logs.picture import wiring_picture
from ringout_host.cli.options import Database, Draw, Json, examples
from ringout_host.cli.output import out, print_json
from ringout_host.store import notes, query
from ringout_host.store.database import open_store
from ringout_host.store.when import local

_T_FROM = {"clock": "", "boot": " (from its boot; the clock was not set)", "unknown": ""}


def add(group: typer.Typer) -> None:
    group.command(
        "show",
        epilog=examples(
            "ringout logs show last",
            "ringout logs show 42 --json",
            "ringout logs show last --draw found.svg",
        ),
    )(show)


def show(
    record: Annotated[
        str,
        typer.Argument(help="last, its number, or ID:NUMBER (start or end of the tester's id)."),
    ] = "last",
    db: Database = None,
    draw: Draw = None,
    json: Json = False,
) -> None:
    """Show one test: verdict, faults, wiring picture, readings with their uncertainty."""
    with open_store(db, to_read=True) as store, store.read() as connection:
        row = query.one(connection, record)
        said = notes.of(connection, row)
        if draw is not None:
            from ringout_host.cables import shown  # only who draws pays for it
            from ringout_host.certificate import picture

            shown.write(query.whole(row), draw, picture.cable_of(connection, row))
    if json:
        print_json(query.whole(row) | ({"notes": [dict(n._mapping) for n in said]} if said else {}))
    else:
        out.print(describe(row, said))


def describe(row: sa.Row, said: Sequence[sa.Row] = ()) -> Group:
    """A record (a row of `query`) for the terminal, and what people said of it (`notes.of`)."""
    record = query.whole(row)
    parts: list[Text | Table] = [
        _headline(row),
        *_sentences(record, _name(row.wiring)),
        Text(),
        wiring_picture(record),
    ]
    readings = _readings(record)
    if readings.row_count:
        parts += [readings]
    parts += [_word(note) for note in said]
    return Group(*parts, _small_print(row, record))


def _word(note: sa.Row) -> Text:
    return look.plain(f"{note.kind}: {note.text} ({note.who}, {local(note.written_at)})", "bold")


def _headline(row: sa.Row) -> Text:
    void = Text("VOID  ", "bold magenta") if row.voided_at is not None else ""
    line = Text.assemble(
        void, look.verdict(row.verdict), "  ", look.plain(_name(row.wiring), "bold")
    )
    for label, value in (("serial", row.serial), ("lot", row.lot)):
        if value:
            line.append_text(Text.assemble(f"   {label} ", look.plain(value, "bold")))
    return line


def _name(wiring: str | None) -> str:
    """What a tech calls the wiring; its id where this version does not know it."""
    if wiring is None:
        return ""
    return lookup.get(wiring).name if wiring in lookup.ids() else wiring


def _sentences(record: dict, named: str) -> list[Text]:
    lines = []
    for fault in record.get("faults") or []:
        where = f" at {fault['end']}" if fault.get("end") else ""
        lines.append(look.plain(f"  {fault.get('text') or fault['code'] + where}"))
    if not lines and isinstance(record.get("text"), str) and record["text"] != named:
        lines.append(look.plain(f"  {record['text']}"))
    if record.get("question"):
        asked = record["question"]
        text = asked.get("text") if isinstance(asked, dict) else asked
        lines.append(look.plain(f"  {text}"))
    return lines


def _readings(record: dict) -> Table:
    made = look.table("reading", "value", "+-", "unit", right=("value", "+-"))
    for name, reading in (record.get("leg_ohm") or {}).items():
        _reading(made, name.replace("-", " to "), reading, "ohm", 3)
    for name, reading in (record.get("pf") or {}).items():
        _reading(made, f"{name} capacitance", reading, "pF", 1)
    _reading(made, "capacitance per foot", record.get("pf_per_ft"), "pF/ft", 2)
    _reading(made, "length", record.get("length_m"), "m", 2)
    for hz, reading in (record.get("cmrr_db") or {}).items():
        least = record.get("cmrr_at_least")
        _reading(
            made, f"CMRR at {hz} Hz", reading, "dB", 1, isinstance(least, list) and hz in least
        )
    return made


def _reading(
    made: Table, name: str, reading: list | None, unit: str, digits: int, least: bool = False
) -> None:
    """A row; least: the reading is the tester's own limit, there is no telling how much more."""
    if reading is not None:
        value, uncertainty = (f"{number:,.{digits}f}" for number in reading)
        if least:
            value, uncertainty = f">= {value}", ""
        made.add_row(look.plain(name), look.plain(value), look.plain(uncertainty), unit)


def _small_print(row: sa.Row, record: dict) -> Text:
    words = [
        f"test {row.seq} of tester {row.dev}, {local(row.tested_at)}{_T_FROM[row.time_from]}",
        f"mode {row.mode}" if row.mode else "",
        f"product {row.product}" if row.product else "",
        f"operator {row.operator}" if row.operator else "",
        f"{row.ms:.0f} ms from press to verdict" if row.ms is not None else "",
        f"firmware {row.fw}" if row.fw else "",
        f"calibration {row.cal}" if row.cal else "not calibrated",
    ]
    return look.plain("; ".join(word for word in words if word), "dim")

"""`ringout logs note`: what was done with a cable, beside its test."""

import time
from typing import Annotated

import typer

from ringout_host.cli.options import Database, Json, examples
from ringout_host.cli.output import print_json, tell
from ringout_host.store import notes, query
from ringout_host.store.database import open_store

RecordName = Annotated[
    str, typer.Argument(help="last, its number, or ID:NUMBER (start or end of the tester's id).")
]
Who = Annotated[
    str | None,
    typer.Option("--who", envvar="RINGOUT_WHO", help="Who says so; else whoever is logged in."),
]


def add(group: typer.Typer) -> None:
    """Register the command."""
    group.command(
        "note",
        epilog=examples(
            "ringout logs note 42 'ring resoldered in plug B' --repair --who ANA",
            "ringout logs note last 'customer asked for a photo'",
        ),
    )(note)


def note(
    record: RecordName,
    text: Annotated[str, typer.Argument(help="What others should know.")],
    repair: Annotated[
        bool, typer.Option("--repair", help="The cable was repaired: test it again.")
    ] = False,
    who: Who = None,
    db: Database = None,
    json: Json = False,
) -> None:
    """Write a note on a test. Nothing is ever deleted.

    After --repair test the cable again under its serial: the report keeps first-pass and final
    yield apart.
    """
    write(record, notes.REPAIR if repair else notes.NOTE, text, who, db, json)


def write(name: str, kind: str, text: str, who: str | None, db: str | None, json: bool) -> None:
    """Store a word of `kind` on the record called `name` and say so."""
    person = notes.person(who)
    now_s = int(time.time())
    with open_store(db, to_read=True) as store, store.write() as connection:
        row = query.one(connection, name)
        notes.add(connection, row, kind, text, person, now_s)
    if json:
        print_json({"dev": row.dev, "seq": row.seq, "kind": kind, "who": person, "at": now_s})
    else:
        tell(f"{kind} by {person} on record {row.seq} of tester {row.dev[-6:]}")

"""`ringout logs void`: a test that must not count."""

from typing import Annotated

import typer

from ringout_host.cli.logs.note import RecordName, Who, write
from ringout_host.cli.options import Database, Json, examples
from ringout_host.store import notes

Why = Annotated[str, typer.Option("--why", help="The reason, which stays beside the record.")]


def add(group: typer.Typer) -> None:
    """Register the command."""
    group.command(
        "void",
        epilog=examples(
            "ringout logs void 42 --why 'plug B was not pushed in' --who ANA",
            "ringout logs void 29:42 --why 'test of the bench'   # of tester ...29",
        ),
    )(void)


def void(
    record: RecordName,
    why: Why,
    who: Who = None,
    db: Database = None,
    json: Json = False,
) -> None:
    """Take a test back: it stays in the log, and no yield counts it.

    Who, when and why are kept. ringout logs restore undoes it.
    """
    write(record, notes.VOID, why, who, db, json)

"""`ringout logs restore`: a voided test counts again."""

import typer

from ringout_host.cli.logs.note import RecordName, Who, write
from ringout_host.cli.logs.void import Why
from ringout_host.cli.options import Database, Json, examples
from ringout_host.store import notes


def add(group: typer.Typer) -> None:
    """Register the command."""
    group.command(
        "restore", epilog=examples("ringout logs restore 42 --why 'it was the right cable'")
    )(restore)


def restore(
    record: RecordName,
    why: Why,
    who: Who = None,
    db: Database = None,
    json: Json = False,
) -> None:
    """Let a voided test count again. Both words stay beside it."""
    write(record, notes.RESTORE, why, who, db, json)

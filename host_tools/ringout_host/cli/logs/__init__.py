"""`ringout logs`: the test records of your testers, in a database of your own."""

import typer

from ringout_host.cli.lazy import lazy_group
from ringout_host.cli.options import examples

COMMANDS = {
    "pull": "Bring new test records from a tester into your database.",
    "ls": "List test records, newest first. Times are local; with --json the records are whole.",
    "show": "Show one test: verdict, faults, wiring picture, readings with their uncertainty.",
    "export": "Write records as CSV, NDJSON, Parquet or XLSX. Times are UTC, units are in the "
    "headers.",
    "note": "Write a note on a test. Nothing is ever deleted.",
    "void": "Take a test back: it stays in the log, and no yield counts it.",
    "restore": "Let a voided test count again. Both words stay beside it.",
    "tail": "Show each test as it is made, and store it. Ctrl-C ends it.",
}


def add(app: typer.Typer) -> None:
    """Register the group; its commands are imported when they are called."""
    group = typer.Typer(
        name="logs",
        cls=lazy_group(__name__, COMMANDS),
        help="Pull test records from testers, read them, export them.",
        no_args_is_help=True,
        epilog=examples("ringout logs pull", "ringout logs ls"),
    )
    group.callback()(lambda: None)
    app.add_typer(group)

"""`ringout logs`: the test records of your testers, in a database of your own."""

from importlib import import_module

import typer

from ringout_host.cli.options import examples

COMMANDS = ("pull", "ls", "show", "export", "tail")


def add(app: typer.Typer) -> None:
    """Register the group and its commands."""
    group = typer.Typer(
        name="logs",
        help="Pull test records from testers, read them, export them.",
        no_args_is_help=True,
        epilog=examples("ringout logs pull", "ringout logs ls"),
    )
    for name in COMMANDS:
        import_module(f"{__name__}.{name}").add(group)
    app.add_typer(group)

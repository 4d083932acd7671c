"""Options that several commands share, spelled once, and how examples are written."""

from pathlib import Path
from typing import Annotated

import typer


def examples(*commands: str) -> str:
    """The end of a command's --help: example command lines, each on its own."""
    return "Examples:\n\n" + "  \n".join(commands)


Port = Annotated[
    str | None,
    typer.Option(
        "--port",
        envvar="RINGOUT_PORT",
        help="Serial port of the tester; found by itself when only one is plugged in.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON only.")]
ScreenFile = Annotated[
    Path | None, typer.Option("--screen", help="Also write the OLED picture to this PNG.")
]
Database = Annotated[
    str | None,
    typer.Option(
        "--db",
        envvar="RINGOUT_DB",
        help="Database file, or a URL such as postgresql+psycopg://user@host/ringout. "
        "Without it: a SQLite file in your user data folder.",
    ),
]

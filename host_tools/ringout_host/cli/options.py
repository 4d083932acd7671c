"""Options that several commands share, spelled once, and how examples are written."""

import os
from pathlib import Path
from typing import Annotated

import typer

from ringout_host.errors import UsageError


def examples(*commands: str) -> str:
    """The end of a command's --help: example command lines, each on its own."""
    return "Examples:\n\n" + "  \n".join(commands)


PORT_VARIABLE = "RINGOUT_PORT"
Port = Annotated[
    str | None,
    typer.Option(
        "--port",
        envvar=PORT_VARIABLE,
        help="Serial port of the tester; found by itself when only one is plugged in.",
    ),
]


def simulated_instead(port: str | None) -> None:
    """UsageError where a simulated tester and a port are both asked for: the environment's port is
    a default and no wish."""
    if port is not None and port != os.environ.get(PORT_VARIABLE):
        raise UsageError("--tester and --seed are of a simulated tester, --port of one there")


def _tester(text: str | None) -> str | None:
    """A tester spec that can be parsed, as given; `list` explains them and ends."""
    from ringout_host.sim import tester_spec

    if text == "list":
        print("What a simulated tester is like, such as line_leak_na=16,adc=c:\n")
        for name, typical, what in tester_spec.explained():
            print(f"  {name:<14}{typical:<12}{what}")
        raise typer.Exit
    try:
        tester_spec.parse(text)
    except tester_spec.TesterError as error:
        raise UsageError(str(error)) from error
    return text


Tester = Annotated[
    str | None,
    typer.Option(
        "--tester",
        metavar="SPEC",
        callback=_tester,
        is_eager=True,
        help="What the simulated tester's own electronics are like: typical, ideal, or"
        " line_leak_na=16,adc=c; list explains them.",
    ),
]
Seed = Annotated[int, typer.Option("--seed", min=1, help="Which simulated tester: its tolerances.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON only.")]
ScreenFile = Annotated[
    Path | None, typer.Option("--screen", help="Also write the OLED picture to this PNG.")
]
Draw = Annotated[
    Path | None,
    typer.Option(
        "--draw",
        metavar="FILE",
        help="Also draw it, as it should be and as found beside that: .svg, .png or .json.",
    ),
]
TEMPLATES = "RINGOUT_TEMPLATES"  # environment: the folder of the shop's own logo and words
Database = Annotated[
    str | None,
    typer.Option(
        "--db",
        envvar="RINGOUT_DB",
        help="Database file, or a URL such as postgresql+psycopg://user@host/ringout. "
        "Without it: a SQLite file in your user data folder.",
    ),
]

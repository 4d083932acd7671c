"""`ringout cables export`."""

from pathlib import Path
from typing import Annotated

import typer

from ringout_host.cables import wireviz
from ringout_host.cables.folder import Folder
from ringout_host.cli.cables.common import Dir, Name, named, write_new
from ringout_host.cli.options import examples


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        epilog=examples(
            "ringout cables export piano-di > piano.yml",
            "ringout cables export ./piano.toml --out piano.yml && wireviz piano.yml",
        )
    )
    def export(
        cable: Name,
        to: Annotated[Path | None, typer.Option("--out", help="A file, not stdout.")] = None,
        force: Annotated[bool, typer.Option("--force", help="Replace the file.")] = False,
        dir: Dir = None,
    ) -> None:
        """Write a cable as a WireViz harness."""
        text = wireviz.exported(named(cable, Folder(dir)))
        if to is None:
            typer.echo(text, nl=False)
        else:
            write_new(to, text, force)

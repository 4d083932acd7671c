"""`ringout cables import`."""

from pathlib import Path
from typing import Annotated

import typer

from ringout_host.cables import toml_file, wireviz
from ringout_host.cables.folder import Folder
from ringout_host.cables.mistaken import Mistaken
from ringout_host.cli.cables.common import Dir, usage, write_new
from ringout_host.cli.options import examples
from ringout_host.cli.output import out
from ringout_host.errors import UsageError


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        "import",
        epilog=examples(
            "ringout cables import harness.yml --id stage-loom",
            "ringout cables import harness.yml --id stage-loom --out stage-loom.toml",
        ),
    )
    def import_harness(
        file: Annotated[Path, typer.Argument(help="A WireViz file.")],
        id: Annotated[str, typer.Option("--id", help="What it is to be called: a-z 0-9 - _.")],
        to: Annotated[
            Path | None, typer.Option("--out", help="A cable file instead of your folder.")
        ] = None,
        replace: Annotated[
            bool, typer.Option("--replace", help="In place of one of the same id.")
        ] = False,
        dir: Dir = None,
    ) -> None:
        """Read a WireViz harness as a cable.

        Connectors are plug A, B, C in the order of the connections; pins are known by their
        labels (TIP, RING, SLEEVE, 1, 2, 3), else by their numbers.
        """
        try:
            with file.open("rb") as opened:
                text = opened.read(wireviz.MOST_BYTES + 1).decode("utf-8")
        except OSError as error:
            raise UsageError(f"{file}: {error.strerror or error}") from error
        except UnicodeDecodeError:
            raise UsageError(f"{file}: it is no text in UTF-8; a harness file is") from None
        try:
            cable = wireviz.imported(text, id)
        except Mistaken as mistake:
            raise usage(mistake, str(file)) from None
        made = toml_file.text_of(cable, f"from {ascii(file.name)[1:-1]}")
        if to is not None:
            write_new(to, made, replace)
        else:
            folder = Folder(dir)
            folder.add(made, file, replace)
            to = folder.file(id)
        out.print(f"{to}: {cable.id}", markup=False, soft_wrap=True)

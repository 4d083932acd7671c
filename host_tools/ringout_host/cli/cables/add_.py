"""`ringout cables add`."""

from pathlib import Path
from typing import Annotated

import typer

from ringout_host.cables import ready, toml_file
from ringout_host.cables.folder import Folder
from ringout_host.cli.cables.common import Dir
from ringout_host.cli.options import Json, examples
from ringout_host.cli.output import out, print_json


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        "add",
        epilog=examples(
            "ringout cables add piano.toml",
            "ringout cables add pad-20db",
            "ringout cables add learned.toml --id piano-di --name 'Piano to DI'",
        ),
    )
    def add_cable(
        file: Annotated[
            Path, typer.Argument(help="A cable file, or the id of one that ships: pad-20db.")
        ],
        id: Annotated[str | None, typer.Option("--id", help="Another id for it.")] = None,
        name: Annotated[
            str | None, typer.Option("--name", help="What the screen shows, 20 at most.")
        ] = None,
        part_number: Annotated[
            str | None, typer.Option("--part-number", help="What a scanner reads on it.")
        ] = None,
        replace: Annotated[
            bool, typer.Option("--replace", help="In place of one of the same id.")
        ] = False,
        dir: Dir = None,
        json: Json = False,
    ) -> None:
        """Keep a cable file among your cables.

        Its comments are kept too; with a mistake in it nothing is stored.
        """
        if not file.exists():
            file = ready.files().get(str(file), file)
        text = toml_file.read_text(file)
        changes = {"id": id, "name": name, "part_number": part_number}
        given = {key: value for key, value in changes.items() if value is not None}
        if given:
            text = toml_file.changed(text, file, **given)
        folder = Folder(dir)
        cable = folder.add(text, file, replace)
        if json:
            print_json({"id": cable.id, "file": str(folder.file(cable.id))})
        else:
            out.print(f"{cable.id}: {folder.file(cable.id)}", markup=False, soft_wrap=True)

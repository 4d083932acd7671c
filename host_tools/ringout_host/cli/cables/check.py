"""`ringout cables check`."""

from pathlib import Path
from typing import Annotated

import typer

from ringout_host.cables import toml_file
from ringout_host.cli.options import Json, examples
from ringout_host.cli.output import complain, out, print_json
from ringout_host.errors import Exit, UsageError


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(epilog=examples("ringout cables check *.toml"))
    def check(
        files: Annotated[list[Path], typer.Argument(help="Cable files.")], json: Json = False
    ) -> None:
        """Check cable files without storing them.

        Exit 0 if all are cables, 2 if one is not; each mistake is a line with file, line, fix.
        """
        good = []
        for path in files:
            try:
                cable = toml_file.load(path)
            except UsageError as error:
                complain(str(error))
            else:
                good.append({"file": str(path), "id": cable.id, "name": cable.name})
        if json:
            print_json(good)
        else:
            for row in good:
                out.print(f"{row['file']}: {row['id']} is a cable", markup=False, soft_wrap=True)
        if len(good) < len(files):
            raise typer.Exit(Exit.USAGE)

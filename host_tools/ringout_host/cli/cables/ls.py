"""`ringout cables ls`."""

from typing import Annotated, Any

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from ringout_host.cables import ready, toml_file
from ringout_host.cables.cable import Cable
from ringout_host.cables.folder import Folder
from ringout_host.cables.sold import SOLD
from ringout_host.cli.cables.common import Dir, sold
from ringout_host.cli.options import Json, examples
from ringout_host.cli.output import complain, out, print_json
from ringout_host.errors import UsageError


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(epilog=examples("ringout cables ls", "ringout cables ls --all --json"))
    def ls(
        every: Annotated[bool, typer.Option("--all", help="The catalogue's cables too.")] = False,
        dir: Dir = None,
        json: Json = False,
    ) -> None:
        """List your cables, and the files that ship; --all: those of the catalogue too."""
        folder = Folder(dir)
        rows: list[tuple[Cable, str]] = []
        broken: list[UsageError] = []
        for _, found in folder.all():
            if isinstance(found, UsageError):
                broken.append(found)
            else:
                rows.append((found, "yours"))
        mine = {cable.id for cable, _ in rows}
        rows += [(toml_file.load(f), "ships") for id, f in ready.files().items() if id not in mine]
        if every:
            rows += [(sold(id), "catalogue") for id in SOLD]
        if json:
            print_json([_row(cable, whose) for cable, whose in rows])
        else:
            out.print(_table(rows))
            if not mine:
                out.print(
                    f"no cables of yours in {folder.path}: ringout cables learn, add or import",
                    markup=False,
                    soft_wrap=True,
                )
        for error in broken:
            complain(str(error))


def _row(cable: Cable, whose: str) -> dict[str, Any]:
    plugs = {end: cable.plug(end).kind for end in cable.ends}
    return {"id": cable.id, "name": cable.name, "part_number": cable.part_number,
            "plugs": plugs, "parts": len(cable.parts), "from": whose}  # fmt: skip


def _table(rows: list[tuple[Cable, str]]) -> Table:
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for name in ("id", "name", "part number", "plugs", "parts", "from"):
        made.add_column(name)
    for cable, whose in rows:
        plugs = " ".join(cable.plug(end).kind or "?" for end in cable.ends)
        texts = (cable.id, cable.name, cable.part_number, plugs, str(len(cable.parts) or ""), whose)
        made.add_row(*(Text(text, "" if whose == "yours" else "dim") for text in texts))
    return made

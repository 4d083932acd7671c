"""`ringout cables pull`."""

from typing import Annotated

import typer

from ringout_host.cables import toml_file, transfer, wire
from ringout_host.cables.folder import Folder
from ringout_host.cli.cables.common import Dir
from ringout_host.cli.options import Port, examples
from ringout_host.cli.output import complain, out
from ringout_host.errors import RingoutError
from ringout_host.link.device import open_device


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(epilog=examples("ringout cables pull", "ringout cables pull piano-di --replace"))
    def pull(
        ids: Annotated[
            list[str] | None, typer.Argument(help="Ids; none: all that the tester has.")
        ] = None,
        replace: Annotated[
            bool, typer.Option("--replace", help="In place of files that differ.")
        ] = False,
        port: Port = None,
        dir: Dir = None,
    ) -> None:
        """Bring a tester's cables into your folder.

        A file that says the same stays as it is, one that differs only goes with --replace.
        """
        folder = Folder(dir)
        kept = 0
        with open_device(port) as device:
            wanted = ids or [str(row.get("id")) for row in transfer.listed(device.call)]
            for id in wanted:
                path = folder.file(id)
                cable = transfer.get(device.call, id)
                if cable.id != id:
                    raise RingoutError(f"the tester sent {cable.id} for {id}")
                if folder.has(id) and not replace:
                    if wire.packed(folder.load(id)) == wire.packed(cable):
                        out.print(f"{id}: as it is here", markup=False)
                    else:
                        kept += 1
                        complain(f"{id} differs from {path}: --replace takes the tester's")
                    continue
                text = toml_file.text_of(cable, f"pulled from tester {device.info.get('dev')}")
                folder.add(text, path, replace=True)
                out.print(f"{id}: {path}", markup=False, soft_wrap=True)
        if kept:
            raise typer.Exit(2)

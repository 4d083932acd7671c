"""`ringout cables rm`."""

from typing import Annotated

import typer

from ringout_host.cables import transfer
from ringout_host.cables.folder import Folder
from ringout_host.cli.cables.common import Dir
from ringout_host.cli.options import Port, examples
from ringout_host.cli.output import out
from ringout_host.errors import UsageError
from ringout_host.link.device import open_device


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        epilog=examples("ringout cables rm piano-di", "ringout cables rm --tester piano-di")
    )
    def rm(
        ids: Annotated[list[str], typer.Argument(help="Ids of cables.")],
        tester: Annotated[
            bool, typer.Option("--tester", help="From the tester instead of your folder.")
        ] = False,
        port: Port = None,
        dir: Dir = None,
    ) -> None:
        """Remove cables of yours.

        All that are named, or none.
        """
        folder = Folder(dir)
        if tester:
            for id in ids:
                folder.file(id)  # a sensible id
            with open_device(port) as device:
                for id in ids:
                    transfer.remove(device.call, id)
        else:
            missing = [id for id in ids if not folder.has(id)]
            if missing:
                raise UsageError(f"no cable {missing[0]} in {folder.path}: ringout cables ls")
            for id in ids:
                folder.remove(id)
        out.print("removed: " + ", ".join(ids), markup=False)

"""`ringout cables push`."""

from typing import Annotated

import typer

from ringout_host.cables import transfer
from ringout_host.cables.folder import Folder
from ringout_host.cli.cables.common import Dir, named
from ringout_host.cli.options import Port, examples
from ringout_host.cli.output import out
from ringout_host.errors import UsageError
from ringout_host.link.device import open_device


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        epilog=examples("ringout cables push piano-di", "ringout cables push ./piano.toml")
    )
    def push(
        names: Annotated[
            list[str] | None, typer.Argument(help="Ids or cable files; none: all of yours.")
        ] = None,
        port: Port = None,
        dir: Dir = None,
    ) -> None:
        """Store cables of yours in a tester.

        It then tests against them without a computer.
        """
        folder = Folder(dir)
        if names:
            found = [named(name, folder) for name in names]
        else:
            found = []
            for _, each in folder.all():
                if isinstance(each, UsageError):
                    raise each
                found.append(each)
        if not found:
            raise UsageError(f"no cables in {folder.path}: ringout cables learn, add or import")
        with open_device(port) as device:
            for cable in found:
                transfer.put(device.call, cable)
                out.print(f"{cable.id}: stored in the tester", markup=False)

"""`ringout screen`: what the tester's display shows, in the terminal or as a PNG."""

from pathlib import Path
from typing import Annotated

import typer

from ringout_host.cli import screenshot
from ringout_host.cli.options import Port, examples
from ringout_host.link.device import open_device


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(epilog=examples("ringout screen", "ringout screen ready.png"))
    def screen(
        file: Annotated[
            Path | None, typer.Argument(help="PNG to write. Without it: draw in the terminal.")
        ] = None,
        port: Port = None,
    ) -> None:
        """Fetch the picture that the tester's display shows right now."""
        with open_device(port) as device:
            dots = rows(device.screen())
        if file is None:
            screenshot.show(dots)
            return
        screenshot.save(dots, file)


def rows(frame: bytes) -> list[list[int]]:
    """Rows of dots out of a MONO_VLSB frame buffer of 128 columns."""
    width = 128
    return [
        [frame[(y >> 3) * width + x] >> (y & 7) & 1 for x in range(width)]
        for y in range(8 * len(frame) // width)
    ]

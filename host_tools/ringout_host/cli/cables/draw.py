"""`ringout cables draw`."""

from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from ringout_host.cables import drawing, drawing_file
from ringout_host.cables.folder import Folder
from ringout_host.cli import cable as cables
from ringout_host.cli.cables.common import Dir, Name, named
from ringout_host.cli.options import Seed, examples
from ringout_host.cli.output import out
from ringout_host.errors import UsageError


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        epilog=examples(
            "ringout cables draw trs_xlr --out lead.svg",
            "ringout cables draw trs_xlr --found trs_xlr,swap=T-R@B --out lead.png",
            "ringout cables draw ./piano.toml --record found.json --out piano.svg",
        )
    )
    def draw(
        cable: Name,
        to: Annotated[Path, typer.Option("--out", help="The picture: .svg, .png or .json.")],
        found: Annotated[
            str | None, typer.Option("--found", help="Press TEST on this simulated cable.")
        ] = None,
        record: Annotated[
            Path | None, typer.Option("--record", help="A record (JSON) of one that was tested.")
        ] = None,
        seed: Seed = 1,
        dir: Dir = None,
    ) -> None:
        """Draw a cable as SVG or PNG, and beside it one as it was found.

        .json has the same picture as data: lines, boxes, dots, texts.
        """
        made = named(cable, Folder(dir))
        seen = _record(record) if record is not None else None
        if found is not None:
            with cables.plugged(found, seed) as handheld:
                seen = handheld.press()
        picture = drawing.picture(made, seen)
        drawing_file.write(picture, to)
        out.print(str(to), markup=False, soft_wrap=True)


def _record(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return msgspec.json.decode(file.read(1 << 20), type=dict[str, Any])
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from error
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise UsageError(f"{path}: no record in it: ringout simulate --json > found.json") from None

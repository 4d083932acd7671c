"""The tester's display as a picture: in the terminal, or in a PNG."""

from pathlib import Path
from typing import Any

from ringout_host.cli.output import out
from ringout_host.errors import UsageError


def show(dots: Any) -> None:
    """Print it. dots: 64 rows of 128."""
    from ringout_host.sim import picture  # here: it loads Pillow

    out.print(picture.to_text(dots), markup=False, soft_wrap=True)


def save(dots: Any, file: Path) -> None:
    """Write it. UsageError if the file cannot be written or is no PNG."""
    from ringout_host.sim import picture

    try:
        picture.to_png(dots, file)
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot write {file} ({error}): name a .png file") from error

"""The tester's display as a picture: in the terminal, or in a PNG."""

from collections.abc import Sequence
from pathlib import Path

from ringout_host.cli.output import out, tell
from ringout_host.errors import UsageError

Dots = Sequence[Sequence[int]]  # 64 rows of 128, 0 or 1


def show(dots: Dots) -> None:
    """Print it."""
    from ringout_host.sim import picture  # here: it loads Pillow

    out.print(picture.to_text(dots), markup=False, soft_wrap=True)


def save(dots: Dots, file: Path) -> None:
    """Write it and say so. UsageError if the file cannot be written or is no PNG."""
    from ringout_host.sim import picture

    try:
        picture.to_png(dots, file)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"cannot write {file} ({reason}): name a .png file") from error
    tell(f"wrote {file}")

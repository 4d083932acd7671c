"""package.json, which tells `mpremote mip install` what to put on a board.

    python -m ringout_host.flash.package      # after adding or removing a firmware file

mip copies sources as they are: for trying things out. `ringout flash` puts compiled files, and
keeps a tester whole through a power cut.
"""

import json
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from ringout import __version__
from ringout_host.errors import DataCorruptError
from ringout_host.flash.bundle import package_folder


def text() -> str:
    """The file's content: every module of the package, and main.py."""
    names = ["main.py"] + [f"ringout/{p.name}" for p in sorted(package_folder().glob("*.py"))]
    urls = ",\n".join(f"    {json.dumps([name, name])}" for name in names)
    return f'{{\n  "version": "{__version__}",\n  "urls": [\n{urls}\n  ]\n}}\n'


def refuse_strays(paths: Iterable[str]) -> None:
    """DataCorruptError for a file that would lie outside of the folder it is put into."""
    for name in paths:
        parts = PurePosixPath(name).parts
        if not parts or ".." in parts or name.startswith("/") or "\\" in name or ":" in name:
            raise DataCorruptError(f"the package holds a file {name!r}, outside of its folder")


def path() -> Path:
    """Where it lies in a checkout."""
    return package_folder().parent / "package.json"


if __name__ == "__main__":
    path().write_text(text())

"""The firmware as a folder for `mpremote mip install`: compiled files and a package.json.

    mpremote mip install --target / FOLDER/package.json

The sources as they are do not fit into the chip's memory, so what mip gets is compiled and
linked. For who has mpremote at hand; `ringout flash` checks what arrived and keeps a tester whole
through a power cut.
"""

import json
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from ringout_host.aside import written_aside
from ringout_host.errors import DataCorruptError, UsageError
from ringout_host.flash.bundle import ACTIVE, FOLDERS, ROOT, Bundle


def write(bundle: Bundle, folder: Path) -> Path:
    """Write the package; the path of its package.json. UsageError if that is not possible."""
    refuse_strays(bundle.files)
    placed = {f"{ROOT}/{FOLDERS[0]}/{path}": data for path, data in sorted(bundle.files.items())}
    placed["/main.py"] = bundle.main
    placed[ACTIVE] = FOLDERS[0].encode()  # last: before, nothing would start
    names = {path: path.rpartition("/")[2] for path in placed}
    listed = {"version": bundle.version, "urls": [[p.lstrip("/"), n] for p, n in names.items()]}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in placed.items():
            with written_aside(folder / names[path]) as stream:
                stream.write(data)
        with written_aside(folder / "package.json") as stream:
            stream.write(json.dumps(listed, indent=1).encode() + b"\n")
    except OSError as error:
        raise UsageError(
            f"cannot write {folder} ({error.strerror}): name another folder"
        ) from error
    return folder / "package.json"


def refuse_strays(paths: Iterable[str]) -> None:
    """DataCorruptError for a file that would lie outside of the folder it is put into."""
    for name in paths:
        parts = PurePosixPath(name).parts
        if not parts or ".." in parts or name.startswith("/") or "\\" in name or ":" in name:
            raise DataCorruptError(f"the package holds a file {name!r}, outside of its folder")

"""A person's own cables: one file each, named after its id, in a folder of theirs."""

from collections.abc import Iterator
from pathlib import Path

import platformdirs

from ringout_host.cables import toml_file
from ringout_host.cables.cable import Cable
from ringout_host.cables.check import checked_id
from ringout_host.cables.mistaken import Mistaken
from ringout_host.cables.toml_file import SUFFIX
from ringout_host.errors import UsageError


def usual() -> Path:
    """Where they are unless a command says otherwise."""
    return Path(platformdirs.user_data_path("ringout", appauthor=False)) / "cables"


class Folder:
    """The cable files in a folder, which need not exist yet."""

    def __init__(self, path: Path | None = None):
        self.path = path or usual()

    def file(self, id: str) -> Path:
        """The file of an id; UsageError for what cannot be one, such as ../x."""
        try:
            return self.path / (checked_id(id) + SUFFIX)
        except Mistaken as mistake:
            raise UsageError(str(mistake)) from None

    def has(self, id: str) -> bool:
        """Whether there is a file of that id."""
        return self.file(id).is_file()

    def load(self, id: str) -> Cable:
        """The Cable of an id; UsageError where there is none."""
        if not self.has(id):
            raise UsageError(f"no cable {id} in {self.path}: see ringout cables ls")
        return toml_file.load(self.file(id))

    def of_part_number(self, text: str) -> Cable | None:
        """The Cable with a part number, in any case, as a scanner reads it; None without one.
        UsageError where several have it."""
        wanted = " ".join(text.upper().split())
        cables = [cable for _, cable in self.all() if isinstance(cable, Cable)]
        found = [c for c in cables if wanted and " ".join(c.part_number.upper().split()) == wanted]
        if len(found) > 1:
            ids = ", ".join(cable.id for cable in found)
            raise UsageError(f"part number {text} is that of {ids}: give the id")
        return found[0] if found else None

    def all(self) -> Iterator[tuple[Path, Cable | UsageError]]:
        """(file, Cable or what is wrong with it) in the order of their names."""
        for path in sorted(self.path.glob("*" + SUFFIX)) if self.path.is_dir() else ():
            if path.name.startswith("."):
                continue
            try:
                yield path, toml_file.load(path)
            except UsageError as error:
                yield path, error

    def add(self, text: str, source: Path, replace: bool = False) -> Cable:
        """Store the text of a cable file under its id, comments and all. UsageError for a
        mistake in it, or an id that is there already: nothing is stored then."""
        cable = toml_file.parsed(text, source)
        if self.has(cable.id) and not replace:
            raise UsageError(f"{cable.id} is there already: --replace, or take another id")
        try:
            toml_file.write(self.file(cable.id), text)
        except OSError as error:
            raise UsageError(f"{self.path}: {error.strerror or error}") from error
        return cable

    def remove(self, id: str) -> None:
        """Delete the file of an id; UsageError where there is none."""
        if not self.has(id):
            raise UsageError(f"no cable {id} in {self.path}: see ringout cables ls")
        self.file(id).unlink()

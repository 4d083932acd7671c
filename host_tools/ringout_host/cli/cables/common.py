"""What the commands of `ringout cables` share: the folder, and how a cable is named."""

from dataclasses import replace
from pathlib import Path
from textwrap import shorten
from typing import Annotated

import typer

from ringout.wirings import lookup
from ringout_host.cables import ready, toml_file
from ringout_host.cables.cable import Cable
from ringout_host.cables.check import MOST_NAME, cable_of
from ringout_host.cables.folder import Folder
from ringout_host.cables.mistaken import Mistaken
from ringout_host.cables.shown import FOLDER
from ringout_host.cables.sold import SOLD
from ringout_host.errors import UsageError

Dir = Annotated[
    Path | None,
    typer.Option("--dir", envvar=FOLDER, help="Folder of your cables, if another."),
]
Name = Annotated[str, typer.Argument(help="Id of a cable, or a cable file: ./piano.toml.")]


def is_file(name: str) -> bool:
    """Whether a name means a file rather than an id."""
    return name.endswith(toml_file.SUFFIX) or "/" in name or "\\" in name


def named(name: str, folder: Folder) -> Cable:
    """The cable of a file, of the folder, of the catalogue, or of the files that ship."""
    if is_file(name):
        return toml_file.load(Path(name))
    if name in SOLD:
        return sold(name)
    if name in ready.files() and not folder.has(name):
        return toml_file.load(ready.files()[name])
    return folder.load(name)


def sold(id: str) -> Cable:
    """A cable of the catalogue as a definition."""
    plugs, wires = SOLD[id]
    kinds = dict(zip("ABC", plugs.split(), strict=False))
    cable = cable_of({"id": "sold", "wires": wires.split(), "plugs": kinds})
    return replace(cable, id=id, name=shorten(lookup.screen_name(id), MOST_NAME, placeholder=""))


def write_new(path: Path, text: str, force: bool) -> None:
    """Write a file that must not be there yet, unless forced."""
    if path.exists() and not force:
        raise UsageError(f"{path} is there already: --force, or another name")
    try:
        toml_file.write(path, text)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from error


def usage(mistake: Mistaken, about: str) -> UsageError:
    """A mistake in something from outside as the line that a command ends with."""
    return UsageError(f"{about}: {mistake}")

"""The drawing of a record: the cable as it should be, and as it was found beside it."""

import os
from pathlib import Path
from typing import Any

from ringout_host.cables import drawing, drawing_file, learn
from ringout_host.cables.cable import Cable
from ringout_host.cables.folder import Folder
from ringout_host.cables.mistaken import Mistaken
from ringout_host.cables.sold import SOLD
from ringout_host.errors import RingoutError, UsageError
from ringout_host.outside import sane

FOLDER = "RINGOUT_CABLES"  # names the folder of your cables, if another
KINDS = (".svg", ".png", ".json")
_AS_FOUND = "as-found"
_NO_RECORD = (AttributeError, KeyError, TypeError, ValueError)  # what is in it is something else


def folder() -> Folder:
    """Your cables, where the environment says."""
    return Folder(Path(os.environ[FOLDER]) if os.environ.get(FOLDER) else None)


def meant(record: dict[str, Any]) -> Cable | None:
    """The cable that a record was judged as: of the catalogue, or of yours; for an unknown one the
    cable as it was found. None where there is nothing to draw."""
    from ringout_host.cli.cables.common import sold

    for id in (record.get("cable"), str(record.get("mode") or "").partition(":")[2]):
        if isinstance(id, str) and id in SOLD:
            return sold(id)
        try:
            if isinstance(id, str) and id and folder().has(id):
                return folder().load(id)
        except UsageError:
            continue
    try:
        return learn.learned(record, _AS_FOUND, "as found")
    except (RingoutError, Mistaken, *_NO_RECORD):
        return None


def picture(record: dict[str, Any], cable: Cable | None = None) -> dict[str, Any] | None:
    """As drawing.picture. cable: what it should be, where that is known."""
    shown = sane(record)
    cable = cable or meant(shown)
    try:
        return None if cable is None else drawing.picture(cable, shown)
    except _NO_RECORD:
        return None


def write(record: dict[str, Any], to: Path, cable: Cable | None = None) -> None:
    """Draw it into a file; UsageError where that cannot be."""
    drawing_file.write(picture(record, cable), to)

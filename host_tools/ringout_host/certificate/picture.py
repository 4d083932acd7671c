"""The drawing of a cable as it should be, and as it was found beside it."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ringout_host.cables import drawing, drawing_file, toml_file
from ringout_host.cables.cable import Cable
from ringout_host.cables.sold import SOLD
from ringout_host.certificate.words import word
from ringout_host.cli.cables.common import sold
from ringout_host.errors import UsageError
from ringout_host.outside import sane
from ringout_host.store import products

_SENTENCE_MAX = 54  # characters under the drawing


def of_record(connection: sa.Connection, row: sa.Row, record: dict[str, Any]) -> str:
    """The drawing as an SVG element; empty where nobody knows what the cable should be."""
    cable = cable_of(connection, row)
    if cable is None:
        return ""
    shown = sane(record)
    for fault in shown.get("faults") or []:
        if isinstance(fault, dict) and fault.get("text"):
            fault["text"] = word(fault["text"], _SENTENCE_MAX)
    return drawing_file.svg(drawing.picture(cable, shown))


def cable_of(connection: sa.Connection, row: sa.Row) -> Cable | None:
    """The product's cable, else the wiring that the record was judged as."""
    product = products.known(connection, row.product) if row.product else None
    if product is not None and product.cable_file:
        try:
            return toml_file.parsed(product.cable_file, Path(f"{product.cable}.toml"))
        except UsageError:  # of a newer ringout
            return None
    wiring = (product.cable if product is not None else "") or row.wiring
    return sold(wiring) if wiring in SOLD else None

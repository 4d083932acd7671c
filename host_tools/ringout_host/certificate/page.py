"""The data of a document: one certificate, several, or a lot with its sheet."""

import io
from datetime import datetime
from typing import Any

import segno
import sqlalchemy as sa

from ringout_host.certificate import content
from ringout_host.certificate.templates import Shop

PAPERS = {"a4": "a4", "letter": "us-letter"}  # as asked for -> as Typst calls it


def page_data(
    connection: sa.Connection,
    rows: list[sa.Row],
    lot: dict[str, Any] | None,
    shop: Shop,
    now: datetime,
    units: str = "m",
    paper: str = "a4",
) -> dict[str, Any]:
    """Everything that the templates put down.

    rows: the records, rows of `query`; lot: the lot's sheet (`lot.sheet`) or None.
    """
    made = [content.certificate(connection, row, units) for row in rows]
    for one in made:
        one["qr"] = qr_svg(one["code"])
    names = [one["serial"] or "without serial" for one in made[:1]]
    return {
        "title": f"Lot {lot['lot']}" if lot else " ".join([shop.texts["title"], *names]),
        "paper": PAPERS[paper],
        "shop": shop.texts,
        "lot": lot,
        "certificates": made,
        "codes": [one["code"] for one in made],
        "made_at": int(now.timestamp()),
    }


def qr_svg(text: str) -> str:
    """A QR code as an SVG element, medium error correction."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", border=2, xmldecl=False, light="white", omitsize=True
    )
    return out.getvalue().decode()

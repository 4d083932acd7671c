"""The sheet as PDF, in the shop's own words."""

from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from ringout_host.certificate import pdf as certificate
from ringout_host.certificate.page import PAPERS
from ringout_host.certificate.templates import Shop


def pdf(sheet: dict[str, Any], heading: str, shop: Shop, paper: str = "a4") -> bytes:
    """sheet: of `sheet.sheet`; heading: when and with which tester; paper: a4 or letter.

    Raises UsageError as `certificate.pdf.typeset` does.
    """
    template = files("ringout_host.line").joinpath("sheet.typ").read_text("utf-8")
    data = sheet | {"heading": heading, "paper": PAPERS[paper], "shop": shop.texts}
    return certificate.typeset(
        template, data | {"made_at": int(datetime.now(UTC).timestamp())}, shop
    )

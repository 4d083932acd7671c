"""The sheet as one HTML file that needs nothing else, for the screen and for paper."""

from importlib.resources import files
from typing import Any

import jinja2

from ringout_host.certificate.html import data_url
from ringout_host.certificate.templates import Shop


def html(sheet: dict[str, Any], heading: str, shop: Shop) -> bytes:
    """sheet: of `sheet.sheet`; heading: when and with which tester."""
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    text = files("ringout_host.line").joinpath("sheet.html.j2").read_text("utf-8")
    logo = data_url(*shop.logo) if shop.logo else ""
    own = {"heading": heading, "shop": shop.texts, "logo": logo}
    return environment.from_string(text).render(sheet | own).encode()

"""The sheet as one HTML file that needs nothing else, for the screen and for paper."""

from importlib.resources import files
from typing import Any

import jinja2


def html(sheet: dict[str, Any], heading: str) -> str:
    """sheet: of `sheet.sheet`; heading: when and with which tester."""
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    text = files("ringout_host.line").joinpath("sheet.html.j2").read_text("utf-8")
    return environment.from_string(text).render(sheet | {"heading": heading})

"""The template that holds a report, with its style and its script."""

import base64
import hashlib
from importlib.resources import files

import jinja2

from ringout_host.store.when import local


def template(scale: float) -> jinja2.Template:
    """scale: from what is per foot to the unit of the page."""
    here = files("ringout_host.report")
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["when"] = local
    environment.filters["zip"] = lambda lots, rows: zip(
        lots, rows, strict=False
    )  # newest lots only
    environment.filters["many"] = lambda count, noun: f"{count:,} {noun}{'s' * (count != 1)}"
    environment.filters["per_length"] = lambda reading: (
        None if reading is None else [number * scale for number in reading]
    )
    environment.globals["css"] = here.joinpath("page.css").read_text("utf-8")
    script = here.joinpath("page.js").read_text("utf-8")
    environment.globals["script"] = script
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    environment.globals["script_hash"] = f"sha256-{digest}"
    return environment.from_string(here.joinpath("page.html.j2").read_text("utf-8"))

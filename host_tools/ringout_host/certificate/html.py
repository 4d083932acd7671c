"""Certificates as one HTML file that needs nothing else."""

import base64
import mimetypes
from importlib.resources import files
from typing import Any

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from ringout_host.certificate.templates import Shop
from ringout_host.errors import UsageError


def write(data: dict[str, Any], shop: Shop) -> bytes:
    """The HTML of `page_data`. Raises UsageError when a template of the shop is wrong."""
    environment = SandboxedEnvironment(  # a template from a folder gets data, no Python
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    css = files("ringout_host.certificate").joinpath("certificate.css").read_text("utf-8")
    logo = data_url(*shop.logo) if shop.logo else ""
    try:
        template = environment.from_string(shop.template("certificate.html.j2"))
        return template.render(data | {"css": css, "logo": logo}).encode()
    except jinja2.TemplateError as error:
        raise UsageError(f"the template cannot be used: {error}") from None


def data_url(name: str, content: bytes) -> str:
    """A picture as a URL that holds it."""
    kind = mimetypes.guess_type(name)[0] or "image/png"
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"

"""Documents as PDF, set by Typst: its wheel has no dependencies and sets 1,000 pages in seconds.

The template reads everything from a JSON file in a folder of its own, so that nothing in a record
can be markup; Typst sees no other folder and no network.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from ringout_host.certificate.templates import Shop
from ringout_host.errors import UsageError


def write(data: dict[str, Any], shop: Shop) -> bytes:
    """The PDF of `page_data`. Raises UsageError as `typeset` does."""
    return typeset(shop.template("certificate.typ"), data, shop)


def typeset(template: str, data: dict[str, Any], shop: Shop) -> bytes:
    """The PDF of a template's text; data: its data.json, with made_at in Unix seconds. The shop's
    logo lies beside it. Raises UsageError when Typst is missing or a template is wrong."""
    try:
        import typst
    except ModuleNotFoundError:
        raise UsageError(
            "PDF needs typst: pip install 'ringout[certificate]'; --out file.html needs nothing"
        ) from None
    with tempfile.TemporaryDirectory(prefix="ringout-") as folder:
        root = Path(folder)
        root.joinpath("main.typ").write_text(template, "utf-8")
        logo = ""
        if shop.logo is not None:
            logo, content = shop.logo
            root.joinpath(logo).write_bytes(content)
        root.joinpath("data.json").write_text(json.dumps(data | {"logo": logo}), "utf-8")
        try:
            return typst.compile(
                str(root / "main.typ"),
                root=str(root),
                font_paths=[str(_fonts())],
                ignore_system_fonts=True,  # the same page on every computer
                format="pdf",
                timestamp=data["made_at"],
            )
        except typst.TypstError as error:
            first = str(error).strip().splitlines()[0] if str(error).strip() else "no reason given"
            raise UsageError(f"the template or the logo cannot be set: {first}") from None


def _fonts() -> Path:
    """DejaVu Sans comes with matplotlib."""
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"

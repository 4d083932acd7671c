"""The shop's own logo and texts: a folder with texts.toml, logo.png or .svg, perhaps templates.

texts.toml    name, address, title, title_other, footer, statement, signature = true
logo.svg, logo.png, logo.jpg
certificate.typ, certificate.html.j2   in place of ours; their data are those of `page_data`
"""

import tomllib
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from ringout_host.errors import UsageError

DEFAULT_TEXTS: dict[str, Any] = {
    "name": "",
    "address": "",
    "title": "Cable certificate",
    "title_other": "Cable test report",  # where the verdict is not PASS
    "footer": "Made by ringout from the stored record",
    "statement": "",
    "signature": False,
}
LOGOS = ("logo.svg", "logo.png", "logo.jpg", "logo.jpeg")
TEMPLATES = ("certificate.typ", "certificate.html.j2")
_LOGO_MAX = 2_000_000  # bytes
_TEXT_MAX = 600  # characters


@dataclass(frozen=True)
class Shop:
    """What a folder of templates holds. logo: (file name, bytes) or None."""

    texts: dict[str, Any] = field(default_factory=lambda: dict(DEFAULT_TEXTS))
    logo: tuple[str, bytes] | None = None
    own: dict[str, str] = field(default_factory=dict)  # name of a template -> its text

    def template(self, name: str) -> str:
        """The text of a template: the shop's own, else ours."""
        if name in self.own:
            return self.own[name]
        return files("ringout_host.certificate").joinpath(name).read_text("utf-8")


def load(folder: Path | None) -> Shop:
    """The shop's templates; ours without a folder.

    Raises UsageError, with what to do, for a folder or a file that cannot be used.
    """
    if folder is None:
        return Shop()
    if not folder.is_dir():
        raise UsageError(
            f"no folder {folder}: make it, with a texts.toml and a logo.png or logo.svg in it"
        )
    try:
        own = {
            name: (folder / name).read_text("utf-8")
            for name in TEMPLATES
            if (folder / name).is_file()
        }
        return Shop(_texts(folder / "texts.toml"), _logo(folder), own)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read the templates in {folder}: {error}") from None


def _texts(path: Path) -> dict[str, Any]:
    texts = dict(DEFAULT_TEXTS)
    if not path.is_file():
        return texts
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: {error}") from None
    for name, value in given.items():
        if name not in texts:
            raise UsageError(f"{path} knows no {name!r}; it has {', '.join(texts)}")
        if type(value) is not type(texts[name]):
            kind = "true or false" if isinstance(texts[name], bool) else "a text"
            raise UsageError(f"{path}: {name} is {kind}")
        texts[name] = value[:_TEXT_MAX] if isinstance(value, str) else value
    return texts


def _logo(folder: Path) -> tuple[str, bytes] | None:
    for name in LOGOS:
        path = folder / name
        if path.is_file():
            if path.stat().st_size > _LOGO_MAX:
                raise UsageError(
                    f"{path} is larger than {_LOGO_MAX // 1_000_000} MB: make it small"
                )
            return name, path.read_bytes()
    return None

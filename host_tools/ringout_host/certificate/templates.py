"""The shop's own logo and texts: a folder with texts.toml, logo.png or .svg, perhaps templates.

texts.toml    name, address, title, title_other, footer, statement, signature = true
logo.svg, logo.png, logo.jpg
certificate.typ, certificate.html.j2   in place of ours; their data are those of `page_data`

A folder in it that is called as a product ("GC-6 B") or a part number ("GC-6") holds what is
different for that one: the texts, logo or templates it has go before those above it.
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
OF_DOTS = ("logo.png", "logo.jpg", "logo.jpeg")
LOGOS = ("logo.svg", *OF_DOTS)
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


def load(folder: Path | None, product: str | None = None, logos: tuple[str, ...] = LOGOS) -> Shop:
    """The shop's templates, as they are for a product; ours without a folder. logos: the names
    that a logo may have, the best first.

    Raises UsageError, with what to do, for a folder or a file that cannot be used.
    """
    if folder is None:
        return Shop()
    if not folder.is_dir():
        raise UsageError(
            f"no folder {folder}: make it, with a texts.toml and a logo.png or logo.svg in it"
        )
    texts, logo = dict(DEFAULT_TEXTS), None
    own: dict[str, str] = {}
    try:
        for place in [folder, *_of_product(folder, product)]:
            texts |= _texts(place / "texts.toml")
            logo = _logo(place, logos) or logo
            for name in TEMPLATES:
                if (place / name).is_file():
                    own[name] = (place / name).read_text("utf-8")
        return Shop(texts, logo, own)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read the templates in {folder}: {error}") from None


def _of_product(folder: Path, product: str | None) -> list[Path]:
    """The folders of a part number and of a product. Looked for among what is there: the name
    stands in a record, and no record leads to another folder."""
    there = {place.name.upper(): place for place in folder.iterdir() if place.is_dir()}
    name = " ".join((product or "").upper().split())
    wanted = dict.fromkeys([name.partition(" ")[0], name])
    return [there[word] for word in wanted if word in there]


def _texts(path: Path) -> dict[str, Any]:
    texts: dict[str, Any] = {}
    if not path.is_file():
        return texts
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: {error}") from None
    for name, value in given.items():
        if name not in DEFAULT_TEXTS:
            raise UsageError(f"{path} knows no {name!r}; it has {', '.join(DEFAULT_TEXTS)}")
        if type(value) is not type(DEFAULT_TEXTS[name]):
            kind = "true or false" if isinstance(DEFAULT_TEXTS[name], bool) else "a text"
            raise UsageError(f"{path}: {name} is {kind}")
        texts[name] = value[:_TEXT_MAX] if isinstance(value, str) else value
    return texts


def _logo(folder: Path, names: tuple[str, ...]) -> tuple[str, bytes] | None:
    for name in names:
        path = folder / name
        if path.is_file():
            if path.stat().st_size > _LOGO_MAX:
                raise UsageError(
                    f"{path} is larger than {_LOGO_MAX // 1_000_000} MB: make it small"
                )
            return name, path.read_bytes()
    return None

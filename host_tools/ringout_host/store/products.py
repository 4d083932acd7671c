"""Products: what a part number means to the tester and to the shop. Each saving is kept.

A product's name, as records carry it, is its part number and revision: "GC-6 B".
"""

import re
from typing import Annotated

import msgspec
import sqlalchemy as sa
from msgspec import Meta

from ringout.settings import settings as firmware_settings
from ringout.wirings import lookup
from ringout_host.errors import UsageError
from ringout_host.label.size import millimetres
from ringout_host.store import schema
from ringout_host.store.database import Store

NAME_MAX = 24  # characters, as the tester keeps them
_WORD = re.compile(r"[A-Z0-9._-]+")
_T = schema.products.c


class Product(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A product. cable: id of a wiring, or of the cable file whose text is in `cable_file`, so
    that every computer of the shop has it. Limits None: none; the tester then compares legs.

    Steps that no cable of it may be without: wiggle_s (WIGGLE, so many seconds, STEADY), turned
    (tested both ways round), reference_ohm (the reference plug once a shift).
    """

    part: str
    revision: str = ""
    cable: str = ""
    cable_file: str = ""
    description: Annotated[str, Meta(max_length=200)] = ""
    length_m: float | None = None
    stock_pf_per_ft: float | None = None
    leg_ohm: float | None = None
    pf_per_ft: float | None = None
    wiggle_s: float | None = None
    turned: bool = False
    reference_ohm: float | None = None
    label: str = ""  # size, such as 50x25

    @property
    def name(self) -> str:
        """Part number and revision."""
        return f"{self.part} {self.revision}".strip()

    def settings(self) -> dict[str, str | float]:
        """What the tester is set to for it."""
        found: dict[str, str | float] = {"product": self.name, "mode": "auto", "stock": ""}
        if self.cable:
            found |= {"mode": "expect", "expect": self.cable}
        # each of them, so that nothing of the product before stays in force
        return found | {
            "length_m": self.length_m or 0.0,
            "stock_pf_per_ft": self.stock_pf_per_ft or 0.0,
            "limit_leg_ohm": self.leg_ohm or 0.0,
            "limit_pf_per_ft": self.pf_per_ft or 0.0,
        }

    def steps(self) -> list[str]:
        """The required steps in words."""
        found = []
        if self.reference_ohm:
            found.append(f"reference plug {self.reference_ohm:g} ohm once a shift")
        if self.turned:
            found.append("tested both ways round")
        if self.wiggle_s:
            found.append(f"WIGGLE of {self.wiggle_s:g} s, steady")
        return found


def checked(product: Product) -> Product:
    """The product, its words as the tester takes them. UsageError names what is wrong."""
    product.part, product.revision = product.part.strip().upper(), product.revision.strip().upper()
    for what, word in (("part number", product.part), ("revision", product.revision)):
        if word and not _WORD.fullmatch(word):
            raise UsageError(f"a {what} may hold A-Z 0-9 . _ and -, not {word!r}")
    if not product.part:
        raise UsageError("a product has a part number")
    if len(product.name) > NAME_MAX:
        raise UsageError(f"part number and revision have at most {NAME_MAX} characters together")
    if product.cable and not product.cable_file and product.cable not in lookup.ids():
        raise UsageError(
            f"no wiring {product.cable!r}: one of {' '.join(lookup.ids()[:8])} ..., or a file such "
            "as ./piano.toml"
        )
    for name, value in product.settings().items():
        if name == "expect" and product.cable_file:
            continue  # the tester knows it when it has the file
        try:
            firmware_settings.check(name, value)
        except ValueError as error:
            raise UsageError(str(error)) from None
    if product.wiggle_s is not None and not 1 <= product.wiggle_s <= 600:
        raise UsageError("a WIGGLE takes 1 to 600 seconds")
    if product.reference_ohm is not None and not 0.1 <= product.reference_ohm <= 10_000:
        raise UsageError("a reference plug has 0.1 to 10000 ohm")
    if product.label:
        millimetres(product.label)
    return product


def save(store: Store, product: Product, who: str, now_s: int) -> None:
    """Keep it as the product of its name from now on."""
    _write(store, checked(product).name, msgspec.json.encode(product).decode(), who, now_s)


def retire(store: Store, name: str, who: str, now_s: int) -> None:
    """Offer it no more; its records and its earlier definitions stay."""
    found = get(store, name)
    _write(store, found.name, None, who, now_s)


def _write(store: Store, name: str, definition: str | None, who: str, now_s: int) -> None:
    values = {"name": name, "definition": definition, "who": who, "saved_at": now_s}
    with store.write() as connection:
        connection.execute(sa.insert(schema.products).values(values))


def ls(store: Store) -> list[Product]:
    """Every product that is offered, by name."""
    with store.read() as connection:
        return sorted(_current(connection).values(), key=lambda product: product.name)


def get(store: Store, name: str) -> Product:
    """The product called `name`, in any case; a part number alone where it has one revision.

    Raises UsageError for one that is not there, or that has several revisions.
    """
    with store.read() as connection:
        offered = _current(connection)
    wanted = " ".join(name.upper().split())
    if wanted in offered:
        return offered[wanted]
    found = [product for product in offered.values() if product.part == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(product.name for product in found)
        raise UsageError(f"{wanted} has several revisions: {names}")
    raise UsageError(f"no product {name!r}: ringout products ls shows them, products add makes one")


def of_own_cable(text: str) -> Product | None:
    """A product that nobody defined: the cable of yours with this part number; None without one."""
    from ringout_host.cables import shown, toml_file

    cable = shown.folder().of_part_number(text)
    if cable is None:
        return None
    part = "-".join(_WORD.findall(cable.part_number.upper()))
    return checked(Product(part=part, cable=cable.id, cable_file=toml_file.text_of(cable),
                           description=cable.name, length_m=cable.length_m))  # fmt: skip


def known(connection: sa.Connection, name: str) -> Product | None:
    """The product of a record as it is defined now; None for one that nobody defined."""
    return _current(connection).get(name)


def _current(connection: sa.Connection) -> dict[str, Product]:
    latest = sa.select(sa.func.max(_T.id)).group_by(_T.name).scalar_subquery()
    asked = sa.select(_T.name, _T.definition).where(_T.id.in_(latest), _T.definition.is_not(None))
    return {
        name: msgspec.json.decode(text, type=Product) for name, text in connection.execute(asked)
    }

"""What a product requires beside the test: done for this cable, or missing on its certificate."""

import sqlalchemy as sa

from ringout_host.store import checks, judged, products, query, schema
from ringout_host.store.query import Filter

_C = schema.records.c


def missing(connection: sa.Connection, row: sa.Row) -> list[str]:
    """The required steps that the records of this cable do not show, in words."""
    product = products.known(connection, row.product) if row.product else None
    if product is None:
        return []
    found = []
    if product.reference_ohm:
        check = checks.before(connection, row.device, row.tested_at)
        if check is None or not check.good:
            found.append(f"reference plug {product.reference_ohm:g} ohm in this shift")
    if product.turned and _passes(connection, row) < 2:
        found.append("tested both ways round")
    if product.wiggle_s and not _wiggled(connection, row, product.wiggle_s):
        found.append(f"WIGGLE of {product.wiggle_s:g} s, steady")
    return found


def _passes(connection: sa.Connection, row: sa.Row) -> int:
    """How often this cable passed as this product."""
    if row.serial is None:
        return 1
    which = (_C.serial == row.serial, _C.product == row.product, _C.verdict == "PASS")
    asked = sa.select(sa.func.count()).where(*which, judged.is_judged())
    return connection.scalar(asked) or 0


def _wiggled(connection: sa.Connection, row: sa.Row, seconds: float) -> bool:
    """Whether a steady WIGGLE of this cable lasted that long."""
    if row.serial is None:
        return False
    which = (_C.serial == row.serial, _C.kind == "wiggle", _C.voided_at.is_(None))
    steady = (_C.verdict.in_(("STEADY", "PASS")), _C.ms >= 1000 * seconds)
    asked = query.select(Filter()).where(*which, *steady).limit(1)
    return connection.execute(asked).first() is not None

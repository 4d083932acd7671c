"""What a test was (kind, product, limits, readings to count by); notes, products, checks, hooks.

The new columns of records that are already there are read from the records themselves.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from ringout_host.store.refill import refill

revision = "0003"
down_revision = "0002"

_FLOATS = ("leg_ohm", "leg_ohm_u", "pf", "pf_u", "pf_per_ft", "pf_per_ft_u")


def upgrade() -> None:
    op.add_column("records", sa.Column("kind", sa.Text, nullable=False, server_default="press"))
    for name in ("product", "answered", "limits"):
        op.add_column("records", sa.Column(name, sa.Text))
    for name in _FLOATS:
        op.add_column("records", sa.Column(name, sa.Float))
    op.add_column("records", sa.Column("voided_at", sa.BigInteger))
    _index("records_product", "records", ["product"], "product IS NOT NULL")
    _notes()
    _products()
    _checks()
    _deliveries()
    refill(op.get_bind(), ("kind", "product", "answered", "limits", *_FLOATS))


def _index(name: str, table: str, columns: list[str], only: str) -> None:
    where = sa.text(only)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def _device(**options: Any) -> sa.Column:
    return sa.Column("device", sa.Integer, sa.ForeignKey("devices.id"), **options)


def _notes() -> None:
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer, primary_key=True),
        _device(nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("written_at", sa.BigInteger, nullable=False),
    )
    op.create_index("notes_record", "notes", ["device", "seq"])


def _products() -> None:
    op.create_table(
        "products",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("definition", sa.Text),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("saved_at", sa.BigInteger, nullable=False),
    )
    op.create_index("products_name", "products", ["name"])


def _checks() -> None:
    op.create_table(
        "checks",
        sa.Column("id", sa.Integer, primary_key=True),
        _device(nullable=False),
        sa.Column("good", sa.Integer, nullable=False),
        sa.Column("readings", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("checked_at", sa.BigInteger, nullable=False),
    )
    op.create_index("checks_device", "checks", ["device", "checked_at"])


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        _device(primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True),
        sa.Column("hook", sa.Text, primary_key=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("done_at", sa.BigInteger),
        sa.Column("next_at", sa.BigInteger, nullable=False),
        sa.Column("error", sa.Text),
    )
    _index("deliveries_waiting", "deliveries", ["hook", "next_at"], "done_at IS NULL")

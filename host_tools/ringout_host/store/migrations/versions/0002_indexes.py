"""Smaller indexes: only records that have a serial or a lot; and those that wait for a time."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for name in ("serial", "lot"):
        op.drop_index(f"records_{name}", "records")
        given = sa.text(f"{name} IS NOT NULL")
        op.create_index(
            f"records_{name}", "records", [name], sqlite_where=given, postgresql_where=given
        )
    undated = sa.text("tested_at IS NULL")
    op.create_index(
        "records_undated",
        "records",
        ["device", "boot"],
        sqlite_where=undated,
        postgresql_where=undated,
    )

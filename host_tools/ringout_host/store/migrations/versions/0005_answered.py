"""Where the answers to questions stand. A server that looked for them among the fifty tests after a
question expected that to be so slow that it sorted everything else on its disk."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    given = sa.text("answered IS NOT NULL")
    op.create_index(
        "records_answered",
        "records",
        ["device", "boot", "up_ms"],
        sqlite_where=given,
        postgresql_where=given,
    )

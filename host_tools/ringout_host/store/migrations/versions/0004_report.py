"""What a report counts by: every kind of fault of a record; the channel of a LINE test.

The new columns of records that are already there are read from the records themselves.
"""

import sqlalchemy as sa
from alembic import op

from ringout_host.store.refill import refill

revision = "0004"
down_revision = "0003"

_NAMES = ("faults", "channel")


def upgrade() -> None:
    for name in _NAMES:
        op.add_column("records", sa.Column(name, sa.Text))
    refill(op.get_bind(), _NAMES, "fault IS NOT NULL OR kind = 'line'")

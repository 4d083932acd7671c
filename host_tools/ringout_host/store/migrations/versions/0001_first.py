"""Devices, boots, records, damaged lines, pulls."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "devices",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("dev", sa.Text, nullable=False, unique=True),
        sa.Column("fw", sa.Text),
        sa.Column("hello", sa.Text),
        sa.Column("seen_at", sa.BigInteger),
        sa.Column("log_dropped", sa.BigInteger),
        sa.Column("log_damaged", sa.BigInteger),
        sa.Column("pulled_to", sa.BigInteger),
    )
    op.create_table(
        "boots",
        sa.Column("device", sa.Integer, sa.ForeignKey("devices.id"), primary_key=True),
        sa.Column("boot", sa.BigInteger, primary_key=True),
        sa.Column("t0_ms", sa.BigInteger, nullable=False),
        sa.Column("t0_from", sa.Text, nullable=False),
    )
    op.create_table(
        "records",
        sa.Column("device", sa.Integer, sa.ForeignKey("devices.id"), primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True),
        sa.Column("crc", sa.Text, nullable=False),
        sa.Column("boot", sa.BigInteger, nullable=False),
        sa.Column("up_ms", sa.BigInteger, nullable=False),
        sa.Column("tested_at", sa.BigInteger),
        sa.Column("time_from", sa.Text, nullable=False),
        sa.Column("stored_at", sa.BigInteger, nullable=False),
        sa.Column("fw", sa.Text),
        sa.Column("mode", sa.Text),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("wiring", sa.Text),
        sa.Column("fault", sa.Text),
        sa.Column("fault_end", sa.Text),
        sa.Column("operator", sa.Text),
        sa.Column("serial", sa.Text),
        sa.Column("lot", sa.Text),
        sa.Column("cal", sa.Text),
        sa.Column("ms", sa.Float),
        sa.Column("raw", sa.Text, nullable=False),
    )
    op.create_index("records_tested_at", "records", ["tested_at"])
    op.create_index("records_serial", "records", ["serial"])
    op.create_index("records_lot", "records", ["lot"])
    op.create_table(
        "damaged",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("device", sa.Integer, sa.ForeignKey("devices.id"), nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("seq", sa.BigInteger),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("stored_at", sa.BigInteger, nullable=False),
        sa.Column("line_bytes", sa.Integer, nullable=False),
        sa.Column("line", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("device", "digest", name="damaged_once"),
    )
    op.create_table(
        "pulls",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("device", sa.Integer, sa.ForeignKey("devices.id"), nullable=False),
        sa.Column("started_at", sa.BigInteger, nullable=False),
        sa.Column("finished_at", sa.BigInteger, nullable=False),
        sa.Column("first", sa.BigInteger),
        sa.Column("last", sa.BigInteger),
        sa.Column("new", sa.Integer, nullable=False),
        sa.Column("known", sa.Integer, nullable=False),
        sa.Column("damaged", sa.Integer, nullable=False),
        sa.Column("missing", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("the first schema has nothing before it")

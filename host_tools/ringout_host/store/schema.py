"""DATA: the tables of the store. `migrations/` builds them; a test compares the two.

A record is kept whole as the device wrote it (`raw`); the other columns are copies to
search, sort and count by. Units are in the names, `*_u` is the uncertainty of the column before
it; `*_at` are Unix seconds. What people say of records later (`notes`) stands beside them:
nothing is ever deleted. `views` has the names that a query may rely on.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()
TEXT_MAX = 200  # characters copied into a searchable column; `raw` keeps the whole text

devices = Table(
    "devices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("dev", Text, nullable=False, unique=True),
    Column("fw", Text),
    Column("hello", Text),  # the last hello, JSON
    Column("seen_at", BigInteger),
    Column("log_dropped", BigInteger),  # the device's own counters at the last pull
    Column("log_damaged", BigInteger),
    Column("pulled_to", BigInteger),  # every seq up to here was read, or is gone
)

# When up_ms was 0 in a boot: lets records made before the clock was set have a time.
boots = Table(
    "boots",
    metadata,
    Column("device", Integer, ForeignKey("devices.id"), primary_key=True),
    Column("boot", BigInteger, primary_key=True),
    Column("t0_ms", BigInteger, nullable=False),  # Unix milliseconds
    Column("t0_from", Text, nullable=False),  # "record" or "hello"
)

records = Table(
    "records",
    metadata,
    Column("device", Integer, ForeignKey("devices.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("crc", Text, nullable=False),
    Column("boot", BigInteger, nullable=False),
    Column("up_ms", BigInteger, nullable=False),
    Column("tested_at", BigInteger),
    Column("time_from", Text, nullable=False),  # "clock", "boot" (boot and up_ms), "unknown"
    Column("stored_at", BigInteger, nullable=False),
    Column("fw", Text),
    Column("mode", Text),
    Column("verdict", Text, nullable=False),
    Column("wiring", Text),  # what it was judged as: a broken lead too; else the best fit
    Column("fault", Text),  # code of the most important fault
    Column("fault_end", Text),
    Column("operator", Text),
    Column("serial", Text),
    Column("lot", Text),
    Column("cal", Text),
    Column("ms", Float),
    Column("kind", Text, nullable=False, server_default="press"),  # only a press judges a cable
    Column("product", Text),  # part number and revision, as chosen on the tester
    Column("answered", Text),  # once, all: a person's answer made the verdict
    Column("limits", Text),  # what it was judged by, JSON with sorted keys
    Column("leg_ohm", Float),  # the worst leg
    Column("leg_ohm_u", Float),
    Column("pf", Float),  # tip to shield
    Column("pf_u", Float),
    Column("pf_per_ft", Float),
    Column("pf_per_ft_u", Float),
    Column("faults", Text),  # kinds, JSON [[code, plug or null], ...], the most important first
    Column("channel", Text),  # of a LINE test
    Column("voided_at", BigInteger),  # by the last word in `notes`; None: it counts
    Column("raw", Text, nullable=False),
    Index("records_tested_at", "tested_at"),
    *(
        Index(name, *columns, sqlite_where=text(only), postgresql_where=text(only))
        for name, columns, only in (
            ("records_serial", ("serial",), "serial IS NOT NULL"),
            ("records_lot", ("lot",), "lot IS NOT NULL"),
            ("records_product", ("product",), "product IS NOT NULL"),
            ("records_answered", ("device", "boot", "up_ms"), "answered IS NOT NULL"),
            ("records_undated", ("device", "boot"), "tested_at IS NULL"),  # few, soon none
        )
    ),
)

damaged = Table(
    "damaged",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("device", Integer, ForeignKey("devices.id"), nullable=False),
    Column("digest", Text, nullable=False),  # SHA-256 of the line: pulling twice keeps one
    Column("seq", BigInteger),  # where known
    Column("reason", Text, nullable=False),
    Column("stored_at", BigInteger, nullable=False),
    Column("line_bytes", Integer, nullable=False),
    Column("line", LargeBinary, nullable=False),  # the first 64 KiB
    UniqueConstraint("device", "digest", name="damaged_once"),
)

pulls = Table(
    "pulls",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("device", Integer, ForeignKey("devices.id"), nullable=False),
    Column("started_at", BigInteger, nullable=False),
    Column("finished_at", BigInteger, nullable=False),
    Column("first", BigInteger),
    Column("last", BigInteger),
    Column("new", Integer, nullable=False),
    Column("known", Integer, nullable=False),
    Column("damaged", Integer, nullable=False),
    Column("missing", Integer, nullable=False),
)

# What a person says of a record: appended, never changed.
notes = Table(
    "notes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("device", Integer, ForeignKey("devices.id"), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),  # note, repair, void, restore
    Column("text", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("written_at", BigInteger, nullable=False),
    Index("notes_record", "device", "seq"),
)

# A product as it is ordered: each saving is a row of its own, the last one counts.
products = Table(
    "products",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),  # "<part number> <revision>", or without revision
    Column("definition", Text),  # JSON; None: no longer made
    Column("who", Text, nullable=False),
    Column("saved_at", BigInteger, nullable=False),
    Index("products_name", "name"),
)

# The reference plug at the start of a shift.
checks = Table(
    "checks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("device", Integer, ForeignKey("devices.id"), nullable=False),
    Column("good", Integer, nullable=False),
    Column("readings", Text, nullable=False),  # JSON
    Column("who", Text, nullable=False),
    Column("checked_at", BigInteger, nullable=False),
    Index("checks_device", "device", "checked_at"),
)

# What `collect` gave to a hook: a row for each record and hook that is not done yet, or failed.
deliveries = Table(
    "deliveries",
    metadata,
    Column("device", Integer, ForeignKey("devices.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("hook", Text, primary_key=True),
    Column("attempts", Integer, nullable=False),
    Column("done_at", BigInteger),
    Column("next_at", BigInteger, nullable=False),
    Column("error", Text),
    Index(
        "deliveries_waiting",
        "hook",
        "next_at",
        sqlite_where=text("done_at IS NULL"),
        postgresql_where=text("done_at IS NULL"),
    ),
)

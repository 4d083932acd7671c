"""Columns that a newer ringout copies out of its records, for the records already there."""

from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from ringout_host.store import copies
from ringout_host.store.record import Record

_CHUNK = 5000
_decode = msgspec.json.Decoder(Record).decode


def refill(connection: sa.Connection, names: Sequence[str], only: str = "1 = 1") -> None:
    """Read every record again and set those columns (of `copies.NAMES`); in the caller's
    transaction. only: SQL, which records need it."""
    records = sa.table("records", *map(sa.column, ("device", "seq", "raw", *names)))
    update = (
        sa.update(records)
        .where(
            records.c.device == sa.bindparam("of_device"), records.c.seq == sa.bindparam("of_seq")
        )
        .values({name: sa.bindparam(f"new_{name}") for name in names})
    )
    last = (-1, -1)
    key = sa.tuple_(records.c.device, records.c.seq)
    asked = sa.select(records.c.device, records.c.seq, records.c.raw).where(sa.text(f"({only})"))
    while rows := connection.execute(
        asked.where(key > last).order_by(records.c.device, records.c.seq).limit(_CHUNK)
    ).all():
        connection.execute(update, [_values(names, *row) for row in rows])
        last = (rows[-1].device, rows[-1].seq)


def _values(names: Sequence[str], device: int, seq: int, raw: str) -> dict:
    try:
        found = dict(zip(copies.NAMES, copies.of_a_test(_decode(raw)), strict=True))
    except msgspec.ValidationError:  # an older ringout kept such keys whatever they held
        found = dict.fromkeys(copies.NAMES) | {"kind": "press"}
    return {f"new_{name}": found[name] for name in names} | {"of_device": device, "of_seq": seq}

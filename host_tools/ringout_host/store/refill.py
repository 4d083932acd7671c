"""Columns that a newer ringout copies out of its records, for the records already there."""

import msgspec
import sqlalchemy as sa

from ringout_host.store import copies
from ringout_host.store.record import Record

_CHUNK = 5000
_NAMES = (
    "kind", "product", "answered", "limits",
    "leg_ohm", "leg_ohm_u", "pf", "pf_u", "pf_per_ft", "pf_per_ft_u",
)  # fmt: skip
_decode = msgspec.json.Decoder(Record).decode


def refill(connection: sa.Connection) -> None:
    """Read every record again and set those columns; in the caller's transaction."""
    records = sa.table("records", *map(sa.column, ("device", "seq", "raw", *_NAMES)))
    update = (
        sa.update(records)
        .where(
            records.c.device == sa.bindparam("of_device"), records.c.seq == sa.bindparam("of_seq")
        )
        .values({name: sa.bindparam(f"new_{name}") for name in _NAMES})
    )
    last = (-1, -1)
    key = sa.tuple_(records.c.device, records.c.seq)
    asked = sa.select(records.c.device, records.c.seq, records.c.raw)
    while rows := connection.execute(
        asked.where(key > last).order_by(records.c.device, records.c.seq).limit(_CHUNK)
    ).all():
        connection.execute(update, [_values(*row) for row in rows])
        last = (rows[-1].device, rows[-1].seq)


def _values(device: int, seq: int, raw: str) -> dict:
    try:
        found = copies.of_a_test(_decode(raw))
    except msgspec.ValidationError:  # an older ringout kept such keys whatever they held
        found = ("press", *[None] * (len(_NAMES) - 1))
    named = {f"new_{name}": value for name, value in zip(_NAMES, found, strict=True)}
    return named | {"of_device": device, "of_seq": seq}

"""A tester whose flash was erased counts its tests from 1 again: the earlier ones step aside.

The store knows a record by its tester and number. When a tester's numbers mean other tests than
those stored under them, the stored ones go on as those of a tester `<id>.1`, the next time
`<id>.2`, and the tester begins anew. So no test is lost, and none takes another's place.
"""

from collections.abc import Callable

import sqlalchemy as sa

from ringout_host.store import schema
from ringout_host.store.database import Store
from ringout_host.store.record import Refused, parse_line

Read = Callable[[int, int], list[bytes]]  # (first seq, how many) -> stored lines


def set_earlier_aside(store: Store, read: Read, dev: str, first: int, end: int) -> str | None:
    """The name that the earlier tests of tester `dev` have from now on; None if its log is the
    one that the store knows. read(seq, count): lines of its log, which holds first <= seq < end.
    """
    devices, c = schema.devices.c, schema.records.c
    with store.read() as connection:
        known = connection.execute(
            sa.select(devices.id, devices.pulled_to).where(devices.dev == dev)
        ).first()
        if known is None:
            return None
        common = sa.select(c.seq, c.crc).where(c.device == known.id, c.seq.between(first, end - 1))
        newest = connection.execute(common.order_by(c.seq.desc()).limit(1)).first()
        oldest = connection.execute(common.order_by(c.seq).limit(1)).first()
    if newest is None or oldest is None:
        anew = known.pulled_to is not None and end <= known.pulled_to
    else:  # one that differs may be damage, or an old copy of the flash that was put back
        anew = _differs(read, newest) and _differs(read, oldest)
    return _rename(store, known.id, dev) if anew else None


def _differs(read: Read, stored: sa.Row) -> bool:
    """Whether the tester has another record under a stored one's number."""
    for line in read(stored.seq, 1):
        try:
            record, _raw, crc = parse_line(line)
        except Refused:
            continue
        if record.seq == stored.seq:
            return crc != stored.crc
    return False


def _rename(store: Store, device: int, dev: str) -> str:
    table = schema.devices
    with store.write() as connection:
        taken = set(connection.scalars(sa.select(table.c.dev).where(table.c.dev.like(f"{dev}.%"))))
        name = next(name for n in range(1, len(taken) + 2) if (name := f"{dev}.{n}") not in taken)
        connection.execute(
            sa.update(table).where(table.c.id == device, table.c.dev == dev).values(dev=name)
        )
    return name

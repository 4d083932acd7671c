"""Finding records: filters, one record by its name, and the numbers that are missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import msgspec
import sqlalchemy as sa

from ringout_host.errors import UsageError
from ringout_host.store import judged, schema

_C = schema.records.c
_WHEN = sa.func.coalesce(_C.tested_at, _C.stored_at)
CHUNK = 2000


@dataclass(frozen=True)
class Filter:
    """What to look for; None or empty means any. Times are Unix seconds, since <= t < until.

    serial and lot may hold `*` for any text, in either case; device is the start or the end of
    a device id: all Picos begin alike, and tables show the end.
    """

    verdicts: tuple[str, ...] = ()
    wiring: str | None = None
    device: str | None = None
    serial: str | None = None
    lot: str | None = None
    since: int | None = None
    until: int | None = None

    def clauses(self) -> list[sa.ColumnElement[bool]]:
        """The SQL conditions over `records`."""
        found: list[sa.ColumnElement[bool]] = []
        if self.verdicts:
            found.append(_C.verdict.in_(self.verdicts))
        if self.wiring is not None:
            found.append(_C.wiring == self.wiring)
        if self.device is not None:
            named = sa.select(schema.devices.c.id).where(_of_device(self.device))
            found.append(_C.device.in_(named))
        for column, wanted in ((_C.serial, self.serial), (_C.lot, self.lot)):
            if wanted is not None:
                found.append(_like(column, wanted))
        if self.since is not None:
            found.append(_C.tested_at >= self.since)
        if self.until is not None:
            found.append(_C.tested_at < self.until)
        return found


def _like(column: sa.Column, wanted: str) -> sa.ColumnElement[bool]:
    if "*" not in wanted:
        return column == wanted
    pattern = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return column.ilike(pattern.replace("*", "%"), escape="\\")


def _of_device(wanted: str) -> sa.ColumnElement[bool]:
    dev = schema.devices.c.dev
    return dev.startswith(wanted, autoescape=True) | dev.endswith(wanted, autoescape=True)


def select(wanted: Filter) -> sa.Select:
    """Every column of the matching records, with `dev` and `raw`, in no order."""
    joined = schema.records.join(schema.devices, schema.devices.c.id == _C.device)
    columns = [column for column in _C if column is not _C.raw]
    query = sa.select(schema.devices.c.dev, _C.raw, *columns).select_from(joined)
    return query.where(*wanted.clauses())


def parts(connection: sa.Connection, asked: sa.Select) -> Iterator[Sequence[sa.Row]]:
    """Everything that a query finds, a few thousand rows at a time."""
    return connection.execute(asked, execution_options={"yield_per": CHUNK}).partitions()


def rows(connection: sa.Connection, asked: sa.Select) -> Iterator[sa.Row]:
    """Everything that a query finds, without holding all. By parts: a row asked for alone takes
    longer than what is done with it."""
    return chain.from_iterable(parts(connection, asked))


def newest(connection: sa.Connection, wanted: Filter, count: int) -> list[sa.Row]:
    """The `count` newest matching records, newest first.

    Of one tester the numbers give the order: its clock steps back whenever a pull corrects it.
    """
    testers = sa.select(sa.func.count()).select_from(schema.devices)
    if wanted.device is not None:
        testers = testers.where(_of_device(wanted.device))
    order: list[sa.ColumnElement] = [_C.seq.desc()]
    if connection.execute(testers).scalar_one() > 1:
        order = [_WHEN.desc(), _C.device, _C.seq.desc()]
    return list(connection.execute(select(wanted).order_by(*order).limit(count)))


def in_order(connection: sa.Connection, wanted: Filter) -> Iterator[sa.Row]:
    """Every matching record, device by device in the order of the tests, without holding all."""
    query = select(wanted).order_by(_C.device, _C.seq)
    return rows(connection, query)


def count(connection: sa.Connection, wanted: Filter) -> int:
    """How many records match."""
    joined = schema.records.join(schema.devices, schema.devices.c.id == _C.device)
    matching = sa.select(sa.func.count()).select_from(joined).where(*wanted.clauses())
    return connection.execute(matching).scalar_one()


def verdicts(connection: sa.Connection, wanted: Filter) -> dict[str, int]:
    """How many of the matching records have each verdict."""
    joined = schema.records.join(schema.devices, schema.devices.c.id == _C.device)
    asked = sa.select(_C.verdict, sa.func.count()).select_from(joined).where(*wanted.clauses())
    return dict(connection.execute(asked.group_by(_C.verdict)).all())


def judged_verdicts(connection: sa.Connection, lot: str) -> dict[str, int]:
    """How many tests that count a lot has of each verdict."""
    asked = sa.select(_C.verdict, sa.func.count()).where(_C.lot == lot, judged.is_judged())
    return dict(connection.execute(asked.group_by(_C.verdict)).all())


def one(connection: sa.Connection, name: str) -> sa.Row:
    """The record called `name`: "last", a seq, or "<start or end of the device id>:<seq>".

    Raises UsageError when there is none, or when several devices have that seq.
    """
    if name == "last":
        found = newest(connection, Filter(), 1)
        if not found:
            raise UsageError("no records yet: ringout logs pull")
        return found[0]
    dev, _colon, seq = name.rpartition(":")
    if not (seq.isascii() and seq.isdigit() and len(seq) < 17):
        raise UsageError(f"not a record: {name!r}; write last, 42, or e6614c:42")
    query = select(Filter(device=dev or None)).where(_C.seq == int(seq))
    found = list(connection.execute(query.order_by(_C.device).limit(5)))
    found = [row for row in found if row.dev == dev] or found
    if not found:
        raise UsageError(f"no record {name}; ringout logs ls shows what there is")
    if len(found) > 1:
        names = " or ".join(f"{row.dev}:{seq}" for row in found)
        raise UsageError(f"several testers have a record {seq}: write {names}")
    return found[0]


def numbered(connection: sa.Connection, dev: str, seqs: list[int]) -> list[sa.Row]:
    """The records of one tester with these numbers, in order."""
    wanted = schema.devices.c.dev == dev, _C.seq.in_(seqs)
    return list(connection.execute(select(Filter()).where(*wanted).order_by(_C.seq)))


def since_number(connection: sa.Connection, dev: str, first: int) -> list[sa.Row]:
    """The records of one tester from the number `first` on, in order."""
    wanted = schema.devices.c.dev == dev, _C.seq >= first
    return list(connection.execute(select(Filter()).where(*wanted).order_by(_C.seq)))


def gaps(connection: sa.Connection, limit: int = 100) -> list[tuple[str, int, int]]:
    """(dev, first, last) of the numbers missing between stored records, by device."""
    span = sa.func.max(_C.seq) - sa.func.min(_C.seq) + 1
    lacking = sa.select(_C.device).group_by(_C.device).having(span > sa.func.count())
    devices = list(connection.scalars(lacking))  # mostly none: looking through them takes longer
    before = sa.func.lag(_C.seq).over(partition_by=_C.device, order_by=_C.seq)
    numbered = sa.select(_C.device, _C.seq, before.label("before"))
    pairs = numbered.where(_C.device.in_(devices)).subquery()
    query = (
        sa.select(schema.devices.c.dev, pairs.c.before + 1, pairs.c.seq - 1)
        .join(schema.devices, schema.devices.c.id == pairs.c.device)
        .where(pairs.c.seq > pairs.c.before + 1)
        .order_by(pairs.c.device, pairs.c.seq)
        .limit(limit)
    )
    return [tuple(row) for row in connection.execute(query)]


def whole(row: sa.Row) -> dict:
    """The record as the device wrote it, unknown keys included. Where the device had no clock
    and the time is known from its boot, `t` has that time and `t_from` says "boot". A record that
    a person took back has `voided_at` (Unix seconds)."""
    record = msgspec.json.decode(row.raw)
    if row.time_from == "boot":
        record["t"] = row.tested_at
        record["t_from"] = "boot"
    if row.voided_at is not None:
        record["voided_at"] = row.voided_at
    return record

"""Bring a device's log into the store: resumable, verified, acknowledged after the commit."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import msgspec
import sqlalchemy as sa

from ringout_host.errors import ProtocolError
from ringout_host.store import schema
from ringout_host.store.anew import set_earlier_aside
from ringout_host.store.database import Store
from ringout_host.store.ingest import device_id, ingest, learn_boots
from ringout_host.store.record import Count, Dev, Refused, UpMs, claimed_seq, parse_line

BATCH_LINES = 512  # more than a segment of the log holds
_REASONS_KEPT = 20


class Device(Protocol):
    """What a pull needs of `link.open_device`."""

    def hello(self) -> dict: ...
    def log_stat(self) -> dict: ...
    def log_read(self, start: int, count: int) -> list[bytes]: ...
    def log_ack(self, seq: int) -> object: ...
    def set_clock(self, unix_s: int) -> None: ...


@dataclass
class Pulled:
    """What a pull did. Counts of records; seq ranges are inclusive."""

    dev: str
    first: int | None = None
    last: int | None = None
    new: int = 0
    known: int = 0
    damaged: int = 0
    missing: int = 0
    gaps: list[tuple[int, int]] = field(default_factory=list)
    dropped: int = 0  # by the device, ever, because its log was full
    reasons: list[str] = field(default_factory=list)
    earlier: str | None = None  # where the tests before its log began anew are
    seqs: list[int] = field(default_factory=list, repr=False)  # the new ones


class Hello(msgspec.Struct):
    """The keys of a hello that a pull needs, checked."""

    dev: Dev
    boot: Count
    up_ms: UpMs
    fw: str | None = None


def pull(
    device: Device,
    store: Store,
    now_s: Callable[[], float],
    again: bool = False,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> Pulled:
    """Read what the store does not have yet; `again` reads everything still on the device.

    Sets the device's clock first. Each batch is committed, then acknowledged, so a pull that
    is cut off anywhere loses nothing and the next one goes on from there.
    Raises ProtocolError when the device answers nonsense.
    """
    started_at = now_s()
    hello = device.hello()
    heard_s = now_s()
    device.set_clock(int(heard_s))
    known = _checked(hello)
    stat = device.log_stat()
    first, end = _count(stat, "first"), _count(stat, "next")
    earlier = set_earlier_aside(store, device.log_read, known.dev, first, end)
    key = _greet(store, known, hello, heard_s)
    result = Pulled(known.dev, dropped=_count(stat, "dropped"), earlier=earlier)
    expected = _resume_point(store, key, first, end, again)
    _note_gap(result, expected, first - 1)
    start = max(first, expected)
    total = end - start
    while start < end:
        lines, highest = _verified_read(device, start, min(BATCH_LINES, end - start))
        if not lines:
            break
        if highest >= end:  # tests made during this pull
            end = _count(device.log_stat(), "next")
        start = _store_batch(store, key, result, lines, start, end, int(now_s()))
        device.log_ack(start - 1)
        on_progress(total - (end - start), total)
    _note_gap(result, start, end - 1)
    if end > 0:
        device.log_ack(end - 1)  # also what an earlier pull stored and could not acknowledge
    _finish(store, key, result, stat, int(started_at), int(now_s()), end)
    return result


def _checked(hello: dict) -> Hello:
    try:
        return msgspec.convert(hello, Hello)
    except msgspec.ValidationError as error:
        raise ProtocolError(f"the tester introduces itself wrongly: {error}") from None


def _greet(store: Store, known: Hello, hello: dict, now_s: float) -> int:
    """The database's number of the tester; its start is dated."""
    with store.write() as connection:
        key = device_id(connection, known.dev)
        connection.execute(
            sa.update(schema.devices)
            .where(schema.devices.c.id == key)
            .values(fw=known.fw, hello=msgspec.json.encode(hello).decode(), seen_at=int(now_s))
        )
        began_ms = int(now_s * 1000) - known.up_ms
        learn_boots(connection, key, {known.boot: began_ms}, "hello")
    return key


def _count(stat: dict, name: str) -> int:
    value = stat.get(name, 0)
    if not isinstance(value, int) or value < 0:
        raise ProtocolError(f"the tester's log says {name}={value!r}, which is no count")
    return value


def _resume_point(store: Store, key: int, first: int, end: int, again: bool) -> int:
    """The first seq not read yet. A log whose numbers went back is read whole."""
    if again:
        return first
    with store.read() as connection:
        c = schema.devices.c
        pulled_to = connection.scalar(sa.select(c.pulled_to).where(c.id == key))
    if pulled_to is None or pulled_to >= end:
        return first
    return pulled_to + 1


def _verified_read(device: Device, start: int, count: int) -> tuple[list[bytes], int]:
    """A batch of lines and its highest seq; read once more if any line does not verify,
    because the cable may have erred and not the device's flash."""
    lines = device.log_read(start, count)
    try:
        return lines, max((parse_line(line)[0].seq for line in lines), default=-1)
    except Refused:
        lines = device.log_read(start, count)
    return lines, max((claimed_seq(line) for line in lines), default=-1)


def _store_batch(
    store: Store, key: int, result: Pulled, lines: list[bytes], start: int, end: int, now_s: int
) -> int:
    """Commit a batch that was read from `start` and return the seq after it."""
    with store.write() as connection:
        batch = ingest(connection, key, result.dev, lines, now_s, range(start, end))
        # A batch without one readable number still stands for as many records as lines.
        after = batch.seqs[-1] + 1 if batch.seqs else min(start + len(lines), end)
        c = schema.devices.c
        connection.execute(
            sa.update(schema.devices)
            .where(c.id == key, sa.func.coalesce(c.pulled_to, -1) < after - 1)
            .values(pulled_to=after - 1)
        )
    if batch.seqs:
        result.first = batch.seqs[0] if result.first is None else result.first
        result.last = batch.seqs[-1]
    result.new += len(batch.new)
    result.seqs += batch.new
    result.known += batch.known
    result.damaged += len(batch.reasons)
    result.reasons = (result.reasons + batch.reasons)[:_REASONS_KEPT]
    for seq in batch.seqs:
        _note_gap(result, start, seq - 1)
        start = seq + 1
    _note_gap(result, start, after - 1)
    return after


def _note_gap(result: Pulled, first: int, last: int) -> None:
    if first <= last:
        result.gaps.append((first, last))
        result.missing += last - first + 1


def _finish(
    store: Store,
    key: int,
    result: Pulled,
    stat: dict,
    started_at: int,
    finished_at: int,
    end: int,
) -> None:
    with store.write() as connection:
        connection.execute(
            sa.update(schema.devices)
            .where(schema.devices.c.id == key)
            .values(
                log_dropped=result.dropped,
                log_damaged=_count(stat, "damaged"),
                pulled_to=end - 1 if end else None,
            )
        )
        connection.execute(
            sa.insert(schema.pulls).values(
                device=key,
                started_at=started_at,
                finished_at=finished_at,
                first=result.first,
                last=result.last,
                new=result.new,
                known=result.known,
                damaged=result.damaged,
                missing=result.missing,
            )
        )

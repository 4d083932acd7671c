"""Bring a device's log into the store: resumable, verified, acknowledged after the commit.

What is acknowledged the device may forget. So a number is acknowledged only when its record is
committed, or when a record after it is and the device was asked twice for what lies between.
What a device announces and does not send stays unacknowledged, and the pull says so.

One file: the order of its steps is what keeps records from being lost.
"""

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

_UNREADABLE_MOST = 3  # a damaged stretch of the log; more is a device that sends rubbish
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
    withheld: tuple[int, int] | None = None  # announced and not sent: not acknowledged
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
    Raises ProtocolError when the device answers nonsense; what it announced and did not send is
    `withheld` in the result.
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
    unreadable = 0  # batches in a row
    while start < end and unreadable < _UNREADABLE_MOST:
        lines, highest = _verified_read(device, start, min(BATCH_LINES, end - start))
        if not lines:
            break
        if highest >= end:  # tests made during this pull
            end = _count(device.log_stat(), "next")
        good = len(result.seqs) + result.known
        start = _store_batch(store, key, result, lines, start, end, int(now_s()))
        unreadable = 0 if len(result.seqs) + result.known > good else unreadable + 1
        _acknowledge(device, store, key, first, end)
        on_progress(total - (end - start), total)
    if start < end:
        stat = device.log_stat()
        if _is_explained(stat, start, end):
            _note_gap(result, start, end - 1)
            start = end
        else:
            result.withheld = start, end - 1
    _acknowledge(device, store, key, first, end)  # also what an earlier pull stored and could not
    _finish(store, key, result, stat, int(started_at), int(now_s()), start)
    return result


def _acknowledge(device: Device, store: Store, key: int, first: int, end: int) -> None:
    """Tell the device the highest number in the store that its log can have."""
    c = schema.records.c
    with store.read() as connection:
        highest = connection.scalar(
            sa.select(sa.func.max(c.seq)).where(c.device == key, c.seq.between(first, end - 1))
        )
    if highest is not None:
        device.log_ack(highest)


def _is_explained(stat: dict, start: int, end: int) -> bool:
    """Whether the device itself says that nothing is stored from `start` on: tests that found no
    room, or whose lines are damaged."""
    if stat.get("last") is not None:
        return _count(stat, "last") < start
    return _count(stat, "dropped") + _count(stat, "damaged") >= end - start


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
    """A batch of lines and its highest seq; read once more if any line does not verify or any
    number is missing, because the cable may have erred and not the device's flash."""
    lines = device.log_read(start, count)
    seqs = _seqs(lines)
    if lines and seqs != list(range(start, start + len(lines))):
        again = device.log_read(start, count)
        wanted = set(_seqs(again))
        spared = [line for line, seq in zip(lines, seqs, strict=True) if seq not in wanted | {-1}]
        lines = [*again, *spared]
    return lines, max((claimed_seq(line) for line in lines), default=-1)


def _seqs(lines: list[bytes]) -> list[int]:
    """The number of each line, -1 of one that does not verify."""
    found = []
    for line in lines:
        try:
            found.append(parse_line(line)[0].seq)
        except Refused:
            found.append(-1)
    return found


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
    start: int,
) -> None:
    with store.write() as connection:
        connection.execute(
            sa.update(schema.devices)
            .where(schema.devices.c.id == key)
            .values(
                log_dropped=result.dropped,
                log_damaged=_count(stat, "damaged"),
                pulled_to=start - 1 if start else None,
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

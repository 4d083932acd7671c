"""Stored lines into the database: new ones kept, known ones recognised, bad ones set aside."""

import hashlib
from dataclasses import dataclass, field

import sqlalchemy as sa

from ringout_host.store import copies, schema
from ringout_host.store.bulk import insert_new
from ringout_host.store.copies import text as _text
from ringout_host.store.record import LINE_MAX_BYTES, Record, Refused, parse_line


@dataclass
class Ingested:
    """What one batch of lines became."""

    new: list[int] = field(default_factory=list)  # seq of the records stored just now
    known: int = 0  # lines that were stored before
    seqs: list[int] = field(default_factory=list)  # every readable seq, ascending
    reasons: list[str] = field(default_factory=list)  # one for each line set aside


# Where in a row of `records` the columns are that decide before it is stored.
_SEQ, _CRC, _BOOT, _UP_MS, _TESTED_AT, _TIME_FROM = range(1, 7)

_DEV_ONLY = sa.Table("devices", sa.MetaData(), sa.Column("dev", sa.Text, primary_key=True))


def device_id(connection: sa.Connection, dev: str) -> int:
    """The database's small number for the device `dev`, made on first sight."""
    insert_new(connection, _DEV_ONLY, [(dev,)])
    query = sa.select(schema.devices.c.id).where(schema.devices.c.dev == dev)
    return connection.execute(query).scalar_one()


def ingest(
    connection: sa.Connection,
    device: int,
    dev: str,
    lines: list[bytes],
    now_s: int,
    span: range | None = None,
) -> Ingested:
    """Store a batch of raw lines read from one device's log; commits nothing itself.

    span: the seqs that the log can hold. A line with a wrong checksum, of another device or
    format, outside the span, or that contradicts a record already stored goes to the `damaged`
    table with the reason.
    """
    # Two pulls of one device take turns, so that each sees what the other stored.
    connection.execute(
        sa.select(schema.devices.c.id).where(schema.devices.c.id == device).with_for_update()
    )
    result = Ingested()
    good: dict[int, tuple] = {}
    refused: list[tuple[bytes, str, int]] = []
    for line in lines:
        try:
            record, raw, crc = parse_line(line)
            if record.dev != dev:
                raise Refused(f"a record of another device, {record.dev}", record.seq)
            if span is not None and record.seq not in span:
                reason = f"its number {record.seq} is not in the log ({span[0]} to {span[-1]})"
                raise Refused(reason, record.seq)
            if record.seq in good:
                if good[record.seq][_CRC] != crc:
                    raise Refused("a second record with this number", record.seq)
                result.known += 1
            # Made into a flat row at once: a batch of live records would keep the garbage
            # collector busy for longer than everything else here together.
            good[record.seq] = _row(device, record, raw, crc, now_s)
        except Refused as error:
            refused.append((line, str(error), error.seq))
    if good:
        result.seqs = sorted(good)
        _keep(connection, device, good, refused, result)
    insert_new(connection, _DAMAGED, [_damaged_row(device, now_s, *bad) for bad in refused])
    result.reasons = [reason for _line, reason, _seq in refused]
    return result


def _keep(
    connection: sa.Connection,
    device: int,
    good: dict[int, tuple],
    refused: list[tuple[bytes, str, int]],
    result: Ingested,
) -> None:
    """Insert what is new of `good`; move what contradicts the store to `refused`."""
    stored = _stored_crcs(connection, device, result.seqs[0], result.seqs[-1])
    new = []
    for seq in result.seqs:
        row = good[seq]
        if seq not in stored:
            new.append(row)
        elif stored[seq] == row[_CRC]:
            result.known += 1
        else:
            line = f"{row[-1]}\t{row[_CRC]}".encode()
            refused.append((line, "this number is stored with other content", seq))
    starts = _learn_boots(connection, device, new)
    new = [row if row[_TESTED_AT] is not None else _dated(row, starts) for row in new]
    insert_new(connection, schema.records, new)
    result.new = [row[_SEQ] for row in new]


def _stored_crcs(connection: sa.Connection, device: int, first: int, last: int) -> dict[int, str]:
    c = schema.records.c
    query = sa.select(c.seq, c.crc).where(c.device == device, c.seq.between(first, last))
    return {row[0]: row[1] for row in connection.execute(query)}


def _learn_boots(connection: sa.Connection, device: int, new: list[tuple]) -> dict[int, int]:
    """When each boot began, in Unix ms, after learning from records whose clock was set."""
    if not new:
        return {}
    boots = [row[_BOOT] for row in new]
    c = schema.boots.c
    query = sa.select(c.boot, c.t0_ms).where(
        c.device == device, c.boot.between(min(boots), max(boots))
    )
    known = {row[0]: row[1] for row in connection.execute(query)}
    learned = {}
    for row in new:
        if row[_BOOT] not in known and row[_TESTED_AT] is not None:
            t0_ms = row[_TESTED_AT] * 1000 - row[_UP_MS]
            if t0_ms >= 0:
                known[row[_BOOT]] = learned[row[_BOOT]] = t0_ms
    learn_boots(connection, device, learned, "record")
    return known


def learn_boots(connection: sa.Connection, device: int, t0_ms: dict[int, int], source: str) -> None:
    """Remember when boots began (boot -> Unix ms), the first word on each counts, and give
    their undated records their time."""
    if not t0_ms:
        return
    rows = [(device, boot, began, source) for boot, began in t0_ms.items()]
    insert_new(connection, schema.boots, rows)
    c = schema.records.c
    undated = (c.device == device, c.tested_at.is_(None))
    waiting = set(connection.scalars(sa.select(c.boot).distinct().where(*undated)))
    for boot in waiting & t0_ms.keys():
        connection.execute(
            sa.update(schema.records)
            .where(*undated, c.boot == boot)
            .values(tested_at=(c.up_ms + t0_ms[boot]) // 1000, time_from="boot")
        )


def _row(device: int, record: Record, raw: str, crc: str, now_s: int) -> tuple:
    tag = record.tag or {}
    fault = record.faults[0] if record.faults else None
    return (
        device, record.seq, crc, record.boot, record.up_ms,
        record.t, "clock" if record.t is not None else "unknown", now_s,
        _text(record.fw), _text(record.mode), record.verdict,
        copies.cable(record),
        _text(fault.code) if fault else None, _text(fault.end) if fault else None,
        _text(tag.get("operator")), _text(tag.get("serial")), _text(tag.get("lot")),
        _text(record.cal), record.ms, *copies.of_a_test(record), None, raw,
    )  # fmt: skip


def _dated(row: tuple, starts: dict[int, int]) -> tuple:
    """The row with its time, where that is known from its boot."""
    if row[_BOOT] not in starts:
        return row
    tested_at = (starts[row[_BOOT]] + row[_UP_MS]) // 1000
    return *row[:_TESTED_AT], tested_at, "boot", *row[_TIME_FROM + 1 :]


_DAMAGED = sa.Table(
    "damaged",
    sa.MetaData(),
    *(sa.Column(column.name, column.type) for column in schema.damaged.c if column.name != "id"),
)


def _damaged_row(device: int, now_s: int, line: bytes, reason: str, seq: int) -> tuple:
    digest = hashlib.sha256(line).hexdigest()
    known_seq = seq if seq >= 0 else None
    return device, digest, known_seq, reason, now_s, len(line), line[:LINE_MAX_BYTES]

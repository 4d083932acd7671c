"""The parts of the report that lead from a number to its records."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from ringout_host.certificate import picture, words
from ringout_host.report.again import Again
from ringout_host.report.load import CableTest, tests_of
from ringout_host.report.narrow import Narrow
from ringout_host.report.tally import Periods, Tally, since
from ringout_host.store import query, schema

TESTS_MAX = 2000  # rows of the list of tests; what is left out is said on the page
FAILED_MAX = 500
DRAWN, DRAWN_MAX = ("FAIL", "FAIL*", "UNKNOWN"), 40  # tests with a drawing
DETAILS_MAX = 300  # tests with all their readings

Key = tuple[str, int]


def key(test: CableTest) -> Key:
    """What names a test."""
    return test.dev, test.seq


def failed(
    connection: sa.Connection,
    records: Narrow,
    counted: Tally,
    periods: Periods,
    again: Again,
    devs: dict[int, str],
) -> list[CableTest]:
    """The last test of every cable that did not pass in the end, newest first, up to FAILED_MAX."""
    # From when on enough failed: those of cables that came again may have passed since.
    since_t = since(periods.not_passed, FAILED_MAX + counted.judged - counted.last.count)
    c = records.tests.c
    asked = records.once().where(c.judged == 1, c.verdict != "PASS", c.at >= since_t)
    asked = asked.order_by(c.at.desc(), c.device.desc(), c.seq.desc()).limit(FAILED_MAX)
    found = [*tests_of(connection, asked, devs), *again.not_passed]
    return sorted(found, key=lambda test: test.order, reverse=True)[:FAILED_MAX]


def in_lot(
    connection: sa.Connection,
    records: Narrow,
    lot: str,
    again: list[CableTest],
    devs: dict[int, str],
    count: int,
) -> list[CableTest]:
    """The last test of each cable of a lot, oldest first, up to `count`. again: those of the cables
    that came again."""
    c = records.tests.c
    asked = records.once().where(c.judged == 1, c.lot == lot)
    asked = asked.order_by(c.at, c.device, c.seq).limit(count)
    found = [*tests_of(connection, asked, devs), *again]
    return sorted(found, key=lambda test: test.order)[:count]


def chosen(newest: list[CableTest], not_passed: list[CableTest]) -> list[CableTest]:
    """The tests that get all their readings on the page: those that failed, then the newest."""
    found = {key(test): test for test in not_passed[:DETAILS_MAX]}
    for test in newest:
        if len(found) >= DETAILS_MAX:
            break
        found.setdefault(key(test), test)
    return sorted(found.values(), key=lambda test: (test.t, test.dev, test.seq), reverse=True)


def details(connection: sa.Connection, tests: list[CableTest], units: str) -> list[dict[str, Any]]:
    """For each test: facts, sentences and every reading with its limit."""
    numbers: dict[str, list[int]] = {}
    for test in tests:
        numbers.setdefault(test.dev, []).append(test.seq)
    rows = {
        (row.dev, row.seq): row
        for dev, seqs in numbers.items()
        for row in query.numbered(connection, dev, seqs)
    }
    found = [_detail(test, rows[key(test)], units) for test in tests if key(test) in rows]
    for one in [one for one in found if one["test"].verdict in DRAWN][:DRAWN_MAX]:
        row = rows[key(one["test"])]
        one["drawing"] = picture.of_record(connection, row, query.whole(row))
    return found


def _detail(test: CableTest, row: sa.Row, units: str) -> dict[str, Any]:
    record = query.whole(row)
    found = words.readings(record, units)
    facts = (
        ("Serial", row.serial),
        ("Lot", row.lot),
        ("Product", row.product),
        ("Operator", row.operator),
        ("Mode", row.mode),
        ("Kind", row.kind if row.kind != "press" else None),
        ("Channel", row.channel),
        ("Tester", f"{row.dev}, test {row.seq}"),
        ("Calibration", row.cal or "not calibrated"),
    )
    return {
        "test": test,
        "void": row.voided_at is not None,
        "facts": [(label, words.word(text)) for label, text in facts if text],
        "sentences": words.sentences(record),
        "nets": words.nets(record),
        "drawing": "",
        "readings": found[: words.ROWS_MAX],
        "left_out": max(0, len(found) - words.ROWS_MAX),
    }


def notes(connection: sa.Connection, tests: Iterable[CableTest]) -> dict[Key, list[sa.Row]]:
    """What people said of these tests, oldest first."""
    c = schema.notes.c
    asked = sa.select(schema.devices.c.dev, c.seq, c.kind, c.text, c.who, c.written_at)
    asked = asked.join(schema.devices, schema.devices.c.id == c.device).order_by(c.id)
    wanted = {key(test) for test in tests}
    found: dict[Key, list[sa.Row]] = {}
    for row in connection.execute(asked):
        if (row.dev, row.seq) in wanted:
            found.setdefault((row.dev, row.seq), []).append(row)
    return found

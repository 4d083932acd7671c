"""Lines into the database: once each, dated where possible, bad ones kept aside."""

import pytest
import sqlalchemy as sa

from ringout_host.store import query, schema
from ringout_host.store.ingest import device_id, ingest, learn_boots
from tests.store.sample import DEV, T0, line, open_ring, record, shop_lines

NOW = T0 + 10**6


def put(store, lines, dev=DEV, **options):
    with store.write() as connection:
        key = device_id(connection, dev)
        return ingest(connection, key, dev, lines, NOW, **options)


def stored(store, wanted=None):
    with store.read() as connection:
        return list(query.in_order(connection, wanted or query.Filter()))


def set_aside(store):
    with store.read() as connection:
        return list(connection.execute(sa.select(schema.damaged).order_by(schema.damaged.c.id)))


def test_records_are_kept_whole_with_their_searchable_columns(store):
    made = open_ring(5, tag={"serial": "CAB-1", "lot": "L1", "operator": "Ana"}, later={"a": [1]})
    assert put(store, [line(made)]).new == [5]
    (row,) = stored(store)
    assert query.whole(row) == made
    assert (row.dev, row.seq, row.verdict, row.fault, row.fault_end) == (
        DEV,
        5,
        "FAIL",
        "open",
        "B",
    )
    assert (row.serial, row.lot, row.operator, row.wiring) == ("CAB-1", "L1", "Ana", "trs_trs")
    assert (row.tested_at, row.time_from) == (made["t"], "clock")


def test_the_same_lines_again_change_nothing(store):
    lines = shop_lines(300)
    first = put(store, lines)
    before = stored(store)
    again = put(store, lines + lines[:5])
    assert (len(first.new), first.known) == (300, 0)
    assert (again.new, again.known, again.reasons) == ([], 305, [])
    assert stored(store) == before


def test_two_testers_keep_their_own_numbers(store):
    put(store, [line(record(1))])
    put(store, [line(record(1, dev="ffee"))], dev="ffee")
    assert sorted((row.dev, row.seq) for row in stored(store)) == [(DEV, 1), ("ffee", 1)]


@pytest.mark.parametrize(
    ("stored_line", "reason"),
    [
        (line(record(2))[:-1] + b"x", "checksum"),
        (line(record(2, dev="ffee")), "another device"),
        (line(record(900)), "not in the log"),
        (line(record(2, t=-1)), "$.t"),
        (line(record(1, ms=5)), "second record"),
    ],
)
def test_a_bad_line_is_set_aside_with_its_reason_and_costs_no_other(store, stored_line, reason):
    batch = [line(record(1)), stored_line, line(record(3))]
    result = put(store, batch, span=range(1, 10))
    assert result.new == [1, 3]
    assert reason in result.reasons[0]
    (kept,) = set_aside(store)
    assert reason in kept.reason
    assert bytes(kept.line) == stored_line
    put(store, batch, span=range(1, 10))
    assert len(set_aside(store)) == 1


def test_a_record_that_contradicts_a_stored_one_does_not_replace_it(store):
    put(store, [line(record(1, verdict="PASS"))])
    result = put(store, [line(record(1, verdict="FAIL"))])
    assert "other content" in result.reasons[0]
    assert [row.verdict for row in stored(store)] == ["PASS"]
    assert len(set_aside(store)) == 1


def test_a_record_made_before_the_clock_was_set_is_dated_by_a_later_one_of_its_boot(store):
    undated = record(1, t=None, boot=8, up_ms=10_000)
    dated = record(2, t=T0 + 600, boot=8, up_ms=310_000)
    other_boot = record(3, t=None, boot=9, up_ms=20_000)
    put(store, [line(undated), line(dated), line(other_boot)])
    found = {row.seq: (row.tested_at, row.time_from) for row in stored(store)}
    assert found == {1: (T0 + 300, "boot"), 2: (T0 + 600, "clock"), 3: (None, "unknown")}


def test_a_boot_learned_later_dates_records_stored_earlier(store):
    put(store, [line(record(1, t=None, boot=8, up_ms=10_500)), line(record(2, t=None, boot=7))])
    with store.write() as connection:
        learn_boots(connection, device_id(connection, DEV), {8: T0 * 1000}, "hello")
    found = {row.seq: (row.tested_at, row.time_from) for row in stored(store)}
    assert found == {1: (T0 + 10, "boot"), 2: (None, "unknown")}


def test_hostile_text_is_stored_and_never_breaks_a_column(store):
    tag = {"serial": "<script>alert(1)</script>\x00\x1b[31m\u202e", "lot": "=cmd()" + "x" * 5000}
    put(store, [line(record(1, tag=tag))])
    (row,) = stored(store)
    assert query.whole(row)["tag"] == tag
    assert row.serial == "<script>alert(1)</script>\ufffd\ufffd[31m\ufffd"
    assert row.lot.startswith("=cmd()") and len(row.lot) == schema.TEXT_MAX


def test_an_ingest_that_fails_leaves_nothing_behind(store):
    with pytest.raises(ZeroDivisionError), store.write() as connection:
        ingest(connection, device_id(connection, DEV), DEV, [line(record(1))], NOW)
        raise ZeroDivisionError
    assert stored(store) == []

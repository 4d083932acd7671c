"""Filters, one record by name, gaps, times."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from ringout_host.errors import UsageError
from ringout_host.store import query
from ringout_host.store.query import Filter
from ringout_host.store.when import iso_utc, parse_time
from tests.store.sample import DEV, T0, open_ring, record
from tests.store.test_ingest import line, put

OTHER = "aa00ff"


@pytest.fixture
def filled(store):
    put(store, [
        line(record(1, tag={"serial": "CAB-1", "lot": "L_1"})),
        line(open_ring(2, tag={"serial": "CAB-2", "lot": "Lx1"})),
        line(record(3, verdict="PASS*", wiring=["ts_ts", "trs_trs"])),
        line(record(7, t=None, boot=99)),
    ])  # fmt: skip
    put(store, [line(record(2, dev=OTHER, tag={"serial": "cab-1"}))], dev=OTHER)
    return store


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), [1, 2, 3, 7, 2]),
        (Filter(verdicts=("FAIL",)), [2]),
        (Filter(verdicts=("FAIL", "PASS*")), [2, 3]),
        (Filter(wiring="ts_ts"), [3]),
        (Filter(device=DEV[:4]), [1, 2, 3, 7]),
        (Filter(device="%"), []),
        (Filter(serial="CAB-1"), [1]),
        (Filter(serial="CAB-*"), [1, 2, 2]),
        (Filter(lot="L_*"), [1]),
        (Filter(since=T0 + 120), [2, 3, 2]),
        (Filter(until=T0 + 120), [1]),
        (Filter(serial="' OR 1=1 --"), []),
    ],
)
def test_filters(filled, wanted, found):
    with filled.read() as connection:
        assert [row.seq for row in query.in_order(connection, wanted)] == found
        assert query.count(connection, wanted) == len(found)


def test_newest_first(filled):
    with filled.read() as connection:
        rows = query.newest(connection, Filter(device=DEV), 2)
    assert [row.seq for row in rows] == [7, 3]


def test_the_order_of_one_tester_survives_a_clock_that_is_set_back(store):
    put(store, [line(record(1, t=T0 + 9)), line(record(2, t=T0 + 5)), line(record(3, t=T0 + 6))])
    with store.read() as connection:
        assert [row.seq for row in query.newest(connection, Filter(), 5)] == [3, 2, 1]
        assert query.one(connection, "last").seq == 3


def test_several_testers_are_listed_by_time(filled):
    with filled.read() as connection:
        found = [(row.dev, row.seq) for row in query.newest(connection, Filter(), 9)]
    assert found.index((OTHER, 2)) < found.index((DEV, 1))


@pytest.mark.parametrize(
    ("name", "found"),
    [("1", (DEV, 1)), ("last", (DEV, 7)), (f"{OTHER}:2", (OTHER, 2)), (f"{DEV[:3]}:2", (DEV, 2))],
)
def test_one_record_by_its_name(filled, name, found):
    with filled.read() as connection:
        row = query.one(connection, name)
    assert (row.dev, row.seq) == found


@pytest.mark.parametrize(
    ("name", "says"),
    [("2", "several"), ("99", "no record"), ("x", "not a record"), ("1" * 30, "not a record")],
)
def test_a_record_that_cannot_be_meant_is_a_usage_error(filled, name, says):
    with filled.read() as connection, pytest.raises(UsageError, match=says):
        query.one(connection, name)


def test_gaps(filled):
    with filled.read() as connection:
        assert query.gaps(connection) == [(DEV, 4, 6)]


NOW = datetime(2026, 5, 31, 15, 30, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("today", "2026-05-30T22:00:00Z"),
        ("yesterday", "2026-05-29T22:00:00Z"),
        ("2h", "2026-05-31T11:30:00Z"),
        ("90 min", "2026-05-31T12:00:00Z"),
        ("1w", "2026-05-24T13:30:00Z"),
        ("2026-05-01", "2026-04-30T22:00:00Z"),
        ("2026-05-01T10:00", "2026-05-01T08:00:00Z"),
        ("2026-05-01T10:00Z", "2026-05-01T10:00:00Z"),
    ],
)
def test_times(text, meant):
    assert iso_utc(parse_time(text, NOW)) == meant


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01", "999999w", "5", "-2h"])
def test_no_time(text):
    with pytest.raises(UsageError, match="not a time"):
        parse_time(text, NOW)


def test_an_unknown_time_is_empty():
    assert iso_utc(None) == ""
    assert iso_utc(0) == datetime.fromtimestamp(0, UTC).strftime("1970-01-01T00:00:00Z")

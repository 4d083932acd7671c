"""Pulling: incremental, resumable, verified; a device forgets only what is committed."""

import threading

import pytest
import sqlalchemy as sa

from ringout_host.errors import ProtocolError
from ringout_host.store import query, schema
from ringout_host.store.database import open_store
from ringout_host.store.pull import BATCH_LINES, pull
from tests.store.memory_device import MemoryDevice
from tests.store.sample import DEV, T0, line, record

NOW = T0 + 10**6


def now_s():
    return NOW


def seqs(store):
    with store.read() as connection:
        return [row.seq for row in query.in_order(connection, query.Filter())]


def test_a_pull_stores_everything_sets_the_clock_and_acknowledges(store):
    device = MemoryDevice.with_records(700)
    steps = []
    result = pull(device, store, now_s, on_progress=lambda *step: steps.append(step))
    assert (result.new, result.damaged, result.missing) == (700, 0, 0)
    assert (result.first, result.last) == (1, 700)
    assert seqs(store) == list(range(1, 701))
    assert device.clock_s == NOW
    assert device.acked == 700
    assert steps[-1] == (700, 700) and len(steps) == -(-700 // BATCH_LINES)


def test_a_second_pull_reads_only_news(store):
    device = MemoryDevice.with_records(10)
    pull(device, store, now_s)
    device.lines[11] = line(record(11))
    device.next = 12
    device.reads.clear()
    result = pull(device, store, now_s)
    assert (result.new, result.known) == (1, 0)
    assert device.reads == [10, 11]  # 10: is it the log that we know?
    assert pull(device, store, now_s).new == 0


def test_again_reads_all_and_changes_nothing(store):
    device = MemoryDevice.with_records(10)
    pull(device, store, now_s)
    result = pull(device, store, now_s, again=True)
    assert (result.new, result.known) == (0, 10)


@pytest.mark.parametrize("cut_at", range(4))
def test_a_pull_cut_anywhere_goes_on_from_there(store, cut_at):
    device = MemoryDevice.with_records(3 * BATCH_LINES)
    whole = device.log_read

    def cut(start, count):
        if len(device.reads) == cut_at:
            raise ProtocolError("unplugged")
        return whole(start, count)

    device.log_read = cut
    if cut_at < 3:
        with pytest.raises(ProtocolError):
            pull(device, store, now_s)
        assert device.acked == len(seqs(store)) == cut_at * BATCH_LINES
    device.log_read = whole
    pull(device, store, now_s)
    assert seqs(store) == list(range(1, 3 * BATCH_LINES + 1))
    assert device.acked == 3 * BATCH_LINES


def test_nothing_is_acknowledged_that_was_not_committed(store, monkeypatch):
    device = MemoryDevice.with_records(5)

    def full(*_args, **_options):
        raise OSError("disk full")

    monkeypatch.setattr("ringout_host.store.pull.ingest", full)
    with pytest.raises(OSError):
        pull(device, store, now_s)
    assert device.acked == 0
    assert seqs(store) == []


def test_a_lost_acknowledgement_is_made_good_by_the_next_pull(store):
    device = MemoryDevice.with_records(5)
    pull(device, store, now_s)
    device.acked = 0
    pull(device, store, now_s)
    assert device.acked == 5


def test_damaged_lines_and_gaps_are_told_and_never_stop_a_pull(store):
    device = MemoryDevice.with_records(20)
    device.lines[4] = device.lines[4][:50]
    device.lines[5] = b"\xff" * 40
    del device.lines[9], device.lines[10], device.lines[20]
    result = pull(device, store, now_s)
    assert result.damaged == 2 and "checksum" in result.reasons[0]
    assert result.gaps == [(4, 5), (9, 10), (20, 20)]
    assert result.missing == 5 and result.withheld is None
    assert device.acked == 19  # 20 is no record; the next one that is stored brings it along
    assert len(seqs(store)) == 15
    assert pull(device, store, now_s).new == 0


def test_a_log_of_nothing_but_damage_ends_and_is_not_acknowledged(store):
    device = MemoryDevice(dict.fromkeys(range(1, 3000), b"torn"))
    result = pull(device, store, now_s)
    assert (result.new, result.damaged) == (0, 3 * BATCH_LINES)
    assert result.withheld == (3 * BATCH_LINES + 1, 2999)
    assert seqs(store) == [] and device.acked == 0


@pytest.mark.parametrize("sent", [0, 1, 7, 39])
def test_what_is_announced_and_not_sent_is_not_acknowledged(store, sent):
    device = MemoryDevice.with_records(40)
    device.read_hook = lambda lines, start: lines[: max(0, sent + 1 - start)]
    result = pull(device, store, now_s)
    assert device.acked == sent == result.new
    assert result.withheld == (sent + 1, 40)
    device.read_hook = lambda lines, start: lines
    result = pull(device, store, now_s)
    assert (result.new, result.withheld, device.acked) == (40 - sent, None, 40)


def test_lines_lost_on_the_way_are_asked_for_again_before_they_are_a_gap(store):
    device = MemoryDevice.with_records(40)
    asked = []

    def lose_once(lines, start):
        asked.append(start)
        return lines[::3] if len(asked) == 1 else lines

    device.read_hook = lose_once
    result = pull(device, store, now_s)
    assert (result.new, result.missing, device.acked) == (40, 0, 40)


def test_numbers_that_the_tester_names_as_dropped_are_a_gap_and_no_complaint(store):
    device = MemoryDevice.with_records(10)
    device.next, device.dropped = 14, 3  # 11 to 13 found no room
    result = pull(device, store, now_s)
    assert (result.gaps, result.withheld, device.acked) == ([(11, 13)], None, 10)
    assert pull(device, store, now_s).missing == 0


def test_a_transmission_error_is_read_again_before_it_counts_as_damage(store):
    device = MemoryDevice.with_records(5)
    spoiled = []

    def spoil_once(lines, start):
        if spoiled:
            return lines
        spoiled.append(start)
        return [lines[0][:-4], *lines[1:]]

    device.read_hook = spoil_once
    result = pull(device, store, now_s)
    assert spoiled and (result.new, result.damaged) == (5, 0)


def test_tests_made_during_a_pull_come_along(store):
    device = MemoryDevice.with_records(5)
    del device.lines[2]

    def press_test(lines, start):
        if start == 1:
            device.lines[6] = line(record(6))
            device.next = 7
            lines = [*lines, device.lines[6]]
        return lines

    device.read_hook = press_test
    result = pull(device, store, now_s)
    assert (result.new, result.damaged) == (5, 0)
    assert seqs(store) == [1, 3, 4, 5, 6]


def test_numbers_far_outside_the_log_are_refused_and_do_not_move_the_mark(store):
    device = MemoryDevice.with_records(3)
    stray = line(record(2**50, up_ms=1, t=T0))
    device.read_hook = lambda lines, start: [*lines, stray]
    result = pull(device, store, now_s)
    assert result.reasons == [f"its number {2**50} is not in the log (1 to 3)"]
    assert seqs(store) == [1, 2, 3]
    device.read_hook = lambda lines, start: lines
    device.lines[4] = line(record(4))
    device.next = 5
    assert pull(device, store, now_s).last == 4


def test_records_gone_before_the_first_pull_by_another_host_are_no_gap(store):
    device = MemoryDevice({seq: line(record(seq)) for seq in range(50, 60)})
    assert pull(device, store, now_s).missing == 0


def test_records_lost_between_two_pulls_are_a_gap(store):
    device = MemoryDevice.with_records(5)
    pull(device, store, now_s)
    device.lines = {seq: line(record(seq)) for seq in range(9, 12)}
    device.next, device.dropped = 12, 3
    result = pull(device, store, now_s)
    assert (result.gaps, result.dropped, result.new) == ([(6, 8)], 3, 3)


@pytest.mark.parametrize("count", [3, 9, 20])  # tests since then: fewer, as many, more
def test_an_erased_tester_begins_anew_and_its_earlier_tests_are_kept(store, count):
    pull(MemoryDevice.with_records(9), store, now_s)
    tests = {seq: line(record(seq, boot=1, ms=1, t=None)) for seq in range(1, count + 1)}
    device = MemoryDevice(tests, boot=1)
    result = pull(device, store, now_s)
    assert (result.new, result.damaged, result.missing) == (count, 0, 0)
    assert result.earlier == f"{DEV}.1"
    assert device.acked == count
    assert pull(device, store, now_s).new == 0  # and no second time
    with store.read() as connection:
        kept = {row.dev: row.seq for row in query.in_order(connection, query.Filter())}
        assert kept == {DEV: count, f"{DEV}.1": 9}
        assert query.one(connection, f"{DEV}:2").ms == 1
        assert query.one(connection, f"{DEV}.1:2").ms != 1
    third = pull(MemoryDevice({1: line(record(1, ms=2))}, boot=1), store, now_s)
    assert third.earlier == f"{DEV}.2"


def test_an_erased_tester_without_a_test_begins_anew_as_well(store):
    pull(MemoryDevice.with_records(9), store, now_s)
    result = pull(MemoryDevice({}, boot=1), store, now_s)
    assert (result.new, result.earlier) == (0, f"{DEV}.1")
    assert pull(MemoryDevice.with_records(2), store, now_s).new == 2


def test_one_damaged_record_is_no_new_log(store):
    device = MemoryDevice.with_records(9)
    pull(device, store, now_s)
    device.lines[9] = line(record(9, ms=1))
    device.lines[10], device.next = line(record(10)), 11
    result = pull(device, store, now_s)
    assert (result.new, result.earlier) == (1, None)


def test_what_contradicts_a_log_that_is_the_same_is_set_aside(store):
    pull(MemoryDevice.with_records(9), store, now_s)
    device = MemoryDevice({1: line(record(1)), 2: line(record(2, ms=1))})
    result = pull(device, store, now_s)
    assert (result.known, result.damaged) == (1, 1)
    with store.read() as connection:
        assert connection.scalar(sa.select(schema.damaged.c.seq)) == 2


def test_hello_dates_records_made_before_the_clock_was_set(store):
    device = MemoryDevice({1: line(record(1, t=None, boot=3, up_ms=600_000))})
    device.up_ms = 3_600_000
    pull(device, store, now_s)
    with store.read() as connection:
        (row,) = query.in_order(connection, query.Filter())
    assert (row.tested_at, row.time_from) == (NOW - 3000, "boot")


@pytest.mark.parametrize(
    "broken",
    [{"dev": "x" * 100}, {"boot": -1}, {"up_ms": "soon"}, {"dev": None}],
)
def test_a_nonsense_hello_is_a_protocol_error(store, broken):
    device = MemoryDevice.with_records(1)
    proper = device.hello()
    device.hello = lambda: proper | broken
    with pytest.raises(ProtocolError):
        pull(device, store, now_s)


def test_two_pulls_of_one_device_at_once_store_each_record_once(db):
    testers = [MemoryDevice.with_records(600), MemoryDevice.with_records(600)]
    testers.append(MemoryDevice.with_records(600, dev="ffee"))
    start = threading.Barrier(len(testers))
    results, errors = [], []

    def run(device):
        try:
            start.wait(10)
            with open_store(db) as store:  # the first to come makes the schema
                results.append(pull(device, store, now_s))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(device,)) for device in testers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    assert sum(result.new for result in results) == 1200
    with open_store(db) as store:
        assert seqs(store) == [*range(1, 601), *range(1, 601)]

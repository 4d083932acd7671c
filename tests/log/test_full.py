"""A log that fills up: what goes, what stays, what is counted, and how much is read."""

import pytest

from ringout.storage import segments
from ringout.storage import stored_line as records
from ringout.storage.log import MAX_BYTES, Log
from ringout_host.sim.flashfs import FlashFs
from tests.log.made import record

RECORDS = 4000


@pytest.fixture(scope="module")
def filled():
    """4,000 records, pulled up to the 3,000th on the way."""
    flash = FlashFs()
    log = Log(flash)
    for seq in range(1, RECORDS + 1):
        assert log.append(record(seq))
        if seq % 500 == 0 and seq <= 3000:
            log.ack(seq)
    return flash


def test_four_thousand_records_the_oldest_pulled_ones_made_room(filled):
    log = Log(filled)
    seqs = [records.seq_of(line) for line in log.read(0, 1 << 20)]
    assert seqs == list(range(log.first_seq, RECORDS + 1))
    assert 1 < log.first_seq <= 3000 and len(seqs) >= 1700
    assert log.bytes <= MAX_BYTES and log.dropped == 0
    assert log.next_seq == RECORDS + 1


def test_start_reads_little(filled):
    filled.reads = filled.read_bytes = 0
    Log(filled)
    assert filled.read_bytes < 2 * segments.CHUNK
    assert filled.reads < 8


@pytest.mark.parametrize("start", [2300, 2500, 2777, RECORDS])
def test_any_record_is_found_with_few_reads(filled, start):
    log = Log(filled)
    filled.reads = 0
    line = next(log.read(start, 1))
    assert records.seq_of(line) == start
    assert filled.reads <= 8
    filled.reads = 0
    assert records.seq_of(next(log.read(start + 1, 1), line)) in (start, start + 1)
    assert filled.reads <= 4, "the next page begins where the last one ended"


def test_what_nobody_has_is_never_dropped_but_the_new_record_is_and_that_is_kept():
    flash = FlashFs()
    log = Log(flash)
    while log.append(record(log.next_seq)):
        pass
    last = log.next_seq - 1
    for _ in range(4):
        assert not log.append(record(log.next_seq, kind=8))
    log = Log(flash)
    assert log.dropped == 5 and log.next_seq == last + 5
    assert records.seq_of(next(log.read(0, 1))) == 1
    log.ack(300)
    late = record(log.next_seq)
    assert log.append(late)
    assert late["seq"] == last + 5 and late["dropped"] == 5
    (stored,) = log.read(late["seq"], 9)
    assert records.decode(stored) == late
    log.ack(late["seq"])
    assert log.stat()["percent"] == 0


def test_a_flash_that_is_full_of_other_things():
    flash = FlashFs(blocks=20)
    log = Log(flash)
    flash.replace("film", bytes(13 * 4096))
    while log.append(record(log.next_seq)):
        assert log.next_seq < 200
    kept = [records.seq_of(line) for line in log.read(0, 1000)]
    log = Log(flash)
    assert [records.seq_of(line) for line in log.read(0, 1000)] == kept
    assert log.dropped == 1 and log.next_seq == kept[-1] + 2
    flash.remove("film")
    assert log.append(record(log.next_seq))


def test_a_record_of_absurd_length_is_dropped_and_counted():
    log = Log(FlashFs())
    assert not log.append({**record(1), "text": "x" * 7000})
    assert log.append(record(2)) and log.stat()["dropped"] == 1

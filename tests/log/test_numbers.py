"""Sequence numbers: as high as a reader can hold, in two places, never back."""

from random import Random

import pytest

from ringout.storage import checked_file
from ringout.storage import stored_line as records
from ringout.storage.log import HIGH, STATE, Log
from ringout.storage.segments import SEQ_MAX
from ringout_host.sim.flashfs import FlashFs
from tests.log.littlefs_disk import BLOCK_BYTES, BLOCKS, DiskFiles
from tests.log.made import record

RECORDS = 230


def beginning_at(seq, files=None):
    files = FlashFs() if files is None else files
    checked_file.save(files, STATE, {"acked": 0, "dropped": 0, "next": seq})
    return files


@pytest.mark.parametrize(
    "start", [99_999_990, 999_999_990, 2**30 - 9, 2**31 - 9, 2**32 - 9, 10**12, 2**53 - 80]
)
def test_numbers_go_on_after_restarts_however_high(start):
    flash = beginning_at(start)
    given = []
    for _ in range(12):
        log = Log(flash)
        for _ in range(6):
            given.append(log.next_seq)
            assert log.append(record(log.next_seq))
        log.ack(given[-4])
    assert given == list(range(start, start + 72))
    log = Log(flash)
    assert log.stat()["damaged"] == 0 and log.last == given[-1] and log.acked == given[-4]
    assert [records.seq_of(line) for line in log.read(0, 99)] == given
    assert [records.seq_of(line) for line in log.read(given[-9], 99)] == given[-9:]
    size, pieces = log.stretch(given[-1])
    assert size == len(b"".join(bytes(piece) for piece in pieces))


def test_segments_are_in_the_order_of_their_numbers_not_of_their_names():
    flash = beginning_at(99_999_900)
    log = Log(flash)
    for _ in range(300):
        log.append(record(log.next_seq))
    assert {len(name) for name, _ in flash.sizes("log")} == {8, 9}
    log = Log(flash)
    assert log.first_seq == 99_999_900 and log.next_seq == 100_000_200
    seqs = [records.seq_of(line) for line in log.read(0, 999)]
    assert seqs == list(range(99_999_900, 100_000_200))


def test_the_last_number_is_refused_loudly_and_nothing_is_given_twice():
    flash = beginning_at(SEQ_MAX - 1)
    log = Log(flash)
    assert log.append(record(SEQ_MAX - 1)) and log.append(record(SEQ_MAX))
    for _ in range(3):
        assert not log.append(record(log.next_seq))
        log = Log(flash)
        assert log.next_seq == SEQ_MAX + 1
    assert log.dropped == 3 and log.stat()["dropped"] == 3
    assert [records.seq_of(line) for line in log.read(0, 9)] == [SEQ_MAX - 1, SEQ_MAX]


def test_the_last_segment_deleted_takes_no_number_back_and_is_said():
    flash = FlashFs()
    log = Log(flash)
    for seq in range(1, RECORDS + 1):
        assert log.append(record(seq))
    gone = log.next_seq - log.segments[-1]
    del flash.files[f"log/{log.segments[-1]:08d}"]
    log = Log(flash)
    assert log.next_seq == RECORDS + 1 and log.stat()["damaged"] == gone
    assert log.last == RECORDS - gone
    assert log.append(record(RECORDS + 1))
    assert Log(flash).stat()["damaged"] == gone, "said until somebody erases the tester"


@pytest.mark.parametrize("high", [b"", b"230", b"230 00000000\n", b"\xff" * 20, b"999999 x\n"])
def test_a_damaged_second_place_is_made_again(high):
    flash = FlashFs()
    log = Log(flash)
    for seq in range(1, 30):
        log.append(record(seq))
    flash.files[HIGH] = high
    log = Log(flash)
    assert log.next_seq == 30 and log.append(record(30))
    del flash.files["log/00000001"]
    assert Log(flash).next_seq == 31


@pytest.fixture(scope="module")
def history():
    """A Pico's flash after some life, and the number that comes next."""
    files = DiskFiles()
    files.make_folder("log")
    log = Log(files)
    for seq in range(1, RECORDS + 1):
        assert log.append(record(seq))
        if seq % 50 == 0:
            log.ack(seq - 10)
    return bytes(files.journal.buffer), log.next_seq


def destroyed(image, blocks):
    made = bytearray(image)
    for block in blocks:
        made[block * BLOCK_BYTES : (block + 1) * BLOCK_BYTES] = bytes(BLOCK_BYTES)
    return bytes(made)


def test_any_block_of_the_flash_destroyed_takes_no_number_back(history):
    image, after = history
    damaged = 0
    for block in range(2, BLOCKS):  # 0 and 1: without its root there is no file system
        if image[block * BLOCK_BYTES :][:BLOCK_BYTES] == b"\xff" * BLOCK_BYTES:
            continue
        log = Log(DiskFiles(destroyed(image, [block])))
        assert log.next_seq >= after, block
        missing = RECORDS - sum(1 for _ in log.read(0, 1000))
        assert not missing or log.stat()["damaged"] > 0, (block, missing)
        assert log.append(record(log.next_seq)), block
        damaged += missing > 0
    assert damaged > 2


def test_random_damage_to_the_flash_never_takes_numbers_back(history):
    image, after = history
    dice = Random(9)
    for _ in range(40):
        made = bytearray(image)
        block = dice.randrange(2, BLOCKS)
        at = block * BLOCK_BYTES + dice.randrange(BLOCK_BYTES - 64)
        for k in range(at, at + dice.choice((1, 4, 64))):
            made[k] ^= dice.randrange(1, 256)
        assert Log(DiskFiles(bytes(made))).next_seq >= after

"""What a worn flash, a careless copy or a stranger may leave in the log's files."""

import json
from random import Random

import pytest

from ringout.storage import checked_file
from ringout.storage import stored_line as records
from ringout.storage.log import STATE, Log
from ringout_host.sim.flashfs import FlashFs
from tests.log.made import record


def flash_with(count=200):
    flash = FlashFs()
    log = Log(flash)
    for seq in range(1, count + 1):
        log.append(record(seq))
        if seq == count // 2:
            log.ack(seq)
    return flash


def last_segment(flash):
    return sorted(name for name in flash.files if name.startswith("log/"))[-1]


STATES = [
    b"", b"{}", b"[]", b"null", b"\xff" * 300, b'{"acked":7}\n', b'{"acked":',
    records.encode([1, 2]) + b"\n",
    records.encode({"acked": -5, "dropped": "many", "next": None}) + b"\n",
    records.encode({"acked": 1e300, "dropped": True, "next": [1]}) + b"\n",
    records.encode({"acked": 10**30, "dropped": 2**70, "next": -1}) + b"\n",
]  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_a_damaged_state_frees_nothing_and_gives_no_number_twice(state):
    flash = flash_with()
    flash.files[STATE] = flash.files[STATE + checked_file.FALLBACK] = state
    log = Log(flash)
    assert log.next_seq == 201 and log.acked == 0 and log.dropped == 0
    assert sum(1 for _ in log.read(0, 1000)) == 200
    assert log.append(record(201))
    log.ack(150)
    assert Log(flash).acked == 150


def test_a_state_from_the_future_moves_the_numbers_on():
    flash = flash_with(5)
    checked_file.save(flash, STATE, {"acked": 900, "dropped": 0, "next": 1000})
    log = Log(flash)
    assert log.next_seq == 1000 and log.append(record(1000))
    assert [records.seq_of(line) for line in log.read(0, 10)] == [1, 2, 3, 4, 5, 1000]


def test_all_segments_gone_the_state_still_knows_the_numbers():
    flash = flash_with(50)
    Log(flash).ack(50)
    for name in [name for name in flash.files if name.startswith("log/")]:
        del flash.files[name]
    log = Log(flash)
    assert log.next_seq == 51 and log.stat()["records"] == 0 and list(log.read(0, 9)) == []


def test_strange_files_in_the_folder_stay_and_do_no_harm():
    flash = flash_with(20)
    flash.folders.add("log/00000300")
    for name in ("log/readme.txt", "log/0000000x", "log/1", "log/999999999999", "log/.new"):
        flash.files[name] = b"something"
    log = Log(flash)
    assert log.next_seq == 21 and log.append(record(21))
    assert flash.files["log/readme.txt"] == b"something"


@pytest.mark.parametrize("seed", range(30))
def test_random_damage_loses_only_what_it_touches(seed):
    dice = Random(seed)
    flash = flash_with(300)
    name = dice.choice([name for name in flash.files if name.startswith("log/")])
    data = bytearray(flash.files[name])
    at, long = dice.randrange(len(data)), dice.choice([1, 40, 400, 9000])
    for k in range(at, min(len(data), at + long)):
        data[k] = dice.randrange(256)
    flash.files[name] = bytes(data)
    log = Log(flash)
    seqs = [records.seq_of(line) for line in log.read(0, 1000)]
    assert len(seqs) >= 300 - long // 75 - 2
    assert log.next_seq >= 301
    assert 300 - len(seqs) == 0 or log.stat()["damaged"] > 0
    assert log.append(record(log.next_seq))
    count, lines = log.page(0, 1000)
    assert len(list(lines)) == count == len(seqs) + 1


@pytest.mark.parametrize(
    "tail",
    [b"\xff" * 20_000, b"\n" * 9000, b"\x00" * 5000, b"{" * 5000, b"\x7f" * 5000, b"x\n" * 3000],
    ids=["erased", "newlines", "zeros", "braces", "leads", "many"],
)
def test_garbage_behind_the_last_record(tail):
    flash = flash_with(100)
    flash.files[last_segment(flash)] += tail
    log = Log(flash)
    assert 101 <= log.next_seq < 101 + len(tail)
    assert log.append(record(log.next_seq))
    log = Log(flash)
    assert sum(1 for _ in log.read(0, 1000)) == 101


def test_a_number_that_no_small_integer_holds_is_damage():
    flash = flash_with(3)
    for seq in (10**30, -4, "7", None, True):
        flash.files[last_segment(flash)] += records.encode({"v": 1, "seq": seq}) + b"\n"
    log = Log(flash)
    assert log.next_seq < 20 and sum(1 for _ in log.read(0, 99)) == 3


def test_a_plain_line_without_any_key_is_nothing():
    flash = flash_with(1)
    for value in ({}, [], {"a": {"seq": 5}}, 7):
        flash.files[last_segment(flash)] += records.encode(value) + b"\n"
    assert [json.loads(line[:-9])["v"] for line in Log(flash).read(0, 1)] == [1]
    assert Log(flash).last_boot in (0, 3)

"""The log on a real littlefs, the file system of the Pico: power cuts, and how much it holds."""

from random import Random

import pytest

from ringout.storage import stored_line as records
from ringout.storage.log import MAX_BYTES, Log
from ringout.ui.views import _LOG_WARN_PERCENT as WARN_PERCENT
from ringout.wirings import own_files
from ringout_host.flash import bundle
from tests.log.littlefs_disk import BLOCKS, DiskFiles
from tests.log.made import record
from tests.soak import littlefs, take

CUTS = 120
SPARE_BLOCKS = 8  # left for settings, crash file and the copies that littlefs makes


def test_power_cut_at_random_flash_operations():
    """The image as it was in the middle of operation k mounts, and holds what was stored."""
    files = DiskFiles()
    files.make_folder("log")
    log = Log(files)
    done = [(len(files.journal.operations), 0, 0)]  # operations, records stored, acknowledged
    for _ in range(60):
        seq = log.next_seq
        assert log.append(record(seq))
        if seq % 20 == 0:
            log.ack(seq - 5)
        done.append((len(files.journal.operations), seq, log.acked))
    operations = len(files.journal.operations)
    assert operations > 200
    dice = Random(8)
    for _ in range(CUTS):
        cut = dice.randrange(done[0][0], operations)
        after = Log(DiskFiles(files.journal.image_after(cut, dice.random())))
        _, stored, acked = max(mark for mark in done if mark[0] <= cut)
        found = [records.decode(line) for line in after.read(0, 1000)]
        assert [r["seq"] for r in found] == list(range(1, len(found) + 1))
        assert len(found) in (stored, stored + 1)
        assert after.next_seq == len(found) + 1
        assert after.acked >= acked and after.stat()["damaged"] == 0


def test_cut_after_cut_with_writing_on_after_each():
    counted = take(littlefs.rounds(3), "cuts", 30)
    assert counted["cuts"] >= 30 and counted["longest rows"] >= 2


def laden():
    """A Pico's file system with everything that may be on it but own cables and records."""
    files = DiskFiles()
    firmware = bundle.build()
    for slot in bundle.FOLDERS:
        for path, data in firmware.files.items():
            files.make_folder(f"firmware/{slot}/" + path.rpartition("/")[0])
            files.replace(f"firmware/{slot}/{path}", data)
    files.replace("main.py", firmware.main)
    for name in ("settings", "settings.old", "calibration", "calibration.old", "crash"):
        files.replace(name, bytes(2048))
    for number in range(16):
        files.replace(f"golden.{number}", bytes(1500))
    return files


@pytest.fixture(scope="module")
def full():
    """That, then records until none fits."""
    files = laden()
    log = Log(files)
    stored = 0
    while log.append(record(log.next_seq)):
        stored += 1
    return files, log, stored


def test_twenty_five_hundred_records_fit_beside_two_copies_of_the_firmware(full):
    files, log, stored = full
    assert stored >= 2500
    assert log.bytes > MAX_BYTES - 1000, "the log's own limit, not the flash, ended it"
    assert files.disk.used_block_count <= BLOCKS - SPARE_BLOCKS
    assert log.stat()["dropped"] == 1 and log.percent() >= 99
    assert not log.measure_room(), "nothing else takes of it"


def test_own_cables_take_of_the_log_and_it_knows():
    """Thirty-two of the longest, pushed while a log is there: it warns in time, loses nothing that
    it took, and counts what it did not."""
    files = laden()
    log = Log(files)
    while log.percent() < 40:
        assert log.append(record(log.next_seq))
    files.make_folder("cables")
    for number in range(own_files.MOST):
        files.replace(f"cables/own-{number}", bytes(own_files.MOST_BYTES))
    files.replace("cables.index", bytes(4000))
    assert log.measure_room() and log.room < MAX_BYTES - 20 * 4096
    log = Log(files)  # a start knows it before it has looked
    assert log.room < MAX_BYTES - 20 * 4096
    warned = 0
    while log.append(record(log.next_seq)):
        log.measure_room()
        warned += log.percent() >= WARN_PERCENT
    stored = log.next_seq - 2
    assert stored >= 1850 and warned >= 300
    assert log.percent() >= 98 and log.dropped == 1
    assert files.disk.used_block_count <= BLOCKS - SPARE_BLOCKS // 2
    assert sum(1 for _ in Log(files).read(0, 1 << 20)) == stored
    for number in range(own_files.MOST):
        files.remove(f"cables/own-{number}")
    assert log.measure_room() and log.percent() < 90
    assert log.append(record(log.next_seq))


def test_a_full_log_starts_with_bounded_reads_and_gives_every_record_back(full):
    files, log, stored = full
    again = Log(files)
    assert again.next_seq == log.next_seq
    assert sum(1 for _ in again.read(0, 1 << 20)) == stored
    again.ack(500)
    while again.first_seq == 1:  # a short record may still fit
        assert again.append(record(again.next_seq)) and again.next_seq < stored + 9
    assert next(again.read(0, 1)).startswith(b'{"v":1')

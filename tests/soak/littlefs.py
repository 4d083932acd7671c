"""Power cuts in the log on littlefs, one after another, with writing on after each of them.

A flash lives on from cut to cut: what one cut left is what the next session begins with. After
each cut everything that was stored is there as it was, nothing is there twice, and no number
comes again.
"""

from random import Random

from ringout.storage import stored_line as records
from ringout.storage.log import Log
from tests.log.littlefs_disk import DiskFiles
from tests.log.made import record

GOAL = ("cuts", 25_000)
LIFE_RECORDS = 120  # then a new flash: reading all of it after each cut takes longer and longer


def rounds(seed: int):
    """A round is one life of a flash: sessions that a power cut ends."""
    dice = Random(seed)
    while True:
        yield life(dice)


def life(dice: Random) -> dict:
    """From an empty flash to a few hundred records."""
    files = DiskFiles()
    files.make_folder("log")
    stored: dict[int, bytes] = {}
    acked = cuts = in_a_row = most_in_a_row = 0
    while len(stored) < LIFE_RECORDS:
        log = Log(files)
        began = len(files.journal.operations)
        marks = []  # (operations done, number, line) or (operations done, None, acknowledged)
        for _ in range(dice.choice((1, 1, 2, 4, 9))):
            if stored and dice.random() < 0.25:
                number = dice.randrange(log.acked, log.next_seq)
                log.ack(number)
                marks.append((len(files.journal.operations), None, number))
            else:
                number = log.next_seq
                made = record(number)
                assert log.append(made)
                marks.append((len(files.journal.operations), number, records.encode(made)))
        operations = len(files.journal.operations)
        if operations == began:
            continue
        cut = dice.randrange(began, operations)
        files = DiskFiles(files.journal.image_after(cut, dice.random()))
        done = [mark for mark in marks if mark[0] <= cut]
        under_way = marks[len(done)] if len(done) < len(marks) else (0, None, 0)
        for _, number, what in done:
            if number is None:
                acked = max(acked, what)
            else:
                stored[number] = what
        in_a_row = 0 if any(number is not None for _, number, _ in done) else in_a_row + 1
        most_in_a_row = max(most_in_a_row, in_a_row)
        cuts += 1
        check(Log(files), stored, acked, under_way)
    return {"cuts": cuts, "stored": len(stored), "flashes": 1, "longest rows": most_in_a_row}


def check(log: Log, stored: dict[int, bytes], acked: int, under_way: tuple) -> None:
    """What is in the log is what was stored, and perhaps what was being stored."""
    lines = list(log.read(0, 1 << 30))
    found = {records.seq_of(line): line for line in lines}
    assert len(found) == len(lines), "a number is there twice"
    _, number, line = under_way
    if number is not None and number in found:
        stored[number] = line  # committed just before the power went
    assert found == stored, sorted(set(found) ^ set(stored))
    assert log.next_seq > max(stored, default=0) and log.acked >= acked
    assert log.stat()["damaged"] == 0

"""The log on MicroPython with numbers that are no small integers there."""

import json
from pathlib import Path

import pytest

import ringout

pytestmark = pytest.mark.vm
TREE = [(Path(ringout.__file__).parent, "/lib/ringout")]
LIFE = """
import sys; sys.path.insert(0, '/lib')
import json
from ringout.storage import checked_file
from ringout.storage.files import Files
from ringout.storage.log import STATE, Log
from ringout.storage.stored_line import seq_of
told = []
for number, start in enumerate(%r):
    files = Files("/flash%%d" %% number)
    checked_file.save(files, STATE, {"acked": 0, "dropped": 0, "next": start})
    given = []
    for life in range(3):
        log = Log(files)
        for _ in range(3):
            seq = log.next_seq
            given.append(seq)
            log.append({"v": 1, "dev": "e6", "seq": seq, "boot": 1, "ms": 100})
        log.ack(given[-1])
    log = Log(files)
    read = [seq_of(line) for line in log.read(given[4], 99)]
    told.append([given[0], given[-1], read, log.next_seq, log.acked, log.last, log.lost])
print(json.dumps(told))
"""


def test_numbers_beyond_small_integers(vm):
    starts = [999_999_990, 2**30 - 4, 2**31 - 4, 2**53 - 20]
    told = json.loads(vm.run(LIFE % (starts,), TREE))
    for start, row in zip(starts, told, strict=True):
        last = start + 8
        assert row == [start, last, list(range(start + 4, last + 1)), last + 1, last, last, 0]

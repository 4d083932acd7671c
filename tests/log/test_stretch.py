"""What a pull reads: the log's bytes as they rest in flash, a segment at a time."""

import pytest

from ringout.storage import packing, segments
from ringout.storage.files import Files
from ringout.storage.log import Log
from ringout_host.link.device import unpacked
from tests.log.made import record

RECORDS = 600


@pytest.fixture
def log(tmp_path):
    made = Log(Files(str(tmp_path)))
    for seq in range(1, RECORDS + 1):
        assert made.append(record(seq))
    return made


def content(log, start):
    size, pieces = log.stretch(start)
    data = b"".join(map(bytes, pieces))
    assert len(data) == size
    return data


def lines(data):
    return [unpacked(line) for line in data.split(b"\n") if line]


@pytest.mark.parametrize("start", [0, 1, 2, 77, 350, 599, 600])
def test_it_holds_the_stored_lines_to_the_end_of_their_segment(log, start):
    found = lines(content(log, start))
    assert found == list(log.read(start, len(found)))
    assert found


def test_one_after_the_other_they_are_the_whole_log(log):
    found = []
    while more := lines(content(log, len(found) + 1)):
        found += more
    assert found == list(log.read(1, RECORDS))
    assert len(found) == RECORDS


def test_a_damaged_line_comes_along_and_the_rest_is_whole(log):
    name = segments.path(1)
    data = bytearray(log.files.read(name))
    end = data.index(b"\n", 5000)
    data[end - 20] ^= 1
    log.files.replace(name, bytes(data))
    found = lines(content(log, 1))
    whole = list(log.read(1, len(found) - 1))
    assert len(set(found) - set(whole)) == 1
    assert set(whole) < set(found)


def test_a_segment_that_is_freed_while_it_is_sent_still_has_its_size(log):
    size, pieces = log.stretch(1)
    data = bytes(next(pieces))
    log.ack(RECORDS)
    assert log._free()
    data += b"".join(map(bytes, pieces))
    assert len(data) == size
    assert data.endswith(b"\n" * segments.CHUNK)


def test_another_packing_has_another_id():
    """The host's and the tester's tables are the same exactly when their ids are."""
    assert f"{packing.binascii.crc32(packing.PHRASES, 1):08x}" == packing.ID

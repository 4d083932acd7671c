"""`logs tail`: each new test once, stored on the way."""

from itertools import islice

from ringout_host.cli.logs.tail import follow
from ringout_host.store import query
from tests.store.memory_device import MemoryDevice
from tests.store.sample import line, open_ring


def test_only_tests_made_from_now_on_appear_and_all_are_stored(store):
    device = MemoryDevice.with_records(5)
    naps = []

    def press_test_later(seconds):
        naps.append(seconds)
        for seq in (len(naps) * 2 + 4, len(naps) * 2 + 5):
            device.lines[seq] = line(open_ring(seq))
            device.next = seq + 1

    seen = [row.seq for row in islice(follow(device, store, press_test_later), 4)]
    assert seen == [6, 7, 8, 9]
    assert len(naps) == 2
    with store.read() as connection:
        assert query.count(connection, query.Filter()) == 9

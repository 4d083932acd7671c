"""`logs tail`: each new test once, stored on the way."""

from itertools import islice

from ringout_host.cli.logs.tail import follow, one_line
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


def test_a_part_of_a_long_wiggle_says_how_much_happened(store):
    device = MemoryDevice.with_records(1)
    parts = [
        {"part": 1, "events": [[98_000, "R", 3000]], "more": 0, "blind_ms": 0},
        {"part": 2, "events": [[9_000_000, "R", 80]] * 12, "more": 30, "blind_ms": 210},
        {"part": 3, "events": [], "more": 0, "blind_ms": 400},
        {"proven_us": 40},
        "no object",
    ]

    def make_them(seconds):
        for seq, part in enumerate(parts, 2):
            device.lines[seq] = line({**open_ring(seq), "mode": "wiggle", "wiggle": part})
        device.next = seq + 1

    shown = [str(one_line(row)) for row in islice(follow(device, store, make_them), len(parts))]
    ends = [text.partition("part ")[2] for text in shown]
    assert [end[:12].strip() for end in ends] == [
        "1: 1 event", "2: 42 events", "3: no events", "", ""
    ]  # fmt: skip

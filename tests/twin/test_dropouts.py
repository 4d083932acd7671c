"""Wiggle on the emulated chip: PIO, DMA and the converter's stream, by real MicroPython."""

import json

import pytest

from ringout.board.port import KEY_MODE, KEY_TEST
from ringout.ui.keys import Keys

HOLD_MS = Keys.HOLD_MS + 100
# (cable, MODE pressed so often, watched for ms, dropouts at least, their least and most us);
# listening to one leg is the slowest thing to emulate: every sample is physics
LOOSE = [
    ("trs_trs,length=3m,intermittent=T@B:80us/100ms", 0, 600, 5, 40, 82),
    ("trs_trs,length=3m,intermittent=T@B:8us/15ms", 1, 60, 4, 4, 14),
]


def wiggle(twin, cable, picks, watch_ms):
    """The record of a session by keys: TEST held, MODE for each pick, moved, TEST."""
    twin.plug(cable)
    before = twin.device.log_stat()["next"]
    twin.press(KEY_TEST, HOLD_MS, record=False)
    twin.device.log_stat()  # it answers when dropouts are proven: now it watches
    for _ in range(picks):
        twin.press(KEY_MODE)
    twin.chip.run_us(watch_ms * 1000)
    twin.press(KEY_TEST)
    assert not twin.bench.is_driven()
    (line,) = twin.device.log_read(before, 9)
    return json.loads(line.rpartition(b"\t")[0])


@pytest.mark.parametrize(("cable", "picks", "watch_ms", "fewest", "least_us", "most_us"), LOOSE)
def test_dropouts_are_caught_counted_and_placed(
    started, forked, cable, picks, watch_ms, fewest, least_us, most_us
):
    record = forked(wiggle, started, cable, picks, watch_ms)
    assert (record["mode"], record["verdict"]) == ("wiggle", "FAIL")
    (fault,) = record["faults"]
    assert (fault["code"], fault["contact"]) == ("intermittent", "B.T")
    assert fault["net"] == ["A.T", "B.T"]
    assert fewest <= fault["count"]
    assert least_us <= fault["shortest_us"] <= fault["longest_us"] <= most_us
    # drawing a picked leg's page may outlast the ring: those samples are counted as lost
    assert picks or record["wiggle"]["lost"] == 0
    assert 0 < record["wiggle"]["proven_us"] <= 80


def test_nothing_is_invented_on_a_sound_cable(started, forked):
    record = forked(wiggle, started, "trs_trs,length=3m", 0, 300)
    assert (record["verdict"], record["faults"]) == ("STEADY", [])

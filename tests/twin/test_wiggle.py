"""Wiggle on the emulated chip: PIO, DMA and the converter's stream, by real MicroPython."""

import json

import pytest

from ringout.board import KEY_MODE, KEY_TEST
from ringout.keys import Keys

HOLD_MS = Keys.HOLD_MS + 100
WATCH_MS = 1000


def wiggle(twin, cable, picks=0):
    """The record of a session by keys: TEST held, MODE for each pick, moved, TEST."""
    twin.plug(cable)
    before = twin.device.log_stat()["next"]
    twin.press(KEY_TEST, HOLD_MS, record=False)
    for _ in range(picks):
        twin.press(KEY_MODE)
    twin.chip.run_us(WATCH_MS * 1000)
    twin.press(KEY_TEST)
    assert not twin.bench.is_driven()
    (line,) = twin.device.log_read(before, 9)
    return json.loads(line.rpartition(b"\t")[0])


@pytest.mark.parametrize(
    ("dropout_us", "picks", "least_us", "most_us"), [(80, 0, 40, 82), (8, 1, 4, 14)]
)
def test_dropouts_are_caught_counted_and_placed(
    started, forked, dropout_us, picks, least_us, most_us
):
    cable = f"trs_trs,length=3m,intermittent=T@B:{dropout_us}us/100ms"
    record = forked(wiggle, started, cable, picks)
    assert (record["mode"], record["verdict"]) == ("wiggle", "FAIL")
    (fault,) = record["faults"]
    assert (fault["code"], fault["contact"]) == ("intermittent", "B.T")
    assert fault["net"] == ["A.T", "B.T"]
    assert WATCH_MS // 100 - 1 <= fault["count"] <= (WATCH_MS + 1500) // 100
    assert least_us <= fault["shortest_us"] <= fault["longest_us"] <= most_us
    assert record["wiggle"]["lost"] == 0
    assert 0 < record["wiggle"]["proven_us"] <= 80


def test_nothing_is_invented_on_a_sound_cable(started, forked):
    record = forked(wiggle, started, "trs_trs,length=3m")
    assert (record["verdict"], record["faults"]) == ("PASS", [])

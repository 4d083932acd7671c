"""Device time of a press, as the simulated board counts it."""

import pytest
from tests.measuring_rig import Rig

# What the note knows nothing of: looks for a voltage after the last scan, and dry joints, for which
# legs are read before and after
LATER_MS = 8


@pytest.mark.parametrize(("length", "most_ms"), [(3, 97), (30, 130), (100, 178)])
def test_a_trs_cable_takes_no_longer_than_the_front_end_note_says(tmp_path, length, most_ms):
    """References cached, as after power-on; the note's totals hold 25 ms for the display."""
    rig = Rig(tmp_path, 2)
    rig.take("none")
    rig.plug(f"trs_trs,length={length}m")
    start_us = rig.bench.now_us
    rig.test()
    assert rig.bench.now_us - start_us < (most_ms - 25 + LATER_MS) * 1000


def test_references_are_cached_for_a_minute_and_while_the_supply_stands(tmp_path):
    rig = Rig(tmp_path, 2)
    rig.take("none")
    charger = rig.tester.charger
    first = charger.measured_ms
    rig.take("trs_trs")
    assert charger.measured_ms == first
    rig.bench.advance(61e6)
    rig.take("trs_trs")
    second = charger.measured_ms
    assert second != first
    rig.bench.front_end.bleed_ohm *= 0.985
    rig.take("trs_trs")
    assert charger.measured_ms != second

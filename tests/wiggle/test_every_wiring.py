"""A few of the soak's sessions: wirings and boards in turn, sound and with a contact that opens."""

import random

import pytest
from tests.soak import wiggle

BOARD_OF_TODAY = 2  # all three: `python -m tests.soak wiggle`


@pytest.mark.parametrize(
    "wiring", ["ts_ts", "insert", "mono_y", "trrs_split", "xlr_y_split", "sum_res"]
)
def test_nothing_is_invented_and_the_contact_is_named(wiring):
    counted = wiggle.sound(wiring, BOARD_OF_TODAY)
    counted += wiggle.loose(wiring, BOARD_OF_TODAY, random.Random(wiring))
    assert counted["STEADY"] == counted["met"] == 1

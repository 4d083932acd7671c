"""The same cable again and again: nothing that the tester left on it is taken for the cable's."""

import pytest

from ringout_host.sim.handheld import Handheld


@pytest.mark.parametrize("cable", ["trs_trs,length=3m", "trs_trs,length=30m", "insert,length=100m"])
def test_a_long_cable_keeps_no_charge_from_the_last_press(tmp_path, cable):
    handheld = Handheld(cable, str(tmp_path))
    assert [handheld.press()["verdict"] for _ in range(4)] == ["PASS"] * 4

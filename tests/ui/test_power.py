"""Battery and display rest."""

import pytest

from ringout.ui.power import (
    ASLEEP,
    AWAKE,
    CURVES,
    DIM,
    LEVELS,
    OFF,
    OK,
    REFUSE,
    WARN,
    Battery,
    Rest,
)  # fmt: skip
from ringout_host.sim.handheld import Handheld


def settled(kind, mv):
    battery = Battery(kind)
    for at in range(60):
        battery.update(at * 500, mv)
    return battery


@pytest.mark.parametrize("kind", CURVES)
def test_percent_falls_with_the_voltage(kind):
    percents = [settled(kind, mv).percent() for mv in range(1800, 4300, 10)]
    assert percents[0] == 0 and percents[-1] == 100
    assert percents == sorted(percents)
    assert len(set(percents)) > 30


@pytest.mark.parametrize("kind", CURVES)
def test_levels_in_order_while_cells_run_down(kind):
    battery = Battery(kind)
    seen = []
    for at, mv in enumerate(range(4300, 1700, -2)):
        level = battery.update(at * 500, mv)
        if not seen or seen[-1] != level:
            seen.append(level)
    assert seen == [OK, WARN, REFUSE]
    warn, refuse = LEVELS[kind]
    assert warn > refuse >= CURVES[kind][0][0]


def test_rechargeable_cells_are_not_low_all_their_life():
    """NiMH holds 1.2 V a cell until it is nearly empty."""
    assert settled("2xAA", 2400).level == OK
    assert settled("2xAA", 2400).percent() >= 25
    assert settled("2xNiMH", 2800).percent() == 100
    assert 45 <= settled("2xNiMH", 2500).percent() <= 55, "most of their life is 1.25 V a cell"


def test_a_level_does_not_flicker():
    warn = LEVELS["2xAA"][0]
    battery = settled("2xAA", warn - 5)
    assert battery.level == WARN
    for at in range(60, 120):
        assert battery.update(at * 500, warn + 20 * (at % 2)) == WARN
    for at in range(120, 180):
        battery.update(at * 500, warn + 100)
    assert battery.level == OK


def test_one_noisy_reading_changes_nothing():
    battery = settled("2xAA", 2700)
    assert battery.update(60 * 500, 2100) == OK
    assert 2600 <= battery.mv < 2700


def test_usb_is_never_low_and_unplugging_it_starts_afresh():
    battery = settled("2xAA", 1900)
    assert battery.level == REFUSE
    assert battery.update(40000, 4900, on_usb=True) == OK
    assert battery.update(40500, 2400) == OK and battery.mv == 2400


def test_reading_is_due_every_half_second():
    battery = Battery("LiPo")
    assert battery.is_due(0)
    battery.update(0, 3700)
    assert not battery.is_due(499) and battery.is_due(500)
    assert battery.text() == "3.70 V"


@pytest.mark.parametrize("start_ms", [0, 0x3FFFFFFF - 100000], ids=["early", "clock wraps"])
def test_display_dims_after_a_minute_and_sleeps_after_five(start_ms):
    rest = Rest(start_ms)
    states = {}
    for second in range(400):
        state = rest.update((start_ms + second * 1000) & 0x3FFFFFFF)
        states.setdefault(state, second)
    assert states == {AWAKE: 0, DIM: 60, ASLEEP: 300}


def test_waking_key_is_told_apart():
    rest = Rest(0)
    rest.update(70000)
    assert rest.touch(70000) is False and rest.update(70001) == AWAKE
    rest.update(370000)
    assert rest.state == ASLEEP
    assert rest.touch(380000) is True and rest.update(380001) == AWAKE


def test_asleep_for_a_fortnight_is_still_asleep():
    """ticks wrap after 12 days: a difference of 7 days would look negative."""
    rest = Rest(0)
    rest.update(300000)
    for day in range(15):
        assert rest.update(day * 86400000 & 0x3FFFFFFF) == ASLEEP


@pytest.mark.parametrize("start_ms", [0, 0x3FFFFFFF - 100000], ids=["early", "clock wraps"])
def test_the_tester_is_off_so_many_minutes_after_its_last_use_on_cells(start_ms):
    rest = Rest(start_ms)
    rest.off_min = 10

    def at(second, **usb):
        return rest.update((start_ms + second * 1000) & 0x3FFFFFFF, **usb)

    assert [at(599, on_usb=False), at(600, on_usb=False)] == [ASLEEP, OFF]
    assert at(5000, on_usb=True) == ASLEEP, "USB feeds it"
    assert [at(5599, on_usb=False), at(5600, on_usb=False)] == [ASLEEP, OFF], "it counts anew"
    assert rest.touch((start_ms + 5600000) & 0x3FFFFFFF), "the display was dark"
    assert at(5601, on_usb=False) == AWAKE
    rest.sleeps = False
    assert at(9000, on_usb=False) == DIM, "somebody watches a cable for hours"


@pytest.fixture
def on_cells(tmp_path):
    """A tester on fresh cells, in a room where nobody touches it: after(minutes)."""
    tester = Handheld("trs_trs,length=3m", str(tmp_path))
    tester.board.usb, tester.board.supply_mv = False, 3000

    def after(minutes):
        tester.bench.advance(minutes * 60e6)
        tester.step()
        return tester

    return after


def test_a_tester_in_a_bag_sleeps_and_a_key_starts_it_as_it_was(on_cells):
    seq = on_cells(0).press()["seq"]
    on_cells(29)
    with pytest.raises(SystemExit, match="asleep"):
        on_cells(2)
    tester = on_cells(0)
    assert not tester.bench.is_driven() and sum(map(sum, tester.pixels)) == 0, "dark"
    tester.power_on()  # what the key does
    assert tester.press()["seq"] == seq + 1


def test_it_sleeps_when_the_owner_says_so(on_cells):
    tester = on_cells(0)
    tester.app.act(("set", "off_min", 0))
    on_cells(500)
    tester.app.act(("set", "off_min", 2))
    tester.press()
    on_cells(1)
    with pytest.raises(SystemExit, match="asleep"):
        on_cells(1.5)


def test_usb_that_comes_as_it_falls_asleep_leaves_a_display_that_a_key_wakes(on_cells, monkeypatch):
    tester = on_cells(0)
    tester.app.act(("set", "off_min", 2))
    monkeypatch.setattr(tester.board, "sleep", tester.board.release)  # USB is there by then
    on_cells(2.5)
    assert sum(map(sum, tester.pixels)) == 0
    tester.press("MODE")
    assert sum(map(sum, tester.pixels)) > 0

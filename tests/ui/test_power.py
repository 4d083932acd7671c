"""Battery and display rest."""

import pytest

from ringout.ui.power import ASLEEP, AWAKE, CURVES, DIM, LEVELS, OK, REFUSE, WARN, Battery, Rest


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

"""The firmware on the emulated chip says what it says on the simulated board."""

import pytest
from pressing import press

from ringout_host.sim.handheld import Handheld

CLOCK = 1_780_000_000  # UTC: 2026-05-28
CABLES = [  # a press takes up to a minute of real time
    "trs_trs,length=6m",
    "trs_trs,length=6m,open=R@0.3m:B",
    "trs_trs,swap=T-R@B",
    "trs_trs,short=T-S:2ohm@B",
    "trs_trs,live=48V:6.81k@A.T,A.R",
    "none",
]


@pytest.mark.parametrize("cable", CABLES)
def test_a_press_gives_the_record_of_the_simulated_board(started, forked, tmp_path, cable):
    record = forked(press, started, cable)
    expected = Handheld(cable, str(tmp_path)).press()
    for key in ("verdict", "nets", "wiring"):
        assert record[key] == expected[key]
    assert [f["code"] for f in record["faults"]] == [f["code"] for f in expected["faults"]]
    for key in ("pf", "leg_ohm"):
        assert set(record[key]) == set(expected[key])
        for pair, (value, uncertainty) in record[key].items():
            other, spread = expected[key][pair]
            assert abs(value - other) <= uncertainty + spread, pair


def test_it_answers_within_two_and_a_half_seconds(started):
    """Device time from power-on; the aim is one second. Flash wait states are not modelled."""
    assert started.ready_us < 2_500_000


def log_after_press(twin):
    record = twin.press()
    lines = twin.device.log_read(0, 10)
    return record, lines, twin.device.screen()


def test_log_and_screen_over_the_console(started, forked):
    record, lines, screen = forked(log_after_press, started)
    assert len(lines) == 1 and record["dev"].encode() in lines[0]
    assert sum(byte.bit_count() for byte in screen) > 300


def exec_and_return(twin):
    twin.device.set_clock(CLOCK)
    names = twin.repl.run("import os\nprint(os.listdir('/'))")
    twin.chip.usb.send(b"\x02\x04")  # friendly prompt, soft reset: main.py runs again
    assert twin.chip.run_until(lambda: b"soft reboot" in twin.chip.usb.received)
    twin.chip.run_us(1_500_000)
    twin.chip.usb.take()
    twin.device.shake_hands()
    return names, twin.device.info["boot"]


def test_the_prompt_works_and_the_app_comes_back_after_a_reset(started, forked):
    names, boot = forked(exec_and_return, started)
    assert "main.py" in names and "firmware" in names and "ringout-data" in names
    assert boot == 2


def power_cycled(twin):
    twin.device.settings_set(units="ft")
    record = twin.press()
    fresh = twin.power_cycle().start()
    return record["seq"], fresh.device.settings_get(), fresh.device.log_stat(), fresh.device.info


def test_settings_and_log_survive_a_power_cycle(started, forked):
    seq, settings, log, info = forked(power_cycled, started)
    assert settings.get("settings", settings)["units"] == "ft"
    assert log["next"] == seq + 1 and not log["damaged"]
    assert info["boot"] == 2


def press_while_moving(twin, cable):
    twin.plug(cable)
    records = [twin.press() for _ in range(3)]
    assert not twin.bench.is_driven()
    return records, twin.device.log_read(0, 10)


@pytest.mark.parametrize("contact", ["S@B", "T@A"])
def test_a_contact_that_moves_during_a_press_crashes_nothing(started, forked, contact):
    cable = f"ts_ts,length=1m,intermittent={contact}:10ms/20ms"
    records, lines = forked(press_while_moving, started, cable)
    assert len(lines) == 3
    for record in records:
        assert "crash" not in record and record["verdict"] == "FAIL"
        assert record["faults"][0]["code"] in ("unsteady", "open")

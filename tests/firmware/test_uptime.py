"""Uptime goes on where the ticks wrap; a week at a festival is no reason to lose a record."""

from ringout.base.uptime import Uptime
from ringout_host.sim.handheld import Handheld

DAY_MS = 24 * 3600 * 1000


def test_uptime_goes_on_past_the_wrap_of_the_ticks(tmp_path):
    handheld = Handheld("none", str(tmp_path))
    uptime = Uptime(handheld.board)
    for day in range(1, 31):
        handheld.bench.advance(DAY_MS * 1000)
        assert abs(uptime.ms() - day * DAY_MS) <= 1


def test_a_record_of_the_tenth_day_has_its_time(tmp_path):
    handheld = Handheld("trs_trs", str(tmp_path))
    for _ in range(10):
        handheld.bench.advance(DAY_MS * 1000)
        handheld.step()
    assert handheld.press() is None  # the display slept: the first press only wakes it
    record = handheld.press()
    assert 10 * DAY_MS < record["up_ms"] < 10 * DAY_MS + 5000

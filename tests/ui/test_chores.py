"""What the tester does while nobody wants anything."""

import pytest

from ringout.app import App
from ringout.base import limits
from ringout.base.compat import ticks_diff
from ringout.console.ops import Ops
from ringout_host.sim.handheld import Handheld
from ringout_host.sim.spec import parse


@pytest.fixture
def tester(tmp_path):
    return Handheld("trs_trs,length=6m", str(tmp_path))


def age_ms(tester):
    return ticks_diff(tester.board.ticks_ms(), tester.app.tester.charger.measured_ms)


def wait(tester, seconds):
    for _ in range(int(seconds)):
        tester.step(1000)


def test_a_press_finds_fresh_references_however_long_the_tester_lay_there(tester):
    charger = tester.app.tester.charger
    wait(tester, 200)
    assert age_ms(tester) < limits.REFERENCE_AGE_MS
    measured = charger.measured_ms
    assert tester.press()["verdict"] == "PASS"
    assert charger.measured_ms == measured and charger.lo.pf_per_g


def test_asleep_it_saves_its_cells_and_a_key_that_wakes_it_brings_fresh_references(tester):
    wait(tester, 400)
    assert age_ms(tester) > limits.REFERENCE_AGE_MS
    tester.press()  # wakes
    assert age_ms(tester) < 1000
    assert tester.press()["verdict"] == "PASS"


@pytest.mark.parametrize(
    ("part", "verdict"),
    [("cref_f", "ERROR"), ("cref_big_f", "PASS")],  # 6 m do without the 10 nF
)
def test_a_reference_that_broke_off_is_no_crash(tester, part, verdict):
    setattr(tester.bench.front_end, part, 1e-13)
    tester.plug("trs_trs,length=6m")  # builds the circuit anew
    wait(tester, 60)
    assert [tester.press()["verdict"] for _ in range(2)] == [verdict] * 2


@pytest.mark.parametrize("farad", [1e-13, 1e-9, 5e-9, 20e-9, 1e-6])
def test_no_long_cable_is_measured_by_a_big_reference_that_is_none(tester, farad):
    tester.bench.front_end.cref_big_f = farad
    tester.app.tester.charger.measured_ms = None  # the next press measures its references
    tester.plug("trs_trs,length=150m,stock=mogami-w2549")
    record = tester.press()
    assert (record["verdict"], record["pf"]) == ("ERROR", {})


def test_the_number_of_a_start_is_kept_before_a_record_has_it(tester):
    tester.bench.plug(parse("trs_trs"))
    numbers = []
    for _ in range(3):
        tester.power_on()
        numbers.append(tester.press()["boot"])
    assert numbers == sorted(set(numbers))


def test_the_number_of_a_start_is_kept_before_a_host_dates_it(tester):
    numbers = []
    for _ in range(3):
        app = App(tester.board)
        app.start()
        Ops(app).clock_set({"t": 1_780_000_000})  # before the first chore
        numbers.append(app.tester.boot)
    assert numbers == sorted(set(numbers))


def test_no_chore_comes_between_while_a_host_is_served(tester):
    app = App(tester.board)
    app.start()
    tester.board.console_out = len  # it takes everything
    done = []
    app.chores.turn = lambda *_: done.append(len(tester.board.received))
    for _ in range(20):
        tester.board.received += b'{"id":1,"op":"log.stat"}\n'
        app.step()
    assert done == []
    app.step()
    assert done == [0]

"""Whatever happens to the display, the keys, the supply or the plug, the tester goes on."""

import random

import pytest

from ringout.app import App
from ringout.board.port import KEY_MODE, KEY_TEST
from ringout.chores import Chores
from ringout.screen.oled import BRIGHT, DIM
from ringout.storage import stored_line
from ringout.ui.views import MenuView, Notice, Ready, Result
from ringout_host.sim.flashfs import FlashFs, PowerCut
from ringout_host.sim.handheld import Handheld

GOOD = "trs_trs,length=3m"
BAD = "trs_trs,length=3m,open=T@B"


@pytest.fixture
def handheld(tmp_path):
    return lambda cable: Handheld(cable, str(tmp_path))


def records(app):
    return [stored_line.decode(line) for line in app.log.read(0, 9999)]


def hand(tester, *presses):
    """A hand that moves at its own times: (key, from_ms, until_ms) from now."""
    start_us = tester.bench.now_us
    asked_ms = [0.0]

    def now_ms():
        return (tester.bench.now_us - start_us) / 1000

    def keys():
        tester.bench.advance(500)
        return sum(key for key, begin, end in presses if begin <= now_ms() < end)

    def pressed():
        since_ms, asked_ms[0] = asked_ms[0], now_ms()
        return sum(key for key, begin, _ in presses if since_ms < begin <= asked_ms[0])

    tester.board.keys, tester.board.pressed = keys, pressed


@pytest.mark.parametrize("begin_ms", range(80, 170, 10))
def test_a_press_during_a_test_is_not_lost(handheld, begin_ms):
    """TEST is let go at 60 ms and the test takes 100 ms; MODE meanwhile turns the page."""
    tester = handheld(GOOD)
    hand(tester, (KEY_TEST, 10, 60), (KEY_MODE, begin_ms, begin_ms + 60))
    end_us = tester.bench.now_us + 600e3
    while tester.bench.now_us < end_us:
        tester.step(5)
    assert len(records(tester.app)) == 1
    assert isinstance(tester.app.view, Result) and tester.app.view.page == 1


@pytest.mark.parametrize("begin_ms", range(0, 60, 3))
def test_a_press_is_not_lost_while_the_tester_does_its_chores(handheld, begin_ms):
    """Right after a start: the number of the start is kept, all references are measured."""
    tester = handheld(GOOD)
    tester.power_on()
    tester.app.chores = Chores(tester.board.files, 0)
    tester.app.tester.charger.measured_ms = None
    hand(tester, (KEY_TEST, begin_ms + 0.5, begin_ms + 30))
    end_us = tester.bench.now_us + 600e3
    while tester.bench.now_us < end_us:
        tester.step(5)
    assert len(records(tester.app)) == 1


@pytest.mark.parametrize("writes", [0, 1, 5, 9, 14, 18, 25])
def test_display_that_dies_in_a_test(handheld, writes):
    """The test runs, light and sound tell the verdict, the record is written, and a display
    that is back shows it."""
    tester = handheld(BAD)
    panel = tester.board.panel
    send, left = panel.write, [writes]

    def dying(address, data):
        left[0] -= 1
        panel.connected = left[0] >= 0
        send(address, data)

    panel.write = dying
    heard = set()
    tester.board.tone = heard.add
    assert tester.press()["verdict"] == "FAIL"
    assert tester.board.red and not tester.board.green
    tester._hold(0, 600)
    assert 400 in heard
    assert [each["verdict"] for each in records(tester.app)] == ["FAIL"]
    del panel.write
    panel.reset()
    panel.connected = True
    tester.press()
    assert panel.is_on and sum(map(sum, panel.pixels)) > 500


def test_without_a_display_from_the_start(handheld):
    tester = handheld(GOOD)
    tester.board.panel.connected = False
    tester.power_on()
    assert tester.press()["verdict"] == "PASS" and tester.board.green
    assert len(records(tester.app)) == 1


def test_display_dims_sleeps_and_a_key_only_wakes_it(handheld):
    tester = handheld(GOOD)
    panel = tester.board.panel

    def idle(seconds):
        end_us = tester.bench.now_us + seconds * 1e6
        while tester.bench.now_us < end_us:
            tester.step(200)

    idle(58)
    assert panel.contrast == BRIGHT
    idle(4)
    assert panel.contrast == DIM and panel.is_on
    idle(240)
    assert not panel.is_on
    tester.press("TEST")
    assert panel.is_on and panel.contrast == BRIGHT and records(tester.app) == []
    tester.press("TEST")
    assert len(records(tester.app)) == 1


def test_cells_too_low_make_no_test(handheld):
    tester = handheld(GOOD)
    tester.board.usb, tester.board.supply_mv = False, 1950
    tester._hold(0, 1000)
    assert isinstance(tester.app.view, Notice)
    tester.press("TEST")
    tester.press("TEST")
    tester.press("TEST", 800)  # nor wiggle
    assert records(tester.app) == [] and not tester.bench.is_driven()
    tester.board.supply_mv = 2900
    tester._hold(0, 15000)
    tester.press("MODE")
    tester.press("TEST")
    assert len(records(tester.app)) == 1


def test_stuck_key_is_told_and_the_other_works(handheld):
    tester = handheld(GOOD)
    tester.app = App(tester.board)
    tester.app.start()
    tester._hold(KEY_MODE, 3200)
    shown = [item[3] for item in tester.app.view.layout() if isinstance(item[3], str)]
    assert "MODE key is stuck" in shown
    tester._hold(KEY_MODE | KEY_TEST, 60)
    tester._hold(KEY_MODE, 60)
    assert len(records(tester.app)) == 1


def test_keys_bounce_through_a_whole_session(handheld):
    """A contact that bounces for 8 ms at every edge: one test a press, nothing else."""
    tester = handheld(GOOD)
    chance = random.Random(4)
    presses = []
    for number in range(5):
        begin = 100 + 500 * number
        presses += [(KEY_TEST, begin + 8, begin + 80)]
        for edge in (begin, begin + 80):
            at = edge + chance.random() * 3
            presses += [(KEY_TEST, at, at + 1), (KEY_TEST, at + 3, at + 4.5)]
    hand(tester, *presses)
    end_us = tester.bench.now_us + 3e6
    while tester.bench.now_us < end_us:
        tester.step(2)
    assert len(records(tester.app)) == 5


# -- the plug is pulled --------------------------------------------------------------------
class Unplugged(BaseException):
    """The supply is gone in the middle of something."""


def use(tester):
    """Two tests, a setting, a golden cable, the menu, a wiggle."""
    tester.press("TEST")
    tester.press("MODE")
    tester.app.act(("set", "operator", "KIM"))
    tester.press("MODE", 800)
    assert isinstance(tester.app.view, MenuView)
    tester.press("MODE", 800)
    tester.app.act(("learn", "TOUR-A"))
    for _ in range(tester.app.settings["golden_samples"]):
        tester.press("TEST")
    tester.press("MODE")
    tester.wiggle(0.1)
    tester.press("TEST")


def starts_clean(tester):
    """A start with nothing to complain of, and the next test."""
    tester.board.held = 0
    tester.board.release()
    tester.power_on()
    app = tester.app
    assert isinstance(app.view, Ready) and app.message() == ""
    numbers = [each["seq"] for each in records(app)]
    assert numbers == sorted(set(numbers))
    boots = [each["boot"] for each in records(app)]
    assert all(boot < app.tester.boot for boot in boots)
    assert tester.press("TEST")["seq"] > max(numbers, default=0)
    assert app.settings["operator"] in ("", "KIM")
    return len(numbers)


def test_the_plug_is_pulled_at_any_step_of_the_flash(tmp_path):
    """At fifteen places, evenly over all bytes and file operations of a session."""
    whole = Handheld(GOOD, str(tmp_path))
    flash = whole.board.files = FlashFs()
    whole.power_on()
    begin = flash.steps
    use(whole)
    steps = flash.steps - begin
    assert steps > 2000
    kept = set()
    for cut in range(1, steps, max(1, steps // 15)):
        tester = Handheld(GOOD, str(tmp_path))
        flash = tester.board.files = FlashFs(torn=cut % 2 == 0)
        tester.power_on()
        flash.cut_after(cut)
        with pytest.raises(PowerCut):
            use(tester)
        flash.restore_power()
        kept.add(starts_clean(tester))
    assert kept >= {0, 1, 2}


@pytest.mark.parametrize("seed", range(12))
def test_the_plug_is_pulled_at_any_time(tmp_path, seed):
    """In the middle of a measurement, a wiggle, a picture on its way to the display."""
    tester = Handheld(GOOD, str(tmp_path))
    bench = tester.bench
    off_us = bench.now_us + random.Random(seed).uniform(1e4, 5e6)
    advance = bench.advance

    def until_off(us):
        if bench.now_us + us > off_us:
            raise Unplugged
        advance(us)

    bench.advance = until_off
    with pytest.raises(Unplugged):
        use(tester)
    del bench.advance
    bench.listener = None
    tester.board._watch = None
    starts_clean(tester)


ANY = [
    ("auto", "wires:A.T-B.T A.T-B.R A.S=B.S A.S-B.R2,length=2m"),  # UNKNOWN
    ("auto", "wires:A.T-B.T:470ohm A.T-B.R A.S=B.S,length=2m"),  # the same, with a part
    ("auto", "none"),
    ("auto", "xlr_xlr,live=48V:6.81k@A.T,A.R"),
    ("auto", "ts_ts,part=T-S:2.2nF@B"),
    ("auto", "trs_trs,intermittent=R@B:10ms/25ms"),
    ("auto", "insert,short=T-S@C,open=T@B"),
    ("expect:trs_trs", "trs_xlr_y"),
    ("expect:insert", "wires:A.T-B.T A.T-B.R A.S=B.S,length=2m"),
]


def test_every_page_of_every_record_can_be_looked_at(handheld):
    """MODE through all pages, after a press and after a wiggle of the same: a page that raises
    leaves the crash file."""
    tester = handheld("none")
    for mode, cable in ANY:
        tester.configure(mode)
        tester.plug(cable)
        for look in (tester.press, lambda: tester.wiggle(0.05)):
            assert look()["verdict"] != "ERROR", (mode, cable)
            for _ in range(8):
                tester.press("MODE")
            assert tester.board.files.read("crash") is None, (mode, cable)

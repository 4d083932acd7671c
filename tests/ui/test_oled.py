"""The display driver on the simulated glass: both controllers, both ways up, and its death."""

import random

import pytest

from ringout.screen.canvas import Canvas
from ringout.screen.oled import BRIGHT, DIM, Oled
from ringout.ui.views import Ready
from ringout.ui.which_display import WhichDisplay
from ringout_host.sim.handheld import Handheld
from ringout_host.sim.oled import Panel

CONTROLLERS = ["ssd1306", "sh1106"]


@pytest.fixture(params=CONTROLLERS)
def lit(request, board):
    """A started display with a picture on it that has no symmetry: (oled, canvas, board)."""
    board.panel = Panel(request.param)
    canvas = Canvas()
    noise = random.Random(7)
    canvas.buffer[:] = bytes(noise.randrange(256) for _ in range(1024))
    oled = Oled(board, request.param)
    assert oled.start() and oled.show(canvas.buffer)
    return oled, canvas, board


def dots(canvas):
    return [[canvas.fb.pixel(x, y) for x in range(128)] for y in range(64)]


def test_shows_what_was_drawn(lit):
    _, canvas, board = lit
    assert board.panel.is_on
    assert board.panel.pixels == dots(canvas)


def test_rotated_it_is_upside_down(lit):
    oled, canvas, board = lit
    oled.configure(board.panel.controller, True)
    assert oled.start() and oled.show(canvas.buffer)
    assert board.panel.pixels == [row[::-1] for row in dots(canvas)[::-1]]


def test_wrong_controller_is_visible(board):
    """SH1106 driven as SSD1306 is two columns off: the glass tells them apart."""
    board.panel = Panel("sh1106")
    canvas = Canvas()
    canvas.fb.vline(0, 0, 64, 1)
    canvas.fb.vline(64, 0, 64, 1)
    oled = Oled(board, "sh1106")
    oled.configure("sh1106", False)
    oled._first_column = 0
    oled.start()
    oled.show(canvas.buffer)
    assert board.panel.pixels != dots(canvas)


def test_random_memory_is_never_shown(board):
    oled = Oled(board)
    oled.start()
    assert not board.panel.is_on
    oled.show(Canvas().buffer)
    assert board.panel.is_on and not any(map(any, board.panel.pixels))


def test_full_frame_within_30_ms_at_400_khz(lit):
    oled, canvas, board = lit
    canvas.fb.fill(1)
    for page in range(8):  # every run of columns changes
        canvas.buffer[page * 128 : page * 128 + 128] = bytes(b ^ 0xFF for b in oled._sent[:128])
    before, before_us = board.panel.bytes_received, board.bench.now_us
    oled._whole = True
    oled.show(canvas.buffer)
    sent = board.panel.bytes_received - before
    assert 1024 < sent <= 1024 + 8 * 7
    assert sent * 9 / 400e3 < 0.030
    assert board.bench.now_us - before_us < 30e3


def test_only_changes_are_sent(lit):
    oled, canvas, board = lit
    before = board.panel.bytes_received
    assert oled.show(canvas.buffer) and board.panel.bytes_received == before
    canvas.buffer[3 * 128 + 70] ^= 1
    oled.show(canvas.buffer)
    assert 0 < board.panel.bytes_received - before <= 16 + 7
    assert board.panel.pixels == dots(canvas)


def test_random_changes_always_arrive(lit):
    oled, canvas, board = lit
    chance = random.Random(3)
    for _ in range(60):
        for _ in range(chance.randrange(1, 5)):
            canvas.buffer[chance.randrange(1024)] = chance.randrange(256)
        assert oled.show(canvas.buffer)
        assert board.panel.pixels == dots(canvas)


def test_contrast_and_sleep(lit):
    oled, canvas, board = lit
    assert board.panel.contrast == BRIGHT
    oled.contrast(DIM)
    assert board.panel.contrast == DIM
    oled.sleep(True)
    assert not board.panel.is_on
    assert oled.show(canvas.buffer) and board.panel.is_on  # waking keeps the picture
    assert board.panel.pixels == dots(canvas)


def test_second_address_is_found(board):
    board.panel = Panel("ssd1306", address=0x3D)
    oled = Oled(board)
    assert oled.start() and oled.show(Canvas().buffer) and board.panel.is_on


def test_absent_display_is_no_error(board):
    board.panel.connected = False
    oled = Oled(board)
    assert not oled.start() and not oled.present
    assert not oled.show(Canvas().buffer)
    assert not oled.contrast(DIM) and not oled.sleep(True)


@pytest.mark.parametrize("controller", CONTROLLERS)
def test_dies_at_any_write_and_comes_back(board, controller):
    """Unplug the display at each single write; plug in again; one start shows all of it."""
    deaths = 0
    for survive in range(40):
        board.panel = panel = Panel(controller)
        oled = Oled(board, controller)
        canvas = Canvas()
        canvas.text(3, 11, "the same picture")
        write, left = panel.write, [survive]

        def dying(address, data, write=write, left=left, panel=panel):
            left[0] -= 1
            if left[0] < 0:
                panel.connected = False
            write(address, data)

        panel.write = dying
        alive = oled.start() and oled.show(canvas.buffer)
        assert oled.present == alive
        if alive:
            break
        deaths += 1
        panel.write, panel.connected = write, True
        panel.reset()
        assert oled.start() and oled.show(canvas.buffer)
        assert panel.pixels == dots(canvas)
    assert alive and deaths >= 10


@pytest.mark.parametrize("controller", CONTROLLERS)
def test_a_module_that_says_what_it_is_needs_no_setting(board, controller):
    board.panel = Panel(controller)
    oled = Oled(board)
    canvas = Canvas()
    canvas.fb.rect(0, 0, 128, 64, 1)
    assert oled.start() and oled.show(canvas.buffer) and not oled.unsure
    assert board.panel.pixels == dots(canvas)


def whole_frame(handheld):
    """All dots of the four edges shine."""
    rows = handheld.pixels
    return all(map(all, (rows[0], rows[-1], [row[0] for row in rows], [row[-1] for row in rows])))


@pytest.mark.parametrize("controller", CONTROLLERS)
def test_a_module_that_says_nothing_is_asked_about_once(tmp_path, controller):
    handheld = Handheld("trs_trs,length=3m", str(tmp_path))
    panel = handheld.board.panel = Panel(controller)
    panel.says = None
    handheld.power_on()
    assert isinstance(handheld.app.view, WhichDisplay)
    assert whole_frame(handheld) == (controller == "ssd1306")
    handheld.press("MODE")
    assert whole_frame(handheld) == (controller == "sh1106")
    if controller == "ssd1306":
        handheld.press("MODE")
    handheld.press()
    assert handheld.app.settings["oled"] == controller
    assert isinstance(handheld.app.view, Ready)
    panel.reset()
    handheld.power_on()
    assert isinstance(handheld.app.view, Ready)
    assert handheld.press()["verdict"] == "PASS" and not handheld.app.oled.unsure


def test_a_module_that_holds_sda_low_does_not_hold_the_tester(tmp_path):
    handheld = Handheld("trs_trs,length=3m", str(tmp_path))
    usual = handheld.press()["ms"]
    handheld.board.panel.holds_sda = True
    handheld.power_on()
    for _ in range(2):
        record = handheld.press()
        assert record["verdict"] == "PASS" and record["ms"] < usual + 60
    handheld.board.panel.holds_sda = False
    assert handheld.press()["verdict"] == "PASS" and handheld.board.panel.is_on


def test_unknown_controller_is_refused(board):
    with pytest.raises(ValueError, match="ssd1306 or sh1106"):
        Oled(board, "hd44780")


def test_glass_refuses_commands_it_does_not_have():
    with pytest.raises(ValueError, match="sh1106 has no command 0x8d"):
        Panel("sh1106").write(0x3C, b"\x00\x8d\x14")
    with pytest.raises(OSError):
        Panel().write(0x3D, b"\x00\xaf")

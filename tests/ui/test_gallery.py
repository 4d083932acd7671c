"""Every screen, drawn by the firmware, against its golden picture."""

from pathlib import Path

import pytest

from ringout.canvas import FILL, HEIGHT, MARK, TEXT, WIDTH, WORD, bounds
from ringout_host.gallery.pictures import difference, load_golden, shown
from ringout_host.gallery.screens import all_screens

GOLDEN = Path(__file__).parents[1] / "gallery"
SCREENS = all_screens()
VERDICTS = [
    "pass", "pass-near", "fail-near", "fail-open", "looks-like", "no-cable", "live", "error",
]  # fmt: skip


@pytest.mark.parametrize("name", SCREENS)
def test_screen_is_as_it_was_accepted(name):
    changed = difference(load_golden(GOLDEN / f"{name}.png"), shown(SCREENS[name]))
    assert not changed, f"{name}: {changed}\nmake gallery shows it, ARGS=--accept takes it"


def test_no_golden_picture_is_left_over():
    assert {path.stem for path in GOLDEN.glob("*.png")} == set(SCREENS)


def test_issue_7_list_is_complete():
    wanted = (
        "startup ready testing pass fail-open wiring resistance capacitance balance advice "
        "wiggle-many menu settings calibrate-zero low-battery log-full live error crash"
    )
    assert set(wanted.split()) <= set(SCREENS)


@pytest.mark.parametrize("name", SCREENS)
def test_nothing_overflows(name):
    for item in SCREENS[name]:
        x, y, w, h = bounds(item)
        assert x >= 0 and y >= 0 and x + w <= WIDTH and y + h <= HEIGHT, item


@pytest.mark.parametrize("name", SCREENS)
def test_no_two_texts_touch(name):
    """Small text has at least its own height; only words on a filled bar may lie on others."""
    texts = [(*bounds(item)[:3], 7) for item in SCREENS[name] if item[0] == TEXT and item[3]]
    words = [bounds(item) for item in SCREENS[name] if item[0] in (WORD, MARK)]
    boxes = texts + words
    for at, (x, y, w, h) in enumerate(boxes):
        for other_x, other_y, other_w, other_h in boxes[at + 1 :]:
            apart = x + w <= other_x or other_x + other_w <= x
            assert apart or y + h <= other_y or other_y + other_h <= y, (name, x, y, other_x)


@pytest.mark.parametrize("name", VERDICTS)
def test_verdicts_are_big_with_at_most_four_short_lines(name):
    words = [item for item in SCREENS[name] if item[0] == WORD]
    assert len(words) == 1 and words[0][4][1] >= 24
    bar_tops = {item[2] for item in SCREENS[name] if item[0] == FILL}
    lines = {bounds(item)[1] for item in SCREENS[name] if item[0] == TEXT}
    assert 1 <= len(lines) <= 4, bar_tops


def test_a_changed_screen_is_told_readably():
    dark = [[0] * WIDTH for _ in range(HEIGHT)]
    dotted = [list(row) for row in dark]
    dotted[10][20] = dotted[11][22] = 1
    assert difference(dark, dark) == ""
    told = difference(dark, dotted).splitlines()
    assert told == ["2 dots differ, columns 20-22, rows 10-11", "+..", "..+"]
    assert difference(dotted, dark).splitlines()[1:] == ["-..", "..-"]

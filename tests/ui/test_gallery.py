"""Every screen, drawn by the firmware, against its golden picture."""

from pathlib import Path

import pytest
from readable import assert_readable

from ringout.canvas import HEIGHT, TEXT, WIDTH, WORD
from ringout_host.gallery import manual
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
def test_nothing_overflows_or_overlaps(name):
    assert_readable(SCREENS[name])


@pytest.mark.parametrize("name", VERDICTS)
def test_verdicts_are_big_with_at_most_four_short_lines(name):
    words = [item for item in SCREENS[name] if item[0] == WORD]
    assert len(words) == 1 and words[0][4][1] >= 24
    assert 1 <= len({item[2] for item in SCREENS[name] if item[0] == TEXT}) <= 4


def test_a_changed_screen_is_told_readably():
    dark = [[0] * WIDTH for _ in range(HEIGHT)]
    dotted = [list(row) for row in dark]
    dotted[10][20] = dotted[11][22] = 1
    assert difference(dark, dark) == ""
    told = difference(dark, dotted).splitlines()
    assert told == ["2 dots differ, columns 20-22, rows 10-11", "+..", "..+"]
    assert difference(dotted, dark).splitlines()[1:] == ["-..", "..-"]


def test_the_manual_shows_todays_screens(tmp_path):
    kept = Path(__file__).parents[2] / manual.FOLDER
    manual.write({name: shown(items) for name, items in SCREENS.items()}, tmp_path)
    assert {p.name for p in kept.iterdir()} == {p.name for p in tmp_path.iterdir()}
    stale = [p.name for p in tmp_path.iterdir() if p.read_bytes() != (kept / p.name).read_bytes()]
    assert not stale, "make gallery ARGS=--accept makes them anew"

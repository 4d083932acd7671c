"""Somebody uses the tester as the gallery's script says: every screen is reached and looks as it
was accepted, every setting is set, with two keys."""

import importlib
import pkgutil
import tempfile
from pathlib import Path

import pytest
from readable import assert_readable
from tests.vm.micropython_vm import TREE, MicroPythonVM

import ringout
from ringout.screen.canvas import FILL, HEIGHT, ICON, LINE, TEXT, WIDTH, WORD, Canvas
from ringout.settings.table import NAMES
from ringout.ui import menu_pages
from ringout.ui.views import View
from ringout_host.gallery import manual, shown
from ringout_host.gallery.pictures import difference, load_golden

GOLDEN = Path(__file__).parents[1] / "gallery"
FOLDERS_WITH_LAYOUTS = ("screen", "ui")
VERDICTS = ("pass", "fail", "looks-like", "no-cable", "live", "error")
WAITING = ("self-test…", "measuring…")


ALL = """
import binascii, json
from ringout.screen.canvas import Canvas
from ringout.screen.oled import Oled
from ringout_host.sim.oled import Panel

class Glass:
    panel = Panel("sh1106")
    def i2c_write(self, address, data):
        self.panel.write(address, data)

glass, canvas, buffers, same = Glass(), Canvas(), {}, True
oled = Oled(glass, "sh1106")
oled.start()
for name, items in SCREENS.items():
    canvas.show(items)
    oled.show(canvas.buffer)
    seen = glass.panel.pixels
    for y in range(0, 64, 7):
        for x in range(0, 128, 5):
            same = same and seen[y][x] == canvas.fb.pixel(x, y)
    buffers[name] = binascii.hexlify(canvas.buffer).decode()
print(json.dumps({"buffers": buffers, "same": same}))
"""


class Layouts:
    """Counts the calls of every layout function of the firmware."""

    def __init__(self, patch):
        self.all, self.called = set(), set()
        folders = [f"{ringout.__path__[0]}/{folder}" for folder in FOLDERS_WITH_LAYOUTS]
        for found in pkgutil.iter_modules(folders):
            folder = Path(found.module_finder.path).name
            module = importlib.import_module(f"ringout.{folder}.{found.name}")
            for name, value in list(vars(module).items()):
                if name.startswith("layout_"):
                    self.all.add(name)
                    patch.setattr(module, name, self._counted(name, value))

    def _counted(self, name, function):
        def counted(*args, **keys):
            self.called.add(name)
            return function(*args, **keys)

        return counted


@pytest.fixture(scope="module")
def day():
    """(the person who did it, layouts)."""
    with pytest.MonkeyPatch.context() as patch:
        layouts = Layouts(patch)
        return shown(), layouts


def screens_are_as_they_were_accepted(day):
    person, _ = day
    told = []
    for name, pixels in person.pictures.items():
        path = GOLDEN / f"{name}.png"
        changed = difference(load_golden(path), pixels) if path.exists() else "no golden picture"
        if changed:
            told.append(f"{name}: {changed}")
    assert not told, "\n".join([*told, "make gallery shows them, ARGS=--accept takes them"])
    assert {path.stem for path in GOLDEN.glob("*.png")} == set(person.pictures)


def every_screen_is_reached(day):
    person, layouts = day
    assert layouts.called == layouts.all
    assert len(layouts.all) > 15
    views, found = [View], set()
    while views:
        view = views.pop()
        views += view.__subclasses__()
        found.add(view.__name__)
    assert found - {"View"} <= person.views
    assert {"menu page " + page for page in menu_pages._PAGES} <= person.views


def every_setting_is_set_with_the_keys(day):
    person, _ = day
    assert set(person.chosen) == set(NAMES)
    assert person.chosen["mode"] == {"auto", "expect", "golden"}
    assert person.chosen["units"] == {"ft", "m"}
    assert person.chosen["operator"] == {"KIM"} and person.chosen["length_m"] == {6.0}


def nothing_overflows_or_overlaps_and_no_word_is_cut(day):
    person, _ = day
    for name, items in person.layouts.items():
        if name.startswith("wiring"):  # wires cross and meet on purpose
            items = [item for item in items if item[0] not in (LINE, FILL, ICON)]
        assert_readable(items)
        texts = [item[3] for item in items if item[0] == TEXT]
        assert not [t for t in texts if "…" in t and t not in WAITING], name


def verdicts_are_big_with_at_most_four_short_lines(day):
    person, _ = day
    checked = 0
    for name, items in person.layouts.items():
        if name.startswith(VERDICTS):
            checked += 1
            words = [item for item in items if item[0] == WORD]
            assert len(words) == 1 and words[0][4][1] >= 24, name
            assert 1 <= len({item[2] for item in items if item[0] == TEXT}) <= 4, name
    assert checked > 15


def test_a_changed_screen_is_told_readably():
    dark = [[0] * WIDTH for _ in range(HEIGHT)]
    dotted = [list(row) for row in dark]
    dotted[10][20] = dotted[11][22] = 1
    assert difference(dark, dark) == ""
    told = difference(dark, dotted).splitlines()
    assert told == ["2 dots differ, columns 20-22, rows 10-11", "+..", "..+"]
    assert difference(dotted, dark).splitlines()[1:] == ["-..", "..-"]


def manual_and_readme_show_todays_screens(day):
    person, _ = day
    kept = Path(__file__).parents[2] / manual.FOLDER
    with tempfile.TemporaryDirectory() as folder:
        new = Path(folder)
        manual.write(person.pictures, new)
        assert {p.name for p in kept.iterdir()} == {p.name for p in new.iterdir()}
        stale = [p.name for p in new.iterdir() if p.read_bytes() != (kept / p.name).read_bytes()]
    assert not stale, "make gallery ARGS=--accept makes them anew"
    readme = (kept.parents[2] / "README.md").read_text("utf-8")
    assert all(f"{manual.FOLDER}/{name}.png" in readme for name in manual.README)


def every_screen_is_the_same_on_micropython(day):
    screens = day[0].layouts
    code = f"import sys; sys.path.insert(0, '/lib')\nSCREENS = {screens!r}\n{ALL}"
    answer = MicroPythonVM(timeout=240).run_json(code, TREE)
    canvas = Canvas()
    assert set(answer["buffers"]) == set(screens) and answer["same"]
    for name, items in screens.items():
        canvas.show(items)
        assert answer["buffers"][name] == bytes(canvas.buffer).hex(), name


CHECKS = (
    screens_are_as_they_were_accepted, every_screen_is_reached,
    every_setting_is_set_with_the_keys, nothing_overflows_or_overlaps_and_no_word_is_cut,
    verdicts_are_big_with_at_most_four_short_lines, every_screen_is_the_same_on_micropython,
    manual_and_readme_show_todays_screens,
)  # fmt: skip


@pytest.mark.vm
def test_a_day_with_the_tester(day):
    """One test, because the day takes a minute and each process would have it anew."""
    failed = []
    for check in CHECKS:
        try:
            check(day)
        except AssertionError as error:
            failed.append(f"{check.__name__}: {error}")
    assert not failed, "\n\n".join(failed)

"""The fonts: sheets and firmware agree, nothing is missing, no two characters look the same."""

import pytest

from ringout.results.vocabulary import VERDICTS
from ringout.screen import glyphs, lettering, verdict_page
from ringout.screen.canvas import HUGE, SLIM, TALL, VALUE, Canvas, bounds, word_width
from ringout.wirings import lookup
from ringout_host.lettering import sheet


@pytest.mark.parametrize("path", sheet.modules(), ids=lambda path: path.name)
def test_firmware_holds_what_the_sheets_say(path):
    assert path.read_text("utf-8") == sheet.modules()[path], "run: make glyphs"


def test_a_torn_sheet_is_refused():
    whole = (sheet.HERE / "font.txt").read_text("utf-8")
    assert len(sheet.read_font(whole)) == 95 + len(glyphs.EXTRA)
    with pytest.raises(ValueError, match="line 5"):
        sheet.read_font(whole.replace("! ..#..", "! ..#", 1))
    with pytest.raises(ValueError, match="not complete"):
        sheet.read_font("\n".join(line for line in whole.splitlines() if line[:2] != "Q "))


def test_small_characters_all_differ():
    cells = [glyphs.FONT[at : at + 5] for at in range(0, len(glyphs.FONT), 5)]
    assert len(cells) == 95 + len(glyphs.EXTRA)
    assert len(set(cells)) == len(cells)


@pytest.mark.parametrize("face", [HUGE, TALL, SLIM, VALUE], ids=["huge", "tall", "slim", "value"])
def test_big_characters_all_differ_and_keep_to_their_box(face):
    canvas = Canvas()
    seen = {}
    for letter in map(chr, lettering.STROKES):
        canvas.clear()
        canvas.word(30, 20, letter, face)
        picture = bytes(canvas.buffer)
        twin = seen.get(picture)
        assert twin is None or {letter, twin} == {"O", "0"}, (letter, twin)  # told by context
        seen[picture] = letter
        lit = [(x, y) for x in range(128) for y in range(64) if canvas.fb.pixel(x, y)]
        width = word_width(letter, face)
        assert all(30 <= x < 30 + width and 20 <= y < 20 + face[1] for x, y in lit), letter
        assert lit or letter == " "


def test_verdict_words_have_strokes_and_fit():
    for kind in VERDICTS:
        assert set(kind.word.encode()) <= set(lettering.STROKES)
        for item in verdict_page.verdict_items(kind.name):
            left, _, width, _ = bounds(item)
            assert left >= 0 and left + width <= 128


def test_names_of_the_catalogue_can_be_shown():
    for wiring_id in lookup.ids():
        for character in lookup.screen_name(wiring_id):
            assert 32 <= ord(character) < 127 or character in glyphs.EXTRA


def test_unknown_characters_show_as_a_question_mark():
    canvas = Canvas()
    canvas.text(0, 0, "é")
    strange = bytes(canvas.buffer)
    canvas.clear()
    canvas.text(0, 0, "?")
    assert strange == bytes(canvas.buffer) != bytes(1024)

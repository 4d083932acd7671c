"""Menu pages: a list with one line chosen, and an editor for numbers and names."""

from ringout.screen.canvas import (
    CHARS,
    FILL,
    TEXT,
    VALUE,
    WIDTH,
    WORD,
    fit,
    text_width,
    word_width,
    wrap,
)
from ringout.screen.frame import keys_line, title

ROWS = 5
FIRST_Y = 12
PITCH = 10
EDITOR_CHARS = 11


def layout_list(name, rows, chosen):
    """`rows`: (label, value) strings; the chosen one is inverse and always in view."""
    items = title(name, "%d/%d" % (chosen + 1, len(rows)) if rows else "")
    top = max(0, min(chosen - ROWS // 2, len(rows) - ROWS))
    for at, (label, value) in enumerate(rows[top : top + ROWS]):
        y = FIRST_Y + 1 + at * PITCH
        inverse = top + at == chosen
        if inverse:
            items.append((FILL, 0, y - 1, WIDTH, PITCH, 1))
        color = 0 if inverse else 1
        if len(value) > 1:
            value = fit(value, 12)
            label = fit(label, CHARS - 1 - len(value))
        elif len(label) >= CHARS:
            value = ""  # a mark gives way to a name that fills the line
        items.append((TEXT, 1, y, fit(label), color))
        if value:
            items.append((TEXT, WIDTH - 2 - text_width(value), y, value, color))
    return items


def layout_editor(name, characters, at, hint):
    """Characters in big letters, the one at `at` underlined; `hint` says what is allowed."""
    items = title(name)
    start = max(0, min(at - EDITOR_CHARS // 2, len(characters) - EDITOR_CHARS))
    width = VALUE[0] + VALUE[3]
    for place, character in enumerate(characters[start : start + EDITOR_CHARS]):
        x = 3 + place * width
        inset = (VALUE[0] - word_width(character, VALUE)) // 2
        items.append((WORD, x + inset, 15, character, VALUE))
        items.append((FILL, x, 33, VALUE[0], 3 if start + place == at else 1, 1))
    items += [(TEXT, 2, 38 + 8 * at, line) for at, line in enumerate(wrap(hint, 2))]
    return items + keys_line("next", "change") + [(TEXT, 37, 56, "hold:ok")]

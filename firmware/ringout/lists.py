"""Menu pages: a list with one line chosen, and an editor for numbers and names."""

from ringout.canvas import CHARS, FILL, TEXT, VALUE, WIDTH, WORD, fit, text_width, word_width, wrap
from ringout.screens import keys_line, title

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
            items.append((FILL, 0, y - 1, WIDTH - 4, PITCH, 1))
        color = 0 if inverse else 1
        value = fit(value, 10)
        label = fit(label, CHARS - 1 - (len(value) + 1 if value else 0))
        items.append((TEXT, 1, y, label, color))
        if value:
            items.append((TEXT, WIDTH - 6 - text_width(value), y, value, color))
    if len(rows) > ROWS:
        items += _scroll_bar(top, len(rows))
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
    items += [(TEXT, 2, 39, line) for line in wrap(hint, 1)]
    return items + keys_line("next", "change") + [(TEXT, 37, 56, "hold:ok")]


def _scroll_bar(top, total):
    height = PITCH * ROWS
    size = max(6, height * ROWS // total)
    y = FIRST_Y + (height - size) * top // (total - ROWS)
    return [(FILL, WIDTH - 2, FIRST_Y, 1, height, 1), (FILL, WIDTH - 3, y, 3, size, 1)]

"""The tester's own screens: start-up, ready, testing, error and the like.

Every screen has a `layout_x(...)` that returns the items to draw; `canvas.show(items)` shows
them. They get everything as arguments and do nothing else: no clock, no files, no hardware.
Result pages are in results.py.
"""

from ringout.screen import icons
from ringout.screen.canvas import (
    BOX,
    CHARS,
    FILL,
    HUGE,
    ICON,
    TALL,
    TEXT,
    WIDTH,
    WORD,
    fit,
    middle,
    text_width,
    word_width,
    wrap,
)

# Tops of the short lines under a big word, by how many there are.
LINE_Y = ((), (37,), (33, 46), (30, 42, 54), (29, 38, 47, 56))


def big_word(word, face, y=0):
    """A big word in the middle of the screen."""
    return (WORD, middle(word_width(word, face)), y, word, face)


def centred(y, text):
    """A small line in the middle of the screen."""
    text = fit(text)
    return (TEXT, middle(text_width(text)), y, text)


def short_lines(lines, rows=0):
    """Up to four short lines under a big word, centred; spread as if there were `rows`."""
    lines = lines[:4]
    tops = LINE_Y[max(rows, len(lines))]
    return [centred(tops[at], line) for at, line in enumerate(lines)]


def title(text, right=""):
    """A dark-on-light bar over the top of a page, with something at its right end."""
    right = fit(right, 8)
    text = fit(text, CHARS - 1 - (len(right) + 1 if right else 0))
    items = [(FILL, 0, 0, WIDTH, 10, 1), (TEXT, 2, 1, text, 0)]
    if right:
        items.append((TEXT, WIDTH - 2 - text_width(right), 1, right, 0))
    return items


def keys_line(mode, test):
    """What the two keys do now, at the bottom: MODE at the left, TEST at the right, inverse."""
    items = []
    for label, at_right in ((mode, False), (test, True)):
        if label:
            label = fit(label, 10)
            width = text_width(label) + 4
            left = WIDTH - width if at_right else 0
            items.append((FILL, left, 55, width, 9, 1))
            items.append((TEXT, left + 2, 56, label, 0))
    return items


def battery_items(x, percent, usb=False):
    """Battery with its charge in it, 15 dots wide and 9 high; a plug while USB powers."""
    if usb:
        return [(ICON, x, 0, icons.USB)]
    fill = max(0, min(10, (percent * 10 + 50) // 100))
    items = [(BOX, x, 0, 13, 8), (FILL, x + 13, 2, 2, 4, 1)]
    if fill:
        items.append((FILL, x + 1, 1, fill + 1, 6, 1))
    return items


def layout_startup(version):
    """Name and version, while the self-test runs."""
    return [big_word("RINGOUT", TALL, 6), centred(36, version), centred(50, "self-test…")]


def layout_ready(mode, battery_percent, log_percent, usb=False, message=""):
    """Waiting for a key: mode, battery, log fill, and one message or what it checks against."""
    log = "log " + str(log_percent) + "%"
    log_x = 107 - text_width(log)
    items = [(TEXT, log_x, 0, log), (TEXT, 0, 0, fit(mode, log_x // 6 - 1))]
    items += battery_items(113, battery_percent, usb)
    items.append((FILL, 0, 10, WIDTH, 1, 1))
    items.append(big_word("READY", HUGE, 16))
    lines = (message, "TEST: press") if message else ("TEST: press", "hold: wiggle")
    return items + [centred(46, lines[0]), centred(55, lines[1])]


def layout_testing():
    """A test is under way."""
    return [big_word("TEST", HUGE, 10), centred(46, "measuring…")]


def layout_error(text, what_to_do):
    """A measurement or the self-test failed: what, and what to do."""
    lines = wrap(text, 3)
    return [big_word("ERROR", HUGE)] + short_lines(lines + wrap(what_to_do, 4 - len(lines)))

"""What every screen must be: inside the glass, no text over another."""

from ringout.screen import glyphs
from ringout.screen.canvas import HEIGHT, MARK, TEXT, WIDTH, WORD, bounds

TALL_CAPITALS = 7  # the eighth row of a cell is for descenders


def assert_readable(items):
    """Every item fits; small texts, big words and marks keep apart; every character exists."""
    boxes = []
    for item in items:
        x, y, w, h = bounds(item)
        assert x >= 0 and y >= 0 and x + w <= WIDTH and y + h <= HEIGHT, item
        if item[0] in (TEXT, WORD, MARK) and item[3] != "":
            boxes.append((x, y, w, TALL_CAPITALS if item[0] == TEXT else h, item[3]))
        if item[0] == TEXT:
            strange = [c for c in item[3] if not 32 <= ord(c) < 127 and c not in glyphs.EXTRA]
            assert not strange, item
    for at, (x, y, w, h, text) in enumerate(boxes):
        for x2, y2, w2, h2, text2 in boxes[at + 1 :]:
            apart = x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y
            assert apart, f"{text!r} at {x},{y} lies over {text2!r} at {x2},{y2}"

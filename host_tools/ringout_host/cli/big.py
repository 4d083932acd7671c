"""Words in the tester's own big letters, for a terminal that is read from across the bench."""

from rich.text import Text

from ringout.screen import lettering

_COLUMNS = 78
_ROWS_DOTS = 14  # two dots a line of text
_STROKE_MAX = 3
_LETTER_MAX = 11


def big(word: str, style: str) -> Text:
    """`word` as block letters at most 78 columns wide and 7 lines high."""
    # The firmware draws with MicroPython's frame buffer; the simulator has the same for CPython.
    from ringout_host.sim.framebuf import MONO_VLSB, FrameBuffer

    width = max(5, min(_LETTER_MAX, _COLUMNS // max(len(word), 1) - 2))
    stroke = min(_STROKE_MAX, max(2, width // 3))
    columns = min(_COLUMNS, lettering.word_width(word, width, stroke, 2))
    rows = -(-_ROWS_DOTS // 8) * 8
    dots = FrameBuffer(bytearray(columns * rows // 8), columns, rows, MONO_VLSB)
    lettering.draw_word(dots, word, 0, 0, width, _ROWS_DOTS, stroke, 2)
    lines = []
    for y in range(0, _ROWS_DOTS, 2):
        pairs = ((dots.pixel(x, y), dots.pixel(x, y + 1)) for x in range(columns))
        lines.append("".join(" ▄▀█"[2 * bool(upper) + bool(lower)] for upper, lower in pairs))
    return Text("\n".join(line.rstrip() for line in lines), style)

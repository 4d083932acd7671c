"""Turns the drawn glyph sheet `font.txt` into the firmware's `glyphs.py`.

    python -m ringout_host.lettering.sheet    rewrite glyphs.py (make glyphs)
"""

from pathlib import Path

import ringout

SHEET = Path(__file__).with_name("font.txt")
MODULE = Path(ringout.__file__).with_name("glyphs.py")
COLUMNS, ROWS = 5, 8
FIRST = 32

HEADER = '''\
"""DATA: the small font, made from ringout_host/lettering/font.txt by `make glyphs`: do not edit.

Five columns a glyph, one byte a column, lowest bit on top (framebuf's MONO_VLSB order).
Printable ASCII from space, then the characters of EXTRA.
"""

FIRST = 32
COLUMNS = 5
ADVANCE = 6  # 21 characters fit the 128 dots of a line
HEIGHT = 8
'''


def read_sheet(text):
    """[(character, rows)] of a glyph sheet; ValueError names the line that is not right."""
    glyphs = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("# ") and not line.startswith("# ."):
            continue
        if not line.strip():
            continue
        name, *rows = line.split()
        if len(rows) != ROWS or any(len(r) != COLUMNS or r.strip(".#") for r in rows):
            raise ValueError(f"glyph sheet line {number}: want {ROWS} rows of {COLUMNS} dots")
        glyphs.append((" " if name == "space" else name, rows))
    ascii_part = [c for c, _ in glyphs if ord(c) < 127]
    if ascii_part != [chr(c) for c in range(FIRST, 127)]:
        raise ValueError("glyph sheet: printable ASCII is not complete and in order")
    return glyphs


def column_bytes(rows):
    """The five column bytes of one glyph."""
    return bytes(sum((rows[y][x] == "#") << y for y in range(ROWS)) for x in range(COLUMNS))


def module_text(glyphs):
    """The source of glyphs.py."""
    extra = "".join(c for c, _ in glyphs if ord(c) >= 127)
    lines = [HEADER, f'EXTRA = "{extra}"', "", "FONT = ("]
    for character, rows in glyphs:
        data = "".join(f"\\x{byte:02x}" for byte in column_bytes(rows))
        lines.append(f'    b"{data}"  # {"space" if character == " " else character}')
    lines.append(")")
    return "\n".join(lines) + "\n"


def main():
    """Rewrite the firmware's font module."""
    MODULE.write_text(module_text(read_sheet(SHEET.read_text("utf-8"))), "utf-8")


if __name__ == "__main__":
    main()

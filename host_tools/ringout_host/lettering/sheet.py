"""Turns the drawn sheets `font.txt` and `icons.txt` into the firmware's glyphs.py and icons.py.

python -m ringout_host.lettering.sheet      rewrite both (make glyphs)
"""

from pathlib import Path

import ringout

HERE = Path(__file__).parent
SCREEN = Path(ringout.__file__).parent / "screen"
COLUMNS, ROWS = 5, 8
FIRST = 32

FONT_HEADER = '''\
"""DATA: the small font, made from ringout_host/lettering/font.txt by `make glyphs`: do not edit.

Five columns a glyph, one byte a column, lowest bit on top (framebuf's MONO_VLSB order).
Printable ASCII from space, then the characters of EXTRA.
"""

FIRST = 32
COLUMNS = 5
ADVANCE = 6  # 21 characters fit the 128 dots of a line
HEIGHT = 8
'''

ICONS_HEADER = '''\
"""DATA: small pictures, made from ringout_host/lettering/icons.txt by `make glyphs`: do not edit.

(bytes, width, height, format) as framebuf's blit takes them; the format is MONO_VLSB.
"""
'''


def read_font(text: str) -> list[tuple[str, list[str]]]:
    """[(character, rows)] of the font sheet; ValueError names the line that is not right."""
    glyphs = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("# ") and not line.startswith("# ."):
            continue
        name, *rows = line.split()
        if len(rows) != ROWS or any(len(r) != COLUMNS or r.strip(".#") for r in rows):
            raise ValueError(f"font.txt line {number}: want {ROWS} rows of {COLUMNS} dots")
        glyphs.append((" " if name == "space" else name, rows))
    if [c for c, _ in glyphs if ord(c) < 127] != [chr(c) for c in range(FIRST, 127)]:
        raise ValueError("font.txt: printable ASCII is not complete and in order")
    return glyphs


def read_icons(text: str) -> list[tuple[str, str, list[str]]]:
    """[(name, meaning, rows)] of the icon sheet."""
    icons = []
    for block in text.split("\n\n")[1:]:
        head, *rows = block.strip().splitlines()
        name, meaning = head.split(": ")
        if len({len(row) for row in rows}) != 1 or "".join(rows).strip(".#"):
            raise ValueError(f"icons.txt: {name} is not a rectangle of dots")
        icons.append((name, meaning, rows))
    return icons


def packed(rows: list[str]) -> bytes:
    """Dots in MONO_VLSB order: a byte is eight dots of a column, lowest bit on top."""
    out = bytearray()
    for top in range(0, len(rows), 8):
        for x in range(len(rows[0])):
            column = (row[x] == "#" for row in rows[top : top + 8])
            out.append(sum(lit << at for at, lit in enumerate(column)))
    return bytes(out)


def literal(data: bytes) -> str:
    """A bytes literal in plain hex."""
    return 'b"' + "".join(f"\\x{byte:02x}" for byte in data) + '"'


def font_module(glyphs: list[tuple[str, list[str]]]) -> str:
    """The source of glyphs.py."""
    extra = "".join(c for c, _ in glyphs if ord(c) >= 127)
    lines = [FONT_HEADER, f'EXTRA = "{extra}"', "", "FONT = ("]
    for character, rows in glyphs:
        name = "space" if character == " " else character
        lines.append(f"    {literal(packed(rows))}  # {name}")
    return "\n".join([*lines, ")", ""])


def icons_module(icons: list[tuple[str, str, list[str]]]) -> str:
    """The source of icons.py."""
    lines = [ICONS_HEADER]
    for name, meaning, rows in icons:
        data = packed(rows)
        pieces = [data[at : at + 20] for at in range(0, len(data), 20)]
        lines.append(f"{name} = (  # {meaning}")
        lines += [f"    {literal(piece)}" for piece in pieces[:-1]]
        lines.append(f"    {literal(pieces[-1])},")
        lines += [f"    {len(rows[0])},", f"    {len(rows)},", "    0,", ")"]
    return "\n".join([*lines, ""])


def modules() -> dict[Path, str]:
    """{path: source} of what the sheets make."""
    font = read_font((HERE / "font.txt").read_text("utf-8"))
    icons = read_icons((HERE / "icons.txt").read_text("utf-8"))
    return {SCREEN / "glyphs.py": font_module(font), SCREEN / "icons.py": icons_module(icons)}


def main() -> None:
    """Rewrite the firmware's two modules."""
    for path, source in modules().items():
        path.write_text(source, "utf-8")


if __name__ == "__main__":
    main()

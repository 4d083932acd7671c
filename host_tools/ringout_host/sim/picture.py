"""Pictures of the display: PNG for manuals, braille for terminals. CPython only."""

from pathlib import Path

from PIL import Image

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

LIGHT = (200, 238, 255)
GAP = (96, 128, 148)  # between two lit dots
GLASS = (6, 9, 14)
UNLIT = (11, 15, 22)
BRAILLE = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


def to_png(pixels: "Sequence[Sequence[int]]", path: str | Path, scale: int = 4) -> None:
    """Write the dots as an OLED shows them: cold white dots with dark gaps on black glass."""
    to_image(pixels, scale).save(path, optimize=True)


def to_image(pixels: "Sequence[Sequence[int]]", scale: int = 4) -> Image.Image:
    """The picture that `to_png` writes; from 4 pixels a dot on, the gaps show."""
    border = 2 * scale
    width, height = len(pixels[0]) * scale + 2 * border, len(pixels) * scale + 2 * border
    gap = 1 if scale >= 4 else 0
    side = bytes(border)
    dots = (b"\1" * (scale - gap) + bytes(gap), b"\2" * (scale - gap) + b"\3" * gap)
    below = (bytes(scale), b"\3" * scale)
    lines = [bytes(width)] * border
    for row in pixels:
        lines += [side + b"".join([dots[lit] for lit in row]) + side] * (scale - gap)
        lines += [side + b"".join([below[lit] for lit in row]) + side] * gap
    lines += [bytes(width)] * border
    image = Image.frombytes("P", (width, height), b"".join(lines))
    image.putpalette([*GLASS, *UNLIT, *LIGHT, *GAP])
    return image


def to_text(pixels: "Sequence[Sequence[int]]") -> str:
    """Braille: two dots across and four down a character, 64 columns and 16 lines, framed."""
    lines = ["┌" + "─" * (len(pixels[0]) // 2) + "┐"]
    for y in range(0, len(pixels), 4):
        line = ""
        for x in range(0, len(pixels[0]), 2):
            code = 0x2800
            for dy, row in enumerate(pixels[y : y + 4]):
                for dx, lit in enumerate(row[x : x + 2]):
                    if lit:
                        code |= BRAILLE[dy][dx]
            line += chr(code)
        lines.append("│" + line + "│")
    lines.append("└" + "─" * (len(pixels[0]) // 2) + "┘")
    return "\n".join(lines)

"""Pictures of the display: PNG for manuals, braille for terminals. CPython only."""

from PIL import Image

LIGHT = (200, 238, 255)
GAP = (96, 128, 148)  # between two lit dots
GLASS = (6, 9, 14)
UNLIT = (11, 15, 22)
BRAILLE = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


def to_png(pixels, path, scale=4):
    """Write the dots as an OLED shows them: cold white dots with dark gaps on black glass."""
    to_image(pixels, scale).save(path, optimize=True)


def to_image(pixels, scale=4):
    """The picture that `to_png` writes; from 4 pixels a dot on, the gaps show."""
    height, width = len(pixels), len(pixels[0])
    border = 2 * scale
    size = (width * scale + 2 * border, height * scale + 2 * border)
    image = Image.new("P", size, 0)
    image.putpalette([*GLASS, *UNLIT, *LIGHT, *GAP])
    dot = scale if scale < 4 else scale - 1
    for y, row in enumerate(pixels):
        for x, lit in enumerate(row):
            left, top = border + x * scale, border + y * scale
            if lit and dot < scale:
                image.paste(3, (left, top, left + scale, top + scale))
            image.paste(2 if lit else 1, (left, top, left + dot, top + dot))
    return image


def to_text(pixels):
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

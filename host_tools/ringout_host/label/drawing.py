"""A label as a picture of black and white dots, at the printer's own resolution.

One picture serves PNG, PDF and ZPL: what a person sees on the screen is what the printer does, and
no text of a record ever stands in a printer's language.
"""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from ringout_host.errors import UsageError

MM_PER_INCH = 25.4
MARGIN_MM = 1.5
QR_DOTS_MIN = 2  # a module of a QR code; at 203 dpi a quarter of a millimetre
BAR_DOTS_MIN = 2
_QUIET_MODULES = {"qr": 2, "code128": 10}
_BARS_SHARE = 0.55  # of the height
_ROW_MM = 2.6  # a row of text
_LOGO_SHARE = 0.3  # of the room for texts, in height or width
_HIGH = 0.6  # height over width of the room from which a logo stands under the texts
_BESIDE = 1.4  # width over height from which texts stand beside a QR code
_TEXT_MIN_MM = 1.4  # letters smaller than this are not read on cable


@dataclass(frozen=True)
class Size:
    """Width and height in millimetres, dots per inch."""

    width_mm: float
    height_mm: float
    dpi: int

    def dots(self, mm: float) -> int:
        """Millimetres in whole dots."""
        return round(mm * self.dpi / MM_PER_INCH)


def draw(
    code: str, kind: str, lines: list[str], size: Size, logo: Image.Image | None = None
) -> Image.Image:
    """The label. code: what the code says; kind: "qr" or "code128"; lines: texts, the first large;
    logo: stands under them or at their right.

    Raises UsageError, with what would fit, when the code does not.
    """
    picture = Image.new("1", (size.dots(size.width_mm), size.dots(size.height_mm)), 1)
    room = _qr(picture, code, size) if kind == "qr" else _code128(picture, code, size)
    rows = max(1, int((room[3] - room[1]) / size.dots(_ROW_MM)))
    if logo is not None and rows > 1:  # one row is needed for the texts
        room = _logo(picture, logo, room, size)
    if rows < len(lines) and kind == "code128":  # over the whole width: several words a row
        lines = ["   ".join(lines)] if rows == 1 else [lines[0], "   ".join(lines[1:])]
    _texts(picture, lines, room, size)
    return picture


def _logo(
    picture: Image.Image, logo: Image.Image, room: tuple[int, int, int, int], size: Size
) -> tuple[int, int, int, int]:
    """Draws it under the texts where the room is high, else at their right; what is left of it."""
    left, top, right, bottom = room
    under = bottom - top > _HIGH * (right - left)
    across, along = float(right - left), _LOGO_SHARE * (bottom - top)
    if not under:
        across, along = _LOGO_SHARE * (right - left), float(bottom - top)
    share = min(across / logo.width, along / logo.height)
    width, height = max(1, int(logo.width * share)), max(1, int(logo.height * share))
    at = (left, bottom - height) if under else (right - width, top)
    picture.paste(logo.resize((width, height)).convert("1"), at)
    gap = size.dots(1.0)
    return (left, top, right, at[1] - gap) if under else (left, top, at[0] - gap, bottom)


def _qr(picture: Image.Image, code: str, size: Size) -> tuple[int, int, int, int]:
    """Draws it at the left; the room that is left for texts."""
    import segno

    quiet = _QUIET_MODULES["qr"]
    rows = [list(row) for row in segno.make(code, error="m", micro=False).matrix_iter(border=quiet)]
    width, height = picture.size
    margin = size.dots(MARGIN_MM)
    beside = width > _BESIDE * height  # texts stand beside the code, on a squarer label under it
    high = height if beside else height - margin - 2 * size.dots(_ROW_MM)
    dots = min(high // len(rows), width // len(rows))
    if dots < QR_DOTS_MIN:
        need_mm = len(rows) * QR_DOTS_MIN * MM_PER_INCH / size.dpi
        raise UsageError(
            f"a QR code of {len(code)} characters needs {need_mm:.0f} mm at {size.dpi} dpi: take a "
            "larger label"
        )
    side = dots * len(rows)
    left = 0 if beside else (width - side) // 2
    top = (height - side) // 2 if beside else 0
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                at = left + x * dots, top + y * dots
                picture.paste(0, (*at, at[0] + dots, at[1] + dots))
    if beside:
        return side, margin, width - margin, height - margin
    return margin, side, width - margin, height - margin


def _code128(picture: Image.Image, code: str, size: Size) -> tuple[int, int, int, int]:
    """Draws it over the whole width at the bottom; the room above it."""
    import barcode

    if not (code.isascii() and code.isprintable()):
        raise UsageError("Code 128 holds plain ASCII only: use --code qr")
    modules = barcode.get("code128", code).build()[0]
    width, height = picture.size
    whole = len(modules) + 2 * _QUIET_MODULES["code128"]
    dots = width // whole
    if dots < BAR_DOTS_MIN:
        need_mm = whole * BAR_DOTS_MIN * MM_PER_INCH / size.dpi
        raise UsageError(
            f"Code 128 of {len(code)} characters needs {need_mm:.0f} mm at {size.dpi} dpi: take a "
            "longer label, or --code qr"
        )
    margin = size.dots(MARGIN_MM)
    top = height - margin - round(height * _BARS_SHARE)
    left = (width - dots * len(modules)) // 2
    for n, module in enumerate(modules):
        if module == "1":
            picture.paste(0, (left + n * dots, top, left + (n + 1) * dots, height - margin))
    return margin, margin, width - margin, top - size.dots(0.5)


def _texts(
    picture: Image.Image, lines: list[str], room: tuple[int, int, int, int], size: Size
) -> None:
    """The lines into the room, the first one twice as high; what does not fit is left away."""
    left, top, right, bottom = room
    drawing = ImageDraw.Draw(picture)
    drawing.fontmode = "1"  # no grey
    least = size.dots(_TEXT_MIN_MM)
    unit = (bottom - top) / (1.8 + 1.25 * max(len(lines) - 1, 0))
    small = max(unit, least)
    rest = min([_fitting(line, small, right - left, False, 0.5) for line in lines[1:]], default=0)
    y = float(top)
    for n, line in enumerate(lines):
        height = rest if n else _fitting(line, min(1.6 * unit, size.dots(8.0)), right - left, True)
        font = _font(max(height, least), bold=n == 0)
        if y + font.size > bottom + 1:
            break
        drawing.text((left, y), _cut(line, font, right - left), font=font, fill=0)
        y += font.size * 1.25


def _fitting(line: str, wanted: float, width: int, bold: bool, least: float = 0.3) -> int:
    """The largest height up to `wanted` dots in which the line fits, at least that share of it."""
    height = max(int(wanted), 1)
    while height > least * wanted and _font(height, bold).getlength(line) > width:
        height -= 1
    return max(height, 1)


def _cut(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """The line, or its beginning with an ellipsis."""
    words = line
    while len(words) > 1 and font.getlength(words) > width:
        words = words[:-2].rstrip() + "\u2026"
    return words


def _font(height: int, bold: bool) -> ImageFont.FreeTypeFont:
    """DejaVu Sans, which comes with matplotlib, of so many dots."""
    import matplotlib

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(
        str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name), height
    )

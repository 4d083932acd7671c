"""Pictures of the glass: golden ones, how two differ, all on one sheet."""

from pathlib import Path

from PIL import Image

from ringout_host.gallery.camera import Pixels
from ringout_host.sim.picture import to_image

COLUMNS = 4
GAP = 12


def save_golden(pixels: Pixels, path: Path) -> None:
    """The dots as a 1-bit PNG, one pixel a dot."""
    image = Image.new("1", (len(pixels[0]), len(pixels)))
    image.putdata([255 * dot for row in pixels for dot in row])
    image.save(path, optimize=True)


def load_golden(path: Path) -> Pixels:
    """The dots of such a picture."""
    image = Image.open(path).convert("1").convert("L")
    dots = [1 if dot else 0 for dot in image.tobytes()]
    return [dots[at : at + image.width] for at in range(0, len(dots), image.width)]


def difference(golden: Pixels, now: Pixels) -> str:
    """Text that shows where two screens differ: "-" was light, "+" is light now, "#" both;
    cut to the part that changed. Empty if they are equal."""
    if golden == now:
        return ""
    changed = [(x, y) for y in range(64) for x in range(128) if golden[y][x] != now[y][x]]
    left, right = min(x for x, _ in changed), max(x for x, _ in changed)
    top, bottom = min(y for _, y in changed), max(y for _, y in changed)
    signs = {(0, 0): ".", (1, 1): "#", (1, 0): "-", (0, 1): "+"}
    lines = [f"{len(changed)} dots differ, columns {left}-{right}, rows {top}-{bottom}"]
    for y in range(top, bottom + 1):
        row = range(left, right + 1)
        lines.append("".join(signs[golden[y][x], now[y][x]] for x in row))
    return "\n".join(lines)


def contact_sheet(pictures: dict[str, Pixels]) -> Image.Image:
    """All pictures on one page: {name: pixels} to an image."""
    images = [to_image(pixels, 3).convert("RGB") for pixels in pictures.values()]
    width, height = images[0].size[0] + GAP, images[0].size[1] + GAP
    rows = (len(images) + COLUMNS - 1) // COLUMNS
    sheet = Image.new("RGB", (COLUMNS * width + GAP, rows * height + GAP), (40, 40, 44))
    for at, image in enumerate(images):
        sheet.paste(image, (GAP + at % COLUMNS * width, GAP + at // COLUMNS * height))
    return sheet

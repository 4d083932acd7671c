"""A label's picture as a file: PNG, PDF, or ZPL for label printers."""

import io
import re

from PIL import Image

from ringout_host.label.drawing import Size

FORMATS = ("png", "pdf", "zpl")
_COMMENT = re.compile(r"[^0-9A-Za-z .-]")  # neither ^ nor ~ nor what a prefix could be set to


def encoded(picture: Image.Image, kind: str, size: Size, title: str) -> bytes:
    """The file. title: what the label is for; in ZPL a comment of letters and digits only."""
    if kind == "zpl":
        return zpl(picture, title)
    out = io.BytesIO()
    if kind == "pdf":
        picture.convert("L").save(out, "PDF", resolution=float(size.dpi), title=title)
    else:
        picture.save(out, "PNG", dpi=(size.dpi, size.dpi), optimize=True)
    return out.getvalue()


def zpl(picture: Image.Image, title: str) -> bytes:
    """The picture as one ZPL graphic field: hex digits, in which no command can hide."""
    width, height = picture.size
    row_bytes = (width + 7) // 8
    data = bytes(byte ^ 0xFF for byte in picture.tobytes())  # ZPL prints ones, a picture has ink 0
    if width % 8:
        last = 0xFF << (8 - width % 8) & 0xFF
        edge = range(row_bytes - 1, len(data), row_bytes)
        data = bytes(byte & last if n in edge else byte for n, byte in enumerate(data))
    count = len(data)
    lines = (
        "^XA",
        f"^FX {_COMMENT.sub(' ', title)} ^FS",
        f"^PW{width}",
        f"^LL{height}",
        f"^FO0,0^GFA,{count},{count},{row_bytes},{data.hex().upper()}^FS",
        "^XZ",
    )
    return "\n".join(lines).encode("ascii") + b"\n"

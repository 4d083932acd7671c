"""The shop's logo for a label: a picture of dots, on white."""

import io

from PIL import Image, UnidentifiedImageError

from ringout_host.certificate.templates import Shop
from ringout_host.errors import UsageError

_SIDE_MAX = 4000  # dots


def of_shop(shop: Shop) -> Image.Image | None:
    """The logo in grey; None without one. Raises UsageError for one that cannot be drawn."""
    if shop.logo is None:
        return None
    name, data = shop.logo
    try:
        picture = Image.open(io.BytesIO(data))
        if max(picture.size) > _SIDE_MAX:
            raise UsageError(
                f"the logo {name} has more than {_SIDE_MAX} dots a side: make it small"
            )
        ink = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise UsageError(f"the logo {name} is no picture: {error}") from None
    paper = Image.new("RGBA", ink.size, "white")
    return Image.alpha_composite(paper, ink).convert("L")

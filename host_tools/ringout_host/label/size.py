"""How large a label is, as people write it."""

import re

from ringout_host.errors import UsageError

_SIZE = re.compile(r"(\d{1,3}(?:\.\d)?)x(\d{1,3}(?:\.\d)?)(?:mm)?")
_SIDE_MM = (8.0, 300.0)


def millimetres(text: str) -> tuple[float, float]:
    """(width, height) of "50x25". UsageError says how it is written."""
    found = _SIZE.fullmatch(text.strip().lower())
    if not found:
        raise UsageError(
            f"a label's size is width x height in millimetres, such as 50x25, not {text!r}"
        )
    width, height = float(found[1]), float(found[2])
    if not all(_SIDE_MM[0] <= mm <= _SIDE_MM[1] for mm in (width, height)):
        raise UsageError(
            f"a label's size, {text!r}: each side is {_SIDE_MM[0]:g} to {_SIDE_MM[1]:g} mm"
        )
    return width, height

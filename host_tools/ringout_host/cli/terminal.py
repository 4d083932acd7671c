"""No terminal's encoding ends a program: what it does not have is drawn with what it has."""

import codecs
import sys
from contextlib import suppress

_DRAWN = dict(
    zip("▄▀█─━│┌┐└┘├┤┬┴┼╳╱╲…–—×µ±°•→≤≥", '_"#--|++++++++++/\\.--xu+o*><>', strict=True)
)  # of the same width
_FALLBACK = "ringout-drawn"


def _draw(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_DRAWN.get(c, "?") for c in error.object[error.start : error.end]), error.end


codecs.register_error(_FALLBACK, _draw)


def settle() -> None:
    """Before the first word: standard output, error and input take any text."""
    for name, errors in (("stdout", _FALLBACK), ("stderr", _FALLBACK), ("stdin", "replace")):
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            with suppress(OSError, ValueError):  # closed meanwhile
                stream.reconfigure(errors=errors)

"""No terminal's encoding ends a program: what it does not have is drawn with what it has."""

import codecs
import os
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
    """Before the first word: standard output, error and input are there and take any text."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed; else the first file that is opened stood there
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115
    for name, errors in (("stdout", _FALLBACK), ("stderr", _FALLBACK), ("stdin", "replace")):
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            with suppress(OSError, ValueError):  # closed meanwhile
                stream.reconfigure(errors=errors)

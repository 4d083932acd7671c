"""Whether the index of wirings belongs to the rows as they are.

The index numbers the rows. A row that was added without it would silently turn every
later wiring into its neighbour, so the index carries a checksum of what it was made from. The
linker compares it, and so do the host tools that measure simulated cables, when they are
imported; the chip, whose start is short, need not.
"""

import io
import re
import tokenize
import zlib
from pathlib import Path

from ringout_host.errors import StaleIndexError

STALE = "wirings/index.py does not belong to wirings/rows.py as it is now: run make index"
_WORDS = (tokenize.NAME, tokenize.NUMBER, tokenize.OP, tokenize.STRING)


def checksum(rows: str) -> str:
    """Of the source of the rows, whatever its comments and its layout."""
    tokens = tokenize.generate_tokens(io.StringIO(rows).readline)
    words = "\n".join(token.string for token in tokens if token.type in _WORDS)
    return f"{zlib.crc32(words.encode()):08x}"


def fits(rows: str, index: str) -> bool:
    """Whether the index's source was made with that of the rows."""
    found = re.search(r'^CATALOGUE = "([0-9a-f]{8})"$', index, re.MULTILINE)
    return found is not None and found[1] == checksum(rows)


def require() -> None:
    """StaleIndexError unless the index of this installation fits its rows."""
    from ringout.wirings import rows

    path = Path(rows.__file__)
    index = path.with_name("index.py").read_text("utf-8")
    if not fits(path.read_text("utf-8"), index):
        raise StaleIndexError(STALE)

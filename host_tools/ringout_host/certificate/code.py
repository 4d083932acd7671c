"""The code on a certificate: which record it is about, and a digest that it must have.

    RINGOUT/1/<tester>/<number>/<verdict>/<first half of the record's SHA-256, hex>

Whoever has the database finds the record by it and sees whether it still says the same.
"""

import hashlib
import re
from dataclasses import dataclass

DIGEST_CHARACTERS = 32  # 128 bits
_CODE = re.compile(
    r"RINGOUT/1/([0-9A-Za-z._:-]{1,64})/(\d{1,16})/([A-Z*-]{2,12})/([0-9a-f]{32})(?![0-9a-f])"
)


@dataclass(frozen=True)
class Code:
    """What a code says. dev and seq name the record."""

    dev: str
    seq: int
    verdict: str
    digest: str

    def __str__(self) -> str:
        return f"RINGOUT/1/{self.dev}/{self.seq}/{self.verdict}/{self.digest}"


def of_record(dev: str, seq: int, verdict: str, raw: str) -> Code:
    """The code of a stored record; raw: its JSON text as the tester wrote it."""
    return Code(dev, seq, verdict, digest(raw))


def digest(raw: str) -> str:
    """The first 128 bits of the SHA-256 of a record's text, hex."""
    return hashlib.sha256(raw.encode()).hexdigest()[:DIGEST_CHARACTERS]


def found_in(text: str) -> list[Code]:
    """Every code in a text, each once, in order."""
    codes = [Code(dev, int(seq), verdict, sha) for dev, seq, verdict, sha in _CODE.findall(text)]
    return list(dict.fromkeys(codes))

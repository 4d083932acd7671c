"""The gate for everything that comes from outside: a tester, a database, a file, an argument.

Nothing that was received is believed or obeyed. Text is shown, never carried out: a terminal sees
no escape sequence, no control of C0 or C1, no mark that turns the direction of writing, and no
markup, whoever sent it. Values are of the type and size that were promised, or they are refused.

`cli.output` sends every word that is printed through `visible`, every JSON through `json_text`;
`link` has every reply pass `sane` before anybody reads it.
"""

import math
import unicodedata
from typing import Any

REPLACED = "\ufffd"
BIG = 2**53  # every JSON reader agrees on integers up to here


class Nonsense(ValueError):
    """A value that no honest sender sends; `str()` says which."""


def visible(value: object, keep: str = "") -> str:
    """`value` as text of which every character is seen: the others, but those in `keep`, are
    replaced. Blanks of all kinds become plain ones."""
    text = value if isinstance(value, str) else str(value)
    if text.isprintable():
        return text
    return "".join(_seen(char, keep) for char in text)


def _seen(char: str, keep: str) -> str:
    if char.isprintable() or char in keep:
        return char
    return " " if unicodedata.category(char) == "Zs" else REPLACED


def json_text(text: str, encoding: str = "utf-8") -> str:
    """JSON that means the same and can be printed: what a terminal could obey, or `encoding`
    does not have, is written as \\uXXXX."""
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return "".join(char if " " <= char <= "~" or char == "\n" else _code(char) for char in text)
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char == "\n" else _code(char) for char in text)


def _code(char: str) -> str:
    number = ord(char)
    if number < 0x10000:
        return f"\\u{number:04x}"
    number -= 0x10000
    return f"\\u{0xD800 + (number >> 10):04x}\\u{0xDC00 + (number & 0x3FF):04x}"


def sane(value: Any) -> Any:
    """A JSON value with nothing in it that breaks what comes later: texts are `visible` (line
    ends stay), numbers are finite and integers at most 2**53. Raises Nonsense."""
    if isinstance(value, str):
        return visible(value, "\n")
    if isinstance(value, float):
        if not math.isfinite(value):
            raise Nonsense(f"the number {value}")
    elif isinstance(value, int):
        if not -BIG <= value <= BIG:
            raise Nonsense("an integer of more than 53 bits")
    elif isinstance(value, dict):
        return {visible(key): sane(each) for key, each in value.items()}
    elif isinstance(value, list):
        return [sane(each) for each in value]
    return value

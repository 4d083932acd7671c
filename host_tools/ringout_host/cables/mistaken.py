"""A mistake in a cable's definition: what is wrong and how to mend it, in one line."""

import re
from typing import Any, NoReturn

from ringout_host.sim.copper import EXAMPLE
from ringout_host.sim.units import SpecError

_PRINTABLE = re.compile(r"[ -~]*")


class Mistaken(ValueError):
    """what is wrong, fix: how to mend it, about: texts of the file where it is wrong."""

    def __init__(self, what: str, fix: str, *about: str):
        super().__init__(f"{what}; {fix}")
        self.about = about


def fail(what: str, fix: str, *about: str) -> NoReturn:
    """Raise it."""
    raise Mistaken(what, fix, *about)


def shown(value: Any) -> str:
    """A value from outside in a message: short, printable."""
    text = ascii(value)
    return text if len(text) <= 40 else text[:37] + "..."


def said(error: SpecError) -> str:
    """What the grammar of the simulator finds wrong."""
    return str(error).removeprefix("cable spec: ").partition("; write for example ")[0]


def example(error: SpecError) -> str:
    """How the grammar would have it, for a wire."""
    text = str(error).rpartition("; write for example ")[2]
    if text == EXAMPLE:
        text = text.removeprefix("wires:").split()[0]
    return "write for example " + text


def plain_text(value: Any, key: str, most: int) -> str:
    """A text from outside as it is, if every screen can show it; key: what it is of."""
    if not isinstance(value, str) or not _PRINTABLE.fullmatch(value):
        fail(f"{key} {shown(value)} is no plain text", "letters that the screen has: A-z", key)
    if len(value) > most:
        fail(f"{key} has {len(value)} characters", f"{most} at most", key)
    return value.strip()

"""A crash of the linked firmware in the names of its sources.

    readable('File "ringout/app.py", in b7', program)   # ..., in views.View.leave

One short name may stand for several functions of a part; then all of them are given.
"""

import re
from collections.abc import Callable

from ringout import __version__
from ringout_host.compact.program import Program

_FRAME = re.compile(r'(File "(?:[^"]*/)?ringout/(\w+)\.py"(?:, line \d+)?, in )(\w+)')
_LINES = 6  # the innermost frames, and what was raised
_QUOTED = re.compile(r"'(\w+)'( object)?")
_ENTRY = re.compile(r"^firmware (\S+), \d+ s after start$", re.MULTILINE)  # storage.crash


def crash(text: str, link: Callable[[], Program]) -> tuple[str, str]:
    """The latest entry of a tester's crash file, readable, and a remark if it is not.

    link: makes this installation's Program; called only if it is needed.
    """
    entries = list(_ENTRY.finditer(text))
    if not entries:
        return text.strip(), ""
    latest = text[entries[-1].start() :].strip()
    version = entries[-1].group(1)
    if not _FRAME.search(latest):
        return latest, ""
    if version != __version__:
        return latest, f"names are those of firmware {version}: ringout {version} can read them"
    return readable(latest, link()), ""


def is_crash(text: str) -> bool:
    """Whether there is an entry of a tester's crash file in it."""
    return bool(_ENTRY.search(text))


def in_a_line(text: str, link: Callable[[], Program]) -> str:
    """The end of the latest entry, readable, in one line; see `crash`. Frames without an entry's
    heading are taken for this version's."""
    latest, remark = crash(text, link)
    if not is_crash(text):
        latest = readable(latest, link())
    last = " | ".join(line.strip() for line in latest.splitlines()[-_LINES:])
    return last + (f" ({remark})" if remark else "")


def readable(text: str, program: Program) -> str:
    """Frames and quoted names as in the sources. What is no short name stays."""
    functions = _functions(program)
    attributes = {short: old for old, short in program.names.attributes.items()}
    symbols = {
        short: f"{symbol.module}.{symbol.name}"
        for symbol, short in program.names.symbols.items()
        if short != symbol.name
    }

    def frame(found: re.Match) -> str:
        old = functions.get((found[2], found[3]))
        return found[1] + (" or ".join(old) if old else found[3])

    def quoted(found: re.Match) -> str:
        first, second = (symbols, attributes) if found[2] else (attributes, symbols)
        old = first.get(found[1]) or second.get(found[1]) or found[1]
        return f"'{old}'{found[2] or ''}"

    return _QUOTED.sub(quoted, _FRAME.sub(frame, text))


def _functions(program: Program) -> dict[tuple[str, str], list[str]]:
    """(part, new name) -> functions and methods of the sources."""
    found: dict[tuple[str, str], list[str]] = {}
    for module, owner, name in program.functions:
        if module in program.part_of and not name.startswith("__"):
            short = program.names.function(module, owner, name)
            old = ".".join(filter(None, (module, owner, name)))
            found.setdefault((program.part_of[module], short), []).append(old)
    return found

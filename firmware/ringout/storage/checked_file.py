"""Small files that are either whole or not there: one JSON line with its checksum, and the
version before it as a fallback.

A power cut at any moment leaves the old or the new content. A file that is damaged later (a
worn flash cell, a cable pulled while copying) is noticed and the fallback is read instead.
"""

from ringout.storage.stored_line import decode, encode

FALLBACK = ".old"

WHOLE = ""  # problems that `load` reports
FROM_FALLBACK = "fallback"
DAMAGED = "damaged"
MISSING = "missing"


def save(files, name, value):
    """Write `value` (a dict); what was there becomes the fallback if it is whole."""
    old = files.read(name)
    if old is not None and _value(old) is not None:
        files.replace(name + FALLBACK, old)
    files.replace(name, encode(value) + b"\n")


def load(files, name):
    """(value, problem). value is None when nothing readable is there."""
    line = files.read(name)
    if line is None:
        older = _value(files.read(name + FALLBACK))
        return (None, MISSING) if older is None else (older, FROM_FALLBACK)
    value = _value(line)
    if value is not None:
        return value, WHOLE
    value = _value(files.read(name + FALLBACK))
    return (None, DAMAGED) if value is None else (value, FROM_FALLBACK)


def remove(files, name):
    """Delete the file and its fallback."""
    files.remove(name + FALLBACK)
    files.remove(name)


def _value(line):
    if line is None or line[-1:] != b"\n":
        return None
    try:
        value = decode(line[:-1])
    except ValueError:
        return None
    return value if isinstance(value, dict) else None

"""What went wrong with a database, in a sentence that a person can act on, and its exit code.

Told apart by SQLite's own codes, never by guessing: a full disk is not a damaged database, and a
file of another program is neither.
"""

import shutil
import sqlite3
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DatabaseError, OperationalError

from ringout_host.errors import DataCorruptError, NotPermittedError, RingoutError, UsageError

_ROOM_BYTES = 1 << 20  # a disk with less has no room for the file that SQLite works in
_HIDDEN = "***"
_KEPT_QUERY = {"host", "port", "dbname", "sslmode", "application_name", "connect_timeout", "mode"}


def explained(error: DatabaseError, name: str, secrets: tuple[str, ...] = ()) -> RingoutError:
    """The error for a person. Bugs (bad SQL, wrong types) are raised unchanged.

    name: of the database as it may be shown; secrets: texts that never are.
    """
    words = str(error.orig).strip().splitlines()
    text = hidden(words[0].strip() if words else "no answer", secrets)
    code = getattr(error.orig, "sqlite_errorcode", None)
    if isinstance(code, int):
        found = _of_sqlite(code & 0xFF, text, name)
        if found is not None:
            return found
    elif isinstance(error.orig, OSError) or "No space left" in text:
        return no_room(name)
    at_connecting = error.statement is None  # no SQL yet: nothing of ours can be wrong
    if at_connecting or (isinstance(error, OperationalError) and "no such" not in text):
        return UsageError(
            f"cannot use the database {name} ({text}): check its address and your rights to it"
        )
    raise error


def _of_sqlite(code: int, text: str, name: str) -> RingoutError | None:
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _is_full(name)):
        return no_room(name)
    if code == sqlite3.SQLITE_IOERR:
        return UsageError(
            f"the disk of {name} cannot be read or written ({text}): look at the disk, or give a"
            " file on another one with --db; nothing says that the database is damaged"
        )
    if code == sqlite3.SQLITE_NOTADB:
        return DataCorruptError(
            f"{name} is no database: give another file with --db, or restore a copy"
        )
    if code == sqlite3.SQLITE_CORRUPT:
        return DataCorruptError(
            f"{name} is damaged ({text}): restore a copy, or move it away and pull again what the"
            " testers still hold"
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return NotPermittedError(
            f"{name} cannot be written ({text}): get the right to write it and its folder, or give"
            " another file with --db"
        )
    return None


def no_room(name: str) -> RingoutError:
    """The disk is full, and that is all."""
    return UsageError(
        f"no space left on the disk of {name}: free a few megabytes and repeat; the database is"
        " whole, and testers keep what is not stored"
    )


def _is_full(name: str) -> bool:
    """Whether the disk of this file is: SQLite calls a file that it cannot make longer an
    input/output error."""
    try:
        return shutil.disk_usage(Path(name).absolute().parent).free < _ROOM_BYTES
    except OSError:
        return False


def secrets_of(url: URL) -> tuple[str, ...]:
    """The parts of a URL that are never shown: the password, and what its query may hide."""
    found = [url.password or ""]
    for key, value in url.query.items():
        if key not in _KEPT_QUERY:
            found += [value] if isinstance(value, str) else value
    return tuple(text for text in found if text)


def shown(url: URL) -> str:
    """A URL without its secrets."""
    query = {key: value if key in _KEPT_QUERY else _HIDDEN for key, value in url.query.items()}
    text = url.set(query=query).render_as_string(hide_password=True)
    return text.replace("%2A%2A%2A", _HIDDEN)


def hidden(text: str, secrets: tuple[str, ...]) -> str:
    """`text` with every secret in it covered."""
    for secret in secrets:
        text = text.replace(secret, _HIDDEN)
    return text

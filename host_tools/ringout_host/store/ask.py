"""A person's own SQL, read-only: whatever it says, nothing in the database changes."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ringout_host.errors import RingoutError, UsageError
from ringout_host.store import trouble, views
from ringout_host.store.database import Store

LONGEST_S = 60.0  # for a query; --seconds says otherwise
_STEPS = 10_000  # of SQLite's machine between looks at the clock
_ALLOWED = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
_FORBIDDEN_FUNCTIONS = {"load_extension", "writefile", "edit", "fts3_tokenizer"}
_OF_THE_FILE = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
}
_SHOWN = "the views are tests, readings, faults and lots: ringout query shows their columns"


@dataclass
class Answer:
    """Names of the columns, and the rows as they come."""

    columns: list[str]
    rows: Iterator[tuple]


class _Refused(Exception):
    """What a driver said to a person's statement."""

    def __init__(self, error: Exception):
        super().__init__(str(error))
        self.error = error


@contextmanager
def asked(store: Store, sql: str, longest_s: float = LONGEST_S) -> Iterator[Answer]:
    """The answer to one statement. Raises UsageError for one that is wrong, writes, or takes
    longer than `longest_s` seconds; also while its rows are read."""
    if not sql.strip().rstrip(";"):
        raise UsageError(f"the query is empty; {_SHOWN}")
    with store.read() as connection:
        run = _sqlite if store.is_sqlite else _postgresql
        try:
            with run(connection, sql, longest_s) as answer:
                yield answer
        except _Refused as refused:
            raise _explained(refused, store.name, longest_s) from None


def described() -> dict[str, tuple[str, ...]]:
    """The views and their columns, which stay."""
    return {
        "tests": views.TEST_COLUMNS,
        "readings": views.READING_COLUMNS,
        "faults": views.FAULT_COLUMNS,
        "lots": views.LOT_COLUMNS,
    }


@contextmanager
def _sqlite(connection: sa.Connection, sql: str, longest_s: float) -> Iterator[Answer]:
    raw: Any = connection.connection.driver_connection
    end = time.monotonic() + longest_s
    raw.set_authorizer(_authorize)
    raw.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        cursor = raw.execute(sql)
        if cursor.description is None:
            raise UsageError("this is no query: it begins with SELECT or WITH")
        yield Answer([column[0] for column in cursor.description], _rows(cursor))
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise _Refused(error) from None
    finally:
        raw.set_authorizer(None)
        raw.set_progress_handler(None, 0)


def _rows(cursor: Any) -> Iterator[tuple]:
    try:
        yield from cursor
    except sqlite3.Error as error:
        raise _Refused(error) from None


def _authorize(action: int, first: str | None, second: str | None, *_where: Any) -> int:
    if action not in _ALLOWED:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _FORBIDDEN_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


@contextmanager
def _postgresql(connection: sa.Connection, sql: str, longest_s: float) -> Iterator[Answer]:
    import psycopg

    connection.exec_driver_sql("SET TRANSACTION READ ONLY")
    connection.exec_driver_sql(f"SET LOCAL statement_timeout = {int(1000 * longest_s)}")
    raw: Any = connection.connection.driver_connection
    try:
        with raw.cursor() as cursor:
            cursor.execute(sql, prepare=True)  # prepared: one statement, not several in a row
            if cursor.description is None:
                raise UsageError("this is no query: it begins with SELECT or WITH")
            yield Answer([column.name for column in cursor.description], iter(cursor))
    except psycopg.Error as error:
        raise _Refused(error) from None


def _explained(refused: _Refused, name: str, longest_s: float) -> RingoutError:
    error, text = refused.error, str(refused.error)
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in _OF_THE_FILE or "No space left" in text:
        return trouble.explained(sa.exc.DatabaseError(None, None, error), name)
    first = text.strip().splitlines()[0] if text.strip() else "no reason given"
    if "interrupted" in first or "statement timeout" in first:
        return UsageError(f"the query took more than {longest_s:g} s: ask for less, or --seconds")
    if any(word in first for word in ("not authorized", "read-only", "prohibited")):
        return UsageError(f"a query only reads ({first})")
    hint = f"; {_SHOWN}" if "no such" in first or "does not exist" in first else ""
    return UsageError(f"the database does not understand it: {first}{hint}")

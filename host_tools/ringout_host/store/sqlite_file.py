"""SQLite engines: a file that several programs write at once, or one we may only read."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from urllib.request import url2pathname

import sqlalchemy as sa
from sqlalchemy import event

_BUSY_WAIT_S = 60  # another pull may hold the write lock for one batch
_RETRY_S = 0.02
_CACHE_KIB = 65536  # the indexes of a large file


def engine(url: sa.URL) -> sa.Engine:
    """Of a file that is written: its write lock is waited for, never an error at once."""
    made = _engine(url)

    @event.listens_for(made, "connect")
    def _settle(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA page_size=8192")  # of a new file: ten records a page
        _use_write_ahead_log(connection)
        # pages of the indexes change with every batch: into the file once for many of them
        connection.execute("PRAGMA wal_autocheckpoint=2000")
        # FULL: a commit is on the disk before the device hears that it may forget the record
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        connection.execute("PRAGMA foreign_keys=ON")

    return made


def version_of(path: str) -> str | None:
    """The version of the tables in a file, "" of another program's database, None where nothing
    is known. Looked at without writing a byte; what cannot be looked at so is left to who opens
    it."""
    try:
        if not Path(path).stat().st_size:
            return None
        address = f"{Path(path).absolute().as_uri()}?{urlencode(_to_read(Path(path)))}"
        with closing(sqlite3.connect(address, uri=True)) as file:
            tables = {row[0] for row in file.execute("select name from sqlite_master")}
            if not tables or "alembic_version" in tables:
                row = file.execute("select version_num from alembic_version").fetchone()
                return str(row[0]) if row else None
    except (OSError, ValueError, sqlite3.Error):
        return None
    return ""


def path_in(database: str) -> str:
    """The file that an engine's URL names, also where it does by an address."""
    return url2pathname(urlsplit(database).path) if database.startswith("file:") else database


def read_only(path: Path) -> sa.Engine:
    """Of a file on somebody else's share."""
    query = {**_to_read(path), "uri": "true"}
    return _engine(sa.URL.create("sqlite", database=path.absolute().as_uri(), query=query))


def _to_read(path: Path) -> dict[str, str]:
    """What an address says of a file that is only read. "immutable" lets SQLite do without the
    files beside it, which it could not make or would leave there; while another program writes
    there are some."""
    beside = path.with_name(path.name + "-wal").exists()
    return {"mode": "ro"} if beside else {"mode": "ro", "immutable": "1"}


def same_view(one: sa.Connection, other: sa.Connection) -> None:
    """Begin a transaction on each that sees the same: anew, for as long as somebody wrote between
    the two."""
    for connection in (one, other):
        connection.exec_driver_sql(f"PRAGMA cache_size=-{_CACHE_KIB // 2}")  # what two may take
    while True:
        for connection in (one, other):
            connection.rollback()
        before = other.exec_driver_sql("PRAGMA data_version").scalar_one()
        other.rollback()
        for connection in (one, other):
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")  # begins with this
        if other.exec_driver_sql("PRAGMA data_version").scalar_one() == before:
            return


def _engine(url: sa.URL) -> sa.Engine:
    made = sa.create_engine(url, connect_args={"timeout": _BUSY_WAIT_S})

    @event.listens_for(made, "connect")
    def _transactions_are_ours(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # begun below

    @event.listens_for(made, "begin")
    def _begin(connection: sa.Connection) -> None:
        write = connection.get_execution_options().get("ringout_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return made


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Two programs that open a new file at once: SQLite does not wait for the one that changes
    the journal, the other is told "locked" at once. So we wait here."""
    give_up = time.monotonic() + _BUSY_WAIT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
        time.sleep(_RETRY_S)

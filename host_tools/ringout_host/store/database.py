"""Opening the store: a SQLite file or a server by URL, at the current schema."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import platformdirs
import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from ringout_host.errors import NotPermittedError, ProtocolError, UsageError
from ringout_host.installed import extra, newer
from ringout_host.store import migrations, sqlite_file, trouble

_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_OURS = {"alembic_version", "devices", "records"}
_MIGRATION_LOCK = 0x52494E47  # "RING": two programs creating one PostgreSQL schema take turns
_ONE_VIEW = "REPEATABLE READ"  # of a server, else each statement sees what was committed before it


def default_path() -> Path:
    """The user's own database file."""
    return platformdirs.user_data_path("ringout", appauthor=False) / "ringout.sqlite"


class Store:
    """An open database. `read()` and `write()` give a connection inside one transaction."""

    def __init__(self, engine: sa.Engine):
        self.engine = engine
        self.name = trouble.shown(engine.url)
        if self.is_sqlite:
            self.name = sqlite_file.path_in(str(engine.url.database))

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """One consistent view. Raises DataCorruptError when the database is damaged."""
        with self._trouble(), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level=_ONE_VIEW)
            with connection.begin():
                yield connection

    @contextmanager
    def read_twice(self) -> Iterator[tuple[sa.Connection, sa.Connection]]:
        """Two connections with one consistent view, so that the database can count on two cores at
        once. What the second one still does at the end is broken off."""
        with self._trouble(), self.engine.connect() as one, self.engine.connect() as other:
            if self.is_sqlite:
                sqlite_file.same_view(one, other)
            else:
                one, other = (c.execution_options(isolation_level=_ONE_VIEW) for c in (one, other))
                view = one.scalar(sa.text("SELECT pg_export_snapshot()"))
                other.exec_driver_sql(f"SET TRANSACTION SNAPSHOT '{view}'")
            driver: Any = other.connection.driver_connection
            try:
                yield one, other
            finally:
                _ = driver.interrupt() if self.is_sqlite else driver.cancel()

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One transaction that takes SQLite's write lock at its start; committed at the end."""
        with self._trouble(), self.engine.connect() as connection:
            connection = connection.execution_options(ringout_write=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            secrets = trouble.secrets_of(self.engine.url)
            raise trouble.explained(error, self.name, secrets) from error


def open_store(db: str | None = None, to_read: bool = False) -> Store:
    """The store at `db`: a file, a URL, or None for the user's own file; created if absent.

    to_read: a file that was named but is not there is a mistake and not made. Raises UsageError
    when it cannot be opened or is another program's, NotPermittedError when it may not be,
    DataCorruptError when the file is no database, ProtocolError when a newer ringout made it.
    """
    if db is not None and not db.strip():
        raise UsageError("--db is empty: give a file, or leave it out for your own database")
    if to_read and db is not None and "://" not in db and not Path(db).expanduser().exists():
        raise UsageError(f"no database {db}: ringout logs pull --db {db} makes it")
    engine = _engine(db, to_read)
    store = Store(engine)
    if store.is_sqlite:  # before anything touches it
        found = sqlite_file.version_of(store.name)
        if found == "":
            raise _foreign(store.name)
        _refuse_newer(found, store.name)
    with store.read() as connection:
        version = _version(connection, store.name)
    if version != migrations.HEAD:
        try:
            _migrate(store)
        except NotPermittedError:
            if version is None:
                raise
            raise NotPermittedError(
                f"{store.name} was made by an older ringout and cannot be brought up to date from "
                "here: once let somebody open it with this version who may write it and its folder"
            ) from None
    return store


def _engine(db: str | None, to_read: bool) -> sa.Engine:
    if db is not None and "://" in db:
        try:
            url = sa.make_url(db)
            if url.get_backend_name() not in ("sqlite", "postgresql"):
                raise UsageError("--db takes a SQLite file or a postgresql+psycopg:// URL")
            if url.get_backend_name() == "sqlite":
                return sqlite_file.engine(url)
            return sa.create_engine(url, pool_pre_ping=True)
        except (ArgumentError, NoSuchModuleError, ValueError, TypeError):  # a port that is none
            raise UsageError(
                "--db is not a usable URL; "
                "write it like postgresql+psycopg://user:password@host/ringout"
            ) from None
        except ModuleNotFoundError as error:
            raise UsageError(
                f"the driver {error.name} is not installed: {extra('postgres')}"
            ) from None
    path = default_path() if db is None else Path(db).expanduser()
    if path.is_dir():
        raise UsageError(f"{path} is a folder; give a file, such as {path / 'ringout.sqlite'}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        words = f"cannot make the folder {path.parent} ({error.strerror}): give a file with --db"
        raise (NotPermittedError if error.errno in _FORBIDDEN else UsageError)(words) from None
    if to_read and path.exists() and not all(os.access(p, os.W_OK) for p in (path, path.parent)):
        return sqlite_file.read_only(path)
    return sqlite_file.engine(sa.URL.create("sqlite", database=str(path)))


def _version(connection: sa.Connection, name: str) -> str | None:
    """Version of our tables, None if there are none. UsageError where others stand in their
    place."""
    there = _OURS & set(sa.inspect(connection).get_table_names())
    if not there:
        return None
    if there != _OURS:
        raise _foreign(name)
    version = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    if not isinstance(version, str) or len(version) != len(migrations.HEAD):
        raise _foreign(name)
    return version


def _refuse_newer(version: str | None, name: str) -> None:
    if version is not None and len(version) == len(migrations.HEAD) and version > migrations.HEAD:
        raise ProtocolError(
            f"{name} was made by a newer ringout (schema {version}, this one knows "
            f"{migrations.HEAD}): {newer()}"
        )


def _foreign(name: str) -> UsageError:
    return UsageError(
        f"{name} is not a ringout database, another program made it: give another one with --db"
    )


def _migrate(store: Store) -> None:
    with store.write() as connection:
        if not store.is_sqlite:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
        version = _version(
            connection, store.name
        )  # another program may have done it while we waited
        _refuse_newer(version, store.name)
        if version != migrations.HEAD:
            migrations.upgrade(connection)

"""Opening the store: a SQLite file or a server by URL, at the current schema."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs
import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from ringout_host.errors import DataCorruptError, ProtocolError, RingoutError, UsageError
from ringout_host.store import migrations, sqlite_file

_MIGRATION_LOCK = 0x52494E47  # "RING": two programs creating one PostgreSQL schema take turns


def default_path() -> Path:
    """The user's own database file."""
    return platformdirs.user_data_path("ringout", appauthor=False) / "ringout.sqlite"


class Store:
    """An open database. `read()` and `write()` give a connection inside one transaction."""

    def __init__(self, engine: sa.Engine):
        self.engine = engine
        self.name = str(engine.url.database) if self.is_sqlite else str(engine.url)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """One consistent view. Raises DataCorruptError when the database is damaged."""
        with self._trouble(), self.engine.connect() as connection, connection.begin():
            yield connection

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
            raise _explained(error, self.name) from error


def _explained(error: DatabaseError, name: str) -> RingoutError:
    """The error a person can act on. Bugs (bad SQL, wrong types) pass through unchanged."""
    text = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else "no answer"
    if "is full" in text or "No space left" in text:
        return UsageError(
            f"no room for the database {name}: free some on that disk and pull again; the "
            "tester keeps what is not stored"
        )
    if any(word in text for word in ("not a database", "malformed", "disk I/O error")):
        return DataCorruptError(
            f"{name} is damaged or is not a ringout database ({text}): restore a copy, "
            "or give another file with --db"
        )
    if isinstance(error, OperationalError) and "no such" not in text:
        return UsageError(
            f"cannot use the database {name} ({text}): check its address and your rights to it"
        )
    raise error


def open_store(db: str | None = None, to_read: bool = False) -> Store:
    """The store at `db`: a file, a URL, or None for the user's own file; created if absent.

    to_read: a file that was named but is not there is a mistake and not made. Raises UsageError
    when it cannot be opened, DataCorruptError when the file is no database, ProtocolError when a
    newer ringout made it.
    """
    if db is not None and not db.strip():
        raise UsageError("--db is empty: give a file, or leave it out for your own database")
    if to_read and db is not None and "://" not in db and not Path(db).expanduser().exists():
        raise UsageError(f"no database {db}: ringout logs pull --db {db} makes it")
    engine = _engine(db, to_read)
    store = Store(engine)
    with store.read() as connection:
        version = _version(connection)
    if version != migrations.HEAD:
        _migrate(store)
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
        except (ArgumentError, NoSuchModuleError):
            raise UsageError(
                "--db is not a usable URL; "
                "write it like postgresql+psycopg://user:password@host/ringout"
            ) from None
        except ModuleNotFoundError as error:
            raise UsageError(
                f"the driver {error.name} is not installed: pip install 'ringout[postgres]'"
            ) from None
    path = default_path() if db is None else Path(db).expanduser()
    if path.is_dir():
        raise UsageError(f"{path} is a folder; give a file, such as {path / 'ringout.sqlite'}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot make the folder {path.parent}: {error.strerror}") from None
    if to_read and path.exists() and not all(os.access(p, os.W_OK) for p in (path, path.parent)):
        return sqlite_file.read_only(path)
    return sqlite_file.engine(sa.URL.create("sqlite", database=str(path)))


def _version(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(sa.text("SELECT version_num FROM alembic_version"))


def _migrate(store: Store) -> None:
    with store.write() as connection:
        if not store.is_sqlite:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
        version = _version(connection)  # another program may have done it while we waited
        if version is not None and version > migrations.HEAD:
            raise ProtocolError(
                f"{store.name} was made by a newer ringout (schema {version}, this one knows "
                f"{migrations.HEAD}): upgrade with pip install --upgrade ringout"
            )
        if version != migrations.HEAD:
            migrations.upgrade(connection)

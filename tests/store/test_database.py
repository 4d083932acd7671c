"""Opening the store: created, migrated, refused in words."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from ringout_host.errors import DataCorruptError, ProtocolError, UsageError
from ringout_host.store import migrations, query, schema
from ringout_host.store.database import default_path, open_store


def test_the_migrations_build_exactly_the_tables_of_schema(store):
    with store.read() as connection:
        different = compare_metadata(MigrationContext.configure(connection), schema.metadata)
    assert different == []


def test_head_is_the_newest_migration():
    scripts = ScriptDirectory(migrations.__path__[0])
    assert scripts.get_heads() == [migrations.HEAD]


def test_opening_again_keeps_what_is_there(db):
    with open_store(db) as store, store.write() as connection:
        connection.execute(sa.insert(schema.devices).values(dev="ab"))
    with open_store(db) as store, store.read() as connection:
        assert connection.scalar(sa.select(schema.devices.c.dev)) == "ab"


def test_two_connections_see_the_same_however_much_is_written_between(store):
    number = iter(range(10**6))
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            with store.write() as connection:
                connection.execute(sa.insert(schema.devices).values(dev=f"d{next(number)}"))

    devices = sa.select(sa.func.count()).select_from(schema.devices)
    seen = []
    with ThreadPoolExecutor(1) as threads:
        writing = threads.submit(write)
        try:
            while len(set(seen)) < 10:
                with store.read_twice() as both:
                    found, again = (connection.scalar(devices) for connection in both)
                assert found == again
                seen.append(found)
        finally:
            done.set()
        writing.result()


def test_a_database_of_a_newer_ringout_is_refused_and_left_alone(db):
    with open_store(db) as store, store.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num='9999'")
    with pytest.raises(ProtocolError, match="newer ringout"):
        open_store(db)


def test_without_db_it_is_the_users_own_file(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with open_store(None):
        assert default_path().is_file()
        assert tmp_path in default_path().parents


def test_a_new_file_that_several_programs_open_at_once(tmp_path):
    """SQLite tells one of two that change the journal "locked" at once: some rounds to meet it."""

    def open_it(path):
        together.wait(10)
        with open_store(path) as store, store.read() as connection:
            return query.count(connection, query.Filter())

    together = threading.Barrier(6)
    with ThreadPoolExecutor(together.parties) as pool:
        for number in range(30):
            path = str(tmp_path / f"{number}.sqlite")
            assert list(pool.map(open_it, [path] * together.parties)) == [0] * together.parties


def test_a_file_that_is_no_database_is_corrupt_data(tmp_path):
    path = tmp_path / "x.sqlite"
    path.write_bytes(b"these are not the bytes" * 100)
    with pytest.raises(DataCorruptError, match="is no database"):
        open_store(str(path))
    assert path.read_bytes().startswith(b"these")


@pytest.mark.parametrize(
    "db",
    [
        ".",
        "mysql://host/x",
        "postgresql+nonsense://host/x",
        "://",
        "postgresql+psycopg://ringout@127.0.0.1:1/x",
    ],
)
def test_what_cannot_be_opened_is_said_in_one_line(db):
    with pytest.raises(UsageError) as caught:
        open_store(db)
    assert "\n" not in str(caught.value)


def test_a_password_is_never_shown():
    with pytest.raises(UsageError) as caught:
        open_store("postgresql+psycopg://ringout:s3cret@127.0.0.1:1/x")
    assert "s3cret" not in str(caught.value)

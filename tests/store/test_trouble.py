"""What can be wrong with a database: a sentence and an exit code each; it is whole after."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from ringout_host.errors import DataCorruptError, Exit, NotPermittedError, ProtocolError, UsageError
from ringout_host.store import query, trouble
from ringout_host.store.database import open_store
from ringout_host.store.pull import pull
from tests.store.memory_device import MemoryDevice
from tests.store.sample import T0, shop_lines
from tests.store.test_ingest import put


def test_another_programs_file_is_refused_and_not_touched(tmp_path):
    path = tmp_path / "contacts.sqlite"
    with closing(sqlite3.connect(path)) as file:
        file.execute("create table people (name)")
        file.execute("insert into people values ('Ana')")
        file.commit()
    before = path.read_bytes()
    for to_read in (True, False):
        with pytest.raises(UsageError, match="not a ringout database"):
            open_store(str(path), to_read=to_read)
        with pytest.raises(UsageError, match="not a ringout database"):
            open_store(f"sqlite:///{path}", to_read=to_read)
    assert path.read_bytes() == before and os.listdir(tmp_path) == ["contacts.sqlite"]


@pytest.mark.parametrize("version", ["a1b2c3d4e5f6", "9999"])
def test_another_programs_migrations_and_a_newer_ringout(tmp_path, version):
    path = tmp_path / "x.sqlite"
    with open_store(str(path)) as store:
        put(store, shop_lines(7))
    with closing(sqlite3.connect(path)) as file:
        file.execute("update alembic_version set version_num = ?", (version,))
        file.commit()
    wanted = ProtocolError if version == "9999" else UsageError
    with pytest.raises(wanted, match="newer|not a ringout"):
        open_store(str(path))
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("select count(*) from records").fetchone()[0] == 7


def test_a_damaged_file_is_corrupt_data(tmp_path):
    path = tmp_path / "x.sqlite"
    with open_store(str(path)) as store:
        put(store, shop_lines(700))
    with closing(sqlite3.connect(path)) as file:
        file.execute("pragma wal_checkpoint(truncate)")
    data = bytearray(path.read_bytes())
    data[20_000:] = os.urandom(len(data) - 20_000)
    path.write_bytes(data)
    with (
        pytest.raises(DataCorruptError, match="damaged"),
        open_store(str(path)) as store,
        store.read() as connection,
    ):
        list(query.in_order(connection, query.Filter()))


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 1 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if sys.platform != "linux" or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("needs the right to mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_a_full_disk_and_the_database_is_whole_after(small_disk):
    path = small_disk / "x.sqlite"
    device = MemoryDevice.with_records(600)
    with open_store(str(path)) as store:
        pull(MemoryDevice.with_records(40), store, lambda: T0)
    (small_disk / "fill").write_bytes(b"x" * (small_disk_free(small_disk) - 4096))
    for open_and_use in (
        lambda store: pull(device, store, lambda: T0),
        lambda store: store.read().__enter__(),
    ):
        with pytest.raises(UsageError, match="no space left") as caught, open_store(str(path)) as s:
            open_and_use(s)
            raise trouble.no_room("it had room enough after all")
        assert caught.value.exit_code == Exit.USAGE and "damaged" not in str(caught.value)
    assert device.acked <= 40
    (small_disk / "fill").unlink()
    with open_store(str(path)) as store, store.read() as connection:
        assert query.count(connection, query.Filter()) >= 40
        assert connection.exec_driver_sql("pragma integrity_check").scalar() == "ok"


def small_disk_free(folder):
    state = os.statvfs(folder)
    return state.f_bavail * state.f_frsize


def test_a_folder_that_may_not_be_written_is_no_permission(tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o555)
    if os.access(folder, os.W_OK):
        pytest.skip("this user may write everywhere")
    with pytest.raises(NotPermittedError):
        open_store(str(folder / "x.sqlite"))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://ana:s3cret@127.0.0.1:1/x",
        "postgresql+psycopg://ana@127.0.0.1:1/x?password=s3cret",
        "postgresql+psycopg://127.0.0.1:1/x?user=ana&password=s3cret&sslpassword=s3cret",
        "postgresql+psycopg://127.0.0.1:1/x?options=-csearch_path=s3cret",
        "postgresql+psycopg://ana:s3cret@127.0.0.1:port/x",
        "postgresql+psycopg://ana:s3cret@127.0.0.1:99999/x",
        "postgresql+psycopg://ana:s3cret@127.0.0.1:1/x?nosuchoption=s3cret",
        "postgresql+psycopg://ana:s3cret@[::1/x",
    ],
)
def test_no_part_of_a_url_that_is_secret_is_shown_and_bad_ones_are_one_line(url):
    with pytest.raises(UsageError) as caught:
        open_store(url)
    assert "s3cret" not in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("dev", ["e661\n", "\ne661", "e661\x00", "e 661", "", "é", "x" * 65])
def test_a_device_id_is_strictly_one(dev):
    import msgspec

    from ringout_host.store.record import Dev, Refused, parse_line
    from tests.store.sample import line, record

    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(dev, Dev)
    with pytest.raises(Refused):
        parse_line(line(record(1, dev=dev)))

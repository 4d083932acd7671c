"""Every command that takes a database, on one that is not well: a line, its exit code, whole after.

The commands are found by looking: one that comes anew has no row here, and the test says so.
"""

import os
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
import typer

from ringout_host import cli
from ringout_host.store.database import open_store
from tests.store.command import ringout  # noqa: F401  (a fixture)
from tests.store.sample import shop_lines
from tests.store.test_ingest import put
from tests.store.test_read_only import share  # noqa: F401  (a fixture)
from tests.store.test_trouble import small_disk, small_disk_free  # noqa: F401  (a fixture)

READING = {
    "certificate": "--last -o {}/c.html",
    "label": "N0000001 -o {}/l.png",
    "logs export": "-o {}/e.csv",
    "logs ls": "",
    "logs show": "last",
    "products ls": "",
    "products show": "CAB-1",
    "query": "'select count(*) from tests'",
    "report": "-o {}/r.html",
}
WRITING = {
    "logs note": "1 'looked at it' --who ANA",
    "logs restore": "1 --why 'by mistake' --who ANA",
    "logs void": "1 --why 'by mistake' --who ANA",
    "products add": "CAB-9 --cable trs_trs --who ANA",
    "products rm": "CAB-1 --who ANA",
}
WITH_TESTER = {  # the database is looked at before the tester
    "collect": "--once",
    "logs pull": "",
    "logs tail": "",
    "station": "",
}
ALL = READING | WRITING | WITH_TESTER
LOOKING = {"doctor"}  # says it in a finding of its own


def commands(group, path=()):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        elif any("--db" in option.opts for option in command.params):
            yield " ".join((*path, name))


def test_no_command_that_takes_a_database_is_left_out():
    root = typer.main.get_command(cli.app)
    root.load_all()
    assert set(commands(root)) == set(ALL) | LOOKING


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A database with records and a product, as one file."""
    path = tmp_path_factory.mktemp("sound") / "db.sqlite"
    with open_store(str(path)) as store:
        put(store, shop_lines(600))
    with closing(sqlite3.connect(path)) as file:
        file.execute("pragma journal_mode=delete")
    return path


def foreign(path, _sound):
    with closing(sqlite3.connect(path)) as file:
        file.execute("pragma journal_mode=wal")  # has files beside it while it is open
        file.execute("create table people (name)")
        file.commit()


def newer(path, sound):
    path.write_bytes(sound.read_bytes())
    with closing(sqlite3.connect(path)) as file:
        file.execute("pragma journal_mode=wal")
        file.execute("update alembic_version set version_num = '9999'")
        file.commit()


def rubbish(path, _sound):
    path.write_bytes(b"serial;verdict\r\nCAB-1;PASS\r\n" * 900)


def damaged(path, sound):
    data = bytearray(sound.read_bytes())
    data[8192:] = bytes(range(256)) * ((len(data) - 8192) // 256)
    path.write_bytes(data)


def folder(path, _sound):
    path.mkdir()


STATES = {
    foreign: (2, "is not a ringout database"),
    newer: (5, "was made by a newer ringout"),
    rubbish: (7, "is no database"),
    damaged: (7, "is damaged"),
    folder: (2, "is a folder"),
}


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_what_is_wrong_is_said_and_nothing_touched(ringout, tmp_path, sound, state):  # noqa: F811
    path = tmp_path / "db.sqlite"
    state(path, sound)
    before = path.read_bytes() if path.is_file() else None
    code, words = STATES[state]
    for name, rest in ALL.items():
        found = ringout(*shlex.split(f"{name} {rest.format(tmp_path)}"))
        assert found[0] == code, (name, found)
        line = found[2].strip()
        assert found[1] == "" and words in line and line.count("\n") == 0, (name, found)
    assert words in " ".join(ringout("doctor")[1].split())
    assert before == (path.read_bytes() if path.is_file() else None)
    assert os.listdir(tmp_path) == ["db.sqlite"]  # nor anything written that is half of something


def test_on_a_full_disk_it_is_the_disk(ringout, small_disk, sound, monkeypatch):  # noqa: F811
    path = small_disk / "db.sqlite"
    with open_store(str(path)) as store:
        put(store, shop_lines(40))
    monkeypatch.setenv("RINGOUT_DB", str(path))
    (small_disk / "fill").write_bytes(b"x" * small_disk_free(small_disk))
    for name, rest in (READING | WRITING).items():
        code, _out, err = ringout(*shlex.split(f"{name} {rest.format(small_disk)}"))
        assert code in (0, 2), (name, code, err)
        assert code == 0 or "space" in err or "room" in err or "no product" in err, (name, err)
    (small_disk / "fill").unlink()
    with open_store(str(path)) as store, store.read() as connection:
        assert connection.exec_driver_sql("pragma integrity_check").scalar() == "ok"
    assert not [name for name in os.listdir(small_disk) if "part" in name]


RUN = """
import os, sys
from ringout_host import cli
from ringout_host.store.database import open_store

def run(db):
    os.environ["RINGOUT_DB"] = db
    for words in asked:
        sys.argv = ["ringout", *words.split("|")]
        try:
            cli.main()
        except SystemExit as end:
            sys.stdout.flush()
            print("exit", end.code or 0, flush=True)

closed, open_, *asked = sys.argv[1:]
with open_store(open_ + ".new"):  # imports what it needs
    run(open_)
print("now", flush=True)
sys.stderr.write("now")
if os.geteuid() == 0:  # root may write everywhere: be nobody
    os.setresuid(65534, 65534, 65534)
run(closed)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX permissions")
@pytest.mark.parametrize("version", [None, "0003"])
def test_in_a_folder_to_read_only(share, tmp_path, sound, version):  # noqa: F811
    path = share / "db.sqlite"
    path.write_bytes(sound.read_bytes())
    (tmp_path / "copy.sqlite").write_bytes(sound.read_bytes())
    if version is not None:
        with closing(sqlite3.connect(path)) as file:
            file.execute("update alembic_version set version_num = ?", (version,))
            file.commit()
    path.chmod(0o444)
    share.chmod(0o555)
    reading = ["logs|ls", "query|select count(*) from tests", "products|ls", "logs|show|last"]
    names = ("logs note", "logs void", "products add")
    writing = ["|".join(shlex.split(f"{name} {WRITING[name]}")) for name in names]
    ran = subprocess.run(
        [sys.executable, "-c", RUN, str(path), str(tmp_path / "copy.sqlite"), *reading, *writing],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    said = ran.stdout.rpartition("now")[2].splitlines()
    codes = [int(line.split()[1]) for line in said if line.startswith("exit")]
    complaints = ran.stderr.rpartition("now")[2]
    assert "Traceback" not in complaints
    if version is None:
        assert codes == [0] * len(reading) + [4] * len(writing)
        assert complaints.count("cannot be written") == len(writing)
    else:
        assert codes == [4] * len(reading + writing)
        assert complaints.count("was made by an older ringout") >= len(reading)
        assert complaints.count("file://") == 0

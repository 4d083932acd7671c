"""The tester or the host dies in the middle of a pull; the next pull brings the rest."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
from tests.log.made import record
from tests.soak import host_kill, take

from ringout.storage.files import Files
from ringout.storage.log import Log
from ringout_host.sim.board import SimBoard

RECORDS = 1200
pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs pseudo-terminals")


def stored(db) -> list[int]:
    """Numbers in the database, as far as it exists."""
    if not db.exists():
        return []
    with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as connection:
        try:
            return [row[0] for row in connection.execute("select seq from records order by seq")]
        except sqlite3.OperationalError:
            return []  # its tables are being made


def test_nothing_is_lost_and_nothing_is_there_twice(ringout, serve, tmp_path):
    state, db, link = tmp_path / "flash", tmp_path / "shop.sqlite", tmp_path / "tester"
    log = Log(Files(str(state)))
    for seq in range(1, RECORDS + 1):
        assert log.append({**record(seq), "dev": SimBoard.__init__.__defaults__[0]})
    options = ["logs", "pull", "--port", str(link), "--db", str(db)]

    served = serve("none", link, "--state", str(state))
    pulling = subprocess.Popen(
        [sys.executable, "-m", "ringout_host", *options],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not stored(db):
        assert pulling.poll() is None and time.monotonic() < deadline
        time.sleep(0.01)
    served.kill()
    served.wait()
    _, complaint = pulling.communicate(timeout=60)
    assert pulling.returncode in (3, 5) and complaint.count("\n") == 1
    first = stored(db)
    assert 0 < len(first) < RECORDS and first == list(range(1, len(first) + 1))

    serve("none", link, "--state", str(state))
    done = ringout(*options, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["new"] == RECORDS - len(first)
    assert stored(db) == list(range(1, RECORDS + 1))
    again = json.loads(ringout(*options, "--json").stdout)
    assert again["new"] == 0 and again["missing"] == 0 and again["damaged"] == 0


def test_the_host_is_killed_again_and_again_and_what_was_acknowledged_is_stored():
    assert take(host_kill.rounds(2), "kills", 3)["pulls"] > 3

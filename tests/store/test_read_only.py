"""A database on somebody else's share: to read, not to write."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from ringout_host.store.database import open_store
from tests.store.sample import shop_lines
from tests.store.test_ingest import put

READ = """
import os, sys
from ringout_host.store.database import open_store
from ringout_host.store import query
from ringout_host.errors import NotPermittedError
with open_store(sys.argv[2]) as store, store.read() as connection:  # imports what it needs
    query.count(connection, query.Filter())
if os.geteuid() == 0:  # root may write everywhere: be nobody
    os.setresuid(65534, 65534, 65534)
with open_store(sys.argv[1], to_read=True) as store, store.read() as connection:
    print(query.count(connection, query.Filter()))
try:
    with open_store(sys.argv[1]) as store, store.write() as connection:
        print("written")
except NotPermittedError as error:
    print(error)
"""


@pytest.fixture
def share():
    """A folder that everybody may enter; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        share = Path(folder) / "share"
        share.mkdir()
        yield share
        share.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX permissions")
def test_it_can_be_read_and_says_why_it_cannot_be_written(share, tmp_path):
    path = share / "db.sqlite"
    with open_store(str(path)) as store:
        put(store, shop_lines(7))
    path.chmod(0o444)
    share.chmod(0o555)
    ran = subprocess.run(
        [sys.executable, "-c", READ, str(path), str(tmp_path / "other.sqlite")],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.stderr == ""
    count, refusal = ran.stdout.splitlines()
    assert count == "7"
    assert "cannot be written" in refusal

"""The host is killed (SIGKILL) in the middle of a pull, again and again, over one SQLite file.

What the tester was told that it may forget is in the database, whole; in the end every record is
there once.
"""

import contextlib
import mmap
import os
import signal
import sqlite3
import struct
import tempfile
import time
from pathlib import Path
from random import Random

from ringout_host.store.database import open_store
from ringout_host.store.pull import pull
from tests.soak.hostile import empty_database
from tests.store.memory_device import MemoryDevice
from tests.store.sample import T0

GOAL = ("kills", 1_000)
RECORDS = 4_000
LONGEST_S = 0.6  # a whole pull takes about as long


class Tester(MemoryDevice):
    """Its memory of what was acknowledged survives the process that talks to it."""

    def __init__(self, *arguments, **options):
        self._kept = mmap.mmap(-1, 8)
        super().__init__(*arguments, **options)

    @property
    def acked(self) -> int:
        return struct.unpack("q", self._kept[:8])[0]

    @acked.setter
    def acked(self, seq: int) -> None:
        self._kept[:8] = struct.pack("q", seq)


def rounds(seed: int):
    """A round: pulls of one tester into one file, killed until one of them got through."""
    dice = Random(seed)
    empty = empty_database()
    while True:
        tester = Tester.with_records(RECORDS)
        with tempfile.TemporaryDirectory(prefix="ringout-") as folder:
            path = Path(folder) / "db.sqlite"
            path.write_bytes(empty)
            kills = 0
            while pulled_or_killed(tester, path, dice.uniform(0.005, LONGEST_S)):
                kills += 1
                seqs = stored(path)
                assert seqs == list(range(1, len(seqs) + 1))
                assert tester.acked <= len(seqs), "acknowledged and not stored"
            assert stored(path) == list(range(1, RECORDS + 1)) and tester.acked == RECORDS
        yield {"kills": kills, "pulls": kills + 1, "records": RECORDS}


def pulled_or_killed(tester: Tester, path: Path, seconds: float) -> bool:
    """A pull in a process of its own; True if it was killed before its end."""
    child = os.fork()
    if not child:
        code = 1
        try:
            with open_store(str(path)) as store:
                pull(tester, store, lambda: T0)
            code = 0
        finally:
            os._exit(code)
    over = time.monotonic() + seconds
    while time.monotonic() < over:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            assert status == 0, "the pull failed by itself"
            return False
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def stored(path: Path) -> list[int]:
    """Numbers in the file; it is whole."""
    with contextlib.closing(sqlite3.connect(path)) as file:
        assert file.execute("pragma quick_check").fetchone() == ("ok",)
        return [row[0] for row in file.execute("select seq from records order by seq")]

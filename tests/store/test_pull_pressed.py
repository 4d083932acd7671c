"""The tech works on while the log is pulled."""

import os
import threading
import time

import pytest

from ringout.storage.files import Files
from ringout.storage.log import Log
from ringout_host.link.device import open_device
from ringout_host.sim.handheld import Handheld
from ringout_host.store import query
from ringout_host.store.database import open_store
from ringout_host.store.pull import pull
from tests.store.sample import record

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs pseudo-terminals")
RECORDS = 600


class Worker(threading.Thread):
    """A handheld on the port `link`; TEST is pressed `presses` times in the middle of replies."""

    def __init__(self, state, link, presses):
        super().__init__()
        from ringout_host.sim.pty import PtyLink

        self.handheld = Handheld("trs_trs,length=6m", str(state))
        self.presses = presses
        self._pty = PtyLink(link)
        self._ended = threading.Event()

    def run(self):
        self.handheld.board.console_out = self._pty.write
        while not self._ended.is_set():
            self.handheld.board.console_in(self._pty.read(0.005))
            self.handheld.step()
            if self.presses and self.handheld.app.console.sending:
                self.presses -= 1
                self.handheld.press()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        self.join()
        self._pty.close()


def test_presses_of_the_key_during_a_pull_cost_neither_test_nor_record(tmp_path):
    link, state = tmp_path / "tester", tmp_path / "flash"
    log = Log(Files(str(state)))
    for seq in range(1, RECORDS + 1):
        assert log.append(record(seq, dev="e6614103e7452d2f", boot=1))
    with (
        open_store(str(tmp_path / "db.sqlite")) as store,
        Worker(state, link, presses=3) as worker,
        open_device(str(link)) as device,
    ):
        results = [pull(device, store, time.time) for _ in range(2)]
        assert worker.presses == 0
        with store.read() as connection:
            rows = list(query.in_order(connection, query.Filter()))
    assert [row.seq for row in rows] == list(range(1, RECORDS + 4))
    assert {row.verdict for row in rows[RECORDS:]} == {"PASS"}
    assert sum(result.new for result in results) == RECORDS + 3
    assert not any(result.damaged or result.missing for result in results)

"""Fifty testers into one PostgreSQL that is restarted meanwhile: nothing lost or twice."""

import threading
import time

import pytest
import sqlalchemy as sa

from ringout_host.collect import daemon as collecting
from ringout_host.errors import RingoutError
from ringout_host.store import schema
from ringout_host.store.database import open_store
from tests.collect.test_daemon import Shop
from tests.store import postgres
from tests.store.memory_device import MemoryDevice

TESTERS, RECORDS = 50, 40
_WAIT_S = 120


class Slow(MemoryDevice):
    """Gives its log a few lines at a time, so that a pull is many transactions."""

    def log_read(self, start, count):
        time.sleep(0.02)
        return super().log_read(start, min(count, 4))


@pytest.mark.slow
def test_fifty_testers_and_a_server_that_is_restarted_twice(tmp_path_factory, monkeypatch):
    reason = postgres.why_not()
    if reason:
        pytest.skip(reason)
    monkeypatch.setattr(collecting, "_AGAIN_ELSE_S", 0.5)
    with (
        postgres.folder() as place,
        postgres.running(place) as url,
        open_store(f"{url}/postgres") as store,
    ):
        fleet = [Slow.with_records(RECORDS, dev=f"dev{n}") for n in range(TESTERS)]
        with Shop(store) as shop:
            shop.plugged |= {device.dev: device for device in fleet}
            for share in (0.2, 0.6):
                _until(lambda share=share: _stored(store) > share * TESTERS * RECORDS)
                postgres.restart(place)
            _until(lambda: all(device.acked == RECORDS for device in fleet))
            assert any(event == "trouble" for event, _facts in shop.said)
        c = schema.records.c
        with store.read() as connection:
            rows = connection.execute(sa.select(c.device, c.seq)).all()
            damaged = connection.scalar(sa.select(sa.func.count()).select_from(schema.damaged))
    assert len(rows) == len(set(rows)) == TESTERS * RECORDS and damaged == 0


def _stored(store):
    try:
        with store.read() as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(schema.records))
    except RingoutError:  # down just now
        return 0


def _until(true):
    give_up = time.monotonic() + _WAIT_S
    while not true():
        assert time.monotonic() < give_up, threading.active_count()
        time.sleep(0.2)

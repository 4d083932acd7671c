"""Tests as they are made: each stored and handed out once."""

from collections.abc import Callable

import sqlalchemy as sa

from ringout_host.store import query
from ringout_host.store.database import Store
from ringout_host.store.pull import Device, pull


class Follower:
    """What a tester has tested since this was made. now_s: the host's clock, Unix seconds."""

    def __init__(self, device: Device, store: Store, now_s: Callable[[], float]):
        self._device = device
        self._store = store
        self._now_s = now_s
        self._begin = self._seen = device.log_stat()["next"]
        self._late = self._pull()

    def poll(self) -> list[sa.Row]:
        """The records (rows of `query`) that are new since the last call, oldest first.

        Raises what `pull` raises.
        """
        rows, self._late = self._late, []
        next_seq = self._device.log_stat()["next"]
        if next_seq != self._seen:
            self._seen = next_seq
            rows += self._pull()
        return rows

    def _pull(self) -> list[sa.Row]:
        result = pull(self._device, self._store, self._now_s)
        with self._store.read() as connection:
            rows = query.numbered(connection, result.dev, result.seqs)
        return [row for row in rows if row.seq >= self._begin]

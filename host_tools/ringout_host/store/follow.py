"""Tests as they are made: each stored and handed out once."""

from collections.abc import Callable

import sqlalchemy as sa

from ringout_host.store import query
from ringout_host.store.database import Store
from ringout_host.store.pull import Device, pull


class Follower:
    """What a tester has tested since this was made, or since the number `begin`.
    now_s: the host's clock, Unix seconds."""

    def __init__(
        self, device: Device, store: Store, now_s: Callable[[], float], begin: int | None = None
    ):
        self._device = device
        self._store = store
        self._now_s = now_s
        self._seen = device.log_stat()["next"]
        self._begin = self._seen if begin is None else min(begin, self._seen)
        self._late = self._pull()

    @property
    def begin(self) -> int:
        """The number after the last record that was handed out: where another one goes on."""
        return self._begin

    def poll(self) -> list[sa.Row]:
        """The records (rows of `query`) that are new since the last call, oldest first.

        Raises what `pull` raises; the next call then begins where this one did.
        """
        rows, self._late = self._late, []
        next_seq = self._device.log_stat()["next"]
        if next_seq != self._seen:
            rows += self._pull()
            self._seen = next_seq
        return rows

    def _pull(self) -> list[sa.Row]:
        """What the store has from the beginning on, after a pull: also what an earlier pull
        stored that was cut off before its rows were handed out."""
        result = pull(self._device, self._store, self._now_s)
        with self._store.read() as connection:
            rows = query.since_number(connection, result.dev, self._begin)
        if rows:
            self._begin = rows[-1].seq + 1
        return rows

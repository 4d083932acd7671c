"""Hooks: a command for each record, never lost, told apart when it is tried again.

What was handed over stands in the table `deliveries`, a row for each record and hook, and a
row with seq -1 that says up to which number of a tester all is done. A command that fails is tried
again, later and later. Where the computer goes down while a command runs nobody knows whether it
did its work: it is run again, and RINGOUT_ATTEMPT in its environment is then above 1.
"""

import os
import shlex
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from ringout_host.errors import UsageError
from ringout_host.outside import json_text, visible
from ringout_host.store import query, schema
from ringout_host.store.bulk import insert_new
from ringout_host.store.database import Store
from ringout_host.store.query import Filter

LONGEST_S = 30.0  # of one command
_AGAIN_S = (5, 30, 120, 600, 3600)  # after the first failure, the second, ...
_BATCH = 200
_MARK = -1  # seq of the row whose next_at is the last number that is done
_SAID_MAX = 200
_D = schema.deliveries
_R = schema.records.c


@dataclass(frozen=True)
class Hook:
    """A command, and for how long it may run. Its text is its name in the database."""

    command: str
    longest_s: float = LONGEST_S

    @property
    def words(self) -> list[str]:
        """The program and its arguments. Raises UsageError for a command that is none."""
        try:
            found = shlex.split(self.command)
        except ValueError as error:
            raise UsageError(f"--exec {self.command!r}: {error}") from None
        if not found:
            raise UsageError("--exec needs a command, such as 'python3 /opt/shop/record.py'")
        return found


def register(store: Store, hook: Hook, everything: bool, now_s: int) -> None:
    """Make the hook known: it gets what is stored from now on, or everything."""
    devices = schema.devices.c.id
    with store.write() as connection:
        known = connection.scalar(
            sa.select(sa.func.count()).select_from(_D).where(_D.c.hook == hook.command)
        )
        if known or everything:
            return
        latest = sa.select(devices, sa.func.coalesce(sa.func.max(_R.seq), 0))
        latest = latest.outerjoin(schema.records, _R.device == devices).group_by(devices)
        rows = [
            (device, _MARK, hook.command, 0, now_s, seq, None)
            for device, seq in connection.execute(latest)
        ]
        insert_new(connection, _D, rows)


def due(store: Store, hook: Hook, now_s: int) -> list[tuple[sa.Row, int]]:
    """(record, attempts so far) of what the hook has not done and may try now, oldest first."""
    mark, done = _D.alias("mark"), _D.alias("done")
    joined = schema.records.outerjoin(
        mark, _same(mark, hook) & (mark.c.device == _R.device) & (mark.c.seq == _MARK)
    ).outerjoin(done, _same(done, hook) & (done.c.device == _R.device) & (done.c.seq == _R.seq))
    waiting = sa.or_(done.c.seq.is_(None), done.c.done_at.is_(None) & (done.c.next_at <= now_s))
    asked = (
        sa.select(_R.device, _R.seq, sa.func.coalesce(done.c.attempts, 0))
        .select_from(joined)
        .where(sa.func.coalesce(mark.c.next_at, -1) < _R.seq, waiting)
        .order_by(_R.device, _R.seq)
        .limit(_BATCH)
    )
    with store.read() as connection:
        attempts = {(device, seq): tried for device, seq, tried in connection.execute(asked)}
        numbers: dict[int, list[int]] = {}
        for device, seq in attempts:
            numbers.setdefault(device, []).append(seq)
        return [
            (row, attempts[row.device, row.seq])
            for device, seqs in numbers.items()
            for row in connection.execute(
                query.select(Filter()).where(_R.device == device, _R.seq.in_(seqs)).order_by(_R.seq)
            )
        ]


def _same(table: sa.FromClause, hook: Hook) -> sa.ColumnElement[bool]:
    return table.c.hook == hook.command


def deliver(
    store: Store,
    hook: Hook,
    row: sa.Row,
    attempts: int,
    now_s: Callable[[], float],
    say: Callable[[str], None],
) -> bool:
    """Run the hook for one record; True when it did its work. A failure is kept and said.

    Another program that takes the same record at the same time is left alone with it.
    """
    if not _claim(store, hook, row, attempts, int(now_s() + hook.longest_s) + 1):
        return False
    trouble = run(hook, row, attempts + 1)
    pause = _AGAIN_S[min(attempts, len(_AGAIN_S) - 1)]
    at = int(now_s())
    with store.write() as connection:
        connection.execute(
            sa.update(_D)
            .where(*_of(hook, row))
            .values(done_at=None if trouble else at, next_at=at + pause, error=trouble or None)
        )
    if trouble:
        say(f"{hook.command} failed for record {row.dev}:{row.seq} ({trouble}); again in {pause} s")
    return not trouble


def _claim(store: Store, hook: Hook, row: sa.Row, attempts: int, until: int) -> bool:
    with store.write() as connection:
        if not attempts:
            insert_new(connection, _D, [(row.device, row.seq, hook.command, 0, None, 0, None)])
        changed = connection.execute(
            sa.update(_D)
            .where(*_of(hook, row), _D.c.attempts == attempts, _D.c.done_at.is_(None))
            .values(attempts=attempts + 1, next_at=until)
        )
        return changed.rowcount == 1


def _of(hook: Hook, row: sa.Row) -> tuple[sa.ColumnElement[bool], ...]:
    c = _D.c
    return c.device == row.device, c.seq == row.seq, c.hook == hook.command


def run(hook: Hook, row: sa.Row, attempt: int) -> str:
    """Run the command with the record as JSON on its standard input; "" or what went wrong.

    No shell; nothing of the record is an argument. Its children end with it when time is up.
    """
    record = json_text(msgspec.json.encode(query.whole(row)).decode(), "ascii").encode()
    name = f"{row.dev}:{row.seq}"
    environment = {**os.environ, "RINGOUT_RECORD": name, "RINGOUT_ATTEMPT": str(attempt)}
    try:
        process = subprocess.Popen(
            hook.words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        return f"cannot run {hook.words[0]!r}: {getattr(error, 'strerror', None) or error}"
    try:
        said, _none = process.communicate(record, timeout=hook.longest_s)
    except subprocess.TimeoutExpired:
        _end(process)
        return f"did not end within {hook.longest_s:g} s"
    if process.returncode == 0:
        return ""
    lines = said.decode(errors="replace").strip().splitlines()
    last = visible(lines[-1])[:_SAID_MAX] if lines else "no word"
    return f"ended with {process.returncode}: {last}"


def _end(process: subprocess.Popen) -> None:
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.communicate()


def tidy(store: Store, hook: Hook, now_s: int) -> None:
    """Move each tester's mark up to where all is done, so that looking for work stays quick."""
    waiting = sa.select(_D.c.device, sa.func.min(_D.c.seq).label("seq")).where(
        _D.c.hook == hook.command, _D.c.seq != _MARK, _D.c.done_at.is_(None)
    )
    finished = sa.select(_D.c.device, sa.func.max(_D.c.seq)).where(
        _D.c.hook == hook.command, _D.c.seq != _MARK, _D.c.done_at.is_not(None)
    )
    with store.write() as connection:
        first_waiting = dict(connection.execute(waiting.group_by(_D.c.device)).all())
        for device, highest in connection.execute(finished.group_by(_D.c.device)).all():
            end = min(highest, first_waiting.get(device, highest + 1) - 1)
            if _skipped(connection, hook, device, end):
                continue
            insert_new(connection, _D, [(device, _MARK, hook.command, 0, now_s, -1, None)])
            mine = (_D.c.device == device, _D.c.hook == hook.command)
            connection.execute(
                sa.update(_D)
                .where(*mine, _D.c.seq == _MARK, _D.c.next_at < end)
                .values(next_at=end)
            )
            connection.execute(
                sa.delete(_D).where(*mine, _D.c.seq.between(0, end), _D.c.done_at.is_not(None))
            )


def _skipped(connection: sa.Connection, hook: Hook, device: int, end: int) -> bool:
    """Whether a record up to `end` was never handed over: the mark must not pass it."""
    mine = (_D.c.device == device, _D.c.hook == hook.command)
    mark = sa.select(_D.c.next_at).where(*mine, _D.c.seq == _MARK).scalar_subquery()
    handed = sa.select(_D.c.seq).where(*mine, _D.c.seq == _R.seq)
    asked = sa.select(_R.seq).where(
        _R.device == device, _R.seq <= end, _R.seq > sa.func.coalesce(mark, -1), ~handed.exists()
    )
    return connection.execute(asked.limit(1)).first() is not None

"""The reference plug at the start of a shift: what it read, stamped on the tests that follow."""

from typing import Any

import msgspec
import sqlalchemy as sa

from ringout_host.store import schema

SHIFT_S = 12 * 3600  # a check counts for so long

_T = schema.checks


def add(
    connection: sa.Connection, device: int, good: bool, readings: dict, who: str, now_s: int
) -> None:
    """Keep what the plug read; commits nothing itself."""
    connection.execute(
        sa.insert(_T).values(
            device=device,
            good=int(good),
            readings=msgspec.json.encode(readings).decode(),
            who=who,
            checked_at=now_s,
        )
    )


def before(connection: sa.Connection, device: int, t: int | None) -> sa.Row | None:
    """The check that a test at `t` (Unix seconds) stands on: the tester's last one in the shift."""
    if t is None:
        return None
    c = _T.c
    asked = sa.select(c.good, c.readings, c.who, c.checked_at).where(
        c.device == device, c.checked_at <= t, c.checked_at > t - SHIFT_S
    )
    return connection.execute(asked.order_by(c.checked_at.desc(), c.id.desc()).limit(1)).first()


def words(check: sa.Row) -> str:
    """A check as one line for a document."""
    from ringout_host.store.when import iso_utc

    found: dict[str, Any] = msgspec.json.decode(check.readings)
    read = ""
    if "ohm" in found:
        read = f"read {found['ohm']:.3f} ohm, nominal {found['nominal_ohm']:g}"
    state = "good" if check.good else "NOT good"
    when = iso_utc(check.checked_at)[:16].replace("T", " ")
    return ", ".join(word for word in (state, read, f"{when} UTC by {check.who}") if word)

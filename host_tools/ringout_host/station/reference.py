"""The reference plug of a shift: what a test of it reads, and whether there was a good one."""

from typing import Any

import sqlalchemy as sa

from ringout_host.store import checks, schema
from ringout_host.store.database import Store

_SHARE = 0.01  # it is read within this and the reading's uncertainty


def is_good(store: Store, dev: str, now_s: int) -> bool:
    """Whether the last check of the tester `dev` in this shift was good."""
    with store.read() as connection:
        asked = sa.select(schema.devices.c.id).where(schema.devices.c.dev == dev)
        device = connection.scalar(asked)
        found = checks.before(connection, device, now_s) if device is not None else None
    return found is not None and bool(found.good)


def read(record: dict[str, Any], nominal_ohm: float) -> tuple[bool, dict[str, Any], str]:
    """(good, what is kept of it, what it read in words) of a test with the plug in jack A."""
    readings = [
        reading
        for name, reading in (record.get("leg_ohm") or {}).items()
        if name.startswith("A.T-A.") and isinstance(reading, list)
    ]
    value, u = min(readings, key=lambda one: abs(one[0] - nominal_ohm), default=(None, 0.0))
    good = value is not None and abs(value - nominal_ohm) <= _SHARE * nominal_ohm + u
    found = {"nominal_ohm": nominal_ohm, "good": good}
    if value is None:
        return good, found, "no plug in jack A"
    return good, found | {"ohm": value, "u": u}, f"{value:.3f} ohm"

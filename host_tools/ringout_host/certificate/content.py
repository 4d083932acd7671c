"""What stands on a certificate, out of the database: plain text for any template."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from ringout import __version__
from ringout.wirings import lookup
from ringout_host.certificate import code, picture, required, words
from ringout_host.certificate.words import word
from ringout_host.errors import UsageError
from ringout_host.store import checks, judged, query, schema
from ringout_host.store.query import Filter

_C = schema.records.c
NOT_TESTED = (
    "Measured at low voltage: connections, resistance and capacitance. It is no test of insulation "
    "at high voltage."
)


def of_serial(connection: sa.Connection, serial: str) -> sa.Row:
    """The record that a cable's certificate is about: its last test that counts.

    Raises UsageError when there is none.
    """
    found = _newest(connection, _C.serial == serial)
    if found is None:
        raise UsageError(
            f"no test of a cable {serial!r} counts in this database: ringout logs ls --serial "
            "shows what there is"
        )
    return found


def last(connection: sa.Connection) -> sa.Row:
    """The last test that counts. Raises UsageError when there is none."""
    found = _newest(connection, sa.true())
    if found is None:
        raise UsageError("no test of a cable yet: press TEST, then ringout logs pull")
    return found


def of_lot(connection: sa.Connection, lot: str) -> list[sa.Row]:
    """The last test that counts of every cable of a lot, in the order of the tests.

    Raises UsageError for a lot without one.
    """
    order = (judged.when(), _C.device, _C.seq)
    asked = query.select(Filter()).where(_C.lot == lot, judged.is_judged()).order_by(*order)
    latest: dict[Any, sa.Row] = {}
    for row in connection.execute(asked):
        key = ("serial", row.serial) if row.serial else (row.device, row.seq)
        latest.pop(key, None)
        latest[key] = row
    if not latest:
        raise UsageError(f"no test that counts in a lot {lot!r}: ringout logs ls --lot shows them")
    return list(latest.values())


def _newest(connection: sa.Connection, which: sa.ColumnElement[bool]) -> sa.Row | None:
    order = (judged.when().desc(), _C.device, _C.seq.desc())
    asked = query.select(Filter()).where(which, judged.is_judged()).order_by(*order).limit(1)
    return connection.execute(asked).first()


def certificate(connection: sa.Connection, row: sa.Row, units: str = "m") -> dict[str, Any]:
    """Everything that the certificate of a record (a row of `query`) says, as plain text."""
    record = query.whole(row)
    rows = words.readings(record, units)
    missing = required.missing(connection, row)
    return {
        "verdict": row.verdict,
        "good": row.verdict == "PASS" and not missing,
        "faults": words.sentences(record)
        + [f"Not done, though {word(row.product)} requires it: {step}" for step in missing],
        "cable": wiring_name(row.wiring),
        "nets": words.nets(record),
        "drawing": picture.of_record(connection, row, record),
        "readings": rows[: words.ROWS_MAX],
        "left_out": max(0, len(rows) - words.ROWS_MAX),
        "limits_known": bool({"leg_ohm", "pf_per_ft"} & set(record.get("limits") or {})),
        "facts": _facts(connection, row),
        "serial": word(row.serial),
        "history": _history(connection, row),
        "wiggle": _wiggle(connection, row),
        "code": str(code.of_record(row.dev, row.seq, row.verdict, row.raw)),
        "note": NOT_TESTED,
        "version": __version__,
    }


def wiring_name(wiring: str | None) -> str:
    """What people call a wiring; its id where this version does not know it."""
    return lookup.get(wiring).name if wiring in lookup.ids() else word(wiring)


def _facts(connection: sa.Connection, row: sa.Row) -> list[tuple[str, str]]:
    """(label, text) of who, when and with what; only what is known."""
    reference = checks.before(connection, row.device, row.tested_at)
    said = checks.words(reference) if reference is not None else ""
    found = (
        ("Serial", word(row.serial)),
        ("Lot", word(row.lot)),
        ("Product", word(row.product)),
        ("Tested", utc(row.tested_at)),
        ("Operator", word(row.operator)),
        ("Tester", f"{word(row.dev)}, test {row.seq}"),
        ("Calibration", word(row.cal) or "not calibrated"),
        ("Reference plug", said or "not checked in this shift"),
        ("Firmware", word(row.fw)),
        ("Mode", word(row.mode)),
    )
    return [(label, text) for label, text in found if text]


def _history(connection: sa.Connection, row: sa.Row) -> str:
    """How often a cable was tested before, where its serial says so."""
    if row.serial is None:
        return ""
    asked = sa.select(_C.verdict, judged.when().label("at"), _C.device, _C.seq)
    tests = connection.execute(asked.where(_C.serial == row.serial, judged.is_judged())).all()
    own = (row.stored_at if row.tested_at is None else row.tested_at, row.device, row.seq)
    earlier = [test for test in tests if (test.at, test.device, test.seq) < own]
    if not earlier:
        return "first test of this serial"
    failed = sum(test.verdict == "FAIL" for test in earlier)
    place = f"test {len(earlier) + 1} of this serial"
    return f"{place}, {failed} before it failed" if failed else place


def _wiggle(connection: sa.Connection, row: sa.Row) -> str:
    """The last WIGGLE of this serial, or that there was none."""
    if row.serial is None:
        return ""
    which = (_C.serial == row.serial, _C.kind == "wiggle", _C.voided_at.is_(None))
    asked = query.select(Filter()).where(*which).order_by(judged.when().desc(), _C.seq.desc())
    found = connection.execute(asked.limit(1)).first()
    if found is None:
        return "not moved while it was tested (no WIGGLE of this serial)"
    text = query.whole(found).get("text")
    return f"WIGGLE {found.verdict}, {utc(found.tested_at)}: {word(text, 120)}"


def utc(t: int | None) -> str:
    """A time for a document that travels: UTC, to the minute."""
    return "time not known" if t is None else f"{datetime.fromtimestamp(t, UTC):%Y-%m-%d %H:%M} UTC"

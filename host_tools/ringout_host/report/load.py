"""Records of the store as light rows in the order of the tests."""

import msgspec
import sqlalchemy as sa

from ringout.results.vocabulary import VERDICTS
from ringout_host.store import query, schema
from ringout_host.store.query import Filter

JUDGED = frozenset(kind.name for kind in VERDICTS if kind.judged)  # says something of a cable

ENDS = ("A", "B", "C")
_TEXT_MAX = 60  # what a page can show of a word that should be short

Reading = tuple[float, float]  # value, uncertainty


class CableTest(msgspec.Struct, gc=False):
    """One test. t: Unix seconds, from the host's clock where the tester's was never known."""

    dev: str
    seq: int
    t: int
    dated: bool
    verdict: str
    wiring: str | None
    serial: str | None
    lot: str | None
    faults: tuple[tuple[str, str | None], ...]  # (code, end of ENDS), most important first
    leg_ohm: Reading | None  # the worst leg
    pf: Reading | None  # tip to shield
    pf_per_ft: Reading | None
    cal: str | None


class _Fault(msgspec.Struct, gc=False):
    code: str
    end: str | None = None


class _Measured(msgspec.Struct):
    nets: list[list[str]] = []
    faults: list[_Fault] = []
    leg_ohm: dict[str, Reading | None] | None = None
    pf: dict[str, Reading | None] | None = None
    pf_per_ft: Reading | None = None
    cal: str | None = None


_decode = msgspec.json.Decoder(_Measured).decode


def load(connection: sa.Connection, wanted: Filter) -> list[CableTest]:
    """Every matching test, oldest first."""
    c = schema.records.c
    columns = (
        schema.devices.c.dev, c.seq, c.tested_at, c.stored_at, c.verdict, c.wiring,
        c.serial, c.lot, c.raw,
    )  # fmt: skip
    joined = schema.records.join(schema.devices, schema.devices.c.id == c.device)
    asked = sa.select(*columns).select_from(joined).where(*wanted.clauses())
    rows = connection.execution_options(yield_per=query.CHUNK).execute(asked)
    tests = [_test(*row) for row in rows]
    tests.sort(key=lambda test: (test.t, test.dev, test.seq))
    return tests


def _test(
    dev: str,
    seq: int,
    tested_at: int | None,
    stored_at: int,
    verdict: str,
    wiring: str | None,
    serial: str | None,
    lot: str | None,
    raw: str,
) -> CableTest:
    measured = _decode(raw)
    return CableTest(
        dev=dev,
        seq=seq,
        t=stored_at if tested_at is None else tested_at,
        dated=tested_at is not None,
        verdict=verdict,
        wiring=wiring,
        serial=serial,
        lot=lot,
        faults=tuple(
            (short(fault.code), fault.end if fault.end in ENDS else None)
            for fault in measured.faults
        ),
        leg_ohm=_worst_leg(measured.leg_ohm or {}, measured.nets),
        pf=(measured.pf or {}).get("T-S"),
        pf_per_ft=measured.pf_per_ft,
        cal=short(measured.cal) if measured.cal else None,
    )


def short(text: str) -> str:
    """`text`, or its beginning with an ellipsis."""
    return text if len(text) <= _TEXT_MAX else text[: _TEXT_MAX - 1] + "\u2026"


def _worst_leg(readings: dict[str, Reading | None], nets: list[list[str]]) -> Reading | None:
    """The highest resistance within a net from one plug to another. Bridges inside a plug are
    no legs, nor is leakage between nets."""
    net_of = {contact: n for n, net in enumerate(nets) for contact in net}
    legs = []
    for name, reading in readings.items():
        first, _dash, last = name.partition("-")
        joined = first in net_of and net_of[first] == net_of.get(last)
        if joined and first[:1] != last[:1] and reading is not None:
            legs.append(reading)
    return max(legs, default=None)

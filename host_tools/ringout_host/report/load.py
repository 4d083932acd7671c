"""Records of the store as light rows in the order of the tests."""

from sys import intern

import msgspec
import sqlalchemy as sa

from ringout_host.store import judged, query, schema
from ringout_host.store.query import Filter

JUDGED = frozenset(judged.VERDICTS)  # says something of a cable

ENDS = ("A", "B", "C")
_TEXT_MAX = 60  # what a page can show of a word that should be short
_SENTENCE_MAX = 140

Reading = tuple[float, float]  # value, uncertainty


class CableTest(msgspec.Struct, gc=False):
    """One test. t: Unix seconds, from the host's clock where the tester's was never known.
    judged: it counts (`store.judged`). limits: what it was judged by, as the store's JSON."""

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
    judged: bool = True
    limits: str | None = None
    said: str = ""  # the most important fault in words

    @property
    def cable(self) -> tuple:
        """What counts as one cable: a serial; without one each test is a cable of its own."""
        return ("serial", self.serial) if self.serial is not None else (self.dev, self.seq)


class _Fault(msgspec.Struct, gc=False):
    code: str
    end: str | None = None
    text: object = None


class _Faulty(msgspec.Struct):
    faults: list[_Fault] = []


_decode = msgspec.json.Decoder(_Faulty).decode


def load(connection: sa.Connection, wanted: Filter) -> list[CableTest]:
    """Every matching test, oldest first. Only what has a fault is read as a whole."""
    c = schema.records.c
    faulty = sa.case((c.fault.is_not(None), c.raw), else_=None)
    columns = (
        schema.devices.c.dev, c.seq, c.tested_at, c.stored_at, c.verdict, c.wiring, c.serial,
        c.lot, c.leg_ohm, c.leg_ohm_u, c.pf, c.pf_u, c.pf_per_ft, c.pf_per_ft_u, c.cal, c.limits,
        sa.case((judged.is_judged(), 1), else_=0), faulty,
    )  # fmt: skip
    joined = schema.records.join(schema.devices, schema.devices.c.id == c.device)
    asked = sa.select(*columns).select_from(joined).where(*wanted.clauses())
    rows = connection.execution_options(yield_per=query.CHUNK).execute(asked)
    words: dict[str | None, str | None] = {}  # the same few, kept once
    tests = [_test(tuple(row), words) for row in rows]
    tests.sort(key=lambda test: (test.t, test.dev, test.seq))
    return tests


def _test(row: tuple, words: dict[str | None, str | None]) -> CableTest:
    (dev, seq, tested_at, stored_at, verdict, wiring, serial, lot, leg, leg_u, pf, pf_u, per_ft,
     per_ft_u, cal, limits, counts, raw) = row  # fmt: skip
    faults = _decode(raw).faults if raw is not None else []
    wiring, lot, cal, limits = (words.setdefault(w, w) for w in (wiring, lot, cal, limits))
    return CableTest(
        dev=intern(dev),
        seq=seq,
        t=stored_at if tested_at is None else tested_at,
        dated=tested_at is not None,
        verdict=intern(verdict),
        wiring=wiring,
        serial=serial,
        lot=lot,
        faults=tuple(
            (short(fault.code), fault.end if fault.end in ENDS else None) for fault in faults
        ),
        leg_ohm=None if leg is None else (leg, leg_u),
        pf=None if pf is None else (pf, pf_u),
        pf_per_ft=None if per_ft is None else (per_ft, per_ft_u),
        cal=short(cal) if cal else None,
        judged=bool(counts),
        limits=limits,
        said=_sentence(faults),
    )


def _sentence(faults: list[_Fault]) -> str:
    if not faults:
        return ""
    said = faults[0].text
    return short(said if isinstance(said, str) and said else faults[0].code, _SENTENCE_MAX)


def short(text: str, longest: int = _TEXT_MAX) -> str:
    """`text`, or its beginning with an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1] + "\u2026"

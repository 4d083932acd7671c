"""Single tests of a report: those that it shows one by one."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from sys import intern
from typing import NamedTuple

import msgspec
import sqlalchemy as sa

from ringout_host.report.narrow import Narrow
from ringout_host.store import judged, query, schema
from ringout_host.store.copies import short

JUDGED = frozenset(judged.VERDICTS)  # says something of a cable

_SENTENCE_MAX = 140
_CHUNK = 400  # numbers in one statement

Reading = tuple[float, float]  # value, uncertainty
Kinds = tuple[tuple[str, str | None], ...]  # (code, plug), most important first


class CableTest(msgspec.Struct, gc=False):
    """One test. device: the database's number of the tester, dev: the tester's own; t: Unix
    seconds, from the host's clock where the tester's was never known. judged: it counts
    (`store.judged`). limits: what it was judged by, as the store's JSON."""

    device: int
    dev: str
    seq: int
    t: int
    dated: bool
    verdict: str
    serial: str | None
    lot: str | None
    faults: Kinds
    leg_ohm: Reading | None  # the worst leg
    pf: Reading | None  # tip to shield
    pf_per_ft: Reading | None
    judged: bool = True
    limits: str | None = None
    said: str = ""  # the most important fault in words

    @property
    def order(self) -> tuple[int, int, int]:
        """What tests are sorted by."""
        return self.t, self.device, self.seq


class Row(NamedTuple):
    """A row of `Narrow.tests`: what is shown or taken out again."""

    device: int
    seq: int
    serial: str | None
    lot: str | None
    verdict: str
    kinds: str | None
    limits: str | None
    leg_ohm: float | None
    leg_ohm_u: float
    pf: float | None
    pf_u: float
    pf_per_ft: float | None
    pf_per_ft_u: float
    at: int
    dated: int
    judged: int
    leg: float | None
    per_ft: float | None
    whole: float | None


@lru_cache(4096)
def kinds_of(text: str | None) -> Kinds:
    """The kinds of fault that a text of the column `kinds` says."""
    return tuple((code, end) for code, end in msgspec.json.decode(text)) if text else ()


def tests_of(
    connection: sa.Connection, asked: sa.Select, devs: dict[int, str]
) -> Iterator[CableTest]:
    """The tests that a query over `Narrow.tests` finds, in its order. devs: id -> dev."""
    for row in query.rows(connection, asked):
        yield test_of(row, devs)


def test_of(row: Row | sa.Row, devs: dict[int, str]) -> CableTest:
    """A row of `Narrow.tests`."""
    return CableTest(
        device=row.device,
        dev=devs[row.device],
        seq=row.seq,
        t=row.at,
        dated=bool(row.dated),
        verdict=intern(row.verdict),
        serial=row.serial,
        lot=row.lot,
        faults=kinds_of(row.kinds),
        leg_ohm=None if row.leg_ohm is None else (row.leg_ohm, row.leg_ohm_u),
        pf=None if row.pf is None else (row.pf, row.pf_u),
        pf_per_ft=None if row.pf_per_ft is None else (row.pf_per_ft, row.pf_per_ft_u),
        judged=bool(row.judged),
        limits=row.limits,
    )


def newest(
    connection: sa.Connection, records: Narrow, devs: dict[int, str], count: int, since: int
) -> list[CableTest]:
    """The `count` newest tests; at least so many are not older than `since`, if there are."""
    c = records.tests.c
    asked = sa.select(records.tests).where(c.at >= since)
    asked = asked.order_by(c.at.desc(), c.device.desc(), c.seq.desc()).limit(count)
    return list(tests_of(connection, asked, devs))


class _Fault(msgspec.Struct, gc=False):
    code: str
    text: object = None


class _Faulty(msgspec.Struct):
    faults: list[_Fault] = []


_decode = msgspec.json.Decoder(_Faulty).decode


def say(connection: sa.Connection, tests: Iterable[CableTest]) -> None:
    """Read of these tests the sentence on their most important fault."""
    waiting: dict[int, dict[int, list[CableTest]]] = {}  # device -> seq -> tests
    for test in tests:
        if test.faults and not test.said:
            waiting.setdefault(test.device, {}).setdefault(test.seq, []).append(test)
    c = schema.records.c
    for device, own in waiting.items():
        seqs = list(own)
        for start in range(0, len(seqs), _CHUNK):
            part = c.seq.in_(seqs[start : start + _CHUNK])
            for seq, raw in connection.execute(
                sa.select(c.seq, c.raw).where(c.device == device, part)
            ):
                for test in own[seq]:
                    test.said = _sentence(_decode(raw).faults)


def _sentence(faults: list[_Fault]) -> str:
    if not faults:
        return ""
    said = faults[0].text
    return short(said if isinstance(said, str) and said else faults[0].code, _SENTENCE_MAX)

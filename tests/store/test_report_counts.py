"""What the database counts for a report is what plain Python counts of the same records."""

import random
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from ringout_host.report import tally as counting
from ringout_host.report.page import make_report
from ringout_host.store import notes, query
from ringout_host.store.database import open_store
from ringout_host.store.query import Filter
from tests.report import plain
from tests.store.sample import T0, line, record
from tests.store.test_ingest import put

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DEVS = ("aa", "bb")
KINDS = (("open", "B"), ("open", "A"), ("short", None), ("leakage", "C"))


def messy(count: int, seed: int) -> list[dict]:
    """Records of two testers in the order of their times: serials that return in several lots,
    records that count in no yield, several faults in one, readings that are missing or absurd."""
    dice = random.Random(seed)
    made = []
    for n in range(count):
        tag = {}
        if dice.random() < 0.7:
            tag["serial"] = f"S{dice.randrange(count // 2)}"
        if dice.random() < 0.8:
            tag["lot"] = dice.choice(["L1", "L2", "it's 50%", "L'; drop table records"])
        verdict = dice.choice(
            ["PASS"] * 6 + ["FAIL"] * 3 + ["PASS*", "UNKNOWN", "NO-CABLE", "ERROR"]
        )
        faults = []
        if verdict == "FAIL":
            faults = [
                {"code": code, "end": end, "text": f"{code} at {end}"}
                for code, end in dice.sample(KINDS, dice.randrange(1, 4))
            ]
        legs = {name: [round(dice.gauss(0.5, 0.1), 4), 0.02] for name in ("A.T-B.T", "A.R-B.R")}
        made.append(
            record(
                n // 2 + 1, dev=DEVS[n % 2], t=T0 + n * 60, up_ms=n * 60_000, verdict=verdict,
                faults=faults, tag=tag, leg_ohm=legs, cal=dice.choice(["c1", None]),
                kind=dice.choice(["press"] * 9 + ["wiggle", "line", "sample"]),
                limits=dice.choice([{"leg_ohm": 1.0}, {"leg_ohm": 0.8, "pf_per_ft": 30.0}]),
            )
        )  # fmt: skip
    return made


def stored(store, records):
    for dev in DEVS:
        put(store, [line(made) for made in records if made["dev"] == dev], dev=dev)


def reported(store, wanted=None):
    with store.read_twice() as (connection, beside):
        made = make_report(connection, wanted or Filter(), "Shop", NOW, beside=beside)
        assert made == make_report(connection, wanted or Filter(), "Shop", NOW)
    return made[1]


def agrees(summary, records):
    expected = plain.counted(records)
    faults = {(row["code"], row["end"]): row["count"] for row in summary["faults"]}
    assert faults == expected.pop("faults")
    expected.pop("of_lots"), expected.pop("legs")
    assert {name: summary[name] for name in expected} == expected


@pytest.mark.parametrize("seed", range(3))
def test_the_counts_are_those_of_plain_python(store, seed, monkeypatch):
    records = messy(300, seed)
    stored(store, records)
    seen = {}
    take_out = counting.Tally.__init__
    monkeypatch.setattr(counting, "LOTS_MAX", 3)
    monkeypatch.setattr(
        counting.Tally, "__init__", lambda self: (take_out(self), seen.update(tally=self))[0]
    )
    agrees(reported(store), records)
    expected = plain.counted(records)
    newest = seen["tally"].lots
    found = {
        lot.name: (lot.tests, lot.first.count, lot.first.passed, lot.last.passed) for lot in newest
    }
    assert found == {name: expected["of_lots"][name] for name in found} and len(found) == 3
    legs = [sums for lot in newest for sums in (lot.first.leg,)]
    assert all(sums.count == lot.first.count for sums, lot in zip(legs, newest, strict=True))


@pytest.mark.parametrize(
    ("wanted", "keep"),
    [
        (Filter(lot="it's 50%"), lambda r: r["tag"].get("lot") == "it's 50%"),
        (Filter(lot="*'; drop*"), lambda r: "drop" in r["tag"].get("lot", "")),
        (Filter(device="bb"), lambda r: r["dev"] == "bb"),
        (Filter(since=T0 + 3000, until=T0 + 9000), lambda r: T0 + 3000 <= r["t"] < T0 + 9000),
        (Filter(serial="s1*"), lambda r: r["tag"].get("serial", "").startswith("S1")),
    ],
)
def test_a_filter_counts_only_what_it_says(store, wanted, keep):
    records = messy(200, 7)
    stored(store, records)
    agrees(reported(store, wanted), [r for r in records if keep(r)])


def test_a_second_report_of_one_connection_and_after_a_void(store):
    records = messy(100, 9)
    stored(store, records)
    taken = next(r for r in records if r["verdict"] == "PASS" and r["kind"] == "press")
    reported(store)
    with store.write() as connection:
        row = query.one(connection, f"{taken['dev']}:{taken['seq']}")
        notes.add(connection, row, notes.VOID, "wrong cable", "ANA", T0)
    summary = reported(store)
    before = plain.counted(records)
    assert summary["not_counted"] == before["not_counted"] + 1
    assert summary["tests"] == before["tests"]


def test_a_reader_who_may_make_no_table_gets_the_same(store, db):
    if "://" not in db:
        pytest.skip("a right of PostgreSQL's")
    records = messy(100, 3)
    stored(store, records)
    with store.write() as connection:
        name = connection.scalar(sa.text("select current_database()"))
        for right in (
            f"REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC",
            f"CREATE ROLE reader_{name} LOGIN",
            f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader_{name}",
        ):
            connection.exec_driver_sql(right)
    with open_store(db.replace("ringout@", f"reader_{name}@")) as reader:
        agrees(reported(reader), records)

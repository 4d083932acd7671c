"""A database that an earlier version made goes on: nothing lost, the new columns filled in."""

import re
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from ringout_host.store import migrations, schema
from ringout_host.store.database import open_store
from tests.store.sample import line, open_ring, record
from tests.store.test_ingest import put

# As `sqlite3 .dump` printed a database of the version before products came (schema 0002).
DUMP = Path(__file__).with_name("made_by_schema_0002.sql").read_text("utf-8")
ROWS = {  # seq: kind, limits, worst leg, tip to shield
    1: ("press", None, 0.53, 456.0),
    2: ("press", None, 0.52, 456.0),
    3: ("wiggle", None, None, None),
    4: ("press", None, 0.53, 456.0),
    5: ("press", None, 0.53, 456.0),
    6: ("press", None, None, None),  # its new keys held nonsense, which nobody had looked at
}


@pytest.fixture
def old(db):
    """`--db` of a database at schema 0002 with the records of the dump."""
    if "://" not in db:
        with sqlite3.connect(db) as connection:
            connection.executescript(DUMP)
        connection.close()
        return db
    engine = sa.create_engine(db)
    with engine.begin() as connection:
        migrations.upgrade(connection, "0002")
        for table in ("devices", "boots", "records"):
            for row in re.findall(rf'^INSERT INTO "{table}" VALUES\(.*\);$', DUMP, re.M):
                connection.exec_driver_sql(row.replace("%", "%%"))
    engine.dispose()
    return db


def test_old_records_get_the_new_columns(old):
    with open_store(old) as store, store.read() as connection:
        c = schema.records.c
        asked = sa.select(c.seq, c.kind, c.limits, c.leg_ohm, c.pf, c.raw, c.fault, c.faults)
        found = connection.execute(asked.order_by(c.seq)).all()
    assert {row.seq: tuple(row[1:5]) for row in found} == ROWS
    assert [row.faults for row in found if row.fault] == ['[["open","B"]]']
    assert all(row.raw.startswith('{"v": 1') for row in found)


def test_yields_of_old_records_do_not_count_a_wiggle(old):
    with open_store(old) as store, store.read() as connection:
        (lot,) = connection.exec_driver_sql("SELECT * FROM lots").mappings()
    assert (lot["lot"], lot["cables"], lot["passed_first"], lot["failed_final"]) == ("L17", 3, 1, 1)


def test_pulling_goes_on_in_an_old_database(old):
    lines = [line(record(1, tag={"lot": "L17", "serial": "CAB-1", "operator": "Ana"}))]
    with open_store(old) as store:
        result = put(store, [*lines, line(open_ring(7, kind="press", limits={"leg_ohm": 0.7}))])
        assert (result.known, result.new) == (1, [7])
    with open_store(old) as store, store.read() as connection:
        row = connection.exec_driver_sql("SELECT * FROM tests WHERE seq = 7").mappings().one()
    assert row["limit_leg_ohm"] == 0.7 and row["judged"] == 1

"""`ringout query`: answers in three forms, and no statement that changes anything."""

import csv
import io
import json
import os

import pytest

from ringout_host.errors import DataCorruptError, Exit, UsageError
from ringout_host.store import ask, views
from ringout_host.store.database import open_store
from tests.store.sample import line, open_ring, record, shop_lines
from tests.store.test_ingest import put

YIELDS = "select lot, cables, first_pass_yield from lots order by lot"


def rows(store, sql, **options):
    with ask.asked(store, sql, **options) as answer:
        return answer.columns, list(answer.rows)


def test_a_question_and_its_answer(store):
    put(store, [line(record(1, tag={"lot": "A"})), line(open_ring(2, tag={"lot": "A"}))])
    columns, found = rows(store, YIELDS)
    assert columns == ["lot", "cables", "first_pass_yield"]
    assert [(lot, int(cables), float(share)) for lot, cables, share in found] == [("A", 2, 0.5)]
    _columns, found = rows(store, "select code, plug, count(*) from faults group by 1, 2;")
    assert found == [("open", "B", 1)]


def test_a_file_that_is_damaged_farther_in_is_not_a_wrong_question(tmp_path):
    path = tmp_path / "db.sqlite"
    with open_store(str(path)) as store:
        put(store, shop_lines(300))
    data = bytearray(path.read_bytes())
    data[len(data) // 2 :] = os.urandom(len(data) - len(data) // 2)
    path.write_bytes(data)
    with open_store(str(path)) as store:
        for sql in ("select count(*) from lots", "select raw from records"):  # at once, and later
            with pytest.raises(DataCorruptError, match="damaged"):
                rows(store, sql)


WRITES = (
    "delete from records",
    "update records set verdict = 'PASS'",
    "drop table records",
    "drop view tests",
    "insert into notes values (1, 1, 1, 'void', 'x', 'x', 1)",
    "create table x (y int)",
    "vacuum",
    "select 1; drop table records",
    "with x as (select 1) delete from records",
    "; commit; drop table records",
)
SQLITE_TRICKS = (
    "attach 'x.sqlite' as x",
    "pragma writable_schema = on",
    "pragma query_only = off",
    "select load_extension('x')",
    "select writefile('x', 'y')",
    "begin immediate",
)
POSTGRES_TRICKS = (
    "set transaction read write",
    "commit; drop table records",
    "begin; drop table records",
    "copy records to '/tmp/x'",
    "select nextval('notes_id_seq')",
)


@pytest.mark.parametrize("sql", [*WRITES, *SQLITE_TRICKS, *POSTGRES_TRICKS, "", " ; "])
def test_nothing_that_is_asked_changes_anything(store, tmp_path, monkeypatch, sql):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    put(store, shop_lines(5))
    try:
        rows(store, sql)
    except UsageError as error:
        assert "\n" not in str(error)
    assert rows(store, "select count(*) from tests")[1] == [(5,)]
    assert rows(store, "select count(*) from tests where verdict = 'x'")[1] == [(0,)]
    left = {path.name for path in set(tmp_path.iterdir()) - set(before)}
    assert all(name.startswith("ringout.sqlite") for name in left)
    put(store, [line(record(6))])  # and the store still takes records


def test_a_query_that_takes_too_long_is_ended(store):
    endless = (
        "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    )
    with pytest.raises(UsageError, match="more than 0.2 s"):
        rows(store, endless, longest_s=0.2)
    assert rows(store, "select 1")[1] == [(1,)]


def test_a_misspelt_name_says_what_there_is(store):
    with pytest.raises(UsageError, match="tests, readings, faults and lots"):
        rows(store, "select * from test")


def test_as_a_table_csv_and_json(ringout):
    hostile = {"lot": "=cmd()", "serial": "\x1b[2J[red]x"}
    ringout.put(line(record(1, tag=hostile, leg_ohm={"A.T-B.T": [0.5, 0.1]})))
    sql = "select lot, serial, leg_ohm from tests"
    code, out, err = ringout("query", sql)
    assert (code, err) == (0, "") and "[red]x" in out and "\x1b" not in out and "0.5" in out
    assert json.loads(ringout("query", sql, "--json")[1]) == [
        {"lot": "=cmd()", "serial": "\ufffd[2J[red]x", "leg_ohm": 0.5}
    ]
    header, row = csv.reader(io.StringIO(ringout("query", sql, "--csv")[1]))
    assert header == ["lot", "serial", "leg_ohm"] and row[0] == "'=cmd()"


def test_without_a_question_the_views_are_shown(ringout):
    code, out, _err = ringout("query")
    assert code == 0 and all(name in out for name in views.NAMES)
    assert json.loads(ringout("query", "--json")[1])["lots"] == list(views.LOT_COLUMNS)


def test_a_mistake_is_one_line(ringout):
    ringout.put()
    code, out, err = ringout("query", "selekt 1")
    assert (code, out) == (Exit.USAGE, "") and err.count("\n") == 1

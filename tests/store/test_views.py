"""The views that outside tools look on: stable columns, the one rule of what counts."""

import pytest

from ringout_host.store import views
from tests.report import hostile
from tests.store.sample import DEV, line, open_ring, record, shop_lines
from tests.store.test_ingest import put

COLUMNS = {
    "tests": views.TEST_COLUMNS,
    "readings": views.READING_COLUMNS,
    "faults": views.FAULT_COLUMNS,
    "lots": views.LOT_COLUMNS,
}


def ask(store, sql):
    with store.read() as connection:
        return [dict(row) for row in connection.exec_driver_sql(sql).mappings()]


@pytest.mark.parametrize("name", sorted(views.NAMES))
def test_columns_are_the_promised_ones(store, name):
    with store.read() as connection:
        found = connection.exec_driver_sql(f"SELECT * FROM {name}").keys()
    assert tuple(found) == COLUMNS[name]


def test_a_test_with_its_readings_and_faults(store):
    put(store, [line(open_ring(7, limits={"leg_ohm": 0.7, "length_m": 6}, product="GC-6 B"))])
    (test,) = ask(store, "SELECT * FROM tests")
    assert (test["device"], test["time"], test["product"]) == (
        DEV,
        "2026-05-28T20:33:40Z",
        "GC-6 B",
    )
    assert (test["leg_ohm"], test["limit_leg_ohm"], test["limit_pf_per_ft"]) == (0.52, 0.7, None)
    readings = ask(store, "SELECT quantity, name, value, uncertainty, unit FROM readings")
    assert {"quantity": "pf", "name": "T-S", "value": 456.0, "uncertainty": 2.3, "unit": "pF"} in (
        readings
    )
    assert {row["quantity"] for row in readings} == {
        "leg_ohm", "pf", "cmrr_db", "length_m", "pf_per_ft",
    }  # fmt: skip
    (fault,) = ask(store, "SELECT * FROM faults")
    assert (fault["place"], fault["code"], fault["plug"], fault["contact"]) == (
        1,
        "open",
        "B",
        "B.R",
    )


NO_TESTS_OF_A_CABLE = {
    "wiggle": {"kind": "wiggle", "verdict": "STEADY"},
    "wiggle that failed": {"kind": "wiggle", "verdict": "FAIL"},
    "old wiggle": {"mode": "wiggle"},
    "line": {"kind": "line"},
    "sample": {"kind": "sample"},
    "a kind of tomorrow": {"kind": "soak"},
    "no cable": {"verdict": "NO-CABLE"},
    "live": {"verdict": "LIVE"},
    "error": {"verdict": "ERROR"},
}


@pytest.mark.parametrize("changes", NO_TESTS_OF_A_CABLE.values(), ids=NO_TESTS_OF_A_CABLE)
def test_what_is_no_test_of_a_cable_changes_no_yield(store, changes):
    lot = {"lot": "L1"}
    put(store, [line(record(1, tag=lot)), line(open_ring(2, tag=lot))])
    before = ask(store, "SELECT * FROM lots")
    put(store, [line(record(3, tag=lot, **changes))])
    assert ask(store, "SELECT * FROM lots") == before
    assert before[0]["first_pass_yield"] == 0.5


def test_a_question_and_its_answer_are_one_test(store):
    tag = {"lot": "L1"}
    asked = record(1, tag=tag, verdict="LOOKS-LIKE", up_ms=5000, boot=3)
    other = record(2, tag=tag, verdict="LOOKS-LIKE", up_ms=9000, boot=3)
    answer = record(3, tag=tag, verdict="PASS", up_ms=5000, boot=3, answered="once")
    put(store, [line(one) for one in (asked, other, answer)])
    assert [row["judged"] for row in ask(store, "SELECT judged FROM tests ORDER BY seq")] == [
        0,
        1,
        1,
    ]
    (lot,) = ask(store, "SELECT * FROM lots")
    assert (lot["cables"], lot["passed_first"], lot["unsure_final"]) == (2, 1, 1)


def test_first_pass_and_final_yield_are_apart(store):
    """CAB-1 was repaired, CAB-2 broke later, CAB-3 passed, one without serial failed."""

    def tag(n):
        return {"lot": "L1", "serial": f"CAB-{n}"}

    put(store, [
        line(open_ring(1, tag=tag(1))), line(record(2, tag=tag(2))), line(record(3, tag=tag(3))),
        line(record(4, tag=tag(1))), line(open_ring(5, tag=tag(2))),
        line(open_ring(6, tag={"lot": "L1"})),
    ])  # fmt: skip
    (lot,) = ask(store, "SELECT * FROM lots")
    assert (lot["cables"], lot["tests"]) == (4, 6)
    assert (lot["first_pass_yield"], lot["final_yield"]) == (0.5, 0.5)
    assert (lot["passed_first"], lot["passed_final"], lot["failed_final"]) == (2, 2, 2)


def test_a_hostile_record_hides_no_other(store):
    bad = [
        line(record(n, tag={"serial": text}, faults=[{"code": text, "text": text}]))
        for n, text in enumerate(("a\0b", "\\u0000", "\ue000", "'; DROP TABLE records; --"), 900)
    ]
    put(store, [*hostile.lines(), *bad, line(open_ring(990, tag={"lot": "OK"}))])
    for name in views.NAMES:
        assert ask(store, f"SELECT * FROM {name}"), name
    assert len(ask(store, "SELECT * FROM readings WHERE seq = 990")) == 10


def test_a_large_store_is_counted_the_same_way(store):
    put(store, shop_lines(500))
    (whole,) = ask(store, "SELECT count(*) AS n, sum(judged) AS judged FROM tests")
    lots = ask(store, "SELECT sum(tests) AS n FROM lots")[0]["n"]
    in_lots = ask(store, "SELECT count(*) AS n FROM tests WHERE judged = 1 AND lot IS NOT NULL")
    assert whole["n"] == 500 and 450 < whole["judged"] < 500 and lots == in_lots[0]["n"]

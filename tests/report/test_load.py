"""What the report reads out of a record."""

from ringout_host.report.load import newest, say
from ringout_host.report.narrow import narrow
from ringout_host.store.query import Filter
from tests.store.sample import line, record
from tests.store.test_ingest import put


def loaded(store, made):
    put(store, [line(made)])
    with store.read() as connection:
        records = narrow(connection, Filter())
        (test,) = newest(connection, records, {1: made["dev"]}, 10, 0)
        say(connection, [test])
    return test


def test_the_worst_leg_is_the_highest_within_a_net_between_two_plugs(store):
    ohm = {
        "A.T-B.T": [0.5, 0.02],
        "A.R-B.R": [0.7, 0.02],
        "A.R-A.S": [9.0, 0.02],  # a bridge inside plug A
        "A.T-B.S": [200_000.0, 900.0],  # leakage between two nets
        "A.S-B.S": None,
    }
    nets = [["A.R", "A.S", "B.R", "B.S"], ["A.T", "B.T"]]
    assert loaded(store, record(1, leg_ohm=ohm, nets=nets)).leg_ohm == (0.7, 0.02)


def test_a_record_without_legs_has_no_worst_one(store):
    assert loaded(store, record(1, leg_ohm={"A.T-A.S": [1, 1]}, nets=[])).leg_ohm is None


def test_an_end_that_is_no_plug_and_a_long_code_are_cut_down(store):
    test = loaded(store, record(1, faults=[{"code": "x" * 500, "end": "<b>"}]))
    ((code, end),) = test.faults
    assert len(code) == 60 and end is None
    assert len(test.said) == 140 and test.said.startswith("xxx")

"""Rework: a word beside a record, a record taken back, and nothing ever deleted."""

import json
import os

import pytest

from ringout_host.errors import Exit
from ringout_host.store.database import open_store
from tests.store.sample import line, open_ring, record

LOT = {"lot": "L17", "serial": "CAB-1"}


@pytest.fixture
def shop(ringout):
    ringout.put(line(open_ring(1, tag=LOT)), line(record(2, tag={"lot": "L17"})))
    return ringout


def lots(_shop):
    with open_store(os.environ["RINGOUT_DB"]) as store, store.read() as connection:
        return dict(connection.exec_driver_sql("SELECT * FROM lots").mappings().one())


def test_a_voided_record_counts_no_more_and_stays(shop):
    assert lots(shop)["first_pass_yield"] == 0.5
    code, out, _err = shop("logs", "void", "1", "--why", "not plugged in", "--who", "ANA", "--json")
    assert code == 0 and json.loads(out)["who"] == "ANA"
    assert (lots(shop)["first_pass_yield"], lots(shop)["cables"]) == (1.0, 1)
    shown = shop("logs", "show", "1")[1]
    assert shown.startswith("VOID  FAIL") and "void: not plugged in (ANA, " in shown
    assert "FAIL void" in shop("logs", "ls")[1]
    (first,) = json.loads(shop("logs", "ls", "--verdict", "FAIL", "--json")[1])
    assert first["voided_at"] > 0 and first["faults"]


def test_a_restored_record_counts_again_and_both_words_stay(shop):
    shop("logs", "void", "1", "--why", "wrong cable", "--who", "ANA")
    shop("logs", "restore", "1", "--why", "it was the right one", "--who", "BO")
    assert lots(shop)["first_pass_yield"] == 0.5
    said = json.loads(shop("logs", "show", "1", "--json")[1])["notes"]
    assert [(note["kind"], note["who"]) for note in said] == [("void", "ANA"), ("restore", "BO")]


def test_a_repair_and_the_retest(shop):
    shop("logs", "note", "1", "ring resoldered", "--repair", "--who", "ANA")
    shop.put(line(record(3, tag=LOT)))
    found = lots(shop)
    assert (found["first_pass_yield"], found["final_yield"]) == (0.5, 1.0)
    assert "repair: ring resoldered (ANA, " in shop("logs", "show", "1")[1]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["void", "1"], "--why"),
        (["void", "1", "--why", "  "], "say why"),
        (["void", "9", "--why", "x"], "no record 9"),
        (["restore", "1", "--why", "x"], "not void"),
        (["note", "1", ""], "empty"),
        (["note", "1", "x" * 501], "at most 500"),
    ],
)
def test_a_mistake_is_one_line_and_writes_nothing(shop, arguments, says):
    code, out, err = shop("logs", *arguments)
    assert (code, out) == (Exit.USAGE, "") and says in err and err.count("\n") == 1
    assert "notes" not in json.loads(shop("logs", "show", "1", "--json")[1])


def test_voiding_twice_is_said(shop):
    shop("logs", "void", "1", "--why", "x")
    code, _out, err = shop("logs", "void", "1", "--why", "y")
    assert code == Exit.USAGE and "void already" in err


def test_a_hostile_word_is_one_plain_line(shop):
    shop("logs", "note", "1", "\x1b[2J[red]a\nb\u202e", "--who", "<b>\x07")
    shown = shop("logs", "show", "1")[1]
    assert "\x1b" not in shown and "\u202e" not in shown and "note: [2J[red]a b (<b>, " in shown

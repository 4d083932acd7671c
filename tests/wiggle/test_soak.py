"""WIGGLE for hours: records on the way, few of them, and no growth of memory."""

import gc
import json
from types import FunctionType, ModuleType

import pytest

from ringout.screen.oled import BRIGHT, DIM
from ringout.wiggle.soak import FIRST_MS, HOUR_MS, Soak

LEAD = "trs_trs,length=3m"


def stored(tester):
    """Every record in the log."""
    lines = tester.app.log.page(0, 256)[1]
    return [json.loads(line.rpartition(b"\t")[0]) for line in lines]


def begin(tester):
    for _ in tester._pressing("TEST", 800):
        pass
    assert tester.app.view.mode == "wiggle"


def passes(tester, seconds, wait_ms=20_000):
    """Hours in long turns of the loop: nobody is at the keys."""
    end_us = tester.bench.now_us + 1e6 * seconds
    while tester.bench.now_us < end_us:
        tester.step(wait_ms)


def test_records_of_a_loose_contact_come_ever_more_seldom(handheld):
    tester = handheld(LEAD + ",intermittent=R@B:3ms/97s")
    begin(tester)
    passes(tester, 5000)
    tester.press("TEST")
    records = [r for r in stored(tester) if r["mode"] == "wiggle"]
    parts = [r["wiggle"] for r in records]
    assert [p["part"] for p in parts] == list(range(1, len(parts) + 1)) and 5 <= len(parts) <= 8
    assert {r["verdict"] for r in records} == {"FAIL"} and records[-1]["kind"] == "wiggle"
    told = [event for part in parts for event in part["events"]]
    total = len(told) + sum(part["more"] for part in parts)
    assert total == records[-1]["faults"][0]["count"] == pytest.approx(5000 / 97, abs=3)
    starts = [at_ms for at_ms, _, _ in told]
    assert starts == sorted(starts) and starts[0] < 98_000
    steps = {round((b - a) / 1000) for a, b in zip(starts[:6], starts[1:7], strict=True)}
    assert steps <= {96, 97, 98}
    assert {name for _, name, _ in told} <= {"R", "B.R"}
    assert all(us == pytest.approx(3000, abs=100) for _, _, us in told)
    assert all(part["blind_ms"] < 400 * part["part"] for part in parts)


def test_a_sound_cable_leaves_a_record_an_hour(handheld):
    tester = handheld(LEAD)
    begin(tester)
    passes(tester, 2.5 * 3600, 60_000)
    tester.press("TEST")
    records = [r for r in stored(tester) if r["mode"] == "wiggle"]
    assert [r["verdict"] for r in records] == ["STEADY"] * 3
    assert [r["wiggle"]["events"] for r in records] == [[], [], []]
    assert records[0]["up_ms"] == pytest.approx(records[2]["up_ms"], abs=5)
    assert records[0]["ms"] == pytest.approx(HOUR_MS, rel=0.05)


def test_a_hand_leaves_one_record_as_ever(handheld):
    record = handheld(LEAD + ",intermittent=R@B:3ms/300ms").wiggle(1)
    assert "part" not in record["wiggle"] and record["faults"]


def test_the_display_dims_and_a_dropout_wakes_it(handheld):
    tester = handheld(LEAD + ",intermittent=R@B:3ms/500s")
    begin(tester)
    passes(tester, 400, 2000)
    panel = tester.board.panel
    assert panel.is_on and panel.contrast == DIM
    passes(tester, 110, 2000)
    assert panel.contrast == BRIGHT
    passes(tester, 400, 2000)
    assert panel.is_on and panel.contrast == DIM
    tester.press("TEST")
    assert panel.contrast == BRIGHT
    passes(tester, 400, 2000)
    assert not panel.is_on


def test_a_voltage_between_two_looks_of_a_record_ends_it(handheld):
    tester = handheld(LEAD)
    begin(tester)
    view = tester.app.view
    keep = tester.app.keep

    def kept(record):
        keep(record)
        tester.plug(LEAD + ",live=48V:6.81k@A.T,A.R")

    tester.app.keep = kept
    view._tell(tester.board.ticks_ms())
    tester.app.keep = keep
    assert view.session.live and not tester.bench.is_driven()
    tester.step(5)
    assert [r["verdict"] for r in stored(tester)][-2:] == ["STEADY", "LIVE"]


def test_ten_hours_do_not_grow(handheld):
    """The firmware's objects are as many after ten hours as after two."""
    tester = handheld(LEAD + ",intermittent=R@B:3ms/97s,intermittent=T@A:1ms/331s")
    begin(tester)
    objects = []
    for _ in range(5):
        passes(tester, 2 * 3600, 60_000)
        gc.collect()
        objects.append(len(reachable(tester.app)))
    assert tester.app.view.mode == "wiggle"
    assert max(objects[1:]) - objects[0] < 60, objects
    assert len(stored(tester)) < 25


def reachable(thing):
    """Ids of all that the firmware holds, the simulated board and the log's index left out."""
    seen = {id(thing.board), id(thing.log)}
    waiting = [thing.view, thing.tester, thing.oled, thing.sounder, thing.uptime, thing.chores]
    while waiting:
        for each in gc.get_referents(waiting.pop()):
            if id(each) not in seen and not isinstance(each, (type, ModuleType, FunctionType)):
                seen.add(id(each))
                waiting.append(each)
    return seen


def test_however_much_happens_records_are_few():
    soak = Soak(0)
    records = 0
    for now_ms in range(0, 10 * HOUR_MS, 5000):
        if soak.due(now_ms, True):
            records += 1
            soak.told(now_ms, 100)
    assert 10 <= records <= 16
    assert not Soak(0).due(FIRST_MS - 1, True) and not Soak(0).due(HOUR_MS - 1, False)

"""Contacts that move: the grammar, the statistics, and what was counted."""

import json
import sys

import pytest

from ringout_host import cli
from ringout_host.sim.bench import Bench
from ringout_host.sim.board import SimBoard
from ringout_host.sim.handheld import Handheld
from ringout_host.sim.moving import CRACKLE_LEVELS, crackle_ohm
from ringout_host.sim.refusals import IllegalElectricity
from ringout_host.sim.spec import SpecError, parse


def walk(cable, seed=1, step_us=50.0, ms=4000):
    """States of the first moving contact, looked at every step."""
    moving = Bench(parse(cable), seed).moving
    return [moving.at(k * step_us)[0][0] for k in range(int(ms * 1000 / step_us))]


def changes(states):
    return sum(a != b for a, b in zip(states, states[1:], strict=False))


def test_random_contacts_have_the_means_of_the_spec():
    states = walk("ts_ts,intermittent=T@B:10ms/25ms~", ms=20000)
    assert sum(states) / len(states) == pytest.approx(0.4, abs=0.05)
    assert changes(states) / 2 == pytest.approx(20000 / 25, rel=0.15)


def test_random_contacts_are_the_boards_own_and_repeat():
    cable = "ts_ts,intermittent=T@B:10ms/25ms~"
    assert walk(cable, 1, ms=500) == walk(cable, 1, ms=500)
    assert walk(cable, 1, ms=500) != walk(cable, 2, ms=500)


def test_a_rhythm_is_what_it_always_was():
    states = walk("ts_ts,intermittent=T@B:10ms/25ms", step_us=1000.0, ms=50)
    assert states == ([0] * 15 + [1] * 10) * 2


def test_two_contacts_move_by_themselves():
    bench = Bench(parse("trs_trs,intermittent=T@B:5ms/10ms~,intermittent=R@A:5ms/10ms~"))
    seen = {bench.moving.at(k * 100.0)[0] for k in range(2000)}
    assert seen == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_a_crackling_contact_stays_within_its_resistances():
    spec = parse("ts_ts,crackle=T@B:0.2-30ohm")
    ohms = {crackle_ohm(spec.faults[0], k) for k in range(CRACKLE_LEVELS)}
    assert min(ohms) == pytest.approx(0.2) and max(ohms) == pytest.approx(30.0)
    assert set(walk("ts_ts,crackle=T@B:0.2-30ohm", ms=500)) == set(range(CRACKLE_LEVELS))


def test_some_move_only_with_the_cable():
    bench = Bench(parse("ts_ts,intermittent=T@B:2ms/4ms~:moves"))
    assert {bench.moving.at(k * 100.0)[0] for k in range(500)} == {(0,)}
    bench.move(True)
    assert {bench.moving.at(5e4 + k * 100.0)[0] for k in range(500)} == {(0,), (1,)}


def test_what_is_counted_is_the_time_in_which_the_leg_was_driven():
    bench = Bench(parse("trs_trs,intermittent=T@B:10ms/20ms"))  # open from 10 to 20 ms
    bench.advance(5000)
    bench.configure(high=1)  # A.T
    bench.advance(8000)
    bench.configure(high=2)  # A.R: another leg
    bench.advance(9000)
    bench.configure(high=0)
    assert bench.moving.shares() == [
        {"contact": "T@B", "kind": "intermittent", "driven_ms": 8.0, "moved": 0.375}
    ]


@pytest.mark.parametrize(
    "cable",
    [
        "ts_ts,intermittent=T@B:10ms/5ms~",
        "ts_ts,intermittent=T@B:~",
        "ts_ts,intermittent=T@B:10ms/25ms:moved",
        "ts_ts,crackle=T@B:30-0.2ohm",
        "ts_ts,crackle=T@B:30ohm",
        "ts_ts,crackle=T@B",
        "mono_y,open=R2@C",
        "mono_y,short=R2-S@C",
    ],
)
def test_mistakes_are_named(cable):
    with pytest.raises(SpecError, match="write for example"):
        parse(cable)


def test_simulate_says_how_much_of_it_could_be_met(monkeypatch, capsys):
    words = ["simulate", "--cable", "xlr_xlr,intermittent=T@B:10ms/25ms~", "--json"]
    monkeypatch.setattr(sys, "argv", ["ringout", *words])
    with pytest.raises(SystemExit):
        cli.main()
    shown = capsys.readouterr()
    share = json.loads(shown.out)["simulated"]["moving"][0]
    assert 0.0 < share["moved"] < 1.0 and share["driven_ms"] > 5.0
    assert "T@B was open" in shown.err


def test_a_fault_of_the_simulator_has_no_verdicts_code(monkeypatch, capsys):
    def refuse(self, line, low):
        raise IllegalElectricity("on purpose")

    monkeypatch.setattr(SimBoard, "force", refuse)
    monkeypatch.setattr(sys, "argv", ["ringout", "simulate", "--cable", "ts_ts", "--json"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 70
    assert "not of a cable: IllegalElectricity: on purpose" in capsys.readouterr().err


def test_changes_less_than_two_microseconds_apart_are_told_apart(tmp_path):
    """On this board they halved a microsecond until Python gave up."""
    tester = Handheld("none", str(tmp_path), 329, tester="typical,expander=yes")
    tester.configure("expect:trs35_ts35_open")
    tester.plug("trs35_ts35_open,length=80.02m,crackle=S@9%:0.2-30ohm,imbalance=20%")
    assert tester.wiggle(0.6)["verdict"] == "FAIL"

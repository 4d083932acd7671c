"""Dry joints: a film that the test current breaks is found by the press that breaks it."""

import pytest
from tests.measuring_rig import Rig

from ringout.board.pinmap import CONTACTS
from ringout.measure import films
from ringout.measure.steadiness import Steadiness
from ringout_host.catalogue.survey import Surveyor
from ringout_host.sim.handheld import Handheld
from ringout_host.sim.spec import parse


@pytest.mark.parametrize(
    "cable, legs, end, ohm",
    [
        ("trs_trs,length=6m,film=T@A:100ohm", ["A.T", "B.T"], None, 100),
        ("ts_ts,length=6m,film=S@B:200ohm", ["A.S", "B.S"], None, 200),
        ("xlr_xlr,length=100m,film=R@B:1k", ["A.R", "B.R"], None, 1000),
        ("xlr_xlr,length=3m,film=S@A:5k", ["A.S", "B.S"], None, 5000),
        ("xlr_xlr,length=3m,film=S@B:10k", ["A.S", "B.S"], None, None),
        ("xlr_y_split,length=3m,film=T@C:150ohm", ["C.T", "A.T"], "C", 150),
        ("insert,film=T@C:200ohm", ["A.R", "C.T"], None, 200),
        ("sum_res,length=2m,film=T@A:200ohm", ["A.T"], None, 200),
    ],
)
def test_it_fails_with_its_leg_and_once_only(tmp_path, cable, legs, end, ohm):
    rig = Rig(tmp_path, 3)
    rig.tester.start()
    record = rig.test(cable)
    (fault,) = record["faults"]
    assert (record["verdict"], fault["code"], fault["net"]) == ("FAIL", "high-resistance", legs)
    assert fault["dry"] and fault["end"] == end and "DRY JOINT" in fault["text"]
    assert fault.get("ohm") == (ohm and pytest.approx(ohm, rel=0.2, abs=30))
    again = rig.test()
    assert (again["verdict"], again["text"]) != ("FAIL", record["text"])  # it is broken now
    assert "dry" not in str(again["faults"])


@pytest.mark.parametrize("opens", ["before", "after"])
@pytest.mark.parametrize("cable", ["trs_trs,intermittent=R@A", "ts_ts,intermittent=S@B"])
def test_a_leg_that_was_open_then_or_now_moved(cable, opens):
    """As open as that is no film, and the scan found it whole."""
    tester = Surveyor()
    tester.bench.plug(parse(cable + ":10ms/25ms"))
    tester.bench.shake([(0.0, 0.0)])
    nets = tester.measure().nets
    table = {}
    for moment in ("before", "after"):
        away = [(tester.bench.now_us, tester.bench.now_us + 1e6)] if moment == opens else []
        tester.bench.shake(away or [(0.0, 0.0)])
        if moment == "before":
            table = films.untouched(tester.board)
    steadiness = Steadiness(tester.board)

    def net_of(line):
        return next((net for net in nets if net >> line & 1), 1 << line)

    assert films.broken(tester.charger, table, nets, net_of, steadiness) == []
    assert {CONTACTS[line][2:] for pair in steadiness.pairs for line in pair} <= {"R", "S"}
    assert steadiness.pairs and not steadiness.touching


def test_two_faults_and_every_mode(tmp_path):
    tester = Handheld("none", str(tmp_path), 5)
    tester.plug("trs_trs,length=3m,film=T@A:300ohm,open=R@B")
    record = tester.press()
    assert [fault["code"] for fault in record["faults"]] == ["open", "high-resistance"]
    tester.configure("expect:trs_trs")
    tester.plug("trs_trs,length=3m,film=T@A:300ohm")
    assert tester.press()["verdict"] == "FAIL"


@pytest.mark.parametrize("noise", [1.0, 4.0])
@pytest.mark.parametrize("cable", ["trs_trs,length=3m", "ts_ts,length=5m,hum=1uA/50Hz"])
def test_noise_and_hum_are_no_film(tmp_path, cable, noise):
    rig = Rig(tmp_path, 7)
    rig.bench.front_end.adc.noise_lsb = noise
    rig.plug(cable)
    for _ in range(4):
        rig.bench.advance(3700)
        record = rig.test()
        assert record["verdict"] == "PASS", record["text"]

"""Continuity on long and broken cables: no level is read before it has settled (the simulator
refuses), and nets, links and leaks are told apart."""

import pytest
from tests.measuring_rig import Rig, pair

from ringout.base.masks import lines_of
from ringout.board import pinmap
from ringout.measure import scan
from ringout.wirings import lookup

QUAD = "cs=185pF/m,cc=150pF/m"  # Canare L-4E6S, the most capacitance of the stocks


@pytest.mark.parametrize("wiring", ["trs_trs", "ts_ts", "trs_ts_pseudo", "xlr_y_split", "sum_res"])
@pytest.mark.parametrize("length", [0.3, 30, 100, 300])
@pytest.mark.parametrize("fault", ["", ",open=S@A", ",unplug=B", ",open=T@50%"])
def test_long_cables_settle_before_they_are_read(tmp_path, wiring, length, fault):
    if wiring == "trs_ts_pseudo":  # its shield is open at A, so it breaks at B
        fault = fault.replace("S@A", "S@B")
    rig = Rig(tmp_path, 17, f"{wiring},length={length}m,{QUAD}{fault}")
    rows, waited_us = scan.survey(rig.board)
    assert len(rows) == pinmap.LINES
    assert waited_us < 15000
    if length < 3:
        assert waited_us < 2500  # 8 pF between contacts lift a neighbour that is nearly empty
    if not fault and wiring not in ("sum_res",):
        assert scan.nets(rows) == lookup.get(wiring).nets


@pytest.mark.parametrize("wiring", lookup.ids()[:40])
def test_every_wiring_of_the_catalogue_reads_as_its_own_nets(tmp_path, wiring):
    taken = Rig(tmp_path, 9).take(wiring)
    assert taken.nets == lookup.get(wiring).nets
    assert taken.leak == {}
    resistors = {
        tuple(sorted(wire.ends)): wire.ohm
        for wire in lookup.get(wiring).wires
        if wire.kind == "resistor"
    }
    assert set(taken.links) == set(resistors)
    for where, (ohm, u) in taken.links.items():
        assert abs(ohm - resistors[where]) < 2 * u < 0.1 * resistors[where]


@pytest.mark.parametrize(
    ("ohm", "galvanic"), [(3, True), (8, True), (60, False), (300, False), (2000, False)]
)
def test_a_bad_joint_is_a_net_until_it_is_a_link(tmp_path, ohm, galvanic):
    taken = Rig(tmp_path).take(f"trs_trs,joint=T:{ohm}ohm@A")
    where = pair("A.T-B.T")
    assert (where in taken.ohm) == galvanic
    assert (where in taken.links) != galvanic
    value, u = (taken.ohm if galvanic else taken.links)[where]
    assert abs(value - ohm) < 2 * u + 0.3
    assert taken.node_pf[0][0] == pytest.approx(480, rel=0.03)  # linked: one capacitance


def test_a_broken_core_of_a_quad_and_a_one_ended_bridge_are_visible(tmp_path):
    rig = Rig(tmp_path, 3).calibrate()
    quad = rig.take("xlr_xlr,length=10m,core_ohm=0.05ohm/m,core=R@50%")
    assert quad.ohm[pair("A.R-B.R")][0] / quad.ohm[pair("A.T-B.T")][0] == pytest.approx(2, rel=0.05)
    bridged = rig.take("trs_trs,length=10m,short=R-S@B")
    at_b, u = bridged.ohm[pair("B.R-B.S")]
    loop, _ = bridged.ohm[pair("A.R-A.S")]
    assert abs(at_b - 0.02) < u
    assert loop == pytest.approx(0.02 + 10 * (0.08 + 0.03), abs=0.05)


@pytest.mark.parametrize("ohm", [100_000, 1_000_000, 10_000_000])
def test_three_leaks_at_once_are_untangled(tmp_path, ohm):
    cable = f"trs_trs,leak=T-S:{ohm}ohm,leak=R-S:{2 * ohm}ohm"
    rig = Rig(tmp_path, 2)
    rig.tester.start()
    taken = rig.take(cable)
    readings = {**taken.links, **taken.leak}
    for where, true in ((pair("A.T-A.S"), ohm), (pair("A.R-A.S"), 2 * ohm)):
        value, u = readings[where]
        assert abs(value - true) < max(0.1 * true, 2 * u) and u < 0.3 * value
    assert pair("A.T-A.R") not in readings


@pytest.mark.parametrize(
    ("cable", "hanging"),
    [
        ("none", ""),
        ("trs_trs,unplug=B", "A.T A.R A.S"),
        ("trs_trs,unplug=A", "B.T B.R B.S"),
        ("trs_trs,open=T@30%,open=R@70%", "A.T A.R B.T B.R"),
        ("trs_trs,open=T@B,open=R@B,open=S@B", "A.T A.R A.S"),
    ],
)
def test_presence(tmp_path, cable, hanging):
    taken = Rig(tmp_path, 8).take(cable)
    found = [pinmap.CONTACTS[line] for line in lines_of(taken.hanging())]
    assert " ".join(found) == hanging

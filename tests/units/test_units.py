"""Testers that were measured: on each, good cables pass and a broken one fails."""

from pathlib import Path

import pytest

from ringout_host.sim import unit
from ringout_host.sim.handheld import Handheld

FILES = sorted(Path(__file__).parent.glob("*.json"))
CABLES = {
    "trs_trs,length=6m": "PASS",
    "ts_ts,length=3m": "PASS",
    "trs_trs,length=6m,open=R@0.3m:B": "FAIL",
    "none": "NO-CABLE",
}


def test_there_are_units():
    assert len(FILES) >= 2


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_measured_tester_judges_right(path, tmp_path):
    assert len(unit.load(path)) > 10
    tester = Handheld("none", str(tmp_path), tester=f"unit={path}")
    for cable, verdict in CABLES.items():
        tester.plug(cable)
        record = tester.press()
        assert record["verdict"] == verdict, (cable, record["text"])

"""Cables that take every contact: no empty one says what the tester itself leaks."""

import pytest

from ringout_host.sim.handheld import Handheld

FULL = ["trs35_trs35_y", "ts35_ts35_y", "trrs_split", "stereo_rca_y"]
WARM = "typical,warm_k=40,calibrated=yes"
TESTERS = [("typical", 1), ("typical,calibrated=yes", 2), ("line_leak_na=64,calibrated=yes", 3),
           (WARM, 2)]  # fmt: skip


@pytest.mark.parametrize(("tester", "seed"), TESTERS)
def test_a_leak_is_not_taken_for_the_testers_own(tmp_path, tester, seed):
    """Where both of two nets leak as much, or all of three do in a star of 16 times the usual."""
    handheld = Handheld("none", str(tmp_path), seed, tester=tester)
    for wiring in FULL:
        handheld.configure("expect:" + wiring)
        for leak in ("", ",leak=T-S:300k", ",leak=T-S:50k"):
            handheld.plug(wiring + ",length=1m" + leak)
            record = handheld.press()
            wanted = ["leakage"] if leak else []
            assert [fault["code"] for fault in record["faults"]] == wanted, (wiring, leak)
            if leak:
                assert record["faults"][0]["ohm"] == pytest.approx(
                    1e3 * float(leak.split(":")[1][:-1]), rel=0.12
                )


def test_a_pair_beside_two_that_leak_is_that_pair_alone(tmp_path):
    """With tip and sleeve unread nothing is left over to either: both rings have their own 60 pF/m
    between them, and not what they have to the sleeve."""
    cable = "wires:A.T-B.T A.R-B.R A.R2-B.R2 A.S=B.S,length=3m,leak=T-S:60k"
    record = Handheld(cable, str(tmp_path)).press()
    assert record["verdict"] == "FAIL"
    assert list(record["pf"]) == ["R-R2"]
    assert record["pf"]["R-R2"][0] == pytest.approx(180.0, abs=10.0)

"""The look between two captures of a press sets no driver against another through a part."""

import pytest

from ringout_host.sim.handheld import Handheld


@pytest.mark.parametrize(
    ("cable", "verdict"),
    [
        ("sum_res,short=R-S@50%", "UNKNOWN"),
        ("sum_res,short=T-S@50%", "UNKNOWN"),
        ("wires:A.T-B.T:680ohm A.R-B.R A.S=B.S,short=R-S@A", "FAIL"),
        ("wires:A.T-B.T:270ohm A.R-B.R:270ohm A.S=B.S,part=T-R:180ohm@B", "LOOKS-LIKE"),  # a pad
        ("wires:A.T-B.T A.S=B.S,part=T-R:led@A", "UNKNOWN"),
    ],
)
def test_what_a_part_joins_to_a_net_is_not_grounded_while_the_net_is_high(tmp_path, cable, verdict):
    """The simulator refuses such a press: IllegalElectricity."""
    record = Handheld(cable, str(tmp_path)).press()
    assert record["verdict"] == verdict
    assert "unsteady" not in [fault["code"] for fault in record["faults"]]

"""GOLDEN knows fifth pins: a five-pin cable is learned by what a person vouches for."""

import pytest

from ringout.diagnosis import golden
from ringout.diagnosis.teaching import Teaching
from ringout_host.sim.handheld import Handheld

FIVE = "wires:A.T-B.T A.R-B.R A.R2-B.R2 A.S=B.S A.5-B.5,length=3m"


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    tester = Handheld(FIVE, str(tmp_path_factory.mktemp("golden")), tester="expander=yes")
    teaching = Teaching("FIVE", 2)
    assert teaching.add(tester.press()) == "not in my list"
    while not teaching.full():
        assert teaching.add(tester.press()) == ""
    golden.save(tester.board.files, teaching.finish())
    tester.configure(mode="golden:FIVE")
    return tester


@pytest.mark.parametrize(
    ("fault", "verdict", "says"),
    [
        ("", "PASS", ""),
        (",open=5@B", "FAIL", "PIN 5 OPEN"),
        (",short=5-R@A", "FAIL", "RING to PIN 5 SHORT"),
        (",swap=5-S@B", "FAIL", "SLEEVE to PIN 5 CROSSED"),
    ],
)
def test_it_is_held_against_what_was_learned(taught, fault, verdict, says):
    taught.plug(FIVE + fault)
    record = taught.press()
    assert record["verdict"] == verdict
    assert record["faults"] == [] or record["faults"][0]["text"].startswith(says)

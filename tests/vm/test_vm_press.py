"""The whole press, from jacks to stored record, on MicroPython: the same files, the same answer."""

import pytest
from micropython_vm import TREE

from ringout_host.sim.handheld import Handheld

VM_PRESS = """
import json
from ringout_host.sim.handheld import Handheld
from ringout.storage import stored_line as stored_line
handheld = Handheld({cable!r}, "/flash", seed=3)
pressed = handheld.press()
stored = [line for line in handheld.app.log.read(0, 10)]
print(json.dumps({{"record": pressed, "stored": [stored_line.decode(line) for line in stored]}}))
"""

CABLES = [
    "trs_trs,length=6m,stock=mogami-w2549",
    "trs_trs,length=6m,open=R@0.3m:B",
    "insert,length=3m",
    "trs_trs,length=30m,live=-9V:1k:from=45ms@B.S",
    "wires:A.T-B.T:1k A.R-B.R A.S=B.S,length=1m,part=T-S:1nF@A",
    "wires:A.T-B.T A.R-B.R:1k A.S=B.S,length=1m,part=R-S:led:1.9V@B",
]

pytestmark = pytest.mark.vm


@pytest.mark.parametrize("cable", CABLES)
def test_a_press_gives_the_record_that_cpython_gives(vm, cable, tmp_path):
    answer = vm.run_json(
        "import sys; sys.path.insert(0, '/lib')\n" + VM_PRESS.format(cable=cable), TREE
    )
    here = Handheld(cable, str(tmp_path), seed=3).press()
    there = answer["record"]
    assert there["verdict"] == here["verdict"]
    assert there["wiring"] == here["wiring"]
    assert there["nets"] == here["nets"]
    assert [_named(f) for f in there["faults"]] == [_named(f) for f in here["faults"]]
    assert there["pf"].keys() == here["pf"].keys()
    for pair, (pf, u) in here["pf"].items():  # the root in a small core-to-core lifts one LSB
        assert there["pf"][pair][0] == pytest.approx(pf, rel=1e-3, abs=max(0.3, u / 2))
    assert answer["stored"] == [there]


def _named(fault: dict) -> tuple:
    return fault["code"], fault.get("net"), fault.get("contact"), fault.get("end")

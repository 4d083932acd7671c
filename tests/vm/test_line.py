"""LINE on MicroPython: looks, the tester's own list, and the records that CPython gives."""

import pytest
from micropython_vm import TREE

from ringout_host.sim.handheld import Handheld

END = "xlr_xlr,length=30m,unplug=B"
LINES = [
    END + ",part=T-S:4.7k@B,part=R-S:1M@B,swap=T-S@B",
    END + ",part=T-S:1k@B,part=R-S:22k@B,open=R@10m:A",
    END + ",short=T-S@B,short=R-S@B,joint=R:5ohm@B",
    END + ",open=T@10m:A",
    END + ",live=48V:6.81k@B.T-B.S",
]
LOOK = """
import sys; sys.path.insert(0, '/lib')
import json
from ringout_host.sim.handheld import Handheld
handheld = Handheld("none", "/flash", seed=3)
handheld.app.keep_channel(("FOH L", "stage", 1, 1), {{"T-S": 4700, "R-S": 1000000}})
handheld.app.act(("line",))
found = []
for line in {lines!r}:
    handheld.plug(line)
    found.append(handheld.press("TEST"))
print(json.dumps(found))
"""

pytestmark = pytest.mark.vm


def test_looks_give_the_records_that_cpython_gives(vm, tmp_path):
    handheld = Handheld("none", str(tmp_path), seed=3)
    for line, there in zip(LINES, vm.run_json(LOOK.format(lines=LINES), TREE), strict=True):
        handheld.plug(line)
        here = handheld.app.line(("FOH L", "stage", 1, 1), {"T-S": 4700, "R-S": 1000000})
        for key in ("kind", "verdict", "text", "plug", "far", "channel", "list"):
            assert there[key] == here[key], line
        for key in ("pf", "leg_ohm"):
            assert there[key].keys() == here[key].keys()
            for name, (value, u) in here[key].items():
                assert there[key][name][0] == pytest.approx(value, abs=u)

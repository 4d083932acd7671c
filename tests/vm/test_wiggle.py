"""Wiggle on MicroPython: the latch logic, and a session that ends as it does on CPython."""

from pathlib import Path

import pytest

import ringout
from ringout_host.sim.handheld import Handheld

FIRMWARE = Path(ringout.__file__).parents[1]
ROOT = Path(__file__).parents[2]
TREE = [
    (FIRMWARE / "ringout", "/lib/ringout"),
    (ROOT / "host_tools/ringout_host/sim", "/lib/ringout_host/sim"),
    (ROOT / "host_tools/ringout_host/cables", "/lib/ringout_host/cables"),
]
LATCH_TESTS = ROOT / "tests/wiggle/test_latch.py"
VM_LATCH = """
import json
names = sorted(name for name in globals() if name.startswith("test_"))
for name in names:
    globals()[name]()
print(json.dumps(names))
"""
VM_WIGGLE = """
import json
from ringout_host.sim.handheld import Handheld
print(json.dumps(Handheld({cable!r}, "/flash", seed=3).wiggle({seconds})))
"""
LOOSE = "ts_ts,length=3m,intermittent=T@B:80us/90ms"

pytestmark = pytest.mark.vm


def test_the_latch_logic_passes_its_tests(vm):
    source = LATCH_TESTS.read_text("utf-8")
    names = vm.run_json("import sys; sys.path.insert(0, '/lib')\n" + source + VM_LATCH, TREE[:1])
    assert len(names) == source.count("\ndef test_") > 10


def test_a_session_ends_with_the_record_that_cpython_gives(vm, tmp_path):
    code = VM_WIGGLE.format(cable=LOOSE, seconds=0.35)
    there = vm.run_json("import sys; sys.path.insert(0, '/lib')\n" + code, TREE)
    here = Handheld(LOOSE, str(tmp_path), seed=3).wiggle(0.35)
    assert (there["verdict"], there["nets"]) == (here["verdict"], here["nets"])
    assert there["wiggle"] == here["wiggle"]
    (one,), (other,) = there["faults"], here["faults"]
    assert (one["net"], one["contact"]) == (other["net"], other["contact"])
    assert one["count"] == other["count"] >= 3
    assert one["shortest_us"] == pytest.approx(other["shortest_us"], abs=2)
    assert one["longest_us"] == pytest.approx(other["longest_us"], abs=2)

"""Wiggle on MicroPython: the latch logic, and a session that ends as it does on CPython."""

import json
from pathlib import Path

import pytest
from micropython_vm import TREE

from ringout_host.sim.handheld import Handheld

ROOT = Path(__file__).parents[2]
LATCH_TESTS = ROOT / "tests/wiggle/test_latch.py"
VM_LATCH = """
import json
names = sorted(name for name in globals() if name.startswith("test_"))
for name in names:
    globals()[name]()
print(json.dumps(names))
"""
VM_WIGGLE = """
import json, sys
sys.path.insert(0, "/lib")
from ringout_host.sim.handheld import Handheld
handheld = Handheld({cable!r}, "/flash", seed=3)
turns = handheld.wiggling({seconds})
"""
VM_TURN = """
if turns is not None:
    try:
        next(turns)
    except StopIteration:
        turns = None
        print(json.dumps(handheld.app.record))
"""
TURNS = 600  # more than it takes: what a turn leaves behind is collected only after it
SECONDS = 0.06  # five dropouts
LOOSE = "ts_ts,length=3m,intermittent=T@B:80us/12ms"

pytestmark = pytest.mark.vm


def test_the_latch_logic_passes_its_tests(vm):
    source = LATCH_TESTS.read_text("utf-8")
    names = vm.run_json("import sys; sys.path.insert(0, '/lib')\n" + source + VM_LATCH, TREE[:1])
    assert len(names) == source.count("\ndef test_") > 10


def test_a_session_ends_with_the_record_that_cpython_gives(vm, tmp_path):
    told = vm.run(VM_WIGGLE.format(cable=LOOSE, seconds=SECONDS), TREE, again=VM_TURN, times=TURNS)
    there = json.loads(told)
    here = Handheld(LOOSE, str(tmp_path), seed=3).wiggle(SECONDS)
    assert (there["verdict"], there["nets"]) == (here["verdict"], here["nets"])
    assert there["wiggle"] == here["wiggle"]
    (one,), (other,) = there["faults"], here["faults"]
    assert (one["net"], one["contact"]) == (other["net"], other["contact"])
    assert one["count"] == other["count"] >= 3
    assert one["shortest_us"] == pytest.approx(other["shortest_us"], abs=2)
    assert one["longest_us"] == pytest.approx(other["longest_us"], abs=2)

"""Memory of the whole tester on MicroPython: a press leaves nothing behind."""

import pytest
from micropython_vm import TREE

BEGIN = """
import sys; sys.path.insert(0, '/lib')
import gc
from ringout_host.sim.handheld import Handheld
handheld = Handheld("ts_ts,length=3m", "/flash", seed=3)
"""
# The first line tells what the run before it left.
PRESSES = """
print(gc.mem_alloc())
handheld.press("TEST")
handheld.press("MODE")
handheld.press("MODE", 800)
handheld.press("MODE", 800)
gc.collect()
"""
WARM_UP, ROUNDS = 3, 8

pytestmark = pytest.mark.vm


def test_presses_pages_and_menu_leave_nothing_behind(vm):
    told = vm.run(BEGIN, TREE, again=PRESSES, times=WARM_UP + ROUNDS).split()
    heap = [int(number) for number in told][WARM_UP:]
    assert len(heap) == ROUNDS and min(heap[-4:]) <= max(heap[:4]), heap

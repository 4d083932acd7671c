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
WARM_UP, TEETH = 3, 7  # what is in use rises and falls again within seven rounds

pytestmark = pytest.mark.vm


def test_presses_pages_and_menu_leave_nothing_behind(vm):
    told = vm.run(BEGIN, TREE, again=PRESSES, times=WARM_UP + 2 * TEETH).split()
    heap = [int(number) for number in told][WARM_UP:]
    assert len(heap) == 2 * TEETH and min(heap[TEETH:]) <= max(heap[:TEETH]), heap

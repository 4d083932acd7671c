"""One tester, built twice: on the simulated board, and on the physical board's own code with
the simulated chip under it. Both stand in front of the same bench."""

from contextlib import contextmanager

import pytest

from ringout_host.sim import machine, tester_spec
from ringout_host.sim.bench import Bench
from ringout_host.sim.board import SimBoard
from ringout_host.sim.spec import parse


class SimRig:
    """SimBoard and the hands and host around it."""

    def __init__(self, bench, folder):
        self.bench = bench
        self.board = self.surroundings = SimBoard(bench, str(folder))

    def unplug_usb(self):
        self.board.usb = False
        self.board.console_out = None


class ChipRig(SimRig):
    """board.rp2040.Board on a chip of registers."""

    def __init__(self, bench, folder, module, chip):
        self.bench = bench
        self.surroundings = chip
        self.board = module.Board(str(folder))

    def unplug_usb(self):
        self.surroundings.usb = False
        self.surroundings.console_out = None


@contextmanager
def rig_of(kind, folder, cable="none", seed=1, tester=None):
    bench = Bench(parse(cable), seed, tester_spec.parse(tester))
    if kind == "simulated":
        yield SimRig(bench, folder)
    else:
        with machine.on_bench(bench) as (module, chip):
            yield ChipRig(bench, folder, module, chip)


@pytest.fixture(params=["simulated", "rp2040"])
def rig(request, tmp_path):
    """rig(cable, seed, tester): a tester with that cable, on either board."""
    contexts = []

    def build(cable="none", seed=1, tester=None):
        context = rig_of(request.param, tmp_path / "flash", cable, seed, tester)
        contexts.append(context)
        return context.__enter__()

    yield build
    for context in contexts:
        context.__exit__(None, None, None)


@pytest.fixture
def chip_rig(tmp_path):
    """chip_rig(cable): the physical board's code only."""
    contexts = []

    def build(cable="none", seed=1):
        context = rig_of("rp2040", tmp_path / "flash", cable, seed)
        contexts.append(context)
        return context.__enter__()

    yield build
    for context in contexts:
        context.__exit__(None, None, None)

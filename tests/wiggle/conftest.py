"""A board with a cable on it, and time that passes while a session watches."""

import pytest

from ringout.wiggle.session import Session
from ringout_host.sim.bench import Bench
from ringout_host.sim.board import SimBoard
from ringout_host.sim.handheld import Handheld
from ringout_host.sim.spec import parse

TURN_US = 5000


class Rig:
    """A session on a simulated board."""

    def __init__(self, folder, cable, seed=1):
        self.bench = Bench(parse(cable), seed)
        self.board = SimBoard(self.bench, str(folder))
        self.session = Session(self.board)
        self.started = self.session.start()

    def watch(self, seconds):
        """Turns of the app's loop. Returns how many dropouts were caught."""
        caught = 0
        end_us = self.bench.now_us + seconds * 1e6
        while self.bench.now_us < end_us:
            self.board.keys()
            self.bench.advance(TURN_US)
            caught += self.session.turn()
        return caught

    def watch_until_over(self, seconds):
        """Turns until a voltage from outside ended the session, at most so long."""
        end_us = self.bench.now_us + seconds * 1e6
        while self.session.running and self.bench.now_us < end_us:
            self.watch(0.005)

    def pick(self, name):
        while self.session.picked_name() != name:
            self.session.pick_next()

    def leg(self, name):
        return next(leg for leg in self.session.latch.legs if leg.name == name)

    @property
    def counts(self):
        return {leg.name: leg.count for leg in self.session.latch.legs if leg.count}


@pytest.fixture
def rig(tmp_path):
    return lambda cable, seed=1: Rig(tmp_path / "flash", cable, seed)


@pytest.fixture
def handheld(tmp_path):
    return lambda cable, seed=1: Handheld(cable, str(tmp_path / "flash"), seed)

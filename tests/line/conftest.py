"""A tester with one end of a line in it, pressed in LINE."""

import pytest

from ringout.line import press
from ringout_host.sim.handheld import Handheld


class Rig:
    """One simulated tester, whatever line is plugged."""

    def __init__(self, folder, seed):
        self.handheld = Handheld("none", str(folder), seed)

    def look(self, cable, stock="", length_m=0.0, mode="auto", wanted=None):
        app = self.handheld.app
        self.handheld.configure(mode, length_m, stock)
        self.handheld.plug(cable)
        return press.test(app.tester, 1, None, wanted)


@pytest.fixture(scope="session")
def rigs(tmp_path_factory):
    """seed -> a Rig, made once."""
    made = {}

    def rig(seed=1):
        if seed not in made:
            made[seed] = Rig(tmp_path_factory.mktemp(f"flash{seed}"), seed)
        return made[seed]

    return rig


@pytest.fixture
def look(rigs):
    return rigs().look

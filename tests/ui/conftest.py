"""The simulated board for tests of the user interface."""

import pytest

from ringout_host.sim.bench import Bench
from ringout_host.sim.board import SimBoard
from ringout_host.sim.spec import parse


@pytest.fixture
def board(tmp_path):
    return SimBoard(Bench(parse("none"), 1), str(tmp_path))

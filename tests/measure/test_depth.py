"""How deep a press calls: the chip's stack holds some twenty calls from `Tester.test` on, and
whatever stands for its board, as the recorder of a capture does, comes on top."""

import sys

import pytest

from ringout_host.sim.board import SimBoard
from ringout_host.sim.handheld import Handheld

DEEPEST = 17  # from `test` to a wait, both counted


@pytest.mark.parametrize("cable", ["insert,open=T@B", "trs_trs,leak=T-S:200k,part=T-R:led@B"])
def test_no_wait_of_a_press_lies_deeper(tmp_path, monkeypatch, cable):
    handheld = Handheld(cable, str(tmp_path), tester="typical")
    settle, depths = SimBoard.settle_us, []

    def measured(board, us):
        frame, depth = sys._getframe(1), 2
        while frame is not None and frame.f_code.co_name != "test":
            frame, depth = frame.f_back, depth + 1
        if frame is not None:
            depths.append(depth)
        settle(board, us)

    monkeypatch.setattr(SimBoard, "settle_us", measured)
    assert handheld.press()["verdict"] == "FAIL"
    assert 10 < max(depths) <= DEEPEST

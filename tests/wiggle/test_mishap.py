"""A board that fails at any call of a session, of calibrating or of teaching: lines released, one
record or one message, the traceback kept, and the next press works."""

import pytest

from ringout.storage import crash, stored_line
from ringout.ui.views import Result
from ringout_host.sim.handheld import Handheld

CALLS = (
    "drive", "force", "read", "mux", "charge", "capture", "glance", "settle_us", "ticks_us",
    "watch_start", "watch_drive", "watch_blink", "watch_touch", "watch_read", "watch_lost",
    "watch_stop", "stream_start", "stream_read", "stream_lost", "stream_stop", "quiet",
)  # fmt: skip
TRS = "trs_trs,length=3m"


class Failing:
    """The n-th of a board's calls from now on fails, once."""

    def __init__(self, board):
        self.left = 0
        self.name = ""
        for name in CALLS:
            setattr(board, name, self._wrapped(name, getattr(board, name)))

    def _wrapped(self, name, real):
        def call(*given):
            self.left -= 1
            if self.left == 0:
                self.name = name
                raise OSError("on purpose")
            return real(*given)

        return call


@pytest.fixture
def tester(tmp_path):
    made = Handheld(TRS, str(tmp_path))
    made.failing = Failing(made.board)
    return made


def stored(tester):
    return [stored_line.decode(line) for line in tester.app.log.read(0, 99)]


def assert_survived(tester):
    assert not tester.bench.is_driven()
    assert b"on purpose" in tester.board.files.read(crash.FILE)
    tester.failing.left = 0
    assert tester.press()["verdict"] == "PASS"


@pytest.mark.parametrize("picks", [0, 1])
@pytest.mark.parametrize("at", [1, 2, 3, 5, 8, 13, 40, 97])
def test_a_session_that_fails(tester, at, picks):
    tester.press("TEST", 800)
    for _ in range(picks):
        tester.press("MODE")
    tester.failing.left = at
    tester._hold(0, 300)
    assert tester.failing.name, "nothing failed"
    (record,) = stored(tester)
    assert (record["verdict"], record["kind"], record["mode"]) == ("ERROR", "wiggle", "wiggle")
    assert record["crash"] == "OSError: on purpose"
    assert isinstance(tester.app.view, Result) and tester.app.oled.between is None
    assert_survived(tester)


@pytest.mark.parametrize("at", [1200, 1350, 1500, 1700])
def test_a_session_that_fails_as_it_begins(tester, at):
    """In the measurement at rest, or while the session proves what it sees."""
    tester.failing.left = at
    tester.wiggle(0.1)
    assert tester.failing.name
    tester._hold(0, 200)
    assert [record["verdict"] for record in stored(tester)] == ["ERROR"]
    assert_survived(tester)


@pytest.mark.parametrize("at", [1, 7, 90, 200])
@pytest.mark.parametrize("what", ["calibrate", "learn"])
def test_a_step_that_fails(tester, what, at):
    tester.app.act((what, "lead"))
    if what == "calibrate":
        tester.plug("none")
    tester.failing.left = at
    tester.press()
    assert tester.failing.name and not tester.bench.is_driven()
    assert stored(tester) == []
    tester.plug(TRS)
    while not isinstance(tester.app.view, Result):
        tester.press("MODE")
        if type(tester.app.view).__name__ == "Ready":
            break
    assert_survived(tester)

"""Things done step by step with TEST: calibrating, and teaching a golden cable.

TEST takes the step that the screen asks for, MODE stops.
"""

from ringout import golden, notices
from ringout.board import KEY_TEST
from ringout.keys import PRESS
from ringout.views import Ready, View


class Calibrate(View):
    """One calibration step: "zero" with nothing plugged, "short" with the reference plug."""

    ASK = {
        "zero": ("open", ("unplug every jack,", "then press TEST")),
        "short": ("short", ("reference plug", "in A and B: TEST")),
    }

    def __init__(self, app, step):
        View.__init__(self, app)
        self.step = step
        self.done = None  # what the measurement said

    def layout(self):
        """The request, or the outcome."""
        if self.done is None:
            picture, lines = self.ASK[self.step]
            return notices.layout_calibrate(1, 1, picture, lines)
        return notices.layout_calibrate(1, 1, "done" if self.done[0] else "open", self.done[1])

    def key(self, event, key):
        """TEST measures, then leaves; MODE leaves."""
        if event != PRESS:
            return False
        if key != KEY_TEST or self.done is not None:
            self.app.show(Ready(self.app))
            return False
        self.done = self.app.calibrate(self.step)
        return True


class Learn(View):
    """Teach a golden cable from good samples."""

    def __init__(self, app, name):
        View.__init__(self, app)
        self.teaching = golden.Teaching(name, app.settings["golden_samples"])
        self.lines = ["plug a good cable,", "then press TEST"]
        self.finished = False

    def layout(self):
        """A box for every sample, and what to do next."""
        teaching = self.teaching
        return notices.layout_learn(teaching.name, len(teaching.samples), teaching.wanted, self.lines)

    def key(self, event, key):
        """TEST takes a sample; MODE stops and keeps nothing."""
        if event != PRESS:
            return False
        if key != KEY_TEST or self.finished:
            self.app.show(Ready(self.app))
            return False
        why = self.teaching.add(self.app.sample())
        if why:
            self.lines = _two_lines(why)
        elif self.teaching.full():
            golden.save(self.app.board.files, self.teaching.finish())
            self.app.act(("set", "golden", self.teaching.name))
            self.app.act(("set", "mode", "golden"))
            self.finished = True
            self.lines = ["learned", "TEST: check cables"]
        else:
            self.lines = ["taken; plug the next", "good one, press TEST"]
        return True


def _two_lines(text):
    from ringout.canvas import wrap

    return wrap(text, 3)

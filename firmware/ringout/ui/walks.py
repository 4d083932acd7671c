"""Things done step by step with TEST: calibrating, and teaching a golden cable.

TEST takes the step that the screen asks for, MODE stops.
"""

from ringout.board.port import KEY_TEST
from ringout.console.protocol import Refused
from ringout.console.service import Service
from ringout.diagnosis import golden
from ringout.diagnosis.teaching import Teaching, is_out_of_question
from ringout.screen import notices
from ringout.screen.canvas import wrap
from ringout.ui.keys import PRESS
from ringout.ui.views import Notice, Ready, View, broken_notice


class Calibrate(View):
    """Empty jacks first, then reference plugs in any order; the tester sees which is where.

    TEST takes what is in the jacks, MODE saves what was done (or stops, before the first step).
    """

    def __init__(self, app):
        View.__init__(self, app)
        self.service = Service(app.tester)
        self.zeroed = False
        self.saved = False
        self.done = ""  # jacks that need no more plugs
        self.lines = ("unplug every jack,", "then press TEST")

    def layout(self):
        """The request, or the outcome of the step before it."""
        if self.saved:
            return notices.layout_done("CALIBRATE", self.lines)
        if self.zeroed:
            return notices.layout_calibrate("2/2", self.done, self.lines, "save")
        return notices.layout_calibrate("1/2", "", self.lines, "stop")

    def key(self, event, key):
        """One step; what it refuses is shown and nothing is lost."""
        if event != PRESS:
            return False
        if self.saved or (key != KEY_TEST and not self.zeroed):
            self.app.show(Ready(self.app))
            return False
        try:
            self._step(key)
        except Refused as refusal:
            self.lines = wrap(refusal.text, 4)
        return True

    def _step(self, key):
        if key != KEY_TEST:
            reply = self.service.calibrate({"step": "save"})
            self.saved = True
            self.lines = ("calibration", reply["cal"])
        elif not self.zeroed:
            self.service.calibrate({"step": "open"})
            self.zeroed = True
            self.lines = ("zero done; now short", "or 10 ohm plug")
        else:
            reply = self.service.calibrate({"step": "plug"})
            missing = [jack for _, jack in reply["missing"]]
            self.done = [jack for jack in "ABC" if jack not in missing]
            done = "jack %s: %s done" % (reply["jack"], reply["step"])
            self.lines = (done, "%d to go" % len(missing) if missing else "all done: MODE saves")


class Learn(View):
    """Teach a golden cable from good samples."""

    def __init__(self, app, name):
        View.__init__(self, app)
        self.teaching = Teaching(name, app.settings["golden_samples"])
        self.lines = ["plug a good cable,", "then press TEST"]
        self.finished = False

    def layout(self):
        """A box for every sample, and what to do next."""
        teaching = self.teaching
        taken = len(teaching.samples)
        return notices.layout_learn(teaching.name, taken, teaching.wanted, self.lines)

    def key(self, event, key):
        """TEST takes a sample; MODE stops and keeps nothing."""
        if event != PRESS:
            return False
        if key != KEY_TEST or self.finished:
            self.app.show(Ready(self.app))
            return False
        sample = self.app.sample()
        again = None if is_out_of_question(sample) else self.app.sample()
        why = self.teaching.add(sample, again)
        if why and self.teaching.asked:
            self.lines = wrap(why, 2) + ["TEST: learn as it is"]
        elif why:
            self.lines = wrap(why, 3)
        elif self.teaching.full():
            golden.save(self.app.board.files, self.teaching.finish())
            self.app.act(("set", "golden", self.teaching.name))
            self.app.act(("set", "mode", "golden"))
            self.finished = True
            self.lines = ["learned", "TEST: check cables"]
        else:
            self.lines = ["taken; plug the next", "good one, press TEST"]
        return True


def self_test(app):
    """Run every check with empty jacks; what it found, as a notice."""
    checks = app.tester.selftest()
    if app.tester.broken:
        return broken_notice(app)
    lines = ["all good,", "%d checks passed" % len(checks)]
    return Notice(app, notices.layout_done("SELF-TEST", lines))

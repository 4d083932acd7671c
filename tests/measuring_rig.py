"""A tester with its bench, without screens: what the measuring tests press."""

from ringout.base.uptime import Uptime
from ringout.board.pinmap import line_of
from ringout.measure import readings
from ringout.measure.calibrator import Calibrator
from ringout.tester import Tester
from ringout_host.sim import tester_spec
from ringout_host.sim.bench import Bench
from ringout_host.sim.board import SimBoard
from ringout_host.sim.spec import parse


class Rig:
    """One simulated tester. plug() a cable, take() readings, or test() for a record.

    electronics: a text of the tester grammar; None: the default. A calibrated one is calibrated
    by `calibrate`, and warms up then."""

    def __init__(self, folder, seed=1, cable="none", electronics=None):
        self.bench = Bench(parse(cable), seed, tester_spec.parse(electronics))
        self.board = SimBoard(self.bench, str(folder))
        self.tester = Tester(self.board, 1, Uptime(self.board))

    def plug(self, cable):
        self.bench.plug(parse(cable))
        return self

    def take(self, cable=None):
        if cable is not None:
            self.plug(cable)
        self.board.quiet(True)
        try:
            return readings.take(self.board, self.tester.charger, self.tester.calibration)
        finally:
            self.board.quiet(False)

    def test(self, cable=None):
        if cable is not None:
            self.plug(cable)
        return self.tester.test(1)

    def calibrate(self, jacks="AB", unix_s=None):
        """A person with a shorting plug and a 10 ohm plug."""
        calibrator = Calibrator(self.board, self.tester.charger, self.tester.calibration)
        self.plug("none")
        calibrator.empty()
        for jack in jacks:
            for kind in ("short", "10ohm"):
                self.plug(f"none,plug={kind}@{jack}")
                calibrator.plug()
        self.plug("none")
        self.tester.use(calibrator.save(self.board.files, unix_s))
        if self.bench.front_end.spec.calibrated:
            self.bench.warm_up()
        return self


def pair(text):
    """(line, line) of "A.T-B.T", ascending."""
    return tuple(sorted(line_of(contact) for contact in text.split("-")))

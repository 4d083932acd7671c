"""Console operations of the measuring side: calibrate and selftest."""

from ringout.console.protocol import Refused, need_text

STEPS = ("open", "plug", "save", "stop", "status")


class Service:
    """tester: tester.Tester. Its methods are handlers for the console."""

    def __init__(self, tester):
        self.tester = tester
        self.calibrator = None  # while a calibration is under way
        self._kit = None  # the module for it, in memory only as long as it is used

    def selftest(self, request):
        """All checks; the jacks must be empty. {"ok", "checks": [...]}."""
        checks = self.tester.selftest()
        passed = all(check.ok for check in checks)
        return {"pass": passed, "checks": [check.as_dict() for check in checks]}

    def calibrate(self, request):
        """One step: "open" (empty jacks), "plug" (whatever reference plug is in a jack),
        "save", "stop", or "status". Every reply says what is still missing."""
        step = need_text(request, "step", 8, "status")
        if step not in STEPS:
            raise Refused("bad-arg", "step is one of " + " ".join(STEPS))
        if self.calibrator is None:
            from ringout.measure.calibrator import Calibrator, Refusal

            self._kit = Calibrator, Refusal  # until it is done: a second loading has other classes
        make, refusal = self._kit
        try:
            return self._step(step, make, refusal)
        except refusal as error:
            raise Refused("calibrate", str(error))
        finally:
            if self.calibrator is None:
                self._kit = None

    def _step(self, step, make, refusal):
        tester = self.tester
        if step in ("open", "plug") and self.calibrator is None:
            self.calibrator = make(tester.board, tester.charger, tester.calibration)
        reply = {"step": step}
        if step == "open":
            reply["pf"] = self.calibrator.empty()
        elif step == "plug":
            reply.update(self.calibrator.plug())
        elif step == "save":
            if self.calibrator is None:
                raise refusal("nothing is calibrated yet: start with empty jacks")
            tester.use(self.calibrator.save(tester.board.files, tester.board.unix_s()))
            self.calibrator = None
        elif step == "stop":
            self.calibrator = None
        if self.calibrator is not None:
            reply["missing"] = [list(pair) for pair in self.calibrator.missing()]
        current = tester.calibration
        reply["cal"], reply["t"], reply["zeroed"] = current.id, current.unix_s, current.zeroed
        return reply

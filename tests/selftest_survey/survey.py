"""Puts each fault into a calibrated tester and looks: start, whole self-test, verdicts."""

from collections import Counter
from dataclasses import dataclass

from ringout.base.uptime import Uptime
from ringout.tester import Tester
from ringout.wirings import lookup
from ringout_host.sim.bench import IllegalElectricity
from tests.measuring_rig import Rig
from tests.selftest_survey.single_faults import FAULTS

SEED = 4
REST_US = 1e6  # what the last press left on something that floats is gone
TESTER = "ideal"  # each fault alone, with nothing beside it
# What may be wrong with a cable, each told by another reading.
WRONG = (
    "trs_trs,length=6m,open=R@0.3m:B", "trs_trs,length=3m,swap=T-R@B",
    "trs_trs,length=3m,short=T-S:2ohm@B", "ts_ts,length=3m,joint=T:3ohm@A",
    "trs_trs,length=3m,leak=T-R:200k", "xlr_xlr,length=10m,open=T@A",
    "trs_trs,length=6m,swap=T-S@A,swap=T-S@B", "none",
)  # fmt: skip
FEW = ("trs_trs,length=3m", "ts_ts,length=6m", *WRONG[:4])
NO_VERDICT = ("ERROR", "LIVE")
START, WHOLE, PRESS, HARMLESS, SPOILS = "start", "self-test", "a press", "harmless", "SPOILS"


def cables():
    """Every wiring, good, and the wrong ones."""
    return (*(f"{wiring},length=3m" for wiring in lookup.ids()[:40]), *WRONG)


@dataclass
class Outcome:
    """found: by whom; check: the first that failed; until: what presses say before that."""

    found: str
    check: str = ""
    until: str = ""
    wrong: tuple = ()


class Survey:
    """One tester, healthy and calibrated once; each fault goes into a copy of it."""

    def __init__(self, folder):
        self._folder = folder
        self._healthy = {}
        Rig(folder, SEED, electronics=TESTER).calibrate("ABC")

    def rig(self, fault):
        """The tester with a fault, or None; nothing is plugged. Its calibration is on its flash."""
        rig = Rig(self._folder, SEED, electronics=TESTER)
        if fault is not None:
            FAULTS[fault](rig.bench.front_end, rig.board)
        return rig.plug("none")

    def outcome(self, fault, plugged):
        """Of a fault, with presses of so many cables."""
        rig = self.rig(fault)
        tester = rig.tester
        failed = [check.name for check in tester.start() if not check.ok]
        if failed:
            return Outcome(START, failed[0])
        presses = self._presses(rig, plugged)
        whole = Tester(rig.board, 1, Uptime(rig.board))
        rig.plug("none")
        rig.bench.advance(REST_US)
        try:
            failed = [check.name for check in whole.selftest() if not check.ok]
        except IllegalElectricity:
            failed = []
        wrong = tuple(cable for cable, word in presses.items() if word == "wrong")
        words = Counter(presses.values())
        until = ", ".join(f"{count} {word}" for word, count in words.most_common())
        if failed:
            return Outcome(WHOLE, failed[0], until, wrong)
        if wrong:
            return Outcome(SPOILS, "", until, wrong)
        return Outcome(PRESS if len(words) > 1 or "right" not in words else HARMLESS, "", until)

    def _presses(self, rig, plugged):
        """cable -> right, wrong, or the verdict that is none."""
        found = {}
        for cable in plugged:
            try:
                record = rig.test(cable)
            except IllegalElectricity:  # a level that never settles
                found[cable] = "floating"
                rig.board.release()
                continue
            verdict = record["verdict"]
            if verdict in NO_VERDICT:
                found[cable] = verdict
            else:
                found[cable] = "right" if _said(record) == self._healthy_says(cable) else "wrong"
        return found

    def _healthy_says(self, cable):
        if cable not in self._healthy:
            self._healthy[cable] = _said(Rig(self._folder, SEED, electronics=TESTER).test(cable))
        return self._healthy[cable]


def _said(record):
    """What a person does after it: the verdict without doubt, and the kinds of faults."""
    codes = sorted(fault["code"] for fault in record["faults"])
    return record["verdict"].rstrip("*"), [] if record["verdict"] == "PASS*" else codes

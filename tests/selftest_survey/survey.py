"""Puts each fault into a calibrated tester and looks: start, whole self-test, verdicts."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ringout.base.uptime import Uptime
from ringout.tester import Tester
from ringout.wirings import lookup
from ringout_host.sim.refusals import IllegalElectricity
from tests.measuring_rig import Rig
from tests.selftest_survey.single_faults import EXPANDER, FAULTS, METERED

SEED = 4
REST_US = 1e6  # what the last press left on something that floats is gone
TESTER = "ideal"  # each fault alone, with nothing beside it
FITTED = "ideal,expander=yes"  # where the fault is one of the expander
_FIVE = "wires:A.T-B.T A.R-B.R A.R2-B.R2 A.S=B.S"
DIGITAL = (
    f"{_FIVE} A.5-B.5 A.SH=A.S,length=3m", f"{_FIVE} A.5-B.5,length=3m", f"{_FIVE},length=3m",
    "xlr_xlr,length=3m", "trs_trs,length=3m", "xlr_xlr,length=10m,open=T@A", "none",
)  # fmt: skip
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
METER = "BUILD's meter"


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
        for electronics in (TESTER, FITTED):
            folder = self._folder_of(electronics)
            Path(folder).mkdir(exist_ok=True)
            rig = Rig(folder, SEED, electronics=electronics)
            rig.tester.find_expander()
            rig.calibrate("ABC")

    def _folder_of(self, electronics):
        return f"{self._folder}/{'fitted' if electronics == FITTED else 'bare'}"

    def rig(self, fault):
        """The tester with a fault, or None; nothing is plugged. Its calibration is on its flash."""
        electronics = FITTED if fault and fault.startswith(EXPANDER) else TESTER
        return self._rig(electronics, fault)

    def _rig(self, electronics, fault=None):
        rig = Rig(self._folder_of(electronics), SEED, electronics=electronics)
        if fault is not None:
            FAULTS[fault](rig.bench.front_end, rig.board)
        return rig.plug("none")

    def outcome(self, fault, plugged):
        """Of a fault, with presses of so many cables."""
        rig = self.rig(fault)
        tester = rig.tester
        failed = [check.name for check in tester.start() if not check.ok]
        tester.find_expander()
        if failed or tester.broken:
            return Outcome(START, failed[0] if failed else tester.broken.partition(":")[0])
        if fault.startswith(EXPANDER):
            plugged = DIGITAL
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
        if wrong and fault in METERED:
            return Outcome(METER, METERED[fault], until, wrong)
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
                healthy = self._healthy_says(cable, rig.bench.front_end.spec.text)
                found[cable] = "right" if _said(record) == healthy else "wrong"
        return found

    def _healthy_says(self, cable, electronics):
        key = cable, electronics
        if key not in self._healthy:
            rig = self._rig(electronics)
            rig.tester.find_expander()
            self._healthy[key] = _said(rig.test(cable))
        return self._healthy[key]


def _said(record):
    """What a person does after it: the verdict without doubt, and the kinds of faults."""
    codes = sorted(fault["code"] for fault in record["faults"])
    codes = [] if record["verdict"] == "PASS*" else codes
    return record["verdict"].rstrip("*"), codes, record.get("shells"), record.get("wiring")

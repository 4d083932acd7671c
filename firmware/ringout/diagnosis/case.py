"""One explanation of the facts with its context, and every finding that follows from it."""

from ringout.diagnosis import findings
from ringout.diagnosis.pairs import Pairs

_STILL_PLAIN = ("high-resistance", "leakage", "part")


class Case:
    """facts, told, explanation: as given; the detectors take them from here. wiring, legs: those
    of the explanation. pairs: capacitances between its conductors. is_plain: connected as
    it should be. capacitors: as lumped.of, that are no cable's. unread: first lines of nets
    whose picofarads are too many to be read. unsure: a shield reads as much as few do beside such
    cores, or as a joint. findings: most important first."""

    def __init__(self, explanation, facts, told):
        self.explanation = explanation
        self.facts = facts
        self.told = told
        self.wiring = explanation.wiring
        self.legs = explanation.legs
        self.pairs = Pairs(explanation, facts)
        self.capacitors = ()
        self.unread = ()
        self.unsure = False
        self.is_plain = True
        for difference in explanation.differences:
            if difference.code not in _STILL_PLAIN:
                self.is_plain = False
        self.findings = findings.of(self)

    def fails(self):
        """Whether a finding is beyond doubt."""
        for finding in self.findings:
            if not finding.doubt and not finding.asks:
                return True
        return False

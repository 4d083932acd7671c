"""One explanation of the readings as a verdict: its faults in words, the question that is left,
and the numbers.

Pure. It may be the best of several (`diagnosis`); only that one is concluded.
"""

from ringout.base.masks import lines_of
from ringout.board.pinmap import CONTACTS, ENDS
from ringout.diagnosis import balance, faults, questions, workmanship
from ringout.diagnosis.explain import ACCIDENT
from ringout.diagnosis.legs import resistances
from ringout.diagnosis.pairs import Pairs, length_from_stock, per_foot
from ringout.results import sentences
from ringout.wirings import lookup


class Diagnosis:
    """verdict; wiring: ids the nets fit, best first; faults: dicts; question: dict or None
    (questions.py); text: one line that says it all; cable: id of the wiring it was judged as
    (broken nets may fit another one); ends: plugs on which something was found;
    length_m, pf_per_ft: (value, uncertainty) or None; cmrr_db: dict or None;
    limits: what the readings were judged by, leg_ohm and pf_per_ft, those in force."""

    cable = None
    limits = None
    length_m = None
    pf_per_ft = None
    cmrr_db = None

    def __init__(self, verdict, wiring=(), found=(), question=None, text=""):
        self.verdict = verdict
        self.wiring = list(wiring)
        self.faults = list(found)
        self.question = question
        self.text = text
        self.ends = []


def unique(names):
    """Names without those that came before, in a new list."""
    out = []
    for name in names:
        if name not in out:
            out.append(name)
    return out


class Case:
    """An Explanation, and every fault that follows from it and from the readings."""

    def __init__(self, best, facts, length_m, settings):
        self.best = best
        self.facts = facts
        self.length_m = length_m
        self.settings = settings
        self.pairs = pairs = Pairs(best, facts)
        shield = workmanship.shield_line(pairs, best)
        self.plain = True  # connected as it should be
        for fault in best.faults:
            if fault[0] not in ("high-resistance", "leakage"):
                self.plain = False
        listed = faults.of(best, facts, length_m, shield)
        read = workmanship.faults if self.plain else resistances
        more = read(best, facts, length_m, settings, pairs)
        if more:
            listed = faults.in_order(listed + more)
        if best.wiring.standing == lookup.BAD and not listed:
            listed.append(_bad(best.wiring))
        if best.cost >= ACCIDENT and not listed:
            listed.append(_unexplained(facts))
        self.faults = listed

    def fails(self):
        """Whether a fault is beyond doubt."""
        for fault in self.faults:
            if not fault.get("star"):
                return True
        return False

    def conclude(self, fits, found):
        """The Diagnosis. fits: ids of wirings with these nets. found: AUTO's Candidates."""
        rival = found.rival if found else None
        best = self.best
        result = Diagnosis(_verdict(self.faults, rival), fits, self.faults)
        result.cable = best.wiring.id
        result.limits = self.pairs.limits
        if self.plain:
            self._numbers(result)
        worded(result, self.settings)
        if result.verdict == "LOOKS-LIKE":
            self._ask(result, found)
        elif not result.text:
            names = _class(found, best) if found else [best.wiring.id]
            result.text = _passed(questions.class_name(names), best)
        return result

    def _ask(self, result, found):
        """Make it a question between the best fit and its rival."""
        best, rival = self.best, found.rival
        named = _class(found, best)
        name = questions.class_name(named)
        shield = workmanship.shield_line(self.pairs, best)
        other = faults.of(rival, self.facts, self.length_m, shield) or [_bad(rival.wiring)]
        for fault in other:
            fault.pop("star", None)
            fault["text"] = sentences.sentence(fault, self.settings)
        result.question = questions.ask(best, named, rival, other)
        result.question["answers"][0]["text"] = _passed(name, best)
        result.wiring = unique(named + [rival.wiring.id] + result.wiring)
        if not result.text:
            result.text = "%s, or %s?" % (name, sentences.joined_text(other))

    def _numbers(self, result):
        settings = self.settings
        stock = settings.get("stock_pf_per_ft") if settings else None
        if self.length_m:
            result.length_m = (self.length_m, 0.0)
            result.pf_per_ft = per_foot(self.pairs, self.length_m)
        elif stock:
            result.length_m = length_from_stock(self.pairs, stock)
        result.cmrr_db = balance.of_cable(self.pairs, self.best, self.facts)


def _passed(name, best):
    """A good cable's line: its name, and what no reading can show of such a one."""
    unseen = best.wiring.unseen()
    return "%s; not certain: %s" % (name, unseen) if unseen else name


def _class(found, best):
    """Ids of the sound wirings that are the same copper, or read alike."""
    return found.alike(best.wiring.standing) or [best.wiring.id]


def _verdict(listed, rival):
    if [f for f in listed if not f.get("star")]:
        return "FAIL"
    if listed and (rival is None or max([f["star"] for f in listed]) > 0):
        return "FAIL*" if [f for f in listed if f["star"] > 0] else "PASS*"
    return "LOOKS-LIKE" if rival else "PASS"


def _bad(wiring):
    """The fault that a wiring is which nobody should use."""
    cores = [leg for leg in wiring.legs() if leg[2] == "core"]
    for first, last, _ in cores:
        for one, other, _ in cores:
            ends = sorted([first, one]) if last == other else sorted([last, other])
            if (first == one) != (last == other):
                return {"code": "short", "net": [CONTACTS[k] for k in ends], "end": None,
                        "bad": True, "expected": "outputs apart"}  # fmt: skip
    return {"code": "open", "net": ["A.S", "B.S"], "contact": "A.S", "end": "A", "bad": True,
            "expected": "shield at the source end"}  # fmt: skip


def _unexplained(facts):
    line = lines_of(facts.touched())[0]
    return {"code": "open", "net": [CONTACTS[line]], "contact": CONTACTS[line],
            "end": ENDS[line], "expected": "a known wiring"}  # fmt: skip


def worded(result, settings):
    """The same Diagnosis with the text of each fault, without what is only for judging."""
    for fault in result.faults:
        fault["text"] = sentences.sentence(fault, settings)
        fault.pop("star", None)
        fault.pop("unequal", None)
    if result.faults:
        result.text = result.faults[0]["text"]
    return result

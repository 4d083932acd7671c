"""From readings to a verdict: which cable this is, what is wrong with it, and where.

Pure: no board, no clock, no display. `diagnose` returns a Diagnosis whose faults are plain
dicts, as they go into the record. It never raises for what it is given.
"""

from ringout import advice, balance, faults, quality, questions, wirings
from ringout.explain import ACCIDENT, explain
from ringout.facts import Facts
from ringout.identify import identify
from ringout.legs import resistances
from ringout.masks import lines_of
from ringout.modes import AUTO, EXPECT, GOLDEN
from ringout.pairs import Pairs, length_from_stock, per_foot
from ringout.pinmap import CONTACTS, ENDS, JACKS

_AGAIN = " - test again"


class Diagnosis:
    """verdict; wiring: ids the nets fit, best first; faults: dicts; question: dict or None
    (questions.py); text: one line that says it all; cable: id of the wiring it was judged as
    (broken nets may fit another one); ends: plugs on which something was found;
    length_m, pf_per_ft: (value, uncertainty) or None; cmrr_db: dict or None."""

    cable = None
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


def diagnose(readings, mode=AUTO, length_m=None, settings=None):
    """The Diagnosis of one press.

    mode: "auto" or "expect:<wiring id>" (golden cables are checked by golden.py on top of
    that). length_m: if known. settings: dictionary with stock_pf_per_ft, limit_leg_ohm,
    limit_pf_per_ft, units where set.
    """
    try:
        if readings.live:
            return _live(readings.live)
        expected = _expected(mode)
        facts = Facts(readings)
    except ValueError as error:
        return Diagnosis("ERROR", text=str(error) + _AGAIN)
    ends = _ends(facts.touched())
    if len(ends) < 2:
        return _no_cable(ends)
    if expected is None:
        result = _auto(facts, length_m, settings)
    else:
        result = _expect(expected, facts, length_m, settings)
    result.ends = ends
    return result


def _expected(mode):
    """Wiring id of an EXPECT mode, None in AUTO; ValueError for a mode that is none."""
    if mode.startswith(EXPECT):
        wiring_id = mode[len(EXPECT) :]
        if not wirings.is_known(wiring_id):
            raise ValueError("no wiring %s" % wiring_id[:16])
        return wiring_id
    if mode != AUTO and not mode.startswith(GOLDEN):
        raise ValueError("no mode %s" % mode[:16])
    return None


def _ends(mask):
    return [end for end, jack in JACKS if mask & jack]


def _live(mask):
    names = [CONTACTS[line] for line in lines_of(mask)]
    ends = _ends(mask)
    fault = {"code": "live", "net": names, "contact": names[0], "expected": "no voltage",
             "end": ends[0] if len(ends) == 1 else None}  # fmt: skip
    result = Diagnosis("LIVE", (), [fault])
    result.ends = ends
    return _worded(result, None)


def _no_cable(ends):
    text = "plugged at %s only" % ends[0] if ends else "no cable: plug both ends"
    result = Diagnosis("NO-CABLE", text=text)
    result.ends = ends
    return result


# -- the two modes -------------------------------------------------------------------------
def _expect(wiring_id, facts, length_m, settings):
    fits = [wirings.ROWS[entry[1]][0] for entry in wirings.with_nets(facts.nets)]
    if wiring_id in fits:
        fits = [wiring_id] + fits
    best = explain(wirings.get(wiring_id), facts)
    case = Case(best, facts, length_m, settings) if best.cost <= ACCIDENT else None
    if case is None or case.faults and wirings.fits(wiring_id, True, facts.nets):
        case = _turned(wiring_id, best, case, facts, length_m, settings)
    return case.conclude(_unique(fits), None)


def _turned(wiring_id, best, case, facts, length_m, settings):
    """The Case of a cable plugged the other way round, if that explains more. case: of the best
    Explanation straight, if it is made already."""
    other = None
    if wirings.turns(wiring_id):
        turned = explain(wirings.get(wiring_id, True), facts, 2, best.cost)
        if turned.cost < best.cost:
            return Case(turned, facts, length_m, settings)
        if turned.cost == best.cost:
            other = turned
    case = case or Case(best, facts, length_m, settings)
    if other and faults.fewest(other, facts) < len(case.faults):
        other = Case(other, facts, length_m, settings)
        if len(other.faults) < len(case.faults):
            return other
    return case


def _auto(facts, length_m, settings):
    found = identify(facts)
    case = Case(found.best, facts, length_m, settings)
    if found.best.cost < ACCIDENT and case.fails():  # the other way round, or its like
        for best in found.fits[1:4]:
            if best.wiring.standing == wirings.SOUND:
                other = Case(best, facts, length_m, settings)
                if len(other.faults) < len(case.faults):
                    case = other
    return case.conclude(_unique(found.ids + found.same_nets), found)


def _unique(names):
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
        shield = quality.shield_line(pairs, best)
        self.plain = True  # connected as it should be
        for fault in best.faults:
            if fault[0] not in ("high-resistance", "leakage"):
                self.plain = False
        listed = faults.of(best, facts, length_m, shield)
        read = quality.faults if self.plain else resistances
        more = read(best, facts, length_m, settings, pairs)
        if more:
            listed = faults.in_order(listed + more)
        if best.wiring.standing == wirings.BAD and not listed:
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
        if self.plain:
            self._numbers(result)
        _worded(result, self.settings)
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
        shield = quality.shield_line(self.pairs, best)
        other = faults.of(rival, self.facts, self.length_m, shield) or [_bad(rival.wiring)]
        for fault in other:
            fault.pop("star", None)
            fault["text"] = advice.sentence(fault, self.settings)
        result.question = questions.ask(best, named, rival, other)
        result.question["answers"][0]["text"] = _passed(name, best)
        result.wiring = _unique(named + [rival.wiring.id] + result.wiring)
        if not result.text:
            result.text = "%s, or %s?" % (name, advice.joined_text(other))

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


def _worded(result, settings):
    for fault in result.faults:
        fault["text"] = advice.sentence(fault, settings)
        fault.pop("star", None)
        fault.pop("unequal", None)
    if result.faults:
        result.text = result.faults[0]["text"]
    return result

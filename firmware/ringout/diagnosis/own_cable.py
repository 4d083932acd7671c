"""EXPECT, and a cable of the user's own: its copper as that of a wiring of the catalogue, its parts
by what lies between their nets.

Resistors are compared as a network, since what is read between two nets is all of it: a short in
one place changes what is read in others, and only its own difference counts. Loaded only for who
has such cables.

One file: copper and parts are judged against each other.
"""

from ringout.base import limits
from ringout.board.pinmap import JACKS, SLEEVES, same_jack
from ringout.diagnosis import lumped
from ringout.diagnosis import parts as found_parts
from ringout.diagnosis.case import Case
from ringout.diagnosis.diagnose import before
from ringout.diagnosis.explain import explain
from ringout.diagnosis.facts import Facts
from ringout.diagnosis.judge import judge, unique, verdict_of
from ringout.diagnosis.network import Network, is_near
from ringout.diagnosis.one_end import is_rest
from ringout.diagnosis.search import ACCIDENT, Search
from ringout.diagnosis.told import Told
from ringout.results.sentences import ohm_words, worded
from ringout.results.verdict import Verdict
from ringout.wirings import lookup, own_files
from ringout.wirings.own import Own, key_of

_SEEN_VOLT = 2.8  # a diode of more stays dark for the tester
_DROP_SHARE = 0.25  # how near a drop must be at least
_PF_PER_M = (30.0, 165.0)  # between two conductors of any usual cable
_LEAST_CORES, _MOST_STOCK = 0.4, 1.2  # of a told stock's core to shield
_OHM_PER_M = 0.03  # of a shield, to guess a length
_MOST_TRIED = 3  # files that AUTO opens
_ALIKE = 0.35  # how much two pairs of one cable differ


def diagnose(own, readings, length_m=None, settings=None, more=None):
    """The Diagnosis of one press by an own.Own. As diagnose.diagnose. more: keys of the record."""
    told = told_of(own, length_m, settings)
    return worded(verdict(own, readings, told, more=more), settings)


def passed(files, readings, length_m=None, settings=None):
    """AUTO: the Diagnosis of the first own cable with these nets that passes, or None."""
    key = key_of(readings.nets)
    tried = 0
    for row in own_files.rows(files):
        if key in row[own_files.KEY :] and tried < _MOST_TRIED:
            tried += 1
            try:
                own = own_files.load(files, row[own_files.ID])
            except ValueError:
                continue
            found = verdict(own, readings, told_of(own, length_m, settings))
            if found.name == "PASS":
                return worded(found, settings)
    own_files.forget()
    return None


def told_of(own, length_m, settings):
    """What a person told, and where nobody did, what the cable's file does."""
    told = dict(settings or {})
    file = own.limits
    for key, name in (("limit_leg_ohm", "leg_ohm"), ("limit_pf_per_ft", "pf_per_ft")):
        told[key] = told.get(key) or file.get(name)
    if not told.get("stock") and not told.get("stock_pf_per_ft"):
        told["stock_pf_per_ft"] = file.get("stock_pf_per_ft")
    return Told(length_m or file.get("length_m"), told)


def verdict(own, readings, told, is_named=True, more=None):
    """The same without words: a Verdict. is_named: a person chose this cable."""
    facts, ends, sooner = before(readings, told)
    if sooner:
        return sooner
    for end, mask in JACKS:
        if own.wiring.reach() & mask and end not in ends and is_rest(own.wiring, mask, facts):
            return Verdict("NO-CABLE", text="plug %s empty? plug it in" % end, ends=ends)
    best = _Judged(own, facts, told)
    if best.cost and own.both_ways():
        turned = _Judged(Own(own.form, True), facts, told)
        if turned.cost < best.cost:
            best = turned
    fits = lookup.ids_with(facts.nets)
    case = best.case()
    several = len(case.findings) > 1
    plain = readings.digital is None or readings.digital.is_plain(readings.nets)
    if own.asks or not plain:
        fits = _with_digital(case, fits, best.own, readings)
    if several and len(case.findings) > 1 and not own.parts:
        other = _another(case, best)
        if other:
            return Verdict(verdict_of(other), other, wiring=unique(fits),
                           cable=other[0].more.get("cable", own.id), ends=ends)  # fmt: skip
    parts = found_parts.all_of(facts) + lumped.in_record(
        facts, best.capacitors + list(case.capacitors)
    )
    return judge(
        case,
        unique(fits),
        ends,
        plugs=None if is_named else (),
        spoken=best.own.spoken() if is_named else (),
        unseen="whether its %s is there" % best.unread if best.unread else "",
        more=dict(more or {}, parts=parts) if parts else more,
    )


def _with_digital(case, fits, own, readings):
    """The Case's findings of all sixteen lines; returns ids of the wirings with these nets."""
    from ringout.diagnosis import digital  # most testers, most cables do without

    case.findings = digital.of_own(case.findings, own, own.wiring, readings)
    if not [each for each in case.findings if each.unit == "pf"]:
        case.capacitors = ()
    if readings.digital is not None and readings.digital.has_fifth(readings.nets):
        return []
    return fits


def _another(case, best):
    from ringout.diagnosis.other_cable import wrong_cable

    return wrong_cable(case, best.search)


class _Judged:
    """An own cable against the facts. whole: all of them; facts: of its copper. cost: in hundredths
    of an accident."""

    def __init__(self, own, whole, told):
        self.own = own
        self.whole = whole
        self.told = told
        self.take(own)
        if self.problems:
            from ringout.diagnosis import own_faults  # a sound cable does without

            own_faults.one_extra(self)
            own_faults.one_cause(self)
            if [part for part in own.parts if part.in_leg]:
                own_faults.exchange(self)

    def take(self, own, exchanged=None):
        """Explain the copper, and see which parts are not as they should be."""
        facts = self.whole
        self.network = Network(own.parts, facts)
        self.problems = []  # (Part, what, ohm, u)
        self.capacitors = []  # as lumped.of, those of its own
        self.unread = ""  # one of them, that its parts keep from being read
        for part in own.parts:
            problem = _problem(part, facts, self.network, self)
            if problem:
                self.problems.append((part,) + problem)
        self.taken = []  # as Facts has it
        for part in own.parts:
            pf = part.value if part.kind == "C" else 0.0
            self.taken += [(line, pf, part.share) for line in (part.first, part.last)]
        bare = [k for k in range(len(own.parts)) if self._is_bare(own.parts[k], facts)]
        if bare:
            own = Own(own.form, own.turned, exchanged, bare)
        self.wiring = own.wiring
        self.explain_with([link for link in facts.links if not self._is_part(link, facts)])
        self.cost = self.explanation.cost + ACCIDENT * len(self.problems)

    def explain_with(self, links):
        """Explain the copper, with these links that are no part."""
        self.facts = Facts(self.whole.readings, self.taken, links)
        self.search = Search(self.facts)
        self.explanation = explain(self.wiring, self.search)

    def _is_bare(self, part, facts):
        return part.in_leg and facts.joined(part.first, part.last)

    def _is_part(self, link, facts):
        """Whether a link is a part of the cable, the sum of some, or one that is wrong and told
        of."""
        ohm, u, first, last = link
        expected = self.network.ohm(first, last)
        if expected is not None:
            return bool(self.problems) or is_near(facts, ohm, u, expected, 0.1)
        for part in self.own.parts:
            one, other = facts.at[part.first], facts.at[part.last]
            if one >> first & other >> last & 1 or one >> last & other >> first & 1:
                if part.kind != "C":
                    return True
        return self.network.behind_diode(first, last, ohm)

    def case(self):
        """The Case, with what is wrong with the parts among its findings."""
        case = Case(self.explanation, self.facts, self.told)
        if self.problems:
            from ringout.diagnosis import own_faults

            own_faults.add(self, case)
        return case


# -- one part ------------------------------------------------------------------------------
def _problem(part, facts, network, judged):
    """(what, ohm, u) of what is wrong with a part, None if it is as it should be. what: "open", a
    leg is; else what was found in its place."""
    first, last = part.first, part.last
    if part.kind == "C":
        return _capacitor(part, facts, judged)
    if facts.joined(first, last):  # in a plug that is a short, and said as one
        return ("joined", None, 0.0) if part.in_leg else None
    link = network.link(first, last)
    way = facts.conducts_one_way(first, last)
    if part.kind == "D" and link is None and not way:
        way = network.way(first, last)
    if link is None and not way:
        if part.kind == "D" and part.value > _SEEN_VOLT or network.is_behind_others(part):
            return None
        return ("open" if part.in_leg else "missing", None, 0.0)
    if part.kind == "D":
        return _diode(part, facts, link, way)
    if way:
        return ("diode", None, 0.0)
    expected = network.ohm(first, last)
    if is_near(facts, link[0], link[1], expected, part.share):
        return None
    return (ohm_words(link[0]), link[0], link[1])


def _diode(part, facts, link, way):
    if not way:
        return (ohm_words(link[0]), link[0], link[1])
    if not facts.at[part.first] >> way[0] & 1:
        return ("turned", None, 0.0)
    volt = found_parts.drop_volt(facts, part.first, part.last)
    if volt is None or abs(volt - part.value) <= max(part.share, _DROP_SHARE) * part.value:
        return None
    return (found_parts.diode_words(volt), None, 0.0)


def _capacitor(part, facts, judged):
    """What is read between its nets less what the cable may have itself."""
    one, other = facts.at[part.first], facts.at[part.last]
    if one == other:
        return None
    reading = None
    beside = []  # (pF, those of its own capacitors, whether it is of such two) between other nets
    for (first, last), pf in facts.readings.pair_pf.items():
        if one >> first & other >> last & 1 or one >> last & other >> first & 1:
            reading = pf
        elif (one | other) >> first & 1 or (one | other) >> last & 1:
            both = facts.at[first] | facts.at[last]
            own = [p.value for p in judged.own.parts if p.kind == "C" and _is_across(p, both)]
            like = bool(both & SLEEVES) == bool((one | other) & SLEEVES)
            beside.append((pf[0], sum(own), like))
    if reading is None:
        for line in (part.first, part.last):
            pf, u = facts.node_pf(line)
            if not facts.borrows_pf(line) and pf + u < 0.5 * (1.0 - part.share) * part.value:
                return ("missing", None, 0.0)
        judged.unread = lumped.pf_words(part.value)
        return None
    pf, u = reading
    alike = [each for each in beside if each[2]] or beside
    share = part.share * part.value
    seen = None
    for missing in (0, 1):  # and if theirs are not there
        own = [max(each[0] - (0.0 if missing else each[1]), 0.0) for each in alike]
        least, most = _own_pf(facts, judged.told, own)
        found = pf - 0.5 * (least + most)
        seen = found if seen is None else seen
        if part.value - share + least - u <= pf <= part.value + share + most + u:
            judged.capacitors.append((part.first, part.last, found, u + 0.5 * (most - least)))
            return None
    return ("missing" if seen < 0.25 * part.value else lumped.pf_words(seen), None, 0.0)


def _is_across(part, mask):
    return bool(mask >> part.first & mask >> part.last & 1)


def _own_pf(facts, told, beside):
    """(least, most) picofarads that two conductors of the cable have."""
    if told.length_m and told.stock_pf_per_ft:
        own = told.stock_pf_per_ft / limits.FOOT_M * told.length_m
        return _LEAST_CORES * own, _MOST_STOCK * own
    if beside:
        return (1 - _ALIKE) * min(beside), (1 + _ALIKE) * max(beside)
    if told.length_m:
        return _PF_PER_M[0] * told.length_m, _PF_PER_M[1] * told.length_m
    return 0.0, _PF_PER_M[1] * _guessed_m(facts)


def _guessed_m(facts):
    """No longer than the least resistance of a conductor from plug to plug says."""
    least = 1e9
    for first, last in facts.ohm:
        if not same_jack(first, last):
            least = min(least, facts.ohm[(first, last)][0])
    return least / _OHM_PER_M if least < 1e9 else limits.GUESS_PF_PER_M

"""What is wrong with an own cable's parts, as findings, and the exchange that explains several at
once. Loaded only where a part is not as it should be.
"""

from ringout.base.masks import lines_of
from ringout.board.pinmap import ENDS, JACKS, same_jack
from ringout.diagnosis import findings, lumped
from ringout.diagnosis import parts as found_parts
from ringout.diagnosis.explain import Difference, Explanation
from ringout.diagnosis.network import Network, is_near
from ringout.diagnosis.search import ACCIDENT
from ringout.results.finding import Finding
from ringout.results.sentences import ohm_words
from ringout.wirings.own import Own, Part

_SHARE = 0.1  # of a reading: less is no resistor beside others


def add(judged, case):
    """Adds to the findings of its Case."""
    more = []
    for part, what, ohm, u in judged.problems:
        if what == "open":
            found = _opened(judged, case, *_ordered(part))
            if not [each for each in more if each.contact == found.contact is not None]:
                more.append(found)
        else:
            more.append(_finding(part, what, ohm, u))
    if more:
        wires = [each.contacts for each in more if each.form == "missing leg"]
        left = [each for each in case.findings if each.contacts not in wires]
        case.findings = findings.in_order(left + more)


def _opened(judged, case, first, last):
    """A leg with a part in it that does not arrive: at the end that has no conductor, if that
    is to be seen."""
    found = findings.open_leg(case, judged.explanation, first, last)
    if judged.facts.borrows_pf(first) and judged.facts.borrows_pf(last):
        return Finding("open", (first, last), None, found.expected)
    return found


def one_cause(judged):
    """In a mesh of resistors one that is another changes what is read across all of them: where one
    value explains every reading, it is that one."""
    parts = judged.own.parts
    if len(judged.problems) < 2 or [part for part in parts if part.kind != "R"]:
        return
    for part in parts:
        rest = [each for each in parts if each is not part]
        beside = Network(rest, judged.facts).ohm(part.first, part.last)
        link = judged.network.link(part.first, part.last)
        if beside is None:
            continue
        siemens = 1.0 / link[0] - 1.0 / beside if link else 0.0
        ohm = 1.0 / siemens if siemens > 0.05 / part.value else None
        if ohm:
            rest.append(Part(part.first, part.last, "R", ohm, part.share, part.in_leg))
        network = Network(rest, judged.facts)
        if not [each for each in rest if not _agrees(each, network, judged.facts)]:
            what = ohm_words(ohm) if ohm else "open" if part.in_leg else "missing"
            judged.problems = [(part, what, ohm, link[1] if link else 0.0)]
            judged.cost = judged.explanation.cost + ACCIDENT
            return
    _as_read(judged)


def _as_read(judged):
    """Where one of a mesh is not there the others may be read each by itself."""
    gone, found = [], []
    for part in judged.own.parts:
        link = judged.network.link(part.first, part.last)
        if link is None:
            gone.append((part, "open" if part.in_leg else "missing", None, 0.0))
        elif not is_near(judged.facts, link[0], link[1], part.value, part.share):
            found.append((part, ohm_words(link[0]), link[0], link[1]))
    if gone and len(gone + found) < len(judged.problems):
        judged.problems = gone + found
        judged.cost = judged.explanation.cost + ACCIDENT * len(judged.problems)


def one_extra(judged):
    """A resistor that the cable does not have changes what is read across its own: where one
    explains every reading, nothing is wrong with those."""
    parts, facts = judged.own.parts, judged.facts
    if [part for part in parts if part.kind != "R"]:
        return
    for table in (facts.readings.links, facts.readings.leak):
        for first, last in table:
            ohm, u = table[(first, last)]
            if [part for part in parts if _is_between(facts, part, first, last)]:
                continue
            beside = judged.network.ohm(first, last)
            siemens = 1.0 / ohm - (1.0 / beside if beside else 0.0)
            if siemens * ohm < _SHARE:
                continue
            rest = parts + [Part(first, last, "R", 1.0 / siemens, _SHARE, False)]
            network = Network(rest, facts)
            if not [each for each in rest if not _agrees(each, network, facts)]:
                judged.problems = []
                judged.explain_with([(1.0 / siemens, u, first, last)])
                judged.cost = judged.explanation.cost
                return


def _is_between(facts, part, first, last):
    one, other = facts.at[part.first], facts.at[part.last]
    return bool(one >> first & other >> last & 1 or one >> last & other >> first & 1)


def _agrees(part, network, facts):
    link = network.link(part.first, part.last)
    expected = network.ohm(part.first, part.last)
    if link is None or expected is None:
        return link is None and (expected is None or network.is_sum(part.first, part.last))
    return is_near(facts, link[0], link[1], expected, part.share)


def exchange(judged):
    """One exchange of two contacts may explain the parts: then it is one."""
    own, best, found, straight = judged.own, judged.cost, None, (judged.facts, judged.network)
    kept = (judged.problems, judged.search, judged.explanation)
    pairs = []
    for first, last in _pairs(own):
        moved = Own(own.form, own.turned, (first, last))
        judged.take(moved, (first, last))
        cost = judged.cost + ACCIDENT
        if cost < best and not judged.problems:
            best, pairs = cost, []
            found = (judged.facts, judged.network)
            found += (judged.problems, judged.search, judged.explanation)
        if cost == best and found:
            pairs.append((first, last))
    if not found:
        found = straight + kept
    judged.facts, judged.network, judged.problems, judged.search, judged.explanation = found
    judged.cost = best
    if pairs:
        first, last = pairs[0]
        code = "reversed" if (first & 3) + (last & 3) == 1 else "crossed"
        of = judged.explanation
        differences = [Difference(code, first, last)] + of.differences
        judged.explanation = Explanation(of, differences, pairs)


def _pairs(own):
    """(line, line) of one plug of which one has a leg with a part in it."""
    legs = 0
    for part in own.parts:
        if part.in_leg:
            legs |= 1 << part.first | 1 << part.last
    out = []
    soldered = legs
    for first, last, _ in own.wiring.legs():
        soldered |= 1 << first | 1 << last
    for _, jack in JACKS:
        lines = lines_of(soldered & jack)
        for k in range(len(lines)):
            for j in range(k):
                if legs >> lines[k] & 1 or legs >> lines[j] & 1:
                    out.append((lines[j], lines[k]))
    return out


def _ordered(part):
    return min(part.first, part.last), max(part.first, part.last)


def _finding(part, what, ohm, u):
    first, last = _ordered(part)
    expected = _words(part)
    end = ENDS[first] if same_jack(first, last) else None
    if ohm is not None and (part.kind != "R" or ohm < part.value):
        end = None  # what lies beside it may be in any plug
    form = {"missing": "missing", "turned": "turned", "joined": "missing"}.get(what, "value")
    if part.in_leg and form != "turned":
        form += " leg"
    more = {"found": "nothing" if what == "missing" else "wire" if what == "joined" else what}
    return Finding("part", (first, last), end, expected, form, first if end else None,
                   value=None if ohm is None else round(ohm, 1), u=u, more=more)  # fmt: skip


def _words(part):
    if part.kind == "R":
        return ohm_words(part.value)
    if part.kind == "C":
        return lumped.pf_words(part.value)
    return found_parts.diode_words(part.value)

"""Capacitors that somebody soldered in: two conductors with more picofarads between them than a
cable has.

Of three conductors and more that run side by side the others are the measure, else the length that
was told, the most that the ohms allow, and what the other leg of a Y has. Beyond these a longer
lead reads the same. Loaded only where a pair is odd.

One file: every measure that a pair is held against, for one decision.
"""

from ringout.base import limits
from ringout.base.masks import lines_of
from ringout.board.pinmap import CONTACTS, JACK_MASKS, LETTERS, jack, same_jack
from ringout.diagnosis.facts import plugs_of
from ringout.results.finding import Finding

_USUAL_PF_PER_M = 100.0
_THREE = 7  # jacks
_TO_C = 4
_BOTH_WAYS = 0.75
_LEGS = 6  # one leg's jacks from the other's
_CORES = 0.6  # core to core over core to shield
_LIKE_SD = 0.15  # of a pair that others tell of ...
_STOCK_SD = 0.4  # ... and that the length does, of a stock that nobody told
_TOLD_SD = 0.1


class _Pair:
    """Two groups of nets side by side. pf, u: of one net to one other, as many as there are.
    is_shield: one has a sleeve. core: (ohm, uncertainty) of the one that reads more from plug to
    plug, None where it was not read. most_pf: what they can have by its ohms."""

    def __init__(self, first, last, reading, is_shield, many, ohms):
        self.first = first
        self.last = last
        self.pf, self.u = reading[0] / many, reading[1] / many
        self.is_shield = is_shield
        self.many = many
        read = [each for each in ohms if each]
        self.core = max(read) if len(read) == len(ohms) else None
        self.most_pf = sum(self.core) * limits.MOST_PF_PER_OHM if self.core else 1e9


def of(facts, told, known=()):
    """[(line, line, pF, uncertainty)] of the capacitors that the readings show, the largest first.
    known: (line, line) of those that the cable has."""
    one_core = told.stock and told.stock.cores == 1
    alone = limits.COAX_PF_PER_M if one_core else limits.FOIL_PF_PER_M
    groups = {}  # by jacks
    crossing = []  # of two legs of a Y, that run beside each other for a part at most
    for (first, last), reading in facts.readings.pair_pf.items():
        if [pair for pair in known if _is_pair(facts, pair, first, last)]:
            continue
        one, other = plugs_of(facts.at[first]), plugs_of(facts.at[last])
        jacks = one & other
        if not jacks & (jacks - 1):
            if one & (one - 1) and other & (other - 1):
                crossing.append((first, last, reading))
            continue
        if one != other and _leads_over(facts, facts.at[first if one == _THREE else last], jacks):
            continue  # the third plug, and the other does not
        both = facts.at[first] | facts.at[last]
        many = _joined(facts, first) * _joined(facts, last)
        if jacks == _THREE:
            many *= 2  # two legs
        ohms = [_ohm(facts, facts.at[line], jacks) for line in (first, last)]
        pair = _Pair(first, last, reading, _has_sleeve(both), many, ohms)
        groups.setdefault(jacks, []).append(pair)
    parts = 0
    for one, other in facts.readings.links:
        parts |= 1 << one | 1 << other
    found = []
    for jacks in groups:
        other = groups.get(jacks ^ _LEGS, ())  # a Y's other leg
        own_m = jacks != _THREE and jacks & _TO_C
        found += _of_side_by_side(groups[jacks], told, own_m, other, alone)
    for first, last, (pf, u) in crossing:
        beside = facts.at[first] | facts.at[last]
        if beside & parts:
            continue  # what a part joins to one of them may run beside the other
        most = [pair.pf for pairs in groups.values() for pair in pairs
                if beside >> pair.first & 1 or beside >> pair.last & 1]  # fmt: skip
        if most and pf - u > limits.ODD_PAIR * max(most) + limits.ODD_PF:
            found.append((first, last, pf, u))
    found.sort(key=lambda each: -each[2])
    return found


def findings(case):
    """[Finding] of the capacitors that a cable of these connections does not have; `case` keeps
    them."""
    out = []
    case.capacitors = of(case.facts, case.told, case.wiring.lumped)
    for first, last, pf, u in case.capacitors:
        contacts = in_one_plug(case.facts, first, last)
        out.append(Finding("part", contacts, None, "apart", value=round(pf), u=u, unit="pf",
                           more={"found": pf_words(pf)}))  # fmt: skip
    beyond = _beyond_reach(case)
    if beyond:
        case.capacitors.append(beyond)
        contacts = in_one_plug(case.facts, *beyond[:2])
        out.append(Finding("part", contacts, None, "apart", more={"found": "over 100 nF"}))
    return out


def _beyond_reach(case):
    """(line, line, None, None) of two nets that have too much to be read and too few ohms for it
    to be their own; None where they may, or where such a one belongs there."""
    facts, lines = case.facts, list(case.unread)
    if len(lines) == 1 and case.pairs.shield not in (None, lines[0]):
        lines.append(case.pairs.shield)
    if len(lines) < 2 or [pair for pair in case.wiring.lumped if _is_pair(facts, pair, *lines[:2])]:
        return None
    most = limits.MOST_PF_PER_M * case.told.length_m if case.told.length_m else 0.0
    for line in () if most else lines[:2]:
        reading = _ohm(facts, facts.at[line], plugs_of(facts.at[line]))
        most += limits.MOST_PF_PER_OHM * sum(reading) if reading else limits.UNREAD_PF
    return None if most > 0.5 * limits.UNREAD_PF else (lines[0], lines[1], None, None)


def in_record(facts, found):
    """The same as the record has them. found: as `of` gives it."""
    out = []
    for first, last, pf, u in found:
        if pf is None:
            continue
        first, last = in_one_plug(facts, first, last)
        out.append({"kind": "C", "net": [CONTACTS[first], CONTACTS[last]],
                    "pf": round(pf), "u": round(u)})  # fmt: skip
    return out


def in_one_plug(facts, first, last):
    """Contacts of two nets in the first plug that has both, which is as good as any other: the
    sleeve rather than a ring that is joined to it."""
    for one in _sleeve_first(facts.at[first]):
        for other in _sleeve_first(facts.at[last]):
            if same_jack(one, other):
                return min(one, other), max(one, other)
    return first, last


def pf_words(pf):
    """150 pF, 2.2 nF, 100 nF."""
    if pf >= 10e3:
        return "%d nF" % round(pf / 1000.0)
    return "%.2g nF" % (pf / 1000.0) if pf >= 1000 else "%d pF" % round(pf)


def _joined(facts, line):
    """How many nets of several contacts parts make one group with a line's."""
    group = [facts.at[line]]
    for here in group:
        for (first, last), (ohm, _) in facts.readings.links.items():
            for near, far in ((first, last), (last, first)):
                if ohm < limits.JOIN_OHM and here >> near & 1 and facts.at[far] not in group:
                    group.append(facts.at[far])
    return max(len([mask for mask in group if mask & (mask - 1)]), 1)


def _ohm(facts, mask, plugs):
    """(ohm, uncertainty) of a net from plug to plug, to the plug that is farthest; None where it
    was not read."""
    farthest = None
    for k in range(3):
        least = None
        for first in lines_of(mask):
            for last in lines_of(mask & JACK_MASKS[k]):
                if jack(first) < k and plugs >> k & plugs >> jack(first) & 1:
                    reading = facts.between(first, last)
                    if reading and (least is None or reading < least):
                        least = reading
        if least and (farthest is None or least > farthest):
            farthest = least
    return farthest


def _leads_over(facts, mask, jacks):
    """Whether a net of three plugs leads from one of two to the other over the third: it has the
    ohms of both ways. Where not all were read, a Y's legs do."""
    read = [_ohm(facts, mask, pair) for pair in (3, 5, _LEGS)]
    if None in read:
        return jacks == _LEGS
    mine = _ohm(facts, mask, jacks)[0]
    return mine > _BOTH_WAYS * (sum([reading[0] for reading in read]) - mine)


def _of_side_by_side(pairs, told, own_m, other, alone):
    """own_m: their leg has a length of its own. other: pairs of a Y's other leg. alone: the most
    pF/m of a lone pair."""
    odd = _odd(pairs) if len(pairs) > 2 else []
    legs = len(pairs) == len(other) == 1
    found = []
    for pair in pairs:
        if pair in odd:
            own, sd = _own_by_others(pair, [each for each in pairs if each not in odd])
        elif legs and _is_beyond(pair, other[0]):
            own, sd = _by_other_leg(pair, other[0]), _STOCK_SD
        else:
            own, sd = _own_by_length(pair, told) if told.length_m else (0.0, 0.0)
            most = alone if len(pairs) == 1 else limits.MOST_PF_PER_M
            if pair.pf - pair.u < max(_most_pf(pair, told, own_m, most), own) + limits.ODD_PF:
                continue
        u = (pair.u * pair.u + (limits.SIGMAS * sd * own) ** 2) ** 0.5
        found.append((pair.first, pair.last, (pair.pf - own) * pair.many, u * pair.many))
    return found


def _most_pf(pair, told, own_m, pf_per_m):
    if not told.length_m:
        return pair.most_pf
    length_m = told.length_m
    if own_m and pair.core:
        length_m = max(length_m, sum(pair.core) / limits.THICK_OHM_PER_M)
    return min(pf_per_m * length_m, pair.most_pf)


def _is_beyond(pair, other):
    """Whether a lone pair of a Y has more than its other leg, of the same wire, and its ohms let
    it have."""
    if not pair.core or not other.core or other.core[0] <= 2 * other.core[1]:
        return False
    most = limits.ODD_TO_SHIELD * _by_other_leg(pair, other) + limits.ODD_PF
    most = max(most, limits.COAX_PF_PER_OHM * sum(pair.core))
    return pair.pf - pair.u > most


def _by_other_leg(pair, other):
    return other.pf * sum(pair.core) / (other.core[0] - other.core[1])


def _odd(pairs):
    """Those that the others do not explain."""
    with_shield = [pair.pf for pair in pairs if pair.is_shield]
    if with_shield:
        most = limits.ODD_TO_SHIELD * min(with_shield) + limits.ODD_PF
        odd = [pair for pair in pairs if pair.pf - pair.u > most]
        if odd:
            return odd
    largest = sorted(pairs, key=lambda pair: -pair.pf)
    one, next_one = largest[:2]
    if one.pf - one.u > max(limits.ODD_PAIR * next_one.pf, next_one.pf + limits.ODD_PF):
        return [one]
    return []


def _own_by_others(pair, others):
    """(pF, relative standard deviation) of what such a pair of the cable has itself."""
    like = [other.pf for other in others if other.is_shield == pair.is_shield]
    if like:
        return sum(like) / len(like), _LIKE_SD
    rest = [other.pf for other in others]
    if not rest:
        return 0.0, _LIKE_SD
    mean = sum(rest) / len(rest)
    return (mean / _CORES if pair.is_shield else mean * _CORES), 2.0 * _LIKE_SD


def _own_by_length(pair, told):
    share = 1.0 if pair.is_shield else _CORES
    if told.stock_pf_per_ft:
        return share * told.stock_pf_per_ft / limits.FOOT_M * told.length_m, _TOLD_SD
    return share * _USUAL_PF_PER_M * told.length_m, _STOCK_SD


def _is_pair(facts, pair, first, last):
    """Whether two pairs of lines are of the same two nets."""
    one, other = facts.at[pair[0]], facts.at[pair[1]]
    return bool(one >> first & other >> last & 1 or one >> last & other >> first & 1)


def _has_sleeve(mask):
    return bool([line for line in lines_of(mask) if LETTERS[line] == "S"])


def _sleeve_first(mask):
    lines = lines_of(mask)
    return [line for line in lines if LETTERS[line] == "S"] + list(lines)

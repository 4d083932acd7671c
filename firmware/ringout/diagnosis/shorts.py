"""Shorts of an explanation: which contacts touch, so that the measured nets are joined.

An explanation is a Trial of `explain`, `seen` what its Search saw.
"""

from ringout.base import limits
from ringout.base.masks import join, lines_of
from ringout.board.pinmap import same_jack

SHORT = "short"
_BARE = 3  # steps of 10 mohm that a contact without a conductor counts more


def add_shorts(e, facts, seen, parts):
    """Adds what a measured net joins beyond the wiring: one short fewer than it has parts, between
    the contacts of one plug with the least resistance."""
    for mask in facts.nets:
        lowest = lines_of(mask)[0]
        if parts[lowest] & mask == mask:
            continue
        group = parts[:]
        for known in facts.pairs(mask):  # between plugs only what no plug explains
            _least_pairs(e, facts, seen.soldered, known, group)
            if group[lowest] & mask == mask:
                break


def _least_pairs(e, facts, soldered, known, group):
    """Adds shorts between these pairs (as Facts.pairs has them) until none is apart."""
    pairs = []
    for pair in known:
        first, last = pair >> 4 & 15, pair & 15
        if not group[first] >> last & 1:
            bare = 2 - (soldered >> first & 1) - (soldered >> last & 1)
            pairs.append(pair + (_BARE * bare << 8))
    pairs.sort()
    for pair in pairs:
        first, last = pair >> 4 & 15, pair & 15
        if not group[first] >> last & 1:
            e.faults.append((SHORT, first, last))
            if soldered >> first & soldered >> last & 1:
                again = _second_short(facts, e.legs, first, last)
                if again:
                    e.faults.append(again)
            join(group, first, last)


def own_path(facts, legs, soldered, first, last):
    """True if one of two shorted contacts is joined to the far plug by a conductor of its own,
    which these legs lack: it reads less there than over the short."""
    short = facts.between(first, last)
    for _ in range(2):
        first, last = last, first
        if short and not soldered >> first & 1:
            for leg in legs:
                if last == leg[0] or last == leg[1]:
                    far = _other(last, leg[0], leg[1])
                    one, two = facts.between(far, first), facts.between(far, last)
                    if one and two and one[0] + one[1] < short[0] + two[0] - short[1] - two[1]:
                        return True
    return False


def _second_short(facts, legs, first, last):
    """One short leaves the whole loop between the two plugs; less than that is two shorts."""
    reading = facts.between(first, last)
    if reading is None:
        return None
    others = [leg for leg in legs if last == leg[0] or last == leg[1]]
    if not others:
        return None
    for one in legs:
        if first != one[0] and first != one[1]:
            continue
        here = one[1] if first == one[0] else one[0]
        for other in others:
            there = other[1] if last == other[0] else other[0]
            if not same_jack(here, there):
                continue
            far = (here, there) if here < there else (there, here)
            there = facts.ohm.get(far)
            if there is None:
                continue
            loop = 0.0
            for leg in (one, other):
                least = limits.ONE_SHORT * facts.at_least(leg[0], leg[1])
                over = facts.leg(leg[0], leg[1], (), True)  # a third contact: up to three times it
                loop += max(least, 0.2 * over[0]) if over else least
            u = (reading[1] ** 2 + there[1] ** 2) ** 0.5
            if reading[0] + there[0] + u < loop:
                return (SHORT, far[0], far[1])
    return None


def _other(line, first, last):
    if line == first:
        return last
    return first if line == last else line

"""Parts that somebody soldered in: resistors between nets and in legs, diodes.

Copper under limits.PART_OHM is a short, over limits.PART_MOST_OHM a leak; between the two lies a
part. In a leg, two alike are parts, a single one is a bad joint. Loaded only where there are links.
"""

from ringout.base import limits
from ringout.base.masks import lines_of
from ringout.board.pinmap import CONTACTS, LETTERS, same_jack
from ringout.diagnosis.differences import HIGH
from ringout.results.sentences import ohm_words

_DIGITS = 3


def of(case):
    """[{"kind": "R", "net": [contact, contact], "ohm": value, "u": uncertainty}] as in the record;
    kind "D" is a diode, its anode first, without a value. What the explanation takes for a joint
    or a leak is none."""
    facts = case.facts
    joints = []
    for difference in case.explanation.differences:
        if difference.code == HIGH:
            joints.append((difference.first, difference.last))
    out = []
    for ohm, u, first, last in facts.links:
        if [pair for pair in joints if _is_link(facts, pair[0], pair[1], first, last)]:
            continue
        way = facts.conducts_one_way(first, last)
        first, last = _in_one_plug(facts, first, last)
        if way:
            if facts.at[first] >> way[1] & 1:
                first, last = last, first
            out.append({"kind": "D", "net": [CONTACTS[first], CONTACTS[last]]})
        elif limits.PART_OHM <= ohm <= limits.PART_MOST_OHM:
            out.append({"kind": "R", "net": [CONTACTS[first], CONTACTS[last]],
                        "ohm": round(ohm, _DIGITS), "u": round(u, _DIGITS)})  # fmt: skip
    return out


def words(facts, first, last):
    """What lies between two nets: "120 ohm", "diode"."""
    if facts.conducts_one_way(first, last):
        return "diode"
    link = facts.link(first, last)
    return ohm_words(link[0]) if link else "a part"


def _is_link(facts, first, last, one, other):
    """Whether two pairs of lines are of the same two nets."""
    a, b = facts.at[first], facts.at[last]
    return bool(a >> one & b >> other & 1 or a >> other & b >> one & 1)


def _in_one_plug(facts, first, last):
    """The contacts of two nets that lie in one plug, if there are such: a part is soldered there.
    The sleeve rather than a ring that is joined to it."""
    for one in _sleeve_first(facts.at[first]):
        for other in _sleeve_first(facts.at[last]):
            if same_jack(one, other):
                return one, other
    return first, last


def _sleeve_first(mask):
    lines = lines_of(mask)
    return [line for line in lines if LETTERS[line] == "S"] + lines

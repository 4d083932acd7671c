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
_SOURCE_V = 3.16  # what the CHG_LO divider reads an open contact as ...
_SOURCE_OHM = 14683.0  # ... and its resistance, from there through the part and its driver
_KINDS = ((0.45, "Schottky"), (1.0, "diode"), (9.0, "LED"))  # forward volts up to


def of(case):
    """[{"kind": "R", "net": [contact, contact], "ohm": value, "u": uncertainty}] as in the record;
    kind "D" is a diode, its anode first, with its drop in "volt" where it was read. What the
    explanation takes for a joint or a leak is none. Kind "C" is a capacitor, with "pf"."""
    joints = []
    for difference in case.explanation.differences:
        if difference.code == HIGH:
            joints.append((difference.first, difference.last))
    found = all_of(case.facts, joints)
    if case.capacitors:
        from ringout.diagnosis import lumped

        found += lumped.in_record(case.facts, case.capacitors)
    return found


def all_of(facts, joints=(), links=None):
    """The same of every link but joints, pairs of lines. links: if not those of the facts."""
    out = []
    for ohm, u, first, last in facts.links if links is None else links:
        if [pair for pair in joints if _is_link(facts, pair[0], pair[1], first, last)]:
            continue
        way = facts.conducts_one_way(first, last)
        first, last = in_one_plug(facts, first, last)
        if way:
            if facts.at[first] >> way[1] & 1:
                first, last = last, first
            out.append({"kind": "D", "net": [CONTACTS[first], CONTACTS[last]]})
            volt = drop_volt(facts, first, last)
            if volt is not None:
                out[-1]["volt"] = round(volt, 2)
        elif limits.PART_OHM <= ohm <= limits.PART_MOST_OHM:
            out.append({"kind": "R", "net": [CONTACTS[first], CONTACTS[last]],
                        "ohm": round(ohm, _DIGITS), "u": round(u, _DIGITS)})  # fmt: skip
    return out


def words(facts, first, last):
    """What lies between two nets: "120 ohm", "diode"."""
    if facts.conducts_one_way(first, last):
        return diode_words(drop_volt(facts, first, last))
    link = facts.link(first, last)
    return ohm_words(link[0]) if link else "a part"


def drop_volt(facts, first, last):
    """Forward voltage of a diode between two nets at a tenth of a milliampere, None if not read."""
    one, other = facts.at[first], facts.at[last]
    for table in (facts.readings.links, facts.readings.leak):
        for a, b in table:
            if one >> a & other >> b & 1 or one >> b & other >> a & 1:
                ohm = table[(a, b)][0]
                return _SOURCE_V * ohm / (ohm + _SOURCE_OHM)
    return None


def diode_words(volt):
    """Which kind of diode a drop is: "Schottky", "diode" (silicon) or "LED"."""
    for most, word in _KINDS:
        if volt is not None and volt < most:
            return word
    return "diode"


def _is_link(facts, first, last, one, other):
    """Whether two pairs of lines are of the same two nets."""
    a, b = facts.at[first], facts.at[last]
    return bool(a >> one & b >> other & 1 or a >> other & b >> one & 1)


def in_one_plug(facts, first, last):
    """The contacts of two nets that lie in one plug, if there are such: a part is soldered there.
    The sleeve rather than a ring that is joined to it."""
    for one in _sleeve_first(facts.at[first]):
        for other in _sleeve_first(facts.at[last]):
            if same_jack(one, other):
                return one, other
    return first, last


def _sleeve_first(mask):
    lines = lines_of(mask)
    return [line for line in lines if LETTERS[line] == "S"] + list(lines)

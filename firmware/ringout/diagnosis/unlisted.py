"""AUTO, and no sound wiring fits: a broken cable that I know, a whole one that I do not, or a known
one with parts in it?

Breaking leaves traces: a conductor that hangs on one contact, an odd resistance, a bridge that
reads a loop. Making leaves none: every contact is joined cleanly, or not at all. An accident
without a trace is believed once, of a common cable; two of them are more than one cable that is not
on the list. Loaded only where nothing fits.

One file: questions in their order, each asked where the one before had no answer.
"""

from ringout.base import limits
from ringout.base.masks import lines_of
from ringout.board.pinmap import CONTACTS, JACK_MASKS, SLEEVES, jack, same_jack
from ringout.diagnosis.candidates import whole
from ringout.diagnosis.case import Case
from ringout.diagnosis.differences import HIGH, LEAK, OPEN, PART, lies_across
from ringout.diagnosis.facts import plugs_of
from ringout.diagnosis.judge import judge, judged_again, with_question
from ringout.diagnosis.questions import Question
from ringout.diagnosis.search import Search
from ringout.diagnosis.shorts import SHORT
from ringout.results.finding import Finding
from ringout.results.sentences import class_name, fill, sentence
from ringout.results.verdict import Verdict
from ringout.results.vocabulary import fault_kind
from ringout.wirings import lookup

_COMMON = 4  # cables so common may have one accident without a trace
_SEEN_PF = 2 * limits.ATTACHED_PF  # with so much of one conductor half of another is seen
_SHORT_OHM = 0.05  # what reads more is longer than that, and would be seen
_LIKE_ANOTHER = 0.7  # of another conductor's capacitance: this one is in the cable to its end
_MIDI = "A MIDI A-B cable?"
_MIDI_IDS = ("trs35_trs35_cross", "trs35_trs_cross")
_EXCHANGES = ("reversed", "crossed")
_OUTPUTS = "Joined on purpose?"


def verdict(case, judged, ends):
    """Another Verdict than `judged` of the best Case, or None where that holds."""
    if case.wiring.standing == lookup.BAD:
        if case.explanation.differences or not case.findings or case.findings[0].form != "outputs":
            return None
        return with_question(judged, _asked(case, _OUTPUTS))
    if _is_midi(case):
        return with_question(judged, _asked(case, _MIDI, _MIDI_IDS))
    meant = _may_be_meant(case)
    if meant:
        return with_question(judged, _asked(case, meant))
    accidents = []
    parts = 0
    for difference in case.explanation.differences:
        if difference.code == PART:
            parts += 1
        else:
            accidents.append(difference)
    if (parts or case.capacitors) and not accidents and _only_parts(case.findings):
        rare = _rare(case, ends) if parts else None
        if rare:
            return rare
        text = sentence(case.findings[0]).replace(" -", ":")
        return with_question(judged, _asked(case, text))
    opens = [difference for difference in accidents if difference.code == OPEN]
    common = case.wiring.common >= _COMMON
    if common and case.facts.one_net() and not [a for a in accidents if a.code in _EXCHANGES]:
        if len(accidents) < 2 or not [a for a in opens if _untraced(case, a)]:
            return None  # it carries nothing: broken, whatever it was
    if not case.explanation.differences:
        believed = case.explanation.cost < 100
    else:
        untraced = parts  # and an accident besides
        if len(opens) > 1 and _is_short(case.facts):
            untraced += len(opens) - 1  # one may be there and not be seen, not all of them
        for difference in accidents:
            count = _untraced(case, difference)
            untraced += count
            common = common or count == 1 and difference.code == "reversed"
        believed = untraced == 0 or untraced == 1 and common
        if believed and accidents and _is_short(case.facts):
            rival = case.explanation if len(accidents) == 1 else None
            return _rare(case, ends, rival)  # nothing shows which of the two it is
    return None if believed else _rare(case, ends) or _unknown(case, ends)


def _may_be_meant(case):
    """What to ask where the one thing that is wrong is copper that somebody may have soldered. A
    leg that reads too much and joins contacts of one plug: a resistor across these, as of an
    impedance-balanced output, reads the same. A contact that no conductor goes to, on the sleeve:
    a mono plug in place of that one. None where it is a fault."""
    listed = case.findings
    if len(case.explanation.differences) != 1 or len(listed) != 1:
        return None
    it, facts = case.explanation.differences[0], case.facts
    if it.code == SHORT:
        ohm, u = facts.between(it.first, it.last) or (1.0, 0.0)
        bare = [line for line in (it.first, it.last) if _far(case, line) is None]
        if len(bare) != 1 or not same_jack(it.first, it.last) or ohm - u > limits.BRIDGE_OHM:
            return None
        return fill(fault_kind("short").sentences["meant"], listed[0])
    link = it.code == HIGH and facts.link(it.first, it.last)
    if not link or not limits.PART_OHM <= link[0] <= limits.PART_MOST_OHM:
        return None
    if not lies_across(facts, it.first, it.last):
        return None
    from ringout.diagnosis import parts

    contacts = sorted(parts.in_one_plug(facts, it.first, it.last))
    more = {"found": parts.words(facts, it.first, it.last)}
    return sentence(Finding(PART, contacts, None, "apart", more=more)).replace(" -", ":")


def as_asked(case, judged):
    """EXPECT, and two outputs joined, which somebody asked for: it passes with that advice, if
    nothing else is wrong."""
    if [finding.form for finding in case.findings] != ["outputs"]:
        return judged
    advice = sentence(case.findings[0], None, judged.plugs)
    text = "%s; %s" % (class_name([case.wiring.id]), advice)
    return judged_again(judged, [], "PASS", text=text, more=dict(judged.more, advice=advice))


def _rare(case, ends, rival=None):
    """The Verdict where the cable is a sound one that is not common at all: no usual one that broke
    is as likely, or that is asked (rival: its Explanation). Two outputs that are joined are asked
    about. None where nothing fits."""
    found = whole(Search(case.facts), True)
    if found is None:
        return None
    found.rival = rival
    best = Case(found.best, case.facts, case.told)
    judged = judge(best, found.ids, ends, found)
    if best.wiring.standing == lookup.BAD:
        if len(best.findings) == 1 and best.findings[0].form == "outputs":
            return with_question(judged, _asked(best, _OUTPUTS))
        return None
    if best.wiring.standing == lookup.SOUND and judged.name in ("PASS", "PASS*", "LOOKS-LIKE"):
        return judged
    return None


def _is_midi(case):
    """Tip and ring exchanged between two 3.5 mm plugs: sold as that."""
    listed = case.findings
    if len(listed) != 1 or listed[0].code != "reversed":
        return False
    plugs = case.wiring.plugs
    return len(plugs) == 2 and "TRS35" in plugs and "XLR" not in plugs


def _only_parts(listed):
    return not [finding for finding in listed if finding.code != PART]


def _asked(case, text, names=None):
    """names: ids of what a yes means, where that is another wiring."""
    wiring = case.wiring
    plugs = sorted(wiring.plugs)
    names = names and [name for name in names if sorted(lookup.get(name).plugs) == plugs]
    sound = lookup.get(names[0]) if names else wiring
    return Question(text, sound, names or [wiring.id], wiring.id, case.findings)


# -- traces --------------------------------------------------------------------------------
def _untraced(case, difference):
    """How many accidents this difference is that left no trace: 0, 1, or 2."""
    code, first, last = difference.code, difference.first, difference.last
    if code == HIGH or code == LEAK:
        return 0
    if code == OPEN:
        return 0 if _hangs(case, first, last) else 1 if _is_shield(case, first, last) else 2
    if code == SHORT:
        return _clean_short(case, first, last)
    return 1  # an exchange


def _is_shield(case, first, last):
    """Whether it is a shield whose plug has its core: in the net of the other shields, nothing
    tells how far it goes, but hardly a plug is made without."""
    return last is not None and (first, last, "shield") in case.legs


def _hangs(case, first, last):
    """Whether a conductor is there that is not joined to both of these contacts."""
    facts = case.facts
    if _is_short(facts):
        return True  # too short to be seen: believed
    if last is not None and facts.link(first, last):
        return True  # a joint, however bad
    if last is None:
        return bool(facts.hanging >> first & 1)
    if same_jack(first, last):
        return False
    for line, other in ((first, last), (last, first)):
        if _only_shield(facts, line) and facts.at[other] & ~_of_jack(other):
            if not facts.at[other] & SLEEVES:
                return True  # no plug is made so, and the core goes on elsewhere
    rare = case.wiring.common < _COMMON
    for line in (first, last):
        mask, pf = facts.at[line], facts.node_pf(line)[0]
        if mask & ~_of_jack(line):
            if not mask & SLEEVES and _runs_on(facts, mask, 1 << first | 1 << last, pf):
                return True
        elif [pair for pair in facts.readings.one_way if line in pair]:
            continue  # a diode's own picofarads
        elif pf > limits.ATTACHED_PF and not (rare and mask & SLEEVES):  # a shield may be lifted
            return True
    return False


def _only_shield(facts, line):
    """Whether nothing but the shield of the other plugs reaches the plug of a contact."""
    here = _of_jack(line)
    reached = 0
    for each in lines_of(here):
        if facts.at[each] & ~here:
            reached |= facts.at[each]
        elif facts.hanging >> each & 1:
            return False
    shield = reached & SLEEVES & here
    return bool(shield) and facts.at[lines_of(shield)[0]] == reached


def _is_short(facts):
    """Whether there is so little cable that a conductor's picofarads cannot be seen."""
    if facts.most_pf > _SEEN_PF:
        return False
    across = [reading[0] for pair, reading in facts.ohm.items() if not same_jack(*pair)]
    return bool(across) and max(across) < _SHORT_OHM


def _runs_on(facts, mask, both, pf):
    """Whether a net has as much capacitance as a core that runs to all these plugs too."""
    plugs = plugs_of(mask | both)
    for net in facts.nets:
        if net != mask and not net & SLEEVES and plugs == plugs_of(net | both) == plugs_of(net):
            if pf > _LIKE_ANOTHER * facts.node_pf(lines_of(net)[0])[0]:
                return True
    return False


def _of_jack(line):
    return JACK_MASKS[jack(line)]


def _clean_short(case, first, last):
    """A short of two conductors leaves a loop through the cable in the other plug: where both plugs
    read a bridge, two touched, or the cable was made so."""
    facts = case.facts
    if not same_jack(first, last):
        return 2
    one, other = _far(case, first), _far(case, last)
    if one is None or other is None:
        return 1  # one contact has no conductor: a bridge in a plug
    if not same_jack(one, other):
        return 0
    near = facts.between(first, last)
    far = facts.between(one, other) if one != other else (0.0, 0.0)
    if near is None or far is None:
        return 0
    there, back = facts.between(first, one), facts.between(last, other)
    if there and back:
        if there[0] + back[0] < limits.BRIDGE_OHM:
            return 1  # so short that a loop through it reads like a bridge
        u = (there[1] ** 2 + back[1] ** 2) ** 0.5
        if case.wiring.common < _COMMON and abs(there[0] - back[0]) > u:
            four = first, one, last, other
            kinds = [kind for a, b, kind in case.legs if a in four and b in four]
            if kinds == ["core", "core"]:
                return 2  # cores that are not alike: another cable
    low, high = min(near[0], far[0]), max(near[0], far[0])
    u = (near[1] ** 2 + far[1] ** 2) ** 0.5
    return 0 if high > limits.BRIDGE_OHM or high > 2.0 * low + u else 2


def _far(case, line):
    """The other end of the conductor on a contact, None if none is joined there."""
    for leg in case.legs:
        for here, there in ((leg[0], leg[1]), (leg[1], leg[0])):
            if here == line and case.facts.joined(here, there):
                return there
    return None


# -- the whole cable that is on no list ----------------------------------------------------
def _unknown(case, ends):
    facts = case.facts
    nearest = case.wiring
    more = {}
    differs = []
    if facts.links:
        from ringout.diagnosis import parts

        more["parts"] = parts.all_of(facts)
        differs = [
            "%s through %s to %s" % (CONTACTS[first], parts.words(facts, first, last),
                                     CONTACTS[last])
            for _, _, first, last in facts.links
        ]  # fmt: skip
    differs += _differs(facts, nearest)
    differs = differs or _ends_otherwise(facts, nearest)
    more["nearest"] = {"cable": nearest.id, "differs": differs}
    text = "not in my list: nearest %s; %s" % (nearest.screen_name, differs[0])
    return Verdict("UNKNOWN", text=text, ends=ends, more=more)


def _differs(facts, wiring):
    """What wire joins otherwise than in a wiring, a few words each."""
    out = []
    expected = [1 << line for line in range(11)]
    for mask in wiring.nets:
        for line in lines_of(mask):
            expected[line] = mask
    told = 0
    for _, _, first, last in facts.links:
        told |= facts.at[first] | facts.at[last]
    for line in range(11):
        if facts.at[line] == expected[line] or told >> line & 1:
            continue
        told |= facts.at[line]
        here = _of_jack(line)
        new = facts.at[line] & ~expected[line]
        if new & ~here:
            out.append("%s goes to %s" % (CONTACTS[line], _names(new & ~here)))
        elif new:
            out.append("%s joined to %s" % (CONTACTS[line], _names(new)))
        elif not facts.at[line] & ~here:
            out.append("%s goes nowhere" % CONTACTS[line])
        else:
            out.append("%s not to %s" % (CONTACTS[line], _names(expected[line] & ~facts.at[line])))
    return out


def _ends_otherwise(facts, wiring):
    """The same of conductors that end on one contact: at least one line of text."""
    out = []
    for line in lines_of(facts.hanging ^ wiring.hanging()):
        wire = "a wire" if facts.hanging >> line & 1 else "no wire"
        out.append("%s ends at %s" % (wire, CONTACTS[line]))
    return out or ["its bridges differ"]


def _names(mask):
    return " ".join([CONTACTS[line] for line in lines_of(mask)])

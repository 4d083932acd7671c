"""The last step: a Verdict in a tech's words. Nothing reads these words back.

A fault's sentence is one line that the screen breaks into lines of 21 characters: what is wrong,
and which plug to open. Its template stands in the vocabulary. Where a plug is known to be an XLR,
its contacts are pins: nothing tells an XLR from a TRS plug but a person.

One file: a function for each blank of the templates.
"""

from ringout.base.units import in_feet
from ringout.board.pinmap import ENDS, EVERY_CONTACT, LETTERS
from ringout.results.verdict import Diagnosis
from ringout.results.vocabulary import fault_kind
from ringout.wirings import lookup

_LEG = {"T": "TIP", "R": "RING", "R2": "RING2", "S": "SLEEVE", "5": "PIN 5", "SH": "SHELL"}
_PIN = {"S": "1", "T": "2", "R": "3"}
_M_TO_FT = 3.28084


def worded(verdict, settings=None):
    """The Diagnosis that says a Verdict. settings: dictionary (units) or None."""
    plugs = verdict.spoken
    faults = [fault(finding, settings, plugs) for finding in verdict.findings]
    text = verdict.text or (faults[0]["text"] if faults else "")
    question = None
    if verdict.question:
        question = asked(verdict.question, settings)
        no = question["answers"][1]["faults"]
        text = text or "%s, or %s?" % (class_name(verdict.names), joined_text(no).replace("?", ""))
    elif not text:
        text = _passed(verdict.names, verdict.unseen, verdict.others)
    return Diagnosis(verdict, faults, question, text)


def asked(question, settings=None):
    """A Question as in the record: {"text", "key", "answers": [yes, no]}, each answer {"label",
    "verdict", "wiring", "faults"}, the good one with a "text" and what is "unseen" of it."""
    faults = [fault(finding, settings) for finding in question.findings]
    yes = {"label": "yes", "verdict": "PASS", "wiring": question.names, "faults": [],
           "text": _passed(question.names, question.unseen)}  # fmt: skip
    if question.unseen:
        yes["unseen"] = question.unseen
    no = {"label": "no", "verdict": "FAIL", "wiring": [question.rival], "faults": faults}
    return {"text": question.text, "key": question.key, "answers": [yes, no]}


def _passed(names, unseen, others=0):
    """A good cable's line: its name, and what no reading can show of such a one."""
    name = class_name(names, others)
    return "%s; not certain: %s" % (name, unseen) if unseen else name


def class_name(ids, others=0):
    """One line for wirings that cannot be told apart: "TS instrument lead or TS speaker lead".
    others: how many more there are that have no name here."""
    names = [lookup.screen_name(wiring_id) for wiring_id in ids[:3]]
    if len(ids) + others > 3 or others:
        names = names[:2]
        return "%s or %d alike" % (", ".join(names), len(ids) + others - len(names))
    if len(names) > 1:
        return ", ".join(names[:-1]) + " or " + names[-1]
    return names[0] if names else ""


def fault(finding, settings=None, plugs=()):
    """A Finding as in the record, with its sentence. plugs: as in Verdict."""
    out = {"code": finding.code}
    if finding.contacts:
        out["net"] = [EVERY_CONTACT[line] for line in finding.contacts]
    if finding.contact is not None:
        out["contact"] = EVERY_CONTACT[finding.contact]
    out["end"] = finding.end
    out["expected"] = finding.expected
    if finding.place:
        out["at"] = finding.place.record()
    if finding.value is not None:
        out[finding.unit] = finding.value
    if finding.confidence:
        out["confidence"] = finding.confidence
    for key in finding.more:
        out[key] = finding.more[key]
    out["text"] = sentence(finding, settings, plugs)
    return out


def joined_text(faults):
    """The texts of faults as one line for the host."""
    return "; ".join([each["text"] for each in faults])


def sentence(finding, settings=None, plugs=()):
    """What is wrong and where, one line. plugs: as in Verdict."""
    return fill(fault_kind(finding.code).sentences[finding.form], finding, settings, plugs)


def fill(template, finding, settings=None, plugs=()):
    """A template of the vocabulary with the words of a Finding in it."""
    out = []
    for piece in template.split("{"):
        name, brace, rest = piece.partition("}")
        if not brace:
            name, rest = "", piece
        if name:
            name, _, instead = name.partition("|")
            word = _NAMES.get(name)
            said = word(finding, plugs) if word else _WORDS[name](finding, settings)
            out.append(said or instead)
        out.append(rest)
    return " ".join([word for word in "".join(out).split(" ") if word])


# -- what conductors and contacts are called ----------------------------------------------
def spoken(line, plugs=()):
    """A contact's name at its plug: "RING", "PIN 3" of an XLR, or as its owner calls it."""
    letter = LETTERS[line]
    at = "ABC".index(ENDS[line])
    if at < len(plugs):
        pins = _PIN if plugs[at] == "XLR" else plugs[at]
        name = pins.get(letter) if isinstance(pins, dict) else None
        if name:
            return "PIN " + name if name[0].isdigit() else name
    return _LEG[letter]


def _leg(finding, plugs):
    """The leg, or both contacts: "RING", "PIN 3", "TIP-SLEEVE"."""
    for line in finding.contacts:
        if LETTERS[line] != LETTERS[finding.contacts[0]]:
            return _pair(finding.contacts[0], line, plugs)
    return _one_leg(finding, plugs)


def _one_leg(finding, plugs):
    """A leg of one letter, as the plug calls it that is meant; by both names where none is."""
    names = []
    for line in finding.contacts:
        name = spoken(line, plugs)
        if ENDS[line] == finding.end:
            return name
        if name not in names:
            names.append(name)
    return " to ".join(names)


def _pair(first, last, plugs):
    """Two contacts: "TIP-SLEEVE", "PIN 1-2", "RING to PIN 1"."""
    one, other = spoken(first, plugs), spoken(last, plugs)
    if one[:4] == "PIN " and other[:4] == "PIN ":
        return "PIN %s-%s" % (min(one[4:], other[4:]), max(one[4:], other[4:]))
    return one + ("-" if "PIN " not in one + other else " to ") + other


def _way(finding, plugs):
    """A leg; by both contacts where it changes on the way, as in a Y."""
    first, last = finding.contacts[0], finding.contacts[-1]
    if LETTERS[first] != LETTERS[last]:
        return "%s to %s" % (spoken(first, plugs), spoken(last, plugs))
    leg = _one_leg(finding, plugs)
    return leg + " to C" if ENDS[last] == "C" != finding.end and ENDS[first] == "A" else leg


def _reads(finding, plugs):
    """The same before a number: "PIN 3:"."""
    first, last = finding.contacts[0], finding.contacts[-1]
    leg = (_leg if ENDS[first] == ENDS[last] else _way)(finding, plugs)
    return leg + ":" if leg[-1].isdigit() else leg


def _touching(finding, plugs):
    """Tip and sleeve; with plugs where the letters are the same."""
    first, last = finding.contacts
    if LETTERS[first] != LETTERS[last]:
        return _pair(first, last, plugs)
    names = [spoken(line, plugs) + " " + ENDS[line] for line in finding.contacts]
    return " to ".join(names)


def _contact(finding, plugs):
    return spoken(finding.contacts[0], plugs)


_NAMES = {"leg": _leg, "way": _way, "reads": _reads, "touching": _touching, "contact": _contact}


# -- the other words of a template ----------------------------------------------------------
def place(finding, settings=None):
    """Where: "at plug B", "0.30 m from plug B", "38 % from plug A", or ""."""
    at = finding.place
    if at is None or at.in_plug:
        return _plug(finding, settings)
    if at.m is None:
        return "%d %% from plug %s" % (round(at.percent), at.end)
    if in_feet(settings):
        return "%.1f ft from plug %s" % (at.m * _M_TO_FT, at.end)
    return "%.2f m from plug %s" % (at.m, at.end)


def ohm_words(ohm):
    """0.05 ohm, 12 ohm, 2.2 kohm, 1.5 Mohm."""
    if ohm >= 999500:
        return "%.3g Mohm" % (ohm / 1e6)
    if ohm >= 999.5:
        return "%.3g kohm" % (ohm / 1e3)
    return "%.2f ohm" % ohm if ohm < 10 else "%.3g ohm" % ohm


def _letters(finding, settings):
    letters = []
    for line in finding.contacts:
        if LETTERS[line] not in letters:
            letters.append(LETTERS[line])
    return " ".join(letters)


def _ends(finding, settings):
    return " AND ".join([ENDS[line] for line in finding.contacts])


def _plug(finding, settings):
    return "at plug " + finding.end if finding.end else ""


def _at_end(finding, settings):
    return "at " + finding.end if finding.end else ""


_UNITS = {"pf": "%.0f pF", "pf_per_ft": "%g pF/ft", "percent": "%d %%"}


def _value(finding, settings):
    if finding.value is None:
        return ""
    if finding.unit == "ohm":
        return ohm_words(finding.value)
    return _UNITS[finding.unit] % finding.value


def _times(finding, settings):
    count = finding.more["count"]
    return "%d time%s" % (count, "" if count == 1 else "s")


_WORDS = {
    "letters": _letters,
    "times": _times,
    "ends": _ends,
    "place": place,
    "plug": _plug,
    "at_end": _at_end,
    "value": _value,
    "place_or_value": lambda finding, settings: (
        place(finding, settings) or _value(finding, settings)
    ),
    "expected": lambda finding, settings: finding.expected,
    "found": lambda finding, settings: finding.more["found"],
    "pair": lambda finding, settings: finding.more["pair"],
}

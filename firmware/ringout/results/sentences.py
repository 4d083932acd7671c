"""The last step: a Verdict in a tech's words. Nothing reads these words back.

A fault's sentence is one line that the screen breaks into lines of 21 characters: what is wrong,
and which plug to open. Its template stands in the vocabulary.
"""

from ringout.base.units import in_feet
from ringout.board.pinmap import CONTACTS, ENDS, LETTERS
from ringout.results.verdict import Diagnosis
from ringout.results.vocabulary import fault_kind
from ringout.wirings import lookup

_LEG = {"T": "TIP", "R": "RING", "R2": "RING2", "S": "SLEEVE"}
_M_TO_FT = 3.28084


def worded(verdict, settings=None):
    """The Diagnosis that says a Verdict. settings: dictionary (units) or None."""
    faults = [fault(finding, settings) for finding in verdict.findings]
    text = verdict.text or (faults[0]["text"] if faults else "")
    question = None
    if verdict.question:
        question = asked(verdict.question, settings)
        no = question["answers"][1]["faults"]
        text = text or "%s, or %s?" % (class_name(verdict.names), joined_text(no))
    elif not text:
        text = _passed(verdict.names, verdict.unseen)
    return Diagnosis(verdict, faults, question, text)


def asked(question, settings=None):
    """A Question as in the record: {"text", "key", "answers": [yes, no]}, each answer {"label",
    "verdict", "wiring", "faults"}, the good one with a "text"."""
    faults = [fault(finding, settings) for finding in question.findings]
    return {
        "text": question.text,
        "key": question.key,
        "answers": [
            {"label": "yes", "verdict": "PASS", "wiring": question.names, "faults": [],
             "text": _passed(question.names, question.unseen)},
            {"label": "no", "verdict": "FAIL", "wiring": [question.rival], "faults": faults},
        ],
    }  # fmt: skip


def _passed(names, unseen):
    """A good cable's line: its name, and what no reading can show of such a one."""
    name = class_name(names)
    return "%s; not certain: %s" % (name, unseen) if unseen else name


def class_name(ids):
    """One line for wirings that cannot be told apart: "TS instrument lead or TS speaker lead"."""
    names = [lookup.screen_name(wiring_id) for wiring_id in ids]
    if len(names) > 3:
        return ", ".join(names[:2]) + " or alike"
    if len(names) > 1:
        return ", ".join(names[:-1]) + " or " + names[-1]
    return names[0] if names else ""


def fault(finding, settings=None):
    """A Finding as in the record, with its sentence."""
    out = {"code": finding.code}
    if finding.contacts:
        out["net"] = [CONTACTS[line] for line in finding.contacts]
    if finding.contact is not None:
        out["contact"] = CONTACTS[finding.contact]
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
    out["text"] = sentence(finding, settings)
    return out


def joined_text(faults):
    """The texts of faults as one line for the host."""
    return "; ".join([each["text"] for each in faults])


def sentence(finding, settings=None):
    """What is wrong and where, one line."""
    return fill(fault_kind(finding.code).sentences[finding.form], finding, settings)


def fill(template, finding, settings=None):
    """A template of the vocabulary with the words of a Finding in it."""
    out = []
    for piece in template.split("{"):
        name, brace, rest = piece.partition("}")
        if not brace:
            name, rest = "", piece
        if name:
            name, _, instead = name.partition("|")
            out.append(_WORDS[name](finding, settings) or instead)
        out.append(rest)
    return " ".join([word for word in "".join(out).split(" ") if word])


# -- the words of a template ----------------------------------------------------------------
def leg_name(finding, settings=None):
    """The legs that it is about: "RING", "TIP-SLEEVE"."""
    first = LETTERS[finding.contacts[0]]
    for line in finding.contacts:
        if LETTERS[line] != first:
            return "%s-%s" % (_LEG[first], _LEG[LETTERS[line]])
    return _LEG[first]


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


def _way(finding, settings):
    """A leg by its letter; by both contacts where it changes on the way, as in a Y."""
    first, last = finding.contacts
    if LETTERS[first] != LETTERS[last]:
        return _contacts(finding)
    leg = leg_name(finding)
    return leg + " to C" if ENDS[last] == "C" and ENDS[first] == "A" else leg


def _touching(finding, settings):
    """Tip and sleeve; with plugs where the letters are the same."""
    first, last = finding.contacts
    return leg_name(finding) if LETTERS[first] != LETTERS[last] else _contacts(finding)


def _contacts(finding):
    return "-".join([CONTACTS[line] for line in finding.contacts])


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


_UNITS = {"pf": "%.3g pF", "pf_per_ft": "%g pF/ft", "percent": "%d %%"}


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
    "leg": leg_name,
    "way": _way,
    "touching": _touching,
    "letters": _letters,
    "contact": lambda finding, settings: CONTACTS[finding.contacts[0]],
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

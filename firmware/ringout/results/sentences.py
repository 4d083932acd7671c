"""The sentence: what is wrong and which plug to open, in a tech's words.

`sentence` gives one line that the screen breaks into two of 21 characters.
"""

from ringout.base.units import in_feet
from ringout.board.pinmap import CONTACTS, ENDS, LETTERS, LINES
from ringout.results.vocabulary import fault_kind

_LETTER = {"T": "TIP", "R": "RING", "R2": "RING2", "S": "SLEEVE"}
_LEG = {CONTACTS[line]: _LETTER[LETTERS[line]] for line in range(LINES)}
_END = {CONTACTS[line]: ENDS[line] for line in range(LINES)}
_M_TO_FT = 3.28084


def sentence(fault, settings=None):
    """Text of a fault dict of the record, without its "text"."""
    return fill(fault_kind(fault["code"]).sentences[_form(fault)], fault, settings)


def _form(fault):
    """Which of its kind's sentences a fault takes."""
    code = fault["code"]
    net = fault.get("net") or ()
    same = len(net) == 2 and _END[net[0]] == _END[net[1]]
    if fault.get("bad") and code in ("short", "open"):
        return "outputs" if code == "short" else "lifted"
    if code == "open" and len(net) == 1:
        if fault["expected"].startswith("a known"):
            return "unknown"
        return "one contact" if fault["end"] else "shield short"
    if code == "open" and same:
        return "in plug"
    if code in ("reversed", "crossed") and not same:
        return "legs"
    if code == "high-resistance":
        if fault.get("one_way"):
            return "one way"
        return "in plug" if same else "twice" if fault.get("twice") else ""
    return "pair" if fault.get("pair") else ""


def joined_text(found):
    """The texts of faults as one line for the host."""
    return "; ".join([fault["text"] for fault in found])


def leg_name(fault):
    """The legs a fault is about: "RING", "TIP-SLEEVE"."""
    contacts = fault.get("net") or [fault["contact"]]
    first = _LEG[contacts[0]]
    for contact in contacts:
        if _LEG[contact] != first:
            return "%s-%s" % (first, _LEG[contact])
    return first


def place(fault, settings=None):
    """Where: "at plug B", "0.30 m from plug B", "38 % from plug A", or ""."""
    at = fault.get("at") or {}
    if "m" in at and not at.get("plug"):
        if in_feet(settings):
            return "%.1f ft from plug %s" % (at["m"] * _M_TO_FT, at["end"])
        return "%.2f m from plug %s" % (at["m"], at["end"])
    if "percent" in at and not at.get("plug"):
        return "%d %% from plug %s" % (round(at["percent"]), at["end"])
    return "at plug %s" % fault["end"] if fault.get("end") else ""


def ohm_words(ohm):
    """0.05 ohm, 12 ohm, 2.2 kohm, 1.5 Mohm."""
    if ohm >= 999500:
        return "%.3g Mohm" % (ohm / 1e6)
    if ohm >= 999.5:
        return "%.3g kohm" % (ohm / 1e3)
    return "%.2f ohm" % ohm if ohm < 10 else "%.3g ohm" % ohm


def fill(template, fault, settings=None):
    """A template of the vocabulary with the words of a fault in it."""
    out = []
    for piece in template.split("{"):
        name, brace, rest = piece.partition("}")
        if not brace:
            name, rest = "", piece
        if name:
            name, _, instead = name.partition("|")
            out.append(_WORDS[name](fault, settings) or instead)
        out.append(rest)
    return " ".join([word for word in "".join(out).split(" ") if word])


# -- the words of a template ----------------------------------------------------------------
def _way(fault, settings):
    """A leg by its letter; by both contacts where it changes on the way, as in a Y."""
    net = fault["net"]
    if _LEG[net[0]] == _LEG[net[1]]:
        leg = leg_name(fault)
        return leg + " to C" if _END[net[1]] == "C" and _END[net[0]] == "A" else leg
    return "%s-%s" % (net[0], net[1])


def _touching(fault, settings):
    """Tip and sleeve; with plugs where the letters are the same."""
    net = fault["net"]
    return leg_name(fault) if _LEG[net[0]] != _LEG[net[1]] else "%s-%s" % (net[0], net[1])


def _letters(fault, settings):
    letters = []
    for contact in fault["net"]:
        if contact[2:] not in letters:
            letters.append(contact[2:])
    return " ".join(letters)


def _ohm(fault, settings):
    return ohm_words(fault["ohm"]) if fault.get("ohm") is not None else ""


def _prefixed(prefix):
    return lambda fault, settings: prefix + fault["end"] if fault.get("end") else ""


def _own(key, form="%s"):
    return lambda fault, settings: form % fault[key] if fault.get(key) is not None else ""


_WORDS = {
    "leg": lambda fault, settings: leg_name(fault),
    "way": _way,
    "touching": _touching,
    "letters": _letters,
    "ends": lambda fault, settings: "%s AND %s" % (_END[fault["net"][0]], _END[fault["net"][1]]),
    "place": place,
    "plug": _prefixed("at plug "),
    "at_end": _prefixed("at "),
    "ohm": _ohm,
    "place_or_ohm": lambda fault, settings: place(fault, settings) or _ohm(fault, settings),
    "expected": _own("expected"),
    "found": _own("found"),
    "percent": _own("percent"),
    "pair": _own("pair"),
    "pf": _own("pf", "%.3g"),
    "pf_per_ft": _own("pf_per_ft", "%g"),
}

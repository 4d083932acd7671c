"""The sentence: what is wrong and which plug to open, in a tech's words.

`sentence` gives one line that the screen breaks into two of 21 characters.
"""

from ringout.base.units import in_feet
from ringout.board.pinmap import CONTACTS, ENDS, LETTERS, LINES

_LETTER = {"T": "TIP", "R": "RING", "R2": "RING2", "S": "SLEEVE"}
_LEG = {CONTACTS[line]: _LETTER[LETTERS[line]] for line in range(LINES)}
_END = {CONTACTS[line]: ENDS[line] for line in range(LINES)}
_M_TO_FT = 3.28084


def sentence(fault, settings=None):
    """Text of a fault dict of the record, without its "text"."""
    return _SENTENCES[fault["code"]](fault, settings)


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


def _joined(*words):
    said = []
    for word in words:
        if word:
            said.append(word)
    return " ".join(said)


def _open(fault, settings):
    if fault.get("bad"):
        return "SHIELD LIFTED at source - turn cable"
    if len(fault["net"]) == 1:
        if fault["expected"].startswith("a known"):
            return "UNKNOWN WIRING - choose EXPECT"
        if not fault["end"]:
            return "SHIELD ENDS SHORT - in the cable"
        return _joined(leg_name(fault), "OPEN at plug", fault["end"])
    if _END[fault["net"][0]] == _END[fault["net"][1]]:
        return "%s NOT JOINED at plug %s" % (leg_name(fault), fault["end"])
    where = place(fault, settings)
    if where:
        return _joined(_leg_to(fault), "OPEN", where)
    return _joined(_leg_to(fault), "OPEN - check both plugs")


def _leg_to(fault):
    """A leg by its letter; by both contacts where it changes on the way, as in a Y."""
    net = fault["net"]
    if _LEG[net[0]] == _LEG[net[1]]:
        leg = leg_name(fault)
        return leg + " to C" if _END[net[1]] == "C" and _END[net[0]] == "A" else leg
    return "%s-%s" % (net[0], net[1])


def _short(fault, settings):
    if fault.get("bad"):
        return "%s JOINED - two outputs fight" % _touching(fault)
    return _joined(_touching(fault), "SHORT", place(fault, settings) or _ohm_of(fault))


def _touching(fault):
    """Tip and sleeve; with plugs where the letters are the same."""
    net = fault["net"]
    return leg_name(fault) if _LEG[net[0]] != _LEG[net[1]] else "%s-%s" % (net[0], net[1])


def _ohm_of(fault):
    return ohm_words(fault["ohm"]) if fault.get("ohm") is not None else ""


def _exchange(word):
    def text(fault, settings):
        one, other = fault["net"]
        if _END[one] != _END[other]:
            return "LEGS %s AND %s SWAPPED - check labels" % (_END[one], _END[other])
        where = "at plug %s" % fault["end"] if fault.get("end") else "- rewire one plug"
        return _joined(leg_name(fault), word, where)

    return text


def _high(fault, settings):
    if fault.get("one_way"):
        return "%s CONDUCTS ONE WAY - resolder" % leg_name(fault)
    if _END[fault["net"][0]] == _END[fault["net"][1]]:
        return "%s %s at plug %s" % (leg_name(fault), _ohm_of(fault), fault["end"])
    if fault.get("twice"):
        return "%s %s: 1 core broken?" % (leg_name(fault), _ohm_of(fault))
    return "%s %s - resolder" % (_leg_to(fault), _ohm_of(fault))


def _leak(fault, settings):
    return "%s LEAK %s - dry it" % (_touching(fault), _ohm_of(fault))


def _live(fault, settings):
    letters = []
    for contact in fault["net"]:
        if contact[2:] not in letters:
            letters.append(contact[2:])
    where = " at %s" % fault["end"] if fault.get("end") else ""
    return "VOLTAGE on %s%s - UNPLUG" % (" ".join(letters), where)


def _stock(fault, settings):
    if fault.get("pair"):
        return "%s %.3g pF - not %s" % (fault["pair"], fault["pf"], fault["expected"])
    value = fault.get("pf_per_ft")
    return "%g pF/ft - wrong stock? %s" % (value, fault["expected"]) if value else "WRONG STOCK"


def _unbalanced(fault, settings):
    return "%s UNBALANCED %d %%" % (leg_name(fault), fault.get("percent", 0))


def _intermittent(fault, settings):
    return _joined(leg_name(fault), "CUTS OUT", place(fault, settings))


def _shield(fault, settings):
    return "%s SWAPPED in both plugs" % leg_name(fault)


_SENTENCES = {
    "open": _open,
    "short": _short,
    "crossed": _exchange("CROSSED"),
    "reversed": _exchange("REVERSED"),
    "high-resistance": _high,
    "leakage": _leak,
    "shield-swapped": _shield,
    "unbalanced": _unbalanced,
    "stock": _stock,
    "intermittent": _intermittent,
    "live": _live,
}


def page(record, settings=None):
    """Sentences of the advice page (advice.py)."""
    from ringout.diagnosis.advice import page as make

    return make(record, settings)

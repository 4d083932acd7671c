"""The sentence: what is wrong and which plug to open, in a tech's words.

`sentence` gives one line of at most 42 characters, which the screen breaks into two of 21.
"""

_LETTER = {"T": "TIP", "R": "RING", "R2": "RING 2", "S": "SLEEVE"}


def sentence(fault):
    """Text of a fault dict of the record, without its "text"."""
    return _SENTENCES[fault["code"]](fault)


def leg_name(fault):
    """The legs a fault is about: "RING", "TIP-SLEEVE"."""
    contacts = fault.get("net") or [fault["contact"]]
    letters = []
    for contact in contacts:
        letter = contact.split(".")[1]
        if letter not in letters:
            letters.append(letter)
    return "-".join(_LETTER[letter] for letter in letters[:2])


def place(fault):
    """Where: "at plug B", "0.30 m from plug B", "38 % from plug A", or ""."""
    at = fault.get("at") or {}
    if "m" in at and not at.get("plug"):
        return "%.2f m from plug %s" % (at["m"], at["end"])
    if "percent" in at and not at.get("plug"):
        return "%d %% from plug %s" % (round(at["percent"]), at["end"])
    return "at plug %s" % fault["end"] if fault.get("end") else ""


def _joined(*words):
    return " ".join(word for word in words if word)


def _open(fault):
    return _joined(leg_name(fault), "OPEN", place(fault))


def _short(fault):
    return _joined(leg_name(fault), "SHORT", place(fault))


def _exchange(word):
    def text(fault):
        return _joined(leg_name(fault), word, "- rewire one plug")

    return text


def _high(fault):
    return "%s %.2f ohm, resolder" % (leg_name(fault), fault["ohm"])


def _leak(fault):
    return _joined(leg_name(fault), "LEAKS", "- dry or clean it")


def _live(fault):
    return "VOLTAGE on %s - unplug now" % fault["contact"]


_SENTENCES = {
    "open": _open,
    "short": _short,
    "crossed": _exchange("CROSSED"),
    "reversed": _exchange("REVERSED"),
    "high-resistance": _high,
    "leakage": _leak,
    "shield-swapped": lambda fault: "SHIELD SWAPPED in both plugs - rewire",
    "unbalanced": lambda fault: "TIP and RING UNBALANCED - check shield",
    "stock": lambda fault: "TOO MANY pF/ft for this use",
    "intermittent": lambda fault: _joined(leg_name(fault), "DROPS OUT", place(fault)),
    "live": _live,
}

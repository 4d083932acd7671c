"""LOOKS-LIKE: one question with two answers, yes for the sound fit and no for its rival.

The text fits one screen line, below both names. `key` names the doubt, so that one answer can
serve all cables like it (results/answers.py).
"""

_RINGS = {"TS": "1 black ring", "TS35": "1 black ring", "TRS": "2 black rings",
          "TRS35": "2 black rings", "TRRS": "3 black rings", "XLR": "an XLR",
          "RCA": "an RCA"}  # fmt: skip
# What only the person knows, asked in their words.
_SPECIAL = {
    "xlr_lift_b": "Shield lift intended?",
    "trs_lift_b": "Shield lift intended?",
    "rca_xlr_3w_lift": "Shield lift intended?",
    "trs_ts_pseudo": "Shield lift intended?",
    "insert_rev": "Ring to B intended?",
    "trrs_ctia_omtp": "A CTIA-OMTP adapter?",
}


class Question:
    """text: as asked. sound: the Wiring that a yes means. names: ids of those that read like it.
    rival: id of the wiring that a no means, which gives the same picture with `findings`."""

    def __init__(self, text, sound, names, rival, findings):
        self.text = text
        self.key = "%s/%s" % (sound.id, rival)
        self.names = names
        self.rival = rival
        self.findings = findings
        self.unseen = sound.unseen()


def of_rival(sound, names, rival, findings):
    """Which of two Wirings it is."""
    return Question(_text(sound, rival), sound, names, rival.id, findings)


def of_leg(wiring, names, findings):
    """Whether a leg that reads much is long or thin wire, or badly soldered."""
    return Question("Long or thin wire?", wiring, names, wiring.id, findings)


def _text(sound, rival):
    if sound.id in _SPECIAL:
        return _SPECIAL[sound.id]
    for end, mine, theirs in zip("ABC", sound.plugs, rival.plugs):
        if mine != theirs and _RINGS[mine] != _RINGS[theirs]:
            if mine in ("XLR", "RCA"):
                return "Is plug %s %s?" % (end, _RINGS[mine])
            return "%s has %s?" % (end, _RINGS[mine])
    return "Is it: %s?" % sound.screen_name

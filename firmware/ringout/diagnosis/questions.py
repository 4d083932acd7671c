"""LOOKS-LIKE: one question with two answers, and the names of wirings that read alike.

A question is a dict in the record: {"text", "key", "answers": [yes, no]}, each answer
{"label", "verdict", "wiring", "faults"}, the good one with a "text". MODE is yes, TEST is no.
The text fits one screen line, below both names, a label five characters. `key` names the doubt,
so that one answer serves a whole batch
(batch.py).
"""

from ringout.wirings import lookup

_RINGS = {"TS": "1 black ring", "TRS": "2 black rings", "TRS35": "2 black rings",
          "TRRS": "3 black rings", "XLR": "an XLR", "RCA": "an RCA"}  # fmt: skip
# What only the person knows, asked in their words.
_SPECIAL = {
    "xlr_lift_b": "Shield lift intended?",
    "trs_lift_b": "Shield lift intended?",
    "rca_xlr_3w_lift": "Shield lift intended?",
    "trs_ts_pseudo": "Shield lift intended?",
    "insert_rev": "Ring to B intended?",
    "trrs_ctia_omtp": "A CTIA-OMTP adapter?",
}


def ask(best, names, rival, rival_faults):
    """The question between a sound fit and a rival with its faults."""
    sound, other = best.wiring, rival.wiring
    text = _SPECIAL.get(sound.id)
    if text is None:
        text = "Is it: %s?" % sound.screen_name
        for end, mine, theirs in zip("ABC", sound.plugs, other.plugs):
            if mine != theirs and _RINGS[mine] != _RINGS[theirs]:
                text = "%s has %s?" % (end, _RINGS[mine])
                if mine in ("XLR", "RCA"):
                    text = "Is plug %s %s?" % (end, _RINGS[mine])
                break
    return {
        "text": text,
        "key": "%s/%s" % (sound.id, other.id),
        "answers": [
            {"label": "yes", "verdict": "PASS", "wiring": names, "faults": []},
            {"label": "no", "verdict": "FAIL", "wiring": [other.id], "faults": rival_faults},
        ],
    }


def class_name(ids):
    """One line for wirings that cannot be told apart: "TS instrument lead or TS speaker lead"."""
    names = [lookup.screen_name(wiring_id) for wiring_id in ids]
    if len(names) > 3:
        return ", ".join(names[:2]) + " or alike"
    if len(names) > 1:
        return ", ".join(names[:-1]) + " or " + names[-1]
    return names[0]

"""DATA: every verdict and every kind of fault, one row each. Screen, sound, sentences, repair
advice, reports and exit codes read it: a new kind of fault is its detector and a row here.
"""

# -- Verdicts ------------------------------------------------------------------------------
# Exit codes of a command that ends in a verdict; a broken tester is 5, as a protocol error.
_DONE, _FAILED, _TROUBLE, _UNSURE = 0, 1, 5, 6
_DARK, _GREEN, _RED, _BOTH = (0, 0), (1, 0), (0, 1), (1, 1)  # lamps: (green, red)


class VerdictKind:
    """name: as in the record. word: as it stands on the screen. mark: "check", "cross" or ""
    beside it. tune: its name in `sounder`. lamps: (green, red). exit_code: of the host's
    commands. judged: says something of a cable, so that reports count it as a test. group: its
    column in a report: "pass", "inconclusive", "fail" or "other"."""

    def __init__(self, name, word, mark, tune, lamps, exit_code, judged, group):
        self.name = name
        self.word = word
        self.mark = mark
        self.tune = tune
        self.lamps = lamps
        self.exit_code = exit_code
        self.judged = judged
        self.group = group


# fmt: off
VERDICTS = (  # from the best to what says nothing of a cable
    VerdictKind("PASS", "PASS", "check", "pass", _GREEN, _DONE, True, "pass"),
    VerdictKind("PASS*", "PASS*", "check", "almost", _BOTH, _UNSURE, True, "inconclusive"),
    VerdictKind("FAIL*", "FAIL*", "cross", "almost", _BOTH, _UNSURE, True, "inconclusive"),
    VerdictKind("FAIL", "FAIL", "cross", "fail", _RED, _FAILED, True, "fail"),
    VerdictKind("LOOKS-LIKE", "LOOKS LIKE?", "", "question", _DARK, _UNSURE, True, "inconclusive"),
    VerdictKind("UNKNOWN", "UNKNOWN", "", "question", _DARK, _UNSURE, True, "inconclusive"),
    VerdictKind("STEADY", "STEADY", "", "pass", _GREEN, _DONE, False, "other"),
    VerdictKind("NO-CABLE", "NO CABLE", "", "question", _DARK, _UNSURE, False, "other"),
    VerdictKind("LIVE", "LIVE", "", "live", _RED, _FAILED, False, "fail"),
    VerdictKind("ERROR", "ERROR", "", "trouble", _DARK, _TROUBLE, False, "other"),
)
# fmt: on
_VERDICTS = {row.name: row for row in VERDICTS}


def verdict_kind(name):
    """Its VerdictKind, that of ERROR for a verdict of a later firmware."""
    return _VERDICTS.get(name) or _VERDICTS["ERROR"]


# -- Faults --------------------------------------------------------------------------------
# How the wiring picture marks the conductor or the contacts that a fault is about.
BROKEN = "broken"  # dotted, a cross where it broke
TOUCH = "touch"  # thick, an exclamation mark
POOR = "poor"  # thin, an exclamation mark


class FaultKind:
    """code: as in the record. sentences: {form: template}; the form "" is the usual one, the
    others are what a detector may say instead (`Finding.form`). repair: a sentence of the
    advice page, %s for the plug to open. mark: in the wiring picture, "" for none.
    names_cable: its sentence says which cable this is, so that no name stands above it.
    rank: the most important has the least.

    A template's {words} are those of `sentences`; what follows a bar stands where a word is
    empty, as in "{place|- check both plugs}"."""

    def __init__(self, code, sentences, repair, mark="", names_cable=False):
        self.code = code
        self.sentences = sentences
        self.repair = repair
        self.mark = mark
        self.names_cable = names_cable
        self.rank = 0


FAULTS = (  # most important first
    FaultKind(
        "live",
        {
            "": "VOLTAGE on {letters} {at_end} - UNPLUG",
            "signal": "signal on the cable: unplug the far end",
            "touch": "touching metal on USB? use battery",
            "phantom": "phantom power on {letters} {at_end}",
            "phantom one": "phantom power on {letters} ONLY {at_end}",
        },
        "Unplug the far end, switch phantom power off; touch no metal while on USB; test again.",
    ),
    FaultKind(
        "wrong-cable",
        {
            "": "{found} - {expected} was asked for",
            "thin": "{reads} {value} - {expected} was asked for",
        },
        "Nothing is broken: it is another cable than was asked for. Label it, take the right one.",
        names_cable=True,
    ),
    FaultKind(
        "unsteady",
        {
            "": "{leg} UNSTEADY - wiggle it",
            "plug": "{leg} UNSTEADY {plug}?",
            "touching": "{touching} UNSTEADY - wiggle it",
        },
        "Readings of one press contradict each other: hold TEST for wiggle and move the cable.",
        POOR,
    ),
    FaultKind(
        "short",
        {
            "": "{touching} SHORT {place_or_value}",
            "outputs": "{touching} JOINED - two outputs fight",
            "somewhere": "{touching} SHORT - check both plugs",
            "hot": "{touching} {at_end}: HOT ON METALWORK",
            "bonded": "{touching} {at_end}: must not be",
            "meant": "{touching} joined {place_or_value}: meant?",
            "moved": "{touching} SHORT - {times}",
            "touch": "{contact} TOUCHES another contact - {times}",
        },
        "Open %s, look for a whisker of braid or molten insulation.",
        TOUCH,
    ),
    FaultKind(
        "reversed",
        {
            "": "{leg} REVERSED {plug|- rewire one plug}",
            "legs": "LEGS {ends} SWAPPED - check labels",
        },
        "Open %s and exchange the wires of tip and ring (pins 2 and 3).",
    ),
    FaultKind(
        "crossed",
        {
            "": "{leg} CROSSED {plug|- rewire one plug}",
            "legs": "LEGS {ends} SWAPPED - check labels",
        },
        "Open %s and put the wires where the wiring page shows.",
    ),
    FaultKind(
        "shield-swapped",
        {"": "{leg} SWAPPED in both plugs"},
        "Shield and a core are exchanged in both plugs: rewire. It works, but hums.",
    ),
    FaultKind(
        "open",
        {
            "": "{way} OPEN {place|- check both plugs}",
            "one contact": "{leg} OPEN {plug}",
            "in plug": "{leg} NOT JOINED {plug}",
            "wrong end": "{leg} OPEN {plug} - not {expected}",
            "lifted": "SHIELD LIFTED at source - turn cable",
            "shield short": "SHIELD ENDS SHORT - in the cable",
            "unknown": "UNKNOWN WIRING - choose EXPECT",
        },
        "Open %s, look for a broken or cold joint, resolder.",
        BROKEN,
    ),
    FaultKind(
        "high-resistance",
        {
            "": "{reads} {value} - resolder",
            "long or joint": "{reads} {value} - long wire or joint?",
            "in plug": "{reads} {value} {plug}",
            "one way": "{leg} CONDUCTS ONE WAY - resolder",
            "twice": "{reads} {value}: 1 core broken?",
            "dry": "{reads} {value} DRY JOINT {plug}",
        },
        "Resolder %s, clean the contacts, test again.",
        POOR,
    ),
    FaultKind(
        "part",
        {
            "": "{found} across {touching} - meant?",
            "leg": "{found} in {way} - meant?",
            "value": "{found} across {touching} - not {expected}",
            "value leg": "{found} in {way} - not {expected}",
            "missing": "{expected} missing {touching} {at_end}",
            "missing leg": "{found} in {way} - not {expected}",
            "turned": "{expected} TURNED {touching} {at_end}",
        },
        "A part that this wiring does not have, or of another value: open %s and compare.",
        TOUCH,
    ),
    FaultKind(
        "leakage",
        {"": "{touching} LEAK {value} - dry it"},
        "Dry and clean the plugs; if it stays, cut the end off.",
        TOUCH,
    ),
    FaultKind(
        "intermittent",
        {
            "": "{leg} CUTS OUT {place}",
            "moved": "{leg} CUTS OUT {place} - {times}",
            "bond": "{contact} {at_end} CUTS OUT - {times}: bond or jack?",
        },
        "Hold TEST for wiggle and move the cable to find the spot.",
        POOR,
    ),
    FaultKind(
        "unbalanced",
        {"": "{leg} UNBALANCED {value}"},
        "One core sits worse in the shield: pulled braid, or a capacitor? Not for long lines.",
    ),
    FaultKind(
        "stock",
        {
            "": "{value} - wrong stock? {expected}",
            "pair": "{pair} {value} - not {expected} pF",
        },
        "More pF than the limit: not the stock that was ordered, or not the length given.",
    ),
    FaultKind(
        "not-tested",
        {
            "": "{leg} NOT TESTED - expander not fitted",
            "shell": "NO CONTACT with {leg} {at_end} - coated?",
        },
        "No fault: not measured. Fit the expander, scrape the paint off, or test it by hand.",
    ),
)
_FAULTS = {}
for _at in range(len(FAULTS)):
    FAULTS[_at].rank = _at
    _FAULTS[FAULTS[_at].code] = FAULTS[_at]


def fault_kind(code):
    """Its FaultKind; KeyError for an unknown code."""
    return _FAULTS[code]

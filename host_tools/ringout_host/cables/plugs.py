"""DATA: kinds of plug: the contacts of a jack that each reaches, and what a person reads there.

kind -> (name, {contact: pin}, pairs of contacts that the plug's own shape bridges in the jack).
A TS plug's sleeve is as long as ring and sleeve of a TRS plug together, so it bridges both
contacts of the jack; a 3.5 mm TRS plug does so with R2 and sleeve of a TRRS jack. XLR pin 1 is
the shield, 2 hot, 3 cold (AES14). DIN, NL4 and XLR 5-pin reach the tester by an adapter lead; the
pins given here are MIDI's (4 and 5 current loop, 2 shield), a loudspeaker's and DMX's. The fifth
contact, 5, and the shell, SH, are lines of the tester's expander.
"""

PLUGS = {
    "XLR": ("XLR", {"T": "2", "R": "3", "S": "1"}, ()),
    "TRS": ("6.35 mm TRS", {"T": "TIP", "R": "RING", "S": "SLEEVE"}, ()),
    "TS": ("6.35 mm TS", {"T": "TIP", "S": "SLEEVE"}, (("R", "S"),)),
    "RCA": ("RCA", {"T": "PIN", "S": "SHELL"}, ()),
    "TRS35": ("3.5 mm TRS", {"T": "TIP", "R": "RING", "S": "SLEEVE"}, (("R2", "S"),)),
    "TS35": ("3.5 mm TS", {"T": "TIP", "S": "SLEEVE"}, (("R", "S"), ("R2", "S"))),
    "TRRS": ("3.5 mm TRRS", {"T": "TIP", "R": "RING 1", "R2": "RING 2", "S": "SLEEVE"}, ()),
    "XLR5": ("XLR 5-pin", {"T": "2", "R": "3", "R2": "4", "S": "1", "5": "5"}, ()),
    "DIN": ("DIN 5-pin", {"T": "4", "R": "5", "S": "2", "R2": "1", "5": "3"}, ()),
    "NL4": ("speakON NL4", {"T": "1+", "S": "1-", "R": "2+", "R2": "2-"}, ()),
    "OTHER": ("other plug", {"T": "T", "R": "R", "R2": "R2", "S": "S"}, ()),
}
SHELLED = ("XLR", "XLR5", "DIN")  # a metal shell that meets a contact of the jack


def reach(kind: str) -> set[str]:
    """Letters of the contacts of a jack that a plug of this kind touches."""
    _, pins, bridges = PLUGS[kind]
    shell = {"SH"} if kind in SHELLED else set()
    return set(pins) | {letter for pair in bridges for letter in pair} | shell


def name_of(kind: str | None) -> str:
    """What a person calls a kind of plug; None is an unknown one."""
    return PLUGS[kind][0] if kind else "plug"


def pin_of(kind: str | None, letter: str) -> str:
    """What is read at a contact, such as "2" for the T of an XLR plug."""
    return PLUGS[kind][1].get(letter, letter) if kind else letter

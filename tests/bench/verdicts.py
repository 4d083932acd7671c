"""How often a press is right about what it was given: `python -m tests.bench verdicts`.

`intermittent`: random contacts, any leg and end of five wirings, open 5 to 50 % of the time in
cycles of 5 to 200 ms. A press counts by the share of the time in which its leg was driven that
the contact really was open. `sound` and `faults`: see sound.py.
"""

import random
import tempfile
from collections import Counter

from ringout.board.pinmap import CONTACTS
from ringout.wirings import lookup
from ringout_host.sim.handheld import Handheld
from tests.bench import sound
from tests.soak._cables import intermittent_cable

CABLES = 200
PRESSES = 3  # of each cable
SOUND = FAULTS = 500
SEED = 7


def run() -> dict:
    """The rates of every part."""
    parts = {"sound": sound.sound(SOUND, SEED), "faults": sound.faults(FAULTS, SEED)}
    holds = all(part["holds"] for part in parts.values())
    return {**parts, "intermittent": intermittent(CABLES, PRESSES, SEED), "holds": holds}


def intermittent(cables: int, presses: int, seed: int) -> dict[str, float | int]:
    """Rates over so many presses of each of so many cables."""
    rng = random.Random(seed)
    counts: Counter = Counter()
    for _ in range(cables):
        cable, letter, end = intermittent_cable(rng)
        with tempfile.TemporaryDirectory(prefix="ringout-") as root:
            handheld = Handheld(cable, root, seed=rng.randrange(1, 9))
            for _ in range(presses):
                handheld.bench.advance(rng.random() * 1e6)
                counts.update(_pressed(handheld, cable, letter, end))
    found = counts["found"]
    return {
        "presses": cables * presses,
        "PASS, open 20 % and more": _percent(counts["passed 20"], counts["open 20"]),
        "of presses": counts["open 20"],
        "PASS, open 5 to 20 %": _percent(counts["passed 5"], counts["open 5"]),
        "of so many": counts["open 5"],
        "found": found,
        "right leg named": _percent(counts["right leg"], found),
        "plug named": _percent(counts["plug"], found),
        "plug right where named": _percent(counts["right plug"], counts["plug"]),
        "unsteady": counts["unsteady"],
        "open all the time": counts["open all"],
        "negative ohms": counts["negative"],
        "one way": counts["one way"],
        "taken for a part": counts["part"],
        "taken for a joint": counts["joint"],
        "errors": counts["errors"],
        "wrong with certainty": counts["wrong"],
    }


def _percent(part: int, whole: int) -> float:
    return round(100.0 * part / whole, 1) if whole else 0.0


def _pressed(handheld: Handheld, cable: str, letter: str, end: str) -> Counter:
    handheld.bench.moving.begin_count()
    record = handheld.app.press()
    share = handheld.bench.moving.shares()[0]["moved"]
    band = "20" if share >= 0.2 else "5" if share >= 0.05 else "0"
    counts = Counter({"open " + band: 1, "open all": share > 0.999})
    counts["passed " + band] = record["verdict"] == "PASS"
    counts["errors"] = record["verdict"] == "ERROR"
    counts["negative"] = any(ohm < -u for ohm, u in record["leg_ohm"].values())
    counts["part"] = "parts" in record or "meant?" in record["text"]
    if not record["faults"]:
        return counts
    fault = record["faults"][0]
    named = {contact[2:] for contact in fault.get("net") or []}
    right = bool(named & alike(cable.split(",")[0], letter, end))
    counts["found"] = 1
    counts["unsteady"] = fault["code"] == "unsteady"
    counts["joint"] = fault["code"] == "high-resistance"
    counts["right leg"] = right
    counts["plug"] = bool(fault["end"]) and right
    counts["right plug"] = fault["end"] == end and right
    counts["one way"] = "ONE WAY" in fault["text"]
    counts["wrong"] = not right and "?" not in fault["text"] and fault["code"] != "unsteady"
    if counts["wrong"]:
        print(f"  {record['verdict']} {fault['text']}: {share:.3f} {cable}")
    return counts


def alike(wiring: str, letter: str, end: str) -> set[str]:
    """Letters by which the conductor at a contact may be called: those of both its ends."""
    line = CONTACTS.index(f"{end}.{letter}")
    found = {letter}
    for wire in lookup.get(wiring).wires:
        if line in wire.ends:
            found |= {CONTACTS[contact][2:] for contact in wire.ends if contact is not None}
    return found

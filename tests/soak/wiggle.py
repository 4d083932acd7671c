"""WIGGLE on every sound wiring: nothing is invented while a sound cable is moved, and a contact
that opens is named, no other with it.
"""

import random
import tempfile
from collections import Counter

from ringout.wirings import lookup
from ringout_host.sim.handheld import Handheld
from tests.soak._cables import letters

SECONDS = 0.35
BOARDS = (1, 2, 3)
SOUND = [name for name in lookup.ids() if lookup.get(name).standing == lookup.SOUND]
GOAL = ("sessions", 2 * len(BOARDS) * len(SOUND))
QUIET = ("STEADY", "NO-CABLE")


def rounds(seed):
    """Sound wirings and boards in turn: a sound cable, and the same with a contact that opens."""
    rng = random.Random(seed)
    while True:
        for board in BOARDS:
            for wiring in SOUND:
                yield sound(wiring, board) + loose(wiring, board, rng)


def sound(wiring, board):
    """A sound cable is moved."""
    record = _wiggled(f"{wiring},length=3m", board)
    told = f"{wiring}, board {board}: {record['verdict']} {record['text']}"
    assert not record["faults"] and record["verdict"] in QUIET, told
    return Counter({"sessions": 1, "sound": 1, record["verdict"]: 1})


def loose(wiring, board, rng):
    """One contact of any leg and plug opens while the cable is moved: 0.5 to 20 ms, twelve times a
    second."""
    end = rng.choice("ABC"[: len(lookup.get(wiring).plugs)])
    letter = rng.choice(letters(wiring, end))
    open_us = int(500 * 40 ** rng.random())
    cable = f"{wiring},length=3m,intermittent={letter}@{end}:{open_us}us/83ms:moves"
    record = _wiggled(cable, board)
    told = f"{cable}, board {board}: {record['verdict']} {record['text']}"
    counts = Counter({"sessions": 1, "loose": 1})
    if not record["faults"]:
        assert record["verdict"] in QUIET, told
        counts["not met"] += 1
        return counts
    (fault,) = record["faults"]
    assert fault["code"] == "intermittent" and f"{end}.{letter}" in fault["net"], told
    assert fault.get("contact") in (None, f"{end}.{letter}"), told
    assert 3 <= fault["count"] <= 6, told
    # Of those that the moving did not cut; a leg is let go meanwhile to see what touches it.
    sd_us = record["wiggle"]["proven_us"] + 5
    assert abs(fault["longest_us"] - open_us) <= sd_us, f"{told}: {fault['longest_us']}"
    counts["met"] += 1
    counts["plug named"] += "contact" in fault
    return counts


def _wiggled(cable, board):
    with tempfile.TemporaryDirectory(prefix="ringout-") as folder:
        handheld = Handheld(cable, folder, board)
        record = handheld.wiggle(SECONDS)
        assert "crash" not in record and not handheld.bench.is_driven(), cable
    return record


__all__ = ["GOAL", "rounds", "sound", "loose"]

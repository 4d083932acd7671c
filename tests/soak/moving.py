"""Contacts that move during a press, any of them, at any time: a verdict, a record in the log, no
line left driven, and no fault of the program.
"""

import random
import tempfile
from collections import Counter

from ringout_host.sim.handheld import Handheld
from tests.soak._cables import moving_cable

GOAL = ("presses", 5_000)
PRESSES = 10  # of one tester, two on each cable


def rounds(seed):
    """A tester each, with presses on moving cables at random moments."""
    rng = random.Random(seed)
    while True:
        with tempfile.TemporaryDirectory(prefix="ringout-") as root:
            yield press(Handheld("none", root, seed=rng.randrange(1, 13)), rng, PRESSES)


def press(handheld, rng, times):
    """So many presses; their counts."""
    counts = Counter()
    app = handheld.app
    for k in range(times):
        if k % 2 == 0:
            handheld.plug(moving_cable(rng))
        handheld.bench.advance(rng.random() * 1e6)
        number = app.log.next_seq
        record = app.press()
        cable = handheld.bench.spec.text
        assert "crash" not in record, f"{crash(handheld)}: {cable}"
        assert not handheld.bench.is_driven(), f"lines left driven: {cable}"
        assert app.log.next_seq == number + 1 and app.log.dropped == 0, f"not logged: {cable}"
        negative = [pair for pair, (ohm, u) in record["leg_ohm"].items() if ohm < -u]
        assert not negative, f"{negative} below zero: {record['leg_ohm']}, {cable}"
        counts += Counter({"presses": 1, record["verdict"]: 1})
        counts.update(fault["code"] for fault in record["faults"][:1])
    return counts


def crash(handheld):
    """The traceback that the tester kept."""
    return (handheld.board.files.read("crash") or b"").decode()

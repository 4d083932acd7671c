"""Testers with one damaged force path: every resistor of every line shorted, doubled, tenfold or
open, and drivers of 20 to 500 ohm. The self-test finds it, or it is harmless; a bad cable passes
on none, whether the self-test was asked or not.
"""

import random
import tempfile
from collections import Counter
from itertools import cycle

from ringout.board import pinmap as pin
from ringout_host.sim.handheld import Handheld

GOAL = ("bad cables", 132 * 8)
DAMAGES = [(part, change) for part in ("220", "330") for change in (0.0, 2.0, 10.0, 1e12)] + [
    ("driver", ohm) for ohm in (20.0, 100.0, 200.0, 500.0)
]
BOARDS = [(line, *damage) for line in range(pin.LINES) for damage in DAMAGES]
assert len(BOARDS) == 132


def rounds(seed):
    """A damaged board each, in a random order, each with other bad cables."""
    rng = random.Random(seed)
    for board in cycle(rng.sample(BOARDS, len(BOARDS))):
        yield once(board, rng)


def damage(handheld, line, part, change):
    """Break one part of a line; the cable is plugged again."""
    front_end = handheld.bench.front_end
    if part == "driver":
        front_end.gpio_ohm[line] = change
    else:
        ohm = pin.R_PIN_OHM if part == "220" else pin.R_FORCE_OHM
        front_end.force_ohm[line] += ohm * (change - 1.0)
    handheld.bench.plug(handheld.bench.spec)


def bad_cable(rng):
    """A TS or RCA lead with a joint of 3 to 20 ohm."""
    wiring = rng.choice(("ts_ts", "rca_rca"))
    ohm = 3.0 * (20.0 / 3.0) ** rng.random()
    place = f"{rng.choice('TS')}:{ohm:.1f}ohm@{rng.choice('AB')}"
    return f"{wiring},length={rng.choice((1, 3, 6))}m,joint={place}"


def once(board, rng, cables=8):
    """One damaged board: its self-test, then bad cables as if nobody had asked for that."""
    counts = Counter({"boards": 1})
    seed = rng.randrange(1, 13)
    with tempfile.TemporaryDirectory(prefix="ringout-") as root:
        handheld = Handheld("none", root, seed)
        damage(handheld, *board)
        tester = handheld.app.tester
        found = [check.name for check in tester.selftest() if not check.ok]
        counts["found by the self-test"] = bool(found)
        counts["harmless"] = not found
        tester.full_failure = None
        for _ in range(cables):
            cable = bad_cable(rng)
            handheld.plug(cable)
            record = handheld.app.press()
            assert record["verdict"] not in ("PASS", "PASS*"), (board, seed, cable, record["text"])
            assert "crash" not in record, record["crash"]
            counts += Counter({"bad cables": 1, record["verdict"]: 1})
    if not found:  # then it says what a sound tester says
        assert board[1] == "driver", (board, seed)
    return counts

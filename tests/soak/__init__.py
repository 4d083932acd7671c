"""Long random harnesses: one file each, seeded, with a bounded part of each in the test suite.

A harness is a module with

    GOAL = ("cuts", 25_000)          # what is counted, and how many make a whole run
    def rounds(seed):                # a generator, without end
        ...
        yield {"cuts": 40, "stored": 1200}

Each yield is a round that held; what does not hold raises, and the harness begins again with
another seed, which is printed. `take(rounds, count)` is the bounded part for a test.
"""

from collections import Counter
from collections.abc import Iterable


def take(rounds: Iterable[dict], unit: str, count: int) -> Counter:
    """Rounds until so many of `unit` are counted; what was counted in all."""
    counted: Counter = Counter()
    for found in rounds:
        counted.update(found)
        if counted[unit] >= count:
            return counted
    return counted

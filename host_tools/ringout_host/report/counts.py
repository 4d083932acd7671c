"""Whole numbers about a set of cables, each by one of its tests; and what follows from them. Pure.

Every test that counts is put in first, by the database, as if it were a cable of its own; then
the tests that are not the first (or the last) of their cable are taken out again. Sums are of
whole numbers and below 2^53, so nothing is left of what was taken out.
"""

from collections import Counter
from dataclasses import dataclass, field

from ringout_host.report.load import Kinds, kinds_of


@dataclass
class Sums:
    """count, sum and sum of squares of a reading in whole steps."""

    count: int = 0
    total: int = 0
    squares: int = 0

    def add(self, count: int, total: float | None, squares: float | None) -> None:
        """Put in `count` readings; negative numbers take out."""
        self.count += count
        self.total += int(total or 0)
        self.squares += int(squares or 0)

    def take_out(self, steps: int | None) -> None:
        """Without this reading; None was none."""
        if steps is not None:
            self.count -= 1
            self.total -= steps
            self.squares -= steps * steps


@dataclass
class Cables:
    """Cables, each by one test. kinds, limits: JSON text of the store -> how many."""

    count: int = 0
    passed: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    limits: Counter[str | None] = field(default_factory=Counter)
    leg: Sums = field(default_factory=Sums)
    per_ft: Sums = field(default_factory=Sums)

    def add(self, count: int, verdict: str, kinds: str | None, limits: str | None) -> None:
        """Put in `count` tests of one verdict; a negative number takes out."""
        self.count += count
        if verdict == "PASS":
            self.passed += count
        if kinds:
            self.kinds[kinds] += count
        self.limits[limits] += count

    @property
    def faults(self) -> Counter[tuple[str, str | None]]:
        """How many cables have each kind of fault."""
        return by_kind(self.kinds)


def by_kind(texts: Counter[str]) -> Counter[tuple[str, str | None]]:
    """(code, plug) -> how many tests; texts: `kinds` -> how many."""
    found: Counter[tuple[str, str | None]] = Counter()
    for text, count in texts.items():
        kinds: Kinds = kinds_of(text)
        for kind in kinds:
            if count:
                found[kind] += count
    return found

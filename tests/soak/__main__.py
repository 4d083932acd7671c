"""`python -m tests.soak [NAME ...] [--minutes N] [--seed S]`: counts are printed as it ends.

Without a name every harness runs, each until its goal is reached or the minutes are over.
Exit 1 if anything did not hold.
"""

import argparse
import importlib
import pkgutil
import sys
import time
import traceback
from collections import Counter

import tests.soak

MINUTES = 10.0
FAILURES_MOST = 20


def names() -> list[str]:
    """Every harness."""
    return sorted(m.name for m in pkgutil.iter_modules(tests.soak.__path__) if m.name[0] != "_")


def main() -> int:
    """Run what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names())}")
    parser.add_argument("--minutes", type=float, default=MINUTES, help="at most, each")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    unknown = sorted(set(asked.names) - set(names()))
    if unknown:
        parser.error(f"no harness {', '.join(unknown)}; there are {', '.join(names())}")
    failed = 0
    for name in asked.names or names():
        failed += soak(name, asked.minutes * 60, asked.seed)
    return 1 if failed else 0


def soak(name: str, seconds: float, seed: int) -> int:
    """One harness; how often something did not hold."""
    harness = importlib.import_module(f"tests.soak.{name}")
    unit, goal = harness.GOAL
    counted: Counter = Counter()
    failures = 0
    began = time.monotonic()
    try:
        while failures < FAILURES_MOST and counted[unit] < goal:
            if time.monotonic() - began > seconds:
                break
            try:
                for found in harness.rounds(seed):
                    counted.update(found)
                    if counted[unit] >= goal or time.monotonic() - began > seconds:
                        break
            except Exception:
                failures += 1
                print(f"{name}: did not hold, seed {seed}", file=sys.stderr)
                traceback.print_exc()
            seed += 1
    except KeyboardInterrupt:
        print(f"{name}: stopped", file=sys.stderr)
    took_s = time.monotonic() - began
    words = ", ".join(f"{count:,} {what}" for what, count in counted.items())
    print(f"{name}: {words or 'nothing'} in {took_s:.0f} s (goal {goal:,} {unit});", end=" ")
    print(f"{failures} did not hold" if failures else "all held", flush=True)
    return failures


if __name__ == "__main__":
    sys.exit(main())

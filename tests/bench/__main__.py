"""`make bench`: run every bench, print the accuracy table, write build/bench.json.

    python -m tests.bench [name ...]

A bench is a module of this folder with `run() -> dict`.
"""

import importlib
import json
import pkgutil
import sys
import time
from pathlib import Path

from tests import bench

OUT = Path(__file__).parents[2] / "build" / "bench.json"


def main(names: list[str]) -> int:
    known = {}
    for info in pkgutil.iter_modules(bench.__path__):
        if info.name != "__main__":
            module = importlib.import_module(f"tests.bench.{info.name}")
            if hasattr(module, "run"):
                known[info.name] = module
    if any(name not in known for name in names):
        print(f"the benches are: {', '.join(known)}; none named: all of them", file=sys.stderr)
        return 2
    found = {}
    for name in names or known:
        module = known[name]
        began = time.perf_counter()
        found[name] = module.run()
        print(f"\n{name} ({time.perf_counter() - began:.1f} s)")
        show(found[name])
    OUT.parent.mkdir(exist_ok=True)
    before = json.loads(OUT.read_text("utf-8")) if names and OUT.exists() else {}
    OUT.write_text(json.dumps({**before, **found}, indent=1) + "\n", "utf-8")
    print(f"\nwrote {OUT}")
    broken = [
        f"{name}: {row}"
        for name, result in found.items()
        for row, value in result.get("rows", {}).items()
        if not value.get("holds", True)
    ]
    broken += [name for name, result in found.items() if not result.get("holds", True)]
    for line in broken:
        print("does not hold:", line)
    return 1 if broken else 0


def show(result: dict) -> None:
    for key, value in result.items():
        if key != "rows":
            print(f"  {key}: {value}")
            continue
        heads = ("quantity", "max error", "unit", "must hold", "front-end", "ratio")
        print("  {:<24}{:>12} {:<5}{:>12}{:>12}{:>8}".format(*heads))
        for name, row in value.items():
            allowed = "-" if row["allowed"] is None else f"{row['allowed']:.4g}"
            mark = "" if row["holds"] else "  <-- DOES NOT HOLD"
            print(
                f"  {name:<24}{row['max_error']:>12.4g} {row['unit']:<5}{allowed:>12}"
                f"{row['front_end']:>12.4g}{row['front_end_ratio']:>8.2f}{mark}"
            )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

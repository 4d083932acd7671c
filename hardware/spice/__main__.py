"""Runs every deck, compares with the pin map and the design note, writes the results.

build/hardware/spice.json holds checks, waveforms and the stress figures; STRESS.md the table.
Exit 1 if a figure is outside its limits.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

from hardware.paths import BUILD
from hardware.spice import (
    charge,
    expander,
    kelvin,
    live,
    ngspice,
    scan,
    shunt,
    stress,
    tone,
    wiggle,
)

DECKS = {
    "charge": charge,
    "kelvin": kelvin,
    "scan": scan,
    "live": live,
    "wiggle": wiggle,
    "tone": tone,
    "expander": expander,
    "shunt": shunt,
    "stress": stress,
}


def run_all():
    """Results of every deck by name, two ngspice processes at a time."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        running = {name: pool.submit(module.run) for name, module in DECKS.items()}
        return {name: job.result() for name, job in running.items()}


def as_json(results):
    """The results as text: same input, same bytes."""
    plain = {}
    for name, result in results.items():
        plain[name] = {key: value for key, value in result.items() if key != "document"}
        plain[name]["checks"] = [check.as_dict() for check in result["checks"]]
    return json.dumps(plain, indent=1, sort_keys=True) + "\n"


def main():
    """Run, report, write; 0 if everything agrees."""
    if not ngspice.available():
        print(ngspice.MISSING, file=sys.stderr)
        return 2
    results = run_all()
    checks = [check for result in results.values() for check in result["checks"]]
    for check in checks:
        print(check.text())
    BUILD.mkdir(parents=True, exist_ok=True)
    (BUILD / "spice.json").write_text(as_json(results))
    stress.DOCUMENT.write_text(results["stress"]["document"])
    failed = sum(not check.ok for check in checks)
    print(f"{len(checks)} comparisons, {failed} outside their limits", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

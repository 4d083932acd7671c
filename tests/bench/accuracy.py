"""The manual's accuracy table, of what the benches `measure` and `boards` found.

    make bench ARGS="measure boards" && python -m tests.bench.accuracy

keeps the largest errors in accuracy.json beside this and writes the table into the manual; a test
holds the manual against the file, and the file against one of its boards.
"""

import json
import math
import sys
from pathlib import Path

from hardware.paths import HARDWARE

from tests.bench.__main__ import OUT
from tests.bench.boards import CALIBRATED

KEPT = Path(__file__).with_suffix(".json")
MANUAL = HARDWARE / "manual" / "MANUAL.md"
BEGIN, END = "<!-- accuracy: made by tests.bench.accuracy -->\n", "<!-- end of accuracy -->\n"
USUAL = "typical" + CALIBRATED

# quantity, unit, its part of what was measured in, the rows of `boards`, of `measure`
ROWS = (
    ("resistance, 0.05 to 1 ohm", "milliohm", 1e-3, ("R 0.05 ohm", "R 0.3 ohm", "R 1 ohm"), ()),
    ("resistance, 2 to 5 ohm", "milliohm", 1e-3, ("R 2 ohm", "R 3.5 ohm", "R 5 ohm"), ()),
    ("resistance, 10 ohm", "milliohm", 1e-3, (), ("R 10 ohm",)),
    ("resistance, 45 ohm", "ohm", 1.0, (), ("R 45 ohm",)),
    ("resistance, 470 ohm to 200 k", "%", 0.01, (),
     ("R 470 ohm", "R 2200 ohm", "R 10000 ohm", "R 33000 ohm", "R 200000 ohm")),
    ("leakage, 1 M / 10 M / 30 M", "%", 0.01, (), ("R 1e+06 ohm", "R 1e+07 ohm", "R 3e+07 ohm")),
    ("capacitance, 30 / 100 / 300 pF", "pF", 1.0, ("C 30 pF", "C 100 pF", "C 300 pF"), ()),
    ("capacitance, 1 / 3 nF", "pF", 1.0, ("C 1000 pF", "C 3000 pF"), ()),
    ("capacitance, 5 / 9.5 nF", "pF", 1.0, (), ("C 5000 pF", "C 9500 pF")),
    ("capacitance, 12 / 22 / 47 / 95 nF", "pF", 1.0, (),
     ("C 12000 pF", "C 22000 pF", "C 47000 pF", "C 95000 pF")),
    ("tip to ring, 3 m / 30 m", "pF", 1.0, (), ("C_TR 3 m", "C_TR 30 m")),
    ("imbalance tip against ring, 3 m / 30 m", "pF", 1.0, (), ("imbalance 3 m", "imbalance 30 m")),
    ("place of a break, in 3 / 10 / 30 m", "mm", 1e-3,
     ("break at 0.5 of 3 m", "break at 7 of 10 m", "break at 0.4 of 30 m"), ()),
    ("place of a break, in 100 m", "mm", 1e-3, (), ("break at 62 of 100 m", "break at 3 of 100 m")),
)  # fmt: skip


def kept_of(found: dict) -> dict:
    """What is kept of build/bench.json: {"boards", "usual": {quantity: [error, board or None]},
    "worst": {quantity: [error, effect]}}, in ohm, picofarad and metre."""
    usual: dict = {}
    worst: dict = {}
    for name, row in found["measure"]["rows"].items():
        usual[name] = [row["max_error"], None]
    for effect, row in found["boards"].items():
        for name, (error, seed) in (
            row.get("largest", {}) if isinstance(row, dict) else {}
        ).items():
            worst[name] = max(worst.get(name, [0.0, ""]), [error, effect])
            if effect == USUAL:
                usual[name] = [error, seed]
    return {"boards": found["boards"]["boards"], "usual": usual, "worst": worst}


def table(kept: dict) -> str:
    """In Markdown."""
    lines = ["| quantity | a usual tester | the worst of all |", "|---|---|---|"]
    for quantity, unit, part, of_boards, of_measure in ROWS:
        apart = " / " in quantity  # else the largest of them
        cells = [
            _cell([_share(kept[which][name][0], name, unit) / part for name in names], unit, apart)
            for which, names in (("usual", of_boards or of_measure), ("worst", of_boards))
        ]
        lines.append(f"| {quantity} | {cells[0]} | {cells[1]} |")
    return "\n".join(lines) + "\n"


def _share(error: float, name: str, unit: str) -> float:
    """An error, of the quantity itself where the unit is %."""
    return error / float(name.split()[1]) if unit == "%" else error


def _cell(values: list[float], unit: str, apart: bool) -> str:
    if not values:
        return "\N{EN DASH}"
    return " / ".join(map(_up, values if apart else [max(values)])) + " " + unit


def _up(value: float) -> str:
    """Two digits, never less than it is."""
    step = 10.0 ** (math.floor(math.log10(value)) - 1)
    return f"{float(f'{math.ceil(value / step - 1e-6) * step:.2g}'):g}"


def main() -> int:
    """Keep and write."""
    kept = kept_of(json.loads(OUT.read_text("utf-8")))
    KEPT.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    text = MANUAL.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    MANUAL.write_text(before + BEGIN + table(kept) + END + rest.partition(END)[2], "utf-8")
    print(f"wrote {KEPT.name} and {MANUAL.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Parts list: one row for parts that are bought together, made from the design, and what no netlist
shows: screws, plugs, cells. A column counts what a board without shells and fifth pins needs."""

import csv
import io
import sys

from hardware.board.placement import HOLES
from hardware.enclosure.parameters import POSTS_MM, jacks
from hardware.paths import HARDWARE
from hardware.schematic import expander
from hardware.schematic.catalogue import KINDS
from hardware.schematic.design import build, natural

DOCUMENT = HARDWARE / "BOM.csv"
COLUMNS = (
    "quantity",
    "without shells",
    "references",
    "value",
    "description",
    "tolerance",
    "package",
    "manufacturer part",
    "held against",
    "alternatives",
    "footprint",
    "price each",
    "price source",
    "price date",
)
FACTORS = {"M": 1e6, "k": 1e3, "u": 1e-6, "n": 1e-9, "p": 1e-12}


def number(value):
    """ "4.02k" -> 4020.0"""
    return float(value.rstrip("".join(FACTORS))) * FACTORS.get(value[-1], 1.0)


def ohm_code(value):
    """Three digits and a multiplier, as Vishay writes it: "4.02k" -> "4021"; 9 is a tenth, 8 a
    hundredth: "1" -> "1008"."""
    ohm, power = number(value), 0
    while round(ohm, 6) >= 1000:
        ohm, power = ohm / 10, power + 1
    if ohm < 100:
        ohm, power = (10 * ohm, 9) if ohm >= 10 else (100 * ohm, 8)
    return f"{round(ohm):03d}{power}"


def farad_code(value):
    """Two digits and the number of zeros, in picofarads: "10n" -> "103"."""
    pf, zeros = round(number(value) * 1e12, 3), 0
    while pf >= 100:
        pf, zeros = pf / 10, zeros + 1
    return f"{round(pf):02d}{zeros}"


def part_number(kind, value):
    """Manufacturer and number of a kind in one value."""
    text = KINDS[kind].part
    if "{}" not in text:
        return text
    return text.format(ohm_code(value) if kind.startswith("r_") else farad_code(value))


def extras():
    """(quantity, what, value, number, alternatives) of what is bought besides."""
    flanged = sum(jack[4] for jack in jacks())
    screws = len(HOLES) + len(POSTS_MM)
    return (
        (1, "board, from the Gerbers in build/hardware/board/plots", "", "", "perfboard"),
        (2, "pin header 1 x 20, 2.54 mm", "", "", "Pico, soldered flat"),
        (1, "socket 1 x 4, 2.54 mm, 5 mm high", "", "", "display"),
        (screws, "screw, cylinder head", "M3 x 6", "", "board to panel, panel to box"),
        (screws, "heat-set insert for a 4.2 mm hole", "M3", "", "panel and box"),
        (2 * flanged, "screw and nut", "M3 x 10", "", "D-size housings"),
        (2, "6.35 mm TRS plug", "", "", "reference plugs"),
        (1, "resistor 0.1 %, 50 ppm/K or better", "10.0 ohm", "", "reference plug; never 1 %"),
        (2, "AA cell, alkaline", "", "", "NiMH"),
        (2, "metres of thin stranded wire in six colours", "", "", "contacts to the jacks"),
    )


def rows(design):
    """Parts that agree in kind and value share a row; prices are left blank: none are known."""
    groups = {}
    for part in design.parts.values():
        groups.setdefault((part.kind, group_value(part)), []).append(part)
    found = []
    for (kind, value), parts in groups.items():
        entry = KINDS[kind]
        refs = sorted((part.ref for part in parts), key=natural)
        found.append(
            {
                "quantity": len(parts),
                "without shells": len([ref for ref in refs if not expander.is_optional(ref)]),
                "references": " ".join(refs),
                "value": value,
                "description": entry.description,
                "tolerance": entry.tolerance,
                "package": entry.package,
                "manufacturer part": part_number(kind, value),
                "held against": entry.source,
                "alternatives": entry.alternatives,
                "footprint": entry.footprint,
            }
        )
    return sorted(found, key=lambda row: natural(row["references"].split()[0]))


def group_value(part):
    """What is bought: panel parts, keys and headers carry a place in `value`, not a value."""
    if part.ref[:2] in ("SW", "BT", "BZ", "TP") or part.ref[0] == "J":
        return ""
    return part.value


def text(design):
    """The list as CSV: parts, their sum, and then what no netlist shows."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    table = rows(design)
    writer.writerows(table)
    sums = {name: sum(row[name] for row in table) for name in COLUMNS[:2]}
    writer.writerow({**sums, "references": "(all parts)"})
    names = ("description", "value", "manufacturer part", "alternatives")
    for count, *extra in extras():
        writer.writerow(
            {**dict.fromkeys(COLUMNS[:2], count), **dict(zip(names, extra, strict=True))}
        )
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.write(text(build()))

"""Parts list: one row for parts that are bought together, made from the design."""

import csv
import io
import sys

from hardware.paths import HARDWARE
from hardware.schematic.catalogue import KINDS
from hardware.schematic.design import build, natural

DOCUMENT = HARDWARE / "BOM.csv"
COLUMNS = (
    "quantity",
    "references",
    "value",
    "description",
    "tolerance",
    "package",
    "manufacturer part",
    "alternatives",
    "footprint",
    "price each",
    "price source",
    "price date",
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
                "references": " ".join(refs),
                "value": value,
                "description": entry.description,
                "tolerance": entry.tolerance,
                "package": entry.package,
                "manufacturer part": entry.part,
                "alternatives": entry.alternatives,
                "footprint": entry.footprint,
                "price each": "",
                "price source": "",
                "price date": "",
            }
        )
    return sorted(found, key=lambda row: natural(row["references"].split()[0]))


def group_value(part):
    """What is bought: panel parts, keys and headers carry a place in `value`, not a value."""
    if part.ref[:2] in ("SW", "BT", "BZ") or part.ref[0] == "J":
        return ""
    return part.value


def text(design):
    """The list as CSV, with the sum of all parts in the last line."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    table = rows(design)
    writer.writerows(table)
    total = sum(row["quantity"] for row in table)
    writer.writerow({"quantity": total, "references": "(all parts)"})
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.write(text(build()))

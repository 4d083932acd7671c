"""Files for a house that fits the parts: a placement file and a parts list, of all parts and of
the SMD parts alone, each with and without those for shells and fifth pins, and the Gerbers in one
archive."""

import csv
import io
import zipfile

from hardware import bom
from hardware.board.pads import pads_mm
from hardware.board.placement import place_mm
from hardware.schematic import expander
from hardware.schematic.catalogue import KINDS

SMD = ("Package_SO", "Package_TO_SOT_SMD")  # footprint libraries
NOT_FITTED = ("test_point",)
GERBER = (".gbr", ".drl")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same archive from the same files


def fitted(design, smd_only, shells=True):
    """Parts that a house would fit. shells: those for shells and fifth pins too."""
    return [
        part
        for part in design.parts.values()
        if part.kind not in NOT_FITTED
        and (not smd_only or part.footprint.split(":")[0] in SMD)
        and (shells or not expander.is_optional(part.ref))
    ]


def middle_mm(part):
    """Middle of the outermost pads: where a machine takes a part. y upwards, as in the Gerbers."""
    points = [at for places in pads_mm(part).values() for at in places]
    xs, ys = zip(*points, strict=True)
    return round((min(xs) + max(xs)) / 2, 3), round(-(min(ys) + max(ys)) / 2, 3)


def _table(head, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def placement_text(design, smd_only, shells=True):
    """The placement file (CPL): every part's middle and turn, counter-clockwise degrees."""
    rows = []
    for part in fitted(design, smd_only, shells):
        x, y = middle_mm(part)
        rows.append((part.ref, f"{x:.3f}mm", f"{y:.3f}mm", "Top", place_mm(part.ref)[2]))
    return _table(("Designator", "Mid X", "Mid Y", "Layer", "Rotation"), rows)


def parts_text(design, smd_only, shells=True):
    """The parts list as assembly houses read it."""
    groups = {}
    for part in fitted(design, smd_only, shells):
        groups.setdefault((part.kind, bom.group_value(part)), []).append(part)
    rows = [
        (
            value or KINDS[kind].description,
            ",".join(part.ref for part in parts),
            KINDS[kind].footprint.split(":")[1],
            bom.part_number(kind, value),
        )
        for (kind, value), parts in groups.items()
    ]
    return _table(("Comment", "Designator", "Footprint", "Manufacturer Part"), rows)


def write(design, folder, plots):
    """All files; `plots` is the folder with the Gerbers. The paths."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {}
    for name, smd_only in (("all", False), ("smd", True)):
        for more, shells in (("", True), ("-no-shells", False)):
            end = f"{name}{more}.csv"
            texts[f"placement-{end}"] = placement_text(design, smd_only, shells)
            texts[f"parts-{end}"] = parts_text(design, smd_only, shells)
    for name, text in texts.items():
        (folder / name).write_text(text)
    archive = folder / "ringout-gerbers.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for path in sorted(plots.iterdir()):
            if path.suffix in GERBER:
                out.writestr(zipfile.ZipInfo(path.name, EPOCH), path.read_bytes())
    return [*(folder / name for name in texts), archive]

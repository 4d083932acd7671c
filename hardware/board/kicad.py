"""The part that needs KiCad's `pcbnew`: runs under the system's Python, which has it.

    /usr/bin/python3 kicad.py place job.json pads.json
    /usr/bin/python3 kicad.py finish job.json routes.json folder

The job holds parts, nets and the outline as plain data, so that this file imports nothing
of the project. One file: it runs as a script.
"""

import json
import sys
from pathlib import Path

import pcbnew
import steady

FOOTPRINTS = Path("/usr/share/kicad/footprints")
PICO_ROWS_MM = 17.78
PITCH_MM = 2.54
LAYERS = (pcbnew.F_Cu, pcbnew.B_Cu)
PLOTS = (
    ("F_Cu", pcbnew.F_Cu),
    ("B_Cu", pcbnew.B_Cu),
    ("F_Mask", pcbnew.F_Mask),
    ("B_Mask", pcbnew.B_Mask),
    ("F_Paste", pcbnew.F_Paste),
    ("F_Silkscreen", pcbnew.F_SilkS),
    ("Edge_Cuts", pcbnew.Edge_Cuts),
)


def nm(mm):
    """Millimetres to KiCad's nanometres."""
    return pcbnew.FromMM(mm)


def point(x_mm, y_mm):
    """A KiCad point."""
    return pcbnew.wxPointMM(x_mm, y_mm)


def pico_footprint(board):
    """Two rows of twenty pads; pin 1 at the origin, pins 1 to 20 down, 21 to 40 back up."""
    footprint = pcbnew.FOOTPRINT(board)
    for number in range(1, 41):
        pad = pcbnew.PAD(footprint)
        pad.SetName(str(number))
        pad.SetAttribute(pcbnew.PAD_ATTRIB_PTH)
        pad.SetLayerSet(pad.PTHMask())
        pad.SetShape(pcbnew.PAD_SHAPE_RECT if number == 1 else pcbnew.PAD_SHAPE_OVAL)
        pad.SetSize(pcbnew.wxSizeMM(1.7, 1.7))
        pad.SetDrillSize(pcbnew.wxSizeMM(1.0, 1.0))
        row = number - 1 if number <= 20 else 40 - number
        x = 0.0 if number <= 20 else PICO_ROWS_MM
        pad.SetPos0(point(x, row * PITCH_MM))
        pad.SetPosition(point(x, row * PITCH_MM))
        footprint.Add(pad)
    low, high = (-1.61, -1.37), (19.39, 49.63)
    corners = (low, (high[0], low[1]), high, (low[0], high[1]))
    for start, end in zip(corners, corners[1:] + corners[:1], strict=True):
        line = pcbnew.FP_SHAPE(footprint)
        line.SetShape(pcbnew.SHAPE_T_SEGMENT)
        line.SetStart0(point(*start))
        line.SetEnd0(point(*end))
        line.SetLayer(pcbnew.F_SilkS)
        line.SetWidth(nm(0.12))
        footprint.Add(line)
    return footprint


def place(job):
    """The board with outline, holes and placed footprints, pads on their nets."""
    board = pcbnew.BOARD()
    width, height = job["size_mm"]
    edges = ((0, 0), (width, 0), (width, height), (0, height))
    for start, end in zip(edges, edges[1:] + edges[:1], strict=True):
        line = pcbnew.PCB_SHAPE(board)
        line.SetShape(pcbnew.SHAPE_T_SEGMENT)
        line.SetStart(point(*start))
        line.SetEnd(point(*end))
        line.SetLayer(pcbnew.Edge_Cuts)
        line.SetWidth(nm(0.1))
        board.Add(line)
    nets = {}
    for name in job["nets"]:
        nets[name] = pcbnew.NETINFO_ITEM(board, name)
        board.Add(nets[name])
    for ref, part in job["parts"].items():
        library, name = part["footprint"].split(":")
        if library == "ringout":
            footprint = pico_footprint(board)
        else:
            footprint = pcbnew.FootprintLoad(str(FOOTPRINTS / f"{library}.pretty"), name)
        footprint.SetReference(ref)
        footprint.SetValue(part["value"])
        footprint.SetFPID(pcbnew.LIB_ID(library, name))
        footprint.Value().SetVisible(False)
        board.Add(footprint)
        x, y, angle = part["place"]
        footprint.SetPosition(point(x, y))
        footprint.SetOrientationDegrees(angle)
        if library == "Package_TO_SOT_SMD":
            name_upright(footprint)
        elif library == "Package_TO_SOT_THT":
            name_inside(footprint, -3.1)
        elif ref[0] in "RCUBS":
            name_inside(footprint, 0.0)
        elif ref[:2] == "TP" or ref[0] == "J":
            footprint.Reference().SetVisible(False)  # the net or the end stands there
        for pad in footprint.Pads():
            net = part["pins"].get(pad.GetName())
            if net:
                pad.SetNet(nets[net])
    for library, name, places in (
        ("MountingHole", "MountingHole_3.2mm_M3", job["holes_mm"]),
        ("Fiducial", "Fiducial_1mm_Mask2mm", job["fiducials_mm"]),
    ):
        for x, y in places:
            extra = pcbnew.FootprintLoad(str(FOOTPRINTS / f"{library}.pretty"), name)
            extra.SetReference("")
            extra.Value().SetVisible(False)
            board.Add(extra)
            extra.SetPosition(point(x, y))
    for text in job["texts"]:
        add_text(board, *text)
    return board


def add_text(board, text, x_mm, y_mm, size_mm, angle):
    """Letters on the side of the parts, their middle at the point."""
    item = pcbnew.PCB_TEXT(board)
    item.SetText(text)
    item.SetPosition(point(x_mm, y_mm))
    item.SetTextSize(pcbnew.wxSizeMM(size_mm, size_mm))
    item.SetTextThickness(nm(0.15 * size_mm))
    item.SetTextAngle(10 * angle)
    item.SetLayer(pcbnew.F_SilkS)
    board.Add(item)


def name_upright(footprint):
    """Print the reference between the pads of a small part."""
    text = footprint.Reference()
    text.SetTextSize(pcbnew.wxSizeMM(0.7, 0.7))
    text.SetTextThickness(nm(0.1))
    text.SetPosition(footprint.GetPosition())
    text.SetTextAngle(900 - footprint.GetOrientation())
    text.SetKeepUpright(True)


def name_inside(footprint, below_mm):
    """Print the reference in the middle of the part, along it, or that far below the middle."""
    at = [pad.GetPosition() for pad in footprint.Pads()]
    x = (min(p.x for p in at) + max(p.x for p in at)) // 2
    y = (min(p.y for p in at) + max(p.y for p in at)) // 2
    text = footprint.Reference()
    text.SetTextSize(pcbnew.wxSizeMM(0.8, 0.8))
    text.SetTextThickness(nm(0.12))
    text.SetPosition(pcbnew.wxPoint(x, y + nm(below_mm)))
    text.SetTextAngle(0)
    text.SetKeepUpright(True)


def pads(board):
    """Every pad as plain data: net, box in mm, layers."""
    found = []
    for pad in board.GetPads():
        box = pad.GetBoundingBox()
        sides = [i for i, layer in enumerate(LAYERS) if pad.IsOnLayer(layer)]
        at = pad.GetPosition()
        found.append(
            {
                "ref": pad.GetParent().GetReference(),
                "pin": pad.GetName(),
                "net": pad.GetNetname(),
                "sides": sides or [0, 1],
                "round": pad.GetShape() in (pcbnew.PAD_SHAPE_CIRCLE, pcbnew.PAD_SHAPE_OVAL),
                "at": [pcbnew.ToMM(at.x), pcbnew.ToMM(at.y)],
                "box": [
                    pcbnew.ToMM(v)
                    for v in (box.GetLeft(), box.GetTop(), box.GetRight(), box.GetBottom())
                ],
            }
        )
    return sorted(found, key=lambda pad: (pad["ref"], pad["pin"], pad["at"]))


def add_guard(board, guard, routes):
    """Copper of one net round every track, via and pad of another, on both sides."""
    nets, margin = board.GetNetsByName(), guard["margin_mm"]
    boxes = [[] for _ in LAYERS]
    for name, x1, y1, x2, y2, side, _ in routes["tracks"]:
        if name == guard["around"]:
            boxes[side].append((min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
    for name, x, y in routes["vias"]:
        if name == guard["around"]:
            for side in (0, 1):
                boxes[side].append((x, y, x, y))
    for pad in pads(board):
        if pad["net"] in (guard["around"], guard["net"]):
            for side in pad["sides"]:
                boxes[side].append(pad["box"])
    for layer, found in zip(LAYERS, boxes, strict=True):
        area = pcbnew.SHAPE_POLY_SET()
        for x1, y1, x2, y2 in found:
            one = pcbnew.SHAPE_POLY_SET()
            one.NewOutline()
            for x, y in (
                (x1 - margin, y1 - margin),
                (x2 + margin, y1 - margin),
                (x2 + margin, y2 + margin),
                (x1 - margin, y2 + margin),
            ):
                one.Append(nm(x), nm(y))
            area.BooleanAdd(one, pcbnew.SHAPE_POLY_SET.PM_FAST)
        for number in range(area.OutlineCount()):
            add_zone(board, layer, nets[guard["net"]], area.Outline(number), 1)


def add_zone(board, layer, net, outline, priority):
    """A pour; the higher priority goes first."""
    zone = pcbnew.ZONE(board)
    zone.SetLayer(layer)
    zone.SetNet(net)
    zone.SetLocalClearance(nm(0.25))
    zone.SetMinThickness(nm(0.25))
    zone.SetPriority(priority)
    zone.SetIslandRemovalMode(pcbnew.ISLAND_REMOVAL_MODE_ALWAYS)
    zone.Outline().AddOutline(outline)
    board.Add(zone)


def add_copper(board, routes, size_mm):
    """Tracks, vias, and a ground pour on both sides."""
    nets = board.GetNetsByName()
    for name, x1, y1, x2, y2, side, width in routes["tracks"]:
        track = pcbnew.PCB_TRACK(board)
        track.SetStart(point(x1, y1))
        track.SetEnd(point(x2, y2))
        track.SetWidth(nm(width))
        track.SetLayer(LAYERS[side])
        track.SetNet(nets[name])
        board.Add(track)
    for name, x, y in routes["vias"]:
        via = pcbnew.PCB_VIA(board)
        via.SetPosition(point(x, y))
        via.SetWidth(nm(routes["via_mm"]))
        via.SetDrill(nm(routes["via_drill_mm"]))
        via.SetNet(nets[name])
        board.Add(via)
    inset = 0.4
    width, height = size_mm
    for layer in LAYERS:
        outline = pcbnew.SHAPE_LINE_CHAIN()
        for x, y in (
            (inset, inset),
            (width - inset, inset),
            (width - inset, height - inset),
            (inset, height - inset),
        ):
            outline.Append(nm(x), nm(y))
        outline.SetClosed(True)
        add_zone(board, layer, nets["GND"], outline, 0)


def set_rules(board):
    """Design rules that any board house meets."""
    settings = board.GetDesignSettings()
    settings.m_TrackMinWidth = nm(0.2)
    settings.m_MinClearance = nm(0.15)
    settings.m_ViasMinSize = nm(0.5)
    settings.m_MinThroughDrill = nm(0.3)
    settings.m_CopperEdgeClearance = nm(0.3)
    settings.m_HoleClearance = nm(0.2)
    settings.m_HoleToHoleMin = nm(0.25)
    default = board.GetDesignSettings().GetNetClasses().GetDefault()
    default.SetClearance(nm(0.15))
    default.SetTrackWidth(nm(0.25))


def plot(board, folder):
    """Gerbers and drill files."""
    controller = pcbnew.PLOT_CONTROLLER(board)
    options = controller.GetPlotOptions()
    options.SetOutputDirectory(str(folder))
    options.SetUseGerberX2format(True)
    options.SetIncludeGerberNetlistInfo(False)
    options.SetSubtractMaskFromSilk(True)
    for name, layer in PLOTS:
        controller.SetLayer(layer)
        controller.OpenPlotfile(name, pcbnew.PLOT_FORMAT_GERBER, name)
        controller.PlotLayer()
    controller.ClosePlot()
    writer = pcbnew.EXCELLON_WRITER(board)
    writer.SetOptions(False, False, pcbnew.wxPoint(0, 0), False)
    writer.SetFormat(True)
    writer.CreateDrillandMapFilesSet(str(folder), True, False)


def main(action, job_path, *rest):
    """See the module's text."""
    job = json.loads(Path(job_path).read_text())
    board = place(job)
    if action == "place":
        Path(rest[0]).write_text(json.dumps(pads(board)))
        return
    routes, folder = json.loads(Path(rest[0]).read_text()), Path(rest[1]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    add_copper(board, routes, job["size_mm"])
    add_guard(board, job["guard"], routes)
    target = folder / "ringout.kicad_pcb"
    board.Save(str(target))
    target.write_text(steady.canonical(target.read_text()))
    board = pcbnew.LoadBoard(str(target))  # KiCad 6 fills zones only of a board with a project
    set_rules(board)
    pcbnew.ZONE_FILLER(board).Fill(board.Zones())
    board.Save(str(target))
    pcbnew.WriteDRCReport(board, str(folder / "drc.txt"), pcbnew.EDA_UNITS_MILLIMETRES, True)
    plot(board, folder)
    for path in sorted(folder.iterdir()):
        if path.suffix in (".kicad_pcb", ".gbr", ".drl", ".txt", ".gbrjob"):
            text = path.read_text().replace(f"{folder}/", "")
            path.write_text(steady.undated(steady.renumbered(text)))


if __name__ == "__main__":
    main(*sys.argv[1:])

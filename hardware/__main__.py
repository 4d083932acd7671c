"""`make hardware`: builds everything that can be built from the design, in one go.

Documents that people read on the web are written into hardware/, everything else into
build/hardware/. Programs that are absent are named, and what they would make is left out.
"""

import sys

from hardware import bom, pinout
from hardware.board import build as board
from hardware.drawings import __main__ as drawings
from hardware.enclosure import build as enclosure
from hardware.paths import BUILD, ROOT
from hardware.schematic import design as schematic
from hardware.schematic import draw
from hardware.spice import __main__ as spice


def say(path):
    """One line for each file made."""
    print(f"  {path.relative_to(ROOT)}", file=sys.stderr)


def documents():
    """Rule check, netlist, parts list, pin tables, drawn pages; the number of faults found."""
    whole = schematic.build()
    faults = schematic.rule_check(whole) + draw.drawing_mistakes(whole)
    for path, text in ((bom.DOCUMENT, bom.text(whole)), (pinout.DOCUMENT, pinout.text(whole))):
        path.write_text(text)
        say(path)
    for path in draw.write(whole) + drawings.write():
        say(path)
    board = schematic.build(with_panel=False)
    faults += schematic.rule_check(board)
    netlist = BUILD / "ringout.net"
    netlist.write_text(schematic.kicad_netlist(board))
    say(netlist)
    for text in faults:
        print(text, file=sys.stderr)
    return len(faults)


def box():
    """The enclosure, where OpenSCAD is."""
    if not enclosure.available():
        print(enclosure.MISSING, file=sys.stderr)
        return
    for path in enclosure.build():
        say(path)


def circuit_board():
    """The board, where KiCad is; the number of rule violations that matter."""
    if not board.available():
        print(board.MISSING, file=sys.stderr)
        return 0
    try:
        found = board.build()
    except board.BoardError as error:
        print(f"board: {error}", file=sys.stderr)
        return 1
    say(board.PLOTS)
    say(board.ASSEMBLY)
    if found:
        print(f"  design rule check: {dict(found)}", file=sys.stderr)
    return sum(found.values())


def main():
    """Build; 0 if nothing is wrong."""
    BUILD.mkdir(parents=True, exist_ok=True)
    faults = documents()
    box()
    faults += circuit_board()
    result = spice.main()
    return 1 if faults or result == 1 else 0


if __name__ == "__main__":
    sys.exit(main())

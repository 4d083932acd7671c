"""`python -m hardware.drawings`: writes the pictures of the guides."""

import sys

from hardware.drawings import assembly, card, label, wiring
from hardware.paths import HARDWARE
from hardware.schematic.design import build

FOLDER = HARDWARE / "manual"


def pictures():
    """File name -> text of every picture."""
    return {
        "assembly.svg": assembly.draw(build(with_panel=False)),
        "wiring.svg": wiring.draw(build()),
        "panel.svg": label.draw(),
    }


def write():
    """The files; their paths."""
    texts = pictures()
    for name, text in texts.items():
        (FOLDER / name).write_text(text)
    return [*(FOLDER / name for name in texts), card.write()]


if __name__ == "__main__":
    print(*write(), sep="\n", file=sys.stderr)

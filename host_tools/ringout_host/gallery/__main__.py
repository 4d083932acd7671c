"""Write the gallery; see the package."""

import argparse
from pathlib import Path

from ringout_host.gallery import manual, shown
from ringout_host.gallery.pictures import contact_sheet, save_golden
from ringout_host.sim.picture import to_png

GOLDEN = Path("tests/gallery")
OUT = Path("build/gallery")


def main() -> None:
    """Perform the script and keep its pictures, below the current folder."""
    parser = argparse.ArgumentParser(prog="python -m ringout_host.gallery")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the pictures")
    parser.add_argument(
        "--accept", action="store_true", help=f"rewrite the golden pictures in {GOLDEN}"
    )
    options = parser.parse_args()
    pictures = shown().pictures
    options.out.mkdir(parents=True, exist_ok=True)
    for name, pixels in pictures.items():
        to_png(pixels, options.out / f"{name}.png")
    contact_sheet(pictures).save(options.out / "contact-sheet.png", optimize=True)
    print(f"{len(pictures)} screens in {options.out}, contact-sheet.png shows them all")
    if options.accept:
        GOLDEN.mkdir(parents=True, exist_ok=True)
        for old in GOLDEN.glob("*.png"):
            old.unlink()
        for name, pixels in pictures.items():
            save_golden(pixels, GOLDEN / f"{name}.png")
        manual.write(pictures)
        print(f"{GOLDEN} and {manual.FOLDER} rewritten: look at them before you commit")


if __name__ == "__main__":
    main()

"""Writes the drawn schematic: one SVG per page and one PDF with all of them."""

from matplotlib.backends.backend_pdf import PdfPages

from hardware.paths import BUILD
from hardware.schematic.pages import PAGES

FOLDER = BUILD / "schematic"


def drawing_mistakes(design):
    """What the pages get wrong against the netlist, and parts that no page shows."""
    said, shown = [], set()
    for page in PAGES:
        sheet = page(design)
        said += [f"{sheet.title}: {text}" for text in sheet.mistakes()]
        shown |= {(ref, number) for _, ref, number in sheet.pins}
    every = {(ref, number) for ref, part in design.parts.items() for number in part.pins}
    said += [f"no page shows {ref} pin {number}" for ref, number in sorted(every - shown)]
    return said


def write(design):
    """The files; returns their paths. No dates inside: same design, same bytes."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    book = FOLDER / "schematic.pdf"
    written = [book]
    with PdfPages(book, metadata={"CreationDate": None, "Title": "ringout schematic"}) as pdf:
        for number, page in enumerate(PAGES):
            figure = page(design).render()
            path = FOLDER / f"{number}-{page.__name__}.svg"
            figure.savefig(path, format="svg", metadata={"Date": None})
            pdf.savefig(figure)
            written.append(path)
    return written

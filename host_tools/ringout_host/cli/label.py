"""`ringout label`: a label for a cable, to a file or to a printer."""

from pathlib import Path
from typing import Annotated

import typer

from ringout_host.aside import written_aside
from ringout_host.cli.logs.look import plain
from ringout_host.cli.options import TEMPLATES, Database, Json, examples
from ringout_host.cli.output import out, print_json
from ringout_host.errors import UsageError
from ringout_host.label.size import millimetres
from ringout_host.store.database import open_store

_DEFAULT = "50x25"
_DPI = (100, 1200)
KINDS = ("qr", "code128")


def add(app: typer.Typer) -> None:
    """Register the command."""
    app.command(
        "label",
        epilog=examples(
            "ringout label CAB-1 --out l.png",
            "ringout label CAB-1 --size 60x15 --code code128 --out l.pdf",
            "ringout label CAB-1 --format zpl --print 'lp -d Zebra -o raw'",
        ),
    )(label)


def label(
    serial: Annotated[str | None, typer.Argument(help="The cable's serial.")] = None,
    last: Annotated[bool, typer.Option("--last", help="The last test that counts.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "--out", "-o", help="A .png, .pdf or .zpl file.")
    ] = None,
    format: Annotated[
        str | None, typer.Option("--format", "-f", help="png, pdf or zpl; else by file name.")
    ] = None,
    size: Annotated[
        str | None,
        typer.Option(
            "--size", help="Width x height in millimetres; else as the product says, or 50x25."
        ),
    ] = None,
    templates: Annotated[
        Path | None,
        typer.Option(
            "--templates",
            envvar=TEMPLATES,
            help="Folder with your logo.png (no SVG), or a product's in a folder of its name.",
        ),
    ] = None,
    code: Annotated[str, typer.Option("--code", help="qr or code128; it says the serial.")] = "qr",
    dpi: Annotated[
        int, typer.Option("--dpi", help="Dots per inch of the printer: 203, 300, 600.")
    ] = 203,
    units: Annotated[str, typer.Option("--units", help="m or ft.")] = "m",
    printer: Annotated[
        str | None,
        typer.Option("--print", help="Command that takes the label on standard input."),
    ] = None,
    db: Database = None,
    json: Json = False,
) -> None:
    """Make the label of a tested cable: its serial as a code, product, verdict, date, length, lot.

    A scanner at ringout station reads the serial from it. The picture has the printer's own dots.
    The print command is run without a shell.
    """
    if output is None and printer is None:
        raise UsageError("say where to: --out FILE.png, or --print COMMAND")
    kind = _kind(format, output)
    if size is not None:
        millimetres(size)
    if code not in KINDS or units not in ("m", "ft"):
        raise UsageError("--code is qr or code128, --units is m or ft")
    if not _DPI[0] <= dpi <= _DPI[1]:
        raise UsageError(f"--dpi is {_DPI[0]} to {_DPI[1]}")
    if (serial is None) != last:
        raise UsageError("give a serial, or --last")
    from ringout_host.certificate import content
    from ringout_host.certificate import templates as shops
    from ringout_host.label import drawing, formats, logo, printing, text
    from ringout_host.store import products

    with open_store(db, to_read=True) as store, store.read() as connection:
        row = content.last(connection) if serial is None else content.of_serial(connection, serial)
        product = products.known(connection, row.product) if row.product else None
    if row.serial is None:
        raise UsageError(
            "the last test has no serial, so a label has nothing to say: ringout station scans one,"
            " ringout test --serial takes one"
        )
    width_mm, height_mm = millimetres(size or (product.label if product else "") or _DEFAULT)
    dots = drawing.Size(width_mm, height_mm, dpi)
    ink = logo.of_shop(shops.load(templates, row.product, shops.OF_DOTS))
    picture = drawing.draw(row.serial, code, text.lines(row, units), dots, ink)
    made = formats.encoded(picture, kind, dots, row.serial)
    if output is not None:
        with written_aside(output) as stream:
            stream.write(made)
    if printer is not None:
        printing.print_with(printer, made)
    if json:
        told = {"serial": row.serial, "verdict": row.verdict, "format": kind, "bytes": len(made)}
        print_json(told | {"output": str(output) if output else None, "printed": bool(printer)})
    else:
        where = " and ".join(filter(None, (str(output or ""), "the printer" * bool(printer))))
        out.print(plain(f"{row.serial} ({row.verdict}): {where}"), soft_wrap=True)


def _kind(format: str | None, output: Path | None) -> str:
    kind = (format or (output.suffix.lstrip(".") if output else "")).lower()
    if kind not in ("png", "pdf", "zpl"):
        raise UsageError("a label is png, pdf or zpl: name the file so, or add --format")
    return kind

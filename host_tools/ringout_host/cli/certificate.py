"""`ringout certificate`: the document that goes out with a cable or a lot, and its check."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
import typer

from ringout_host.aside import written_aside
from ringout_host.certificate import content, verify
from ringout_host.cli.logs.look import plain
from ringout_host.cli.options import TEMPLATES, Database, Json, examples
from ringout_host.cli.output import out, print_json
from ringout_host.errors import Exit, UsageError
from ringout_host.store.database import open_store

_EXIT = {
    verify.VERIFIED: Exit.OK,
    verify.CHANGED: Exit.DATA_CORRUPT,
    verify.VOID: Exit.CABLE_FAILED,
    verify.NEWER: Exit.CABLE_FAILED,
    verify.UNKNOWN: Exit.USAGE,
}


def add(app: typer.Typer) -> None:
    """Register the command."""
    app.command(
        "certificate",
        epilog=examples(
            "ringout certificate --last --out c.pdf",
            "ringout certificate CAB-1 --out c.html --templates ~/ringout-templates",
            "ringout certificate --lot L17 --out l17.pdf",
            "ringout certificate --verify c.pdf",
        ),
    )(certificate)


def certificate(
    serial: Annotated[str | None, typer.Argument(help="The cable's serial.")] = None,
    last: Annotated[bool, typer.Option("--last", help="The last test that counts.")] = False,
    lot: Annotated[
        str | None, typer.Option("--lot", help="A lot's sheet, and a page for each cable.")
    ] = None,
    sheet: Annotated[
        bool, typer.Option("--sheet", help="With --lot: the sheet alone, no page for each cable.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "--out", "-o", help="A .pdf or .html file.")
    ] = None,
    templates: Annotated[
        Path | None,
        typer.Option(
            "--templates",
            envvar=TEMPLATES,
            help="Folder with your texts.toml and logo.png or logo.svg; what is different for a "
            "product in a folder of its name in it.",
        ),
    ] = None,
    units: Annotated[str, typer.Option("--units", help="m or ft.")] = "m",
    paper: Annotated[str, typer.Option("--paper", help="a4 or letter.")] = "a4",
    check: Annotated[
        str | None,
        typer.Option("--verify", help="A certificate's file, or the text of its QR code."),
    ] = None,
    db: Database = None,
    json: Json = False,
) -> None:
    """Make a cable's certificate or a lot's sheet, or verify one.

    It says the verdict, every reading with its limit and uncertainty, who tested when with what,
    and carries a QR code. --verify compares that with the database: 0 the same, 1 the test was
    taken back or a later one says more, 7 the record says something else.
    """
    if check is not None:
        _verify(check, db, json)
        return
    if (serial is not None) + last + (lot is not None) != 1:
        raise UsageError("give a serial, --last, --lot LOT, or --verify FILE")
    output, kind = _target(output)
    if units not in ("m", "ft") or paper not in ("a4", "letter"):
        raise UsageError("--units is m or ft, --paper is a4 or letter")
    from ringout_host.certificate import html, pdf  # segno, jinja2
    from ringout_host.certificate import templates as shops
    from ringout_host.certificate.lot import sheet as lot_sheet
    from ringout_host.certificate.page import page_data

    shops.load(templates)  # what is wrong with it is said at once
    with open_store(db, to_read=True) as store, store.read() as connection:
        rows = _rows(connection, serial, lot)
        products = {row.product for row in rows}
        shop = shops.load(templates, products.pop() if len(products) == 1 else None)
        summary = lot_sheet(connection, lot, rows, units) if lot is not None else None
        pages = [] if sheet and lot is not None else rows
        data = page_data(connection, pages, summary, shop, datetime.now(UTC), units, paper)
    written = {"pdf": pdf.write, "html": html.write}[kind](data, shop)
    with written_aside(output) as stream:
        stream.write(written)
    verdicts = [row.verdict for row in rows]
    if json:
        told = {"output": str(output), "bytes": len(written), "certificates": len(pages)}
        print_json(told | {"verdicts": verdicts, "codes": data["codes"]})
    else:
        what = f"lot {lot}, {len(rows)} cables" if lot is not None else verdicts[0]
        out.print(plain(f"{what}: {output} ({max(len(written) // 1000, 1):,} KB)"), soft_wrap=True)


def _target(output: Path | None) -> tuple[Path, str]:
    if output is None:
        raise UsageError("say where to: --out FILE.pdf or --out FILE.html")
    kind = output.suffix.lower().lstrip(".")
    if kind not in ("pdf", "html"):
        raise UsageError(f"{output.name} is neither .pdf nor .html")
    return output, kind


def _rows(connection: sa.Connection, serial: str | None, lot: str | None) -> list[sa.Row]:
    if lot is not None:
        return content.of_lot(connection, lot)
    return [content.last(connection) if serial is None else content.of_serial(connection, serial)]


def _verify(given: str, db: str | None, json: bool) -> None:
    codes = verify.codes_in(given)
    with open_store(db, to_read=True) as store, store.read() as connection:
        found = [verify.verify(connection, code) for code in codes]
    worst = max((_EXIT[one.state] for one in found), default=Exit.OK)
    if json:
        print_json([
            {"code": str(one.code), "state": one.state, "said": one.said, "record": one.contents}
            for one in found
        ])  # fmt: skip
    else:
        for one in found:
            style = "bold green" if one.state == verify.VERIFIED else "bold red"
            out.print(plain(one.state.upper(), style), plain(one.said), soft_wrap=True)
            if one.contents is not None:
                facts = dict(one.contents["facts"])
                line = f"  {one.contents['verdict']}  {one.contents['cable']}"
                for label in ("Serial", "Lot", "Tested", "Tester"):
                    line += f"  {label.lower()} {facts[label]}" if label in facts else ""
                out.print(plain(line), soft_wrap=True)
    raise typer.Exit(worst)

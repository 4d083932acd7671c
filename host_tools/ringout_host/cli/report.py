"""`ringout report`: one HTML file about your cables, your lots and your testers."""

import logging
import time
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from ringout_host.aside import written_aside
from ringout_host.cli.logs import filters
from ringout_host.cli.options import TEMPLATES, Database, Json, examples
from ringout_host.cli.output import out, print_json
from ringout_host.errors import UsageError
from ringout_host.store.database import open_store


def add(app: typer.Typer) -> None:
    """Register the command."""
    app.command(
        "report", epilog=examples("ringout report", "ringout report --lot L17 -o l17.html")
    )(report)


def report(
    output: Annotated[
        Path, typer.Option("--output", "--out", "-o", help="The HTML file to write.")
    ] = Path("ringout-report.html"),
    templates: Annotated[
        Path | None,
        typer.Option(
            "--templates",
            envvar=TEMPLATES,
            help="Folder with your texts.toml and logo.png or logo.svg.",
        ),
    ] = None,
    units: Annotated[str, typer.Option("--units", help="m or ft.")] = "m",
    title: Annotated[str, typer.Option("--title", help="Its heading.")] = "Cable test report",
    verdict: Annotated[list[str] | None, typer.Option("--verdict", hidden=True)] = None,
    wiring: filters.Wiring = None,
    device: filters.DeviceId = None,
    serial: filters.Serial = None,
    lot: filters.Lot = None,
    since: filters.Since = None,
    until: filters.Until = None,
    db: Database = None,
    json: Json = False,
) -> None:
    """Write an HTML report: yield, faults, readings, lots, cables.

    It is one self-contained file that needs no network, prints as a document, and works on a
    phone. Its heading says every filter. First-pass and final yield are apart, each cable is judged
    by its own limits, and a yield or capability from fewer than 25 samples is refused.
    """
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # where it keeps a cache is no news
    from ringout_host.certificate import templates as shops
    from ringout_host.report.page import make_report

    if units not in ("m", "ft"):
        raise UsageError("--units is m or ft")
    shop = shops.load(templates)
    began = time.perf_counter()
    wanted = filters.make_filter(verdict, wiring, device, serial, lot, since, until)
    with open_store(db, to_read=True) as store, store.read_twice() as (connection, beside):
        now = datetime.now().astimezone()
        html, summary = make_report(connection, wanted, title, now, units, shop, beside)
    with written_aside(output) as stream:
        size = stream.write(html.encode())
    if json:
        seconds = round(time.perf_counter() - began, 3)
        print_json({"output": str(output), "bytes": size, "seconds": seconds, **summary})
    else:
        out.print(
            f"{summary['tests']:,} tests in {output} ({max(size // 1000, 1):,} KB)",
            markup=False,
            soft_wrap=True,
        )

"""`ringout logs ls`: a list of records, newest first."""

from typing import Annotated

import sqlalchemy as sa
import typer

from ringout_host.cli.logs import filters, look
from ringout_host.cli.options import Database, Json, examples
from ringout_host.cli.output import out, print_json, tell
from ringout_host.store import query, schema
from ringout_host.store.database import Store, open_store
from ringout_host.store.when import iso_utc, local

_LINE_SHOWN = 200


def add(group: typer.Typer) -> None:
    group.command(
        "ls",
        epilog=examples(
            "ringout logs ls",
            "ringout logs ls --verdict FAIL --since 7d",
            "ringout logs ls --damaged",
        ),
    )(ls)


def ls(
    verdict: filters.Verdicts = None,
    wiring: filters.Wiring = None,
    device: filters.DeviceId = None,
    serial: filters.Serial = None,
    lot: filters.Lot = None,
    since: filters.Since = None,
    until: filters.Until = None,
    count: Annotated[
        int, typer.Option("--count", "-n", min=1, metavar="N", help="How many at most.")
    ] = 20,
    everything: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
    damaged: Annotated[
        bool, typer.Option("--damaged", help="The lines that were set aside, and why.")
    ] = False,
    db: Database = None,
    json: Json = False,
) -> None:
    """List test records, newest first. Times are local; with --json the records are whole."""
    wanted = filters.make_filter(verdict, wiring, device, serial, lot, since, until)
    with open_store(db, to_read=True) as store:
        if damaged:
            _list_damaged(store, json)
            return
        with store.read() as connection:
            total = query.count(connection, wanted)
            rows = query.newest(connection, wanted, total if everything else count)
        if json:
            print_json([query.whole(row) for row in rows])
        elif rows:
            out.print(look.records_table(rows, out.width))
            if len(rows) < total:
                tell(f"{len(rows)} of {total:,}; all of them: --all")
        else:
            out.print("no such records" if wanted != query.Filter() else "no records yet")


def _list_damaged(store: Store, json: bool) -> None:
    c = schema.damaged.c
    asked = (
        sa.select(schema.devices.c.dev, c.seq, c.reason, c.stored_at, c.line_bytes, c.line)
        .join(schema.devices, schema.devices.c.id == c.device)
        .order_by(c.id.desc())
    )
    with store.read() as connection:
        rows = list(connection.execute(asked))
    if json:
        print_json(
            [
                {
                    "dev": row.dev,
                    "seq": row.seq,
                    "reason": row.reason,
                    "stored_at": iso_utc(row.stored_at),
                    "line_bytes": row.line_bytes,
                    "line": row.line[:_LINE_SHOWN].decode(errors="backslashreplace"),
                }
                for row in rows
            ]
        )
        return
    if not rows:
        out.print("no damaged records")
        return
    made = look.table("#", "stored", "tester", "bytes", "reason", right=("#", "bytes"))
    for row in rows:  # reasons are wrapped, never cut
        cells = (row.seq, local(row.stored_at), row.dev[-6:], row.line_bytes, row.reason)
        made.add_row(*map(look.plain, cells))
    out.print(made)

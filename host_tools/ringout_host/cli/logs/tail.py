"""`ringout logs tail`: tests appear while the tech works."""

import time
from collections.abc import Callable, Iterator
from typing import Annotated

import sqlalchemy as sa
import typer
from rich.text import Text

from ringout_host.cli.logs import look
from ringout_host.cli.options import Database, Json, Port, examples
from ringout_host.cli.output import out, print_json, tell
from ringout_host.store import query
from ringout_host.store.database import Store, open_store
from ringout_host.store.follow import Follower
from ringout_host.store.pull import Device
from ringout_host.store.when import local

_POLL_S = 0.5


def add(group: typer.Typer) -> None:
    group.command(
        "tail", epilog=examples("ringout logs tail", "ringout logs tail --json | tee today.ndjson")
    )(tail)


def tail(
    port: Port = None,
    db: Database = None,
    count: Annotated[
        int,
        typer.Option(
            "--count", "-n", min=0, metavar="N", help="Stop after so many tests; 0: never."
        ),
    ] = 0,
    json: Json = False,
) -> None:
    """Show each test as it is made, and store it. Ctrl-C ends it."""
    from ringout_host.link.device import open_device

    with open_store(db) as store, open_device(port) as device:
        tell("press TEST on the tester; Ctrl-C ends this")
        for shown, row in enumerate(follow(device, store), start=1):
            if json:
                print_json(query.whole(row))
            else:
                out.print(one_line(row), soft_wrap=True)
            if shown == count:
                return


def follow(
    device: Device, store: Store, sleep: Callable[[float], None] = time.sleep
) -> Iterator[sa.Row]:
    """Yield each record (a row of `query`) made from now on, storing everything on the way."""
    follower = Follower(device, store, time.time)
    while True:
        rows = follower.poll()
        yield from rows
        if not rows:
            sleep(_POLL_S)


def one_line(row: sa.Row) -> Text:
    """A record as one line of a running list."""
    words: list[str | Text] = [
        look.plain(local(row.tested_at)),
        "  ",
        look.verdict(f"{row.verdict:<10}"),
    ]
    words += [" ", look.plain(row.wiring)]
    for word in (look.fault_words(row), look.part_words(row), row.serial, row.lot):
        if word:
            words += ["  ", look.plain(word)]
    return Text.assemble(*words)

"""`ringout logs pull`: bring new records from a tester into the database."""

import dataclasses
import time
from typing import Annotated

import typer

from ringout_host.cli.options import Database, Json, Port, examples
from ringout_host.cli.output import complain, out, print_json, progress
from ringout_host.errors import Exit
from ringout_host.store.database import open_store
from ringout_host.store.pull import Pulled
from ringout_host.store.pull import pull as pull_log

_GAPS_SHOWN = 5


def add(group: typer.Typer) -> None:
    group.command(
        "pull",
        epilog=examples(
            "ringout logs pull", "ringout logs pull --db shop.sqlite --port /dev/ttyACM0"
        ),
    )(pull)


def pull(
    port: Port = None,
    db: Database = None,
    again: Annotated[
        bool, typer.Option("--again", help="Read everything still on the tester, not only news.")
    ] = False,
    json: Json = False,
) -> None:
    """Bring new test records from a tester into your database.

    Picks up where the last pull ended, checks every record, sets the tester's clock, and lets
    the tester forget only what is safely stored. Pulling twice changes nothing. Ends with
    exit code 7 when damaged records were found; they are kept aside with the reason.
    """
    from ringout_host.link.device import open_device

    with open_store(db) as store, open_device(port) as device, progress() as bar:
        task = bar.add_task("pulling", total=None)
        result = pull_log(
            device,
            store,
            time.time,
            again,
            lambda done, total: bar.update(task, completed=done, total=total),
        )
        where = store.name
    if json:
        print_json(as_json(result))
    else:
        for line in sentences(result, where):
            out.print(line, markup=False, soft_wrap=True)
    if result.withheld:
        first, last = result.withheld
        complain(
            f"the tester says that it holds records {first} to {last} and sent none of them, so"
            " they stay on it unacknowledged: pull again; if it stays so, run ringout doctor"
        )
        raise typer.Exit(Exit.PROTOCOL)
    if result.damaged:
        complain(
            f"set aside {_plural(result.damaged, 'damaged record')}: {result.reasons[0]}; "
            "look with: ringout logs ls --damaged"
        )
        raise typer.Exit(Exit.DATA_CORRUPT)


def as_json(result: Pulled) -> dict:
    """`result` with stable keys for programs."""
    value = dataclasses.asdict(result)
    del value["seqs"]
    return value


def sentences(result: Pulled, where: str) -> list[str]:
    """What a pull did, in words, one line for each thing worth knowing."""
    lines = [f"tester {result.dev}: {_plural(result.new, 'new record')}, stored in {where}"]
    if result.earlier:
        lines.append(
            f"its numbers began anew, as after its flash was erased: the tests pulled before are"
            f" kept, as those of tester {result.earlier}"
        )
    if result.known:
        lines.append(f"{_plural(result.known, 'record')} were stored before")
    if result.missing:
        spans = [str(a) if a == b else f"{a}-{b}" for a, b in result.gaps[:_GAPS_SHOWN]]
        more = "" if len(result.gaps) <= _GAPS_SHOWN else ", ..."
        lines.append(
            f"{_plural(result.missing, 'number')} missing on the tester: "
            f"{', '.join(spans)}{more} (damaged there, or pulled into another database)"
        )
    if result.dropped:
        lines.append(
            f"the tester's log was full and dropped {_plural(result.dropped, 'record')} "
            "since it was made: pull more often"
        )
    return lines


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"

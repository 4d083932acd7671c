"""The options that choose records, shared by `ls`, `export` and `report`."""

from datetime import datetime
from typing import Annotated, get_args

import typer

from ringout_host.errors import UsageError
from ringout_host.store.query import Filter
from ringout_host.store.record import Verdict
from ringout_host.store.when import parse_time

Verdicts = Annotated[
    list[str] | None,
    typer.Option("--verdict", help="PASS, FAIL, 'FAIL*', ...; may be given several times."),
]
Wiring = Annotated[str | None, typer.Option("--wiring", help="Wiring id, such as trs_trs.")]
DeviceId = Annotated[
    str | None,
    typer.Option("--device", help="Start or end of the tester's id; see ringout devices."),
]
Serial = Annotated[
    str | None, typer.Option("--serial", help="Cable serial; * stands for any text.")
]
Lot = Annotated[str | None, typer.Option("--lot", help="Lot; * stands for any text.")]
Since = Annotated[
    str | None, typer.Option("--since", help="today, 2h, 7d, 2026-05-31 or 2026-05-31T14:00.")
]
Until = Annotated[str | None, typer.Option("--until", help="As --since; this moment excluded.")]


def make_filter(
    verdicts: list[str] | None = None,
    wiring: str | None = None,
    device: str | None = None,
    serial: str | None = None,
    lot: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Filter:
    """The options as a Filter. Raises UsageError for an unknown verdict or time."""
    chosen = tuple(verdict.strip().upper() for verdict in verdicts or ())
    for verdict in chosen:
        if verdict not in get_args(Verdict):
            raise UsageError(f"no verdict {verdict!r}; one of {' '.join(get_args(Verdict))}")
    now = datetime.now().astimezone()
    return Filter(
        verdicts=chosen,
        wiring=wiring,
        device=device,
        serial=serial,
        lot=lot,
        since=None if since is None else parse_time(since, now),
        until=None if until is None else parse_time(until, now),
    )

"""`ringout devices`: every tester that is plugged in, and who it is."""

from typing import Any

import typer
from rich.table import Table

from ringout_host.cli.options import Json, Port, examples
from ringout_host.cli.output import Gate, out, print_json
from ringout_host.errors import NoDeviceError, RingoutError
from ringout_host.link.device import open_device
from ringout_host.link.ports import bootsel_present, find_ports

_BESIDE = 60  # columns beside a port, which is to be copied and so never cut short


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(epilog=examples("ringout devices", "ringout devices --json"))
    def devices(port: Port = None, json: Json = False) -> None:
        """List the testers that are plugged in: port, identity, state.

        Exit 3 if there is none.
        """
        rows = [_identity(port)] if port else [_describe(found.path) for found in find_ports()]
        if json:
            print_json(rows)
        elif rows:
            room = max(len(row["port"]) for row in rows) + _BESIDE
            Gate(width=max(out.width, room)).print(_table(rows))
        if not rows:
            hint = (
                "a Pico waits in its boot drive: install the tester with `ringout flash`"
                if bootsel_present()
                else "plug one in with a USB data cable, or run `ringout serve --cable trs_trs`"
            )
            raise NoDeviceError(f"no tester found: {hint}")


def _identity(path: str) -> dict[str, Any]:
    with open_device(path) as device:
        info = device.info
    known = {key: info.get(key) for key in ("dev", "product", "fw", "proto", "hw", "boot")}
    return {"port": path, **known}


def _describe(path: str) -> dict[str, Any]:
    """The identity, or what is wrong: one bad port must not hide the others."""
    try:
        return _identity(path)
    except RingoutError as error:
        return {"port": path, "error": str(error)}


def _table(rows: list[dict[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in ("Port", "Device", "Firmware"):
        table.add_column(column, no_wrap=True)
    table.add_column("State")
    for row in rows:
        state = row.get("error", "ready")
        table.add_row(row["port"], row.get("dev") or "-", row.get("fw") or "-", state)
    return table

"""`ringout info`: who the tester is, how it is, and whether the versions fit."""

import time
from typing import Any

import typer
from rich.table import Table

from ringout import __version__
from ringout_host.cli.options import Json, Port, examples
from ringout_host.cli.output import out, print_json
from ringout_host.errors import DeviceError
from ringout_host.link.device import Device, open_device

CLOCK_TOLERANCE_S = 60  # more than this off is worth a word


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        epilog=examples("ringout info", "ringout info --port /dev/ttyACM0", "ringout info --json")
    )
    def info(port: Port = None, json: Json = False) -> None:
        """Show identity, versions, clock, and how full the log is."""
        with open_device(port) as device:
            facts = _facts(device)
        if json:
            print_json(facts)
            return
        table = Table(box=None, show_header=False, pad_edge=False)
        for label, value in _sentences(facts):
            table.add_row(label, value)
        out.print(table)


def _facts(device: Device) -> dict[str, Any]:
    facts = {"port": device.path, **device.info, "host": __version__}
    try:
        facts["log"] = device.log_stat()
    except DeviceError as error:  # an odd or damaged log is no reason to show nothing
        facts["log"] = {"error": error.text}
    return facts


def _sentences(facts: dict[str, Any]) -> list[tuple[str, str]]:
    log = facts["log"]
    rows = [
        ("Port", str(facts["port"])),
        ("Device", str(facts.get("dev"))),
        ("Firmware", f"{facts.get('fw')}{_versions(facts)}"),
        ("Hardware", f"revision {facts.get('hw')}"),
        ("Starts", f"{facts.get('boot')}, the last {_ago(facts.get('up_ms'))}"),
        ("Clock", _clock(facts.get("t"))),
    ]
    if "error" in log:
        rows.append(("Log", f"cannot be read: {log['error']}"))
    else:
        rows.append(("Log", _fill(log)))
        if log.get("dropped") or log.get("damaged"):
            lost = f"{log.get('dropped')} dropped, {log.get('damaged')} damaged"
            rows.append(("", f"{lost}: run `ringout logs pull`"))
    return rows


def _fill(log: dict[str, Any]) -> str:
    """How many records there are, and how many of them nobody has pulled."""
    names = ("first", "next", "acked", "records", "percent")
    counts = [count for count in map(log.get, names) if isinstance(count, int)]
    if len(counts) < len(names):
        some = log.get("records")
        return f"{some} record{'' if some == 1 else 's'}"
    first, after, acked, records, percent = counts
    words = f"{records:,} record{'' if records == 1 else 's'}"
    new = after - 1 - max(acked, first - 1)
    if new <= 0:
        return f"{words}, all pulled" if records else "empty"
    return f"{words}, {new:,} not pulled ({percent} % full): `ringout logs pull`"


def _versions(facts: dict[str, Any]) -> str:
    if facts.get("fw") == facts["host"]:
        return ""
    return f" (this program is {facts['host']}; `ringout flash` makes them the same)"


def _ago(up_ms: Any) -> str:
    if not isinstance(up_ms, int):
        return "unknown"
    seconds = up_ms // 1000
    if seconds < 120:
        return f"{seconds} s ago"
    return f"{seconds // 60} min ago" if seconds < 7200 else f"{seconds // 3600} h ago"


def _clock(t: Any) -> str:
    if not isinstance(t, int):
        return "not set: `ringout logs pull` sets it"
    when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(t))
    off = t - int(time.time())
    return when if abs(off) <= CLOCK_TOLERANCE_S else f"{when} ({off:+d} s off)"

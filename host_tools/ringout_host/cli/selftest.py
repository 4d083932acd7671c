"""`ringout selftest`: the tester tests itself; what is broken and what to do."""

from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from ringout_host.cli.options import Json, Port, examples
from ringout_host.cli.output import out, print_json, tell
from ringout_host.errors import Exit
from ringout_host.link.device import SLOW_S, open_device


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(epilog=examples("ringout selftest", "ringout selftest --json | jq .checks"))
    def selftest(
        port: Port = None,
        json: Json = False,
        timeout: Annotated[
            float, typer.Option("--timeout", min=1.0, help="Seconds to wait for the result.")
        ] = SLOW_S,
    ) -> None:
        """Check the tester itself.

        That is the ADC, references, mux, every line, display, supply and keys.

        Unplug every cable first. Exit 0 when all checks pass, 5 when the tester is broken.
        """
        with open_device(port) as device:
            reply = device.call("selftest", timeout_s=timeout)
        checks, passed = reply["checks"], reply["pass"]
        if json:
            print_json({"pass": passed, "checks": checks})
        else:
            out.print(_table(checks))
            tell("all checks passed" if passed else "the tester needs attention")
        raise typer.Exit(Exit.OK if passed else Exit.PROTOCOL)


def _table(checks: list[dict[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("", "check", "value", "allowed", "what to do"):
        table.add_column(heading)
    for check in checks:
        value = allowed = ""
        if check.get("value") is not None:
            value = f"{check['value']:g} {check.get('unit') or ''}".rstrip()
        if check.get("low") is not None and check.get("high") is not None:
            allowed = f"{check['low']:g} to {check['high']:g}"
        mark = Text("ok") if check["ok"] else Text("FAIL", "bold red")
        table.add_row(mark, check["name"], value, allowed, check.get("advice") or "")
    return table

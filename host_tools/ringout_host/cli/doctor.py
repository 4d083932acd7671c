"""`ringout doctor`: look at everything that can be wrong, and say the fix for each."""

import dataclasses
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from ringout_host.cli.logs import look
from ringout_host.cli.options import Database, Json, Port, examples
from ringout_host.cli.output import out, print_json
from ringout_host.doctor import computer, udev, units
from ringout_host.doctor.finding import BAD, OK, WARN, Finding
from ringout_host.errors import Exit

_MARK = {OK: ("ok  ", "green"), WARN: ("note", "yellow"), BAD: ("FIX ", "bold red")}


def add(app: typer.Typer) -> None:
    """Register the command."""
    app.command(
        "doctor",
        epilog=examples(
            "ringout doctor",
            "ringout doctor --json",
            "ringout doctor --unit unit.json",
            f"ringout doctor --udev | sudo tee {udev.PATH}",
        ),
    )(doctor)


def doctor(
    port: Port = None,
    db: Database = None,
    rule: Annotated[
        bool, typer.Option("--udev", help="Print a udev rule file for Linux and stop.")
    ] = False,
    unit: Annotated[
        Path | None,
        typer.Option("--unit", help="A file of ringout characterise: say what is odd about it."),
    ] = None,
    json: Json = False,
) -> None:
    """Find out why a tester does not work here, and what to do.

    Looks at USB, port permission, who holds the port, ModemManager, firmware and its version,
    clock, log, settings, crash file and database. The exit code is the first problem's.
    """
    if rule:
        sys.stdout.write(udev.rule())
        return
    findings = _look(port, db) if unit is None else units.examine(unit)
    code = next((found.exit_code for found in findings if found.status == BAD), Exit.OK)
    if json:
        print_json({"ok": code == Exit.OK, "findings": [*map(dataclasses.asdict, findings)]})
    else:
        for found in findings:
            mark, style = _MARK[found.status]
            line = Text.assemble((mark, style), "  ", look.plain(found.check), ": ")
            out.print(line.append_text(look.plain(found.text)), soft_wrap=True)
            if found.fix:
                out.print(look.plain(f"      -> {found.fix}"), soft_wrap=True)
    raise typer.Exit(code)


def _look(port: str | None, db: str | None) -> list[Finding]:
    from ringout_host.doctor import tester
    from ringout_host.link import ports

    found = ports.find_ports()
    findings: list[Finding | None] = []
    if port is None:
        findings.append(computer.usb(found))
    findings.append(computer.modem_manager())
    for path in [port] if port is not None else [each.path for each in found]:
        findings += tester.examine(path)
    findings.append(computer.database(db))
    return [finding for finding in findings if finding is not None]

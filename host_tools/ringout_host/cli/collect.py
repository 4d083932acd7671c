"""`ringout collect`: a service that pulls every tester that is plugged in."""

import shlex
import shutil
import signal
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from ringout_host.cli.options import Database, Json, examples
from ringout_host.cli.output import note, print_json
from ringout_host.errors import UsageError

_UNIT = """\
# sudo tee /etc/systemd/system/ringout-collect.service, then
# sudo systemctl enable --now ringout-collect
[Unit]
Description=Pull audio cable testers (ringout)
After=network-online.target
Wants=network-online.target

[Service]
ExecStart={command}
Restart=always
RestartSec=5
# the serial ports
SupplementaryGroups=dialout
DynamicUser=yes
# the one place where it may write: a database without a path lies in here
StateDirectory=ringout
WorkingDirectory=/var/lib/ringout
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only

[Install]
WantedBy=multi-user.target
"""


def add(app: typer.Typer) -> None:
    """Register the command."""
    app.command(
        "collect",
        epilog=examples(
            "ringout collect --db shop.sqlite",
            "ringout collect --exec 'python3 /opt/shop/record.py'",
            "ringout collect --db postgresql+psycopg://ringout@db/ringout --systemd",
        ),
    )(collect)


def collect(
    port: Annotated[
        list[str] | None, typer.Option("--port", help="Only these ports; else every tester.")
    ] = None,
    execute: Annotated[
        list[str] | None,
        typer.Option("--exec", help="Command for each new record; may be given several times."),
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.1, max=3600, help="Seconds that a command may take.")
    ] = 30.0,
    everything: Annotated[
        bool, typer.Option("--all", help="A new command gets the records already stored as well.")
    ] = False,
    once: Annotated[
        bool, typer.Option("--once", help="Pull what is plugged in now, run the commands, end.")
    ] = False,
    systemd: Annotated[
        bool, typer.Option("--systemd", help="Print a systemd unit for these options and stop.")
    ] = False,
    db: Database = None,
    json: Json = False,
) -> None:
    """Wait for testers, pull each new record, acknowledge it, hand it to commands. For weeks.

    A command is run without a shell and gets the record as JSON on standard input; RINGOUT_RECORD
    names it. One that fails is tried again, later and later, until it ends with 0. With --json each
    event is a line. SIGTERM ends it.
    """
    if systemd:
        sys.stdout.write(_unit(sys.argv))
        return
    from ringout_host.collect.daemon import Daemon
    from ringout_host.collect.hooks import Hook
    from ringout_host.link.device import open_device
    from ringout_host.link.ports import find_ports
    from ringout_host.store.database import open_store

    hooks = [Hook(command, timeout) for command in execute or []]
    if len({hook.command for hook in hooks}) < len(hooks):
        raise UsageError("the same --exec twice: give each command once")
    for hook in hooks:  # a mistake in it is said now
        if shutil.which(hook.words[0]) is None:
            raise UsageError(f"--exec {hook.command!r}: there is no program {hook.words[0]}")
    with open_store(db) as store:
        daemon = Daemon(
            store,
            (lambda: port) if port else (lambda: [one.path for one in find_ports()]),
            open_device,
            hooks,
            _teller(json),
        )
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_: daemon.stop.set())
        code = daemon.run(once, everything)
    if code:
        raise typer.Exit(code)


def _unit(argv: list[str]) -> str:
    """The systemd unit that runs the command line `argv`, from any folder."""
    program = Path(argv[0]).resolve()
    command = [str(program)]
    if program.name == "__main__.py":
        command = [sys.executable, "-m", "ringout_host"]
    words = [word for word in argv[1:] if word != "--systemd"]
    for n, word in enumerate(words):
        option, equals, value = word.partition("=")
        if option == "--exec" and equals:
            words[n] = f"--exec={_from_anywhere(value)}"
        elif n and words[n - 1] == "--exec":
            words[n] = _from_anywhere(word)
    if not any(word.startswith("--db") for word in words):
        words += ["--db", "ringout.sqlite"]
    return _UNIT.format(command=shlex.join(command + words).replace("%", "%%"))


def _from_anywhere(command: str) -> str:
    """The command with its program's whole path, where it was named by a path."""
    program, *rest = shlex.split(command)
    if "/" in program:
        program = str(Path(program).absolute())
    return shlex.join([program, *rest])


def _teller(json: bool) -> Any:
    lock = threading.Lock()

    def say(event: str, **facts: Any) -> None:
        now = datetime.now(UTC)
        with lock:
            if json:
                print_json({"t": int(now.timestamp()), "event": event, **facts})
                sys.stdout.flush()
                return
            words = [f"{name} {value}" for name, value in facts.items() if name != "text"]
            words += [facts["text"]] if facts.get("text") else []
            note(" ".join([f"{now:%Y-%m-%dT%H:%M:%SZ}", event, *words]))

    return say

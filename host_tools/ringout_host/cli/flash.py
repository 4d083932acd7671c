"""`ringout flash`: from a bare Pico, or an older ringout, to a tester that answers."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from ringout_host.cli.options import Json, examples
from ringout_host.cli.output import complain, err, out, print_json, progress
from ringout_host.errors import Exit, RingoutError
from ringout_host.flash.steps import Steps


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        epilog=examples(
            "ringout flash",
            "ringout flash --uf2 RPI_PICO-20260406-v1.28.0.uf2",
            "ringout flash --port /dev/ttyACM0",
            "ringout flash --all",
        )
    )
    def flash(
        port: Annotated[
            str | None,
            typer.Option("--port", envvar="RINGOUT_PORT", help="Serial port of the board."),
        ] = None,
        serial: Annotated[
            str | None, typer.Option("--serial", help="USB serial number of the board.")
        ] = None,
        every: Annotated[
            bool, typer.Option("--all", help="Every board that is plugged in, one by one.")
        ] = False,
        uf2: Annotated[
            Path | None,
            typer.Option(
                "--uf2",
                envvar="RINGOUT_UF2",
                help="MicroPython for a bare Pico. Without it: the cache, or a download.",
            ),
        ] = None,
        drive: Annotated[
            Path | None,
            typer.Option("--drive", help="Boot drive of a bare Pico; found by itself."),
        ] = None,
        downgrade: Annotated[
            bool, typer.Option("--downgrade", help="Replace a newer firmware by this older one.")
        ] = False,
        trust: Annotated[
            bool,
            typer.Option("--trust", help="Take a MicroPython that ringout does not know."),
        ] = False,
        json: Json = False,
    ) -> None:
        """Install or update the tester's firmware.

        Log, settings and calibration stay. A Pico in its boot drive (hold BOOTSEL while plugging
        in) gets MicroPython first. The power may fail at any time: the tester starts with the old
        or the new firmware. Exit 5 if the firmware is on it and its self-test fails.
        """
        from ringout_host.flash.targets import choose

        targets = choose(port, serial, drive, every)
        reports, failed = [], 0
        for target in targets:
            try:
                reports.append(_install(target, uf2, downgrade, trust))
            except RingoutError as error:
                if len(targets) == 1:
                    raise
                complain(f"{target}: {error}")  # and on to the next board
                failed = failed or error.exit_code
        if json:
            print_json([vars(report) for report in reports])
        else:
            for report in reports:
                _show(report)
        if not failed and any(report.failed_checks for report in reports):
            failed = Exit.PROTOCOL  # the firmware is on it, and says that the tester is broken
        if failed:
            raise typer.Exit(failed)


def _install(target: Any, uf2: Path | None, downgrade: bool, trust: bool) -> Any:
    """One board, bare or running; its Report."""
    from ringout_host.flash.install import install

    path = target.port or _bare(target.drive, uf2, trust)
    with progress() as bar:
        return install(path, _Bar(bar), downgrade)


def _bare(drive: Path, uf2: Path | None, trust: bool) -> str:
    """MicroPython onto a Pico in its boot drive; the port it comes back as."""
    from ringout_host.flash import bootsel, micropython
    from ringout_host.flash import uf2 as files
    from ringout_host.link.ports import find_ports

    bootsel.check_drive(drive)
    path = micropython.find(uf2)
    if path is None:
        with progress() as bar:
            task = bar.add_task("downloading MicroPython", total=None)
            path = micropython.fetch(
                lambda count, total: bar.update(task, advance=count, total=total)
            )
    pages, found = micropython.checked(path)
    micropython.refuse_file_system(path, pages)
    micropython.refuse_unknown(path, trust)
    data = files.write(pages)
    before = {port.path for port in find_ports()}
    with progress() as bar:
        task = bar.add_task(f"MicroPython {found.version} to {drive}", total=len(data))
        bootsel.copy(data, drive, lambda count: bar.advance(task, count))
    return bootsel.wait_for_port(before)


class _Bar(Steps):
    """Steps shown as a progress bar, and as words on a terminal."""

    def __init__(self, bar: Any):
        self._bar = bar
        self._task: Any = None

    def say(self, text: str) -> None:
        if err.is_terminal:
            self._bar.console.print(text, markup=False, soft_wrap=True)

    def total(self, count: int) -> None:
        self._task = self._bar.add_task("bytes", total=count)

    def sent(self, count: int) -> None:
        self._bar.advance(self._task, count)


def _show(report: Any) -> None:
    lines = [
        f"{report.port}: ringout {report.after} (before: {report.before or 'none'}), MicroPython"
        f" {report.micropython}, device {report.dev}",
        f"  {report.sent_files} files sent ({report.sent_bytes} bytes), {report.removed} removed",
    ]
    if report.selftest is not None and report.failed_checks:
        names = ", ".join(report.failed_checks[:4])
        lines.append(f"  self-test: FAILED ({names}): unplug every cable, then ringout selftest;")
        lines.append("  a Pico that is not on its board yet fails as well")
    elif report.selftest is not None:
        lines.append("  self-test: passed")
    out.print("\n".join(lines), markup=False, soft_wrap=True)
    sys.stdout.flush()

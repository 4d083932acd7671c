"""`ringout flash`: from a bare Pico, or an older ringout, to a tester that answers."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from ringout_host.cli.options import Json, examples
from ringout_host.cli.output import complain, err, out, print_json, progress
from ringout_host.errors import NoDeviceError, RingoutError, UsageError


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
        json: Json = False,
    ) -> None:
        """Install or update the tester's firmware. Log, settings and calibration stay.

        A Pico in its boot drive (hold BOOTSEL while plugging in) gets MicroPython first. The
        power may fail at any time: the tester starts with the old or the new firmware.
        """
        from ringout_host.flash import bootsel

        if port is None and serial is None:
            drives = [drive] if drive else bootsel.drives()
            if len(drives) > 1 and not every:
                names = ", ".join(map(str, drives))
                raise UsageError(f"several boot drives: choose one with --drive, or --all: {names}")
            ports = [_bare(one, uf2) for one in drives]
            ports += [path for path in _plugged(every, bool(ports)) if path not in ports]
        else:
            ports = [port or _with_serial(serial)]
        if not ports:
            raise NoDeviceError(
                "no Pico found: plug it in with a USB data cable; a new one while holding its"
                " BOOTSEL button"
            )
        reports, failed = _install_all(ports, downgrade)
        if json:
            print_json([vars(report) for report in reports])
        else:
            for report in reports:
                _show(report)
        if failed:
            raise typer.Exit(failed)


def _install_all(ports: list[str], downgrade: bool) -> tuple[list[Any], int]:
    """One after the other. With several boards a failing one does not stop the rest."""
    from ringout_host.flash.install import install

    reports = []
    failed = 0
    for path in ports:
        try:
            with progress() as bar:
                reports.append(install(path, _Bar(bar), downgrade))
        except RingoutError as error:
            if len(ports) == 1:
                raise
            complain(f"{path}: {error}")
            failed = failed or error.exit_code
    return reports, failed


def _plugged(every: bool, may_be_none: bool) -> list[str]:
    """Ports of boards that run MicroPython already."""
    from ringout_host.link.ports import find_ports

    found = [port for port in find_ports() if port.kind == "usb"]
    if may_be_none and not every:
        return []  # the bare Pico is what was meant
    if len(found) > 1 and not every:
        names = ", ".join(f"{port.path} ({port.serial})" for port in found)
        raise UsageError(f"several boards: choose with --port or --serial, or --all: {names}")
    return [port.path for port in found]


def _with_serial(serial: str | None) -> str:
    from ringout_host.link.ports import find_ports

    for port in find_ports():
        if port.serial and port.serial.lower() == str(serial).lower():
            return port.path
    raise NoDeviceError(f"no board with serial number {serial}: see `ringout devices`")


def _bare(drive: Path, uf2: Path | None) -> str:
    """MicroPython onto a Pico in its boot drive; the port it comes back as."""
    from ringout_host.flash import bootsel, micropython
    from ringout_host.flash import uf2 as files
    from ringout_host.link.ports import find_ports

    bootsel.check_drive(drive)
    path = micropython.find(uf2)
    if path is None:
        err.print("downloading MicroPython ...", markup=False)
        path = micropython.fetch()
    pages, found = micropython.checked(path)
    data = files.write(pages)
    before = {port.path for port in find_ports()}
    with progress() as bar:
        task = bar.add_task(f"MicroPython {found.version} to {drive}", total=len(data))
        bootsel.copy(data, drive, lambda count: bar.advance(task, count))
    return bootsel.wait_for_port(before)


class _Bar:
    """Steps shown as a progress bar, and as words on a terminal."""

    def __init__(self, bar: Any):
        self._bar = bar
        self._task = None

    def say(self, text: str) -> None:
        if err.is_terminal:
            self._bar.console.print(text, markup=False, soft_wrap=True)

    def total(self, count: int) -> None:
        self._task = self._bar.add_task("bytes", total=count)

    def sent(self, count: int) -> None:
        self._bar.advance(self._task, count)


def _show(report: Any) -> None:
    before = report.before or "none"
    out.print(
        f"{report.port}: ringout {report.after} (before: {before}), MicroPython"
        f" {report.micropython}, device {report.dev}",
        markup=False,
        soft_wrap=True,
    )
    out.print(
        f"  {report.sent_files} files sent ({report.sent_bytes} bytes), {report.removed} removed",
        markup=False,
        soft_wrap=True,
    )
    if report.selftest is not None:
        passed = report.selftest.get("passed", report.selftest.get("ok"))
        out.print(f"  self-test: {'passed' if passed else 'see ringout selftest'}", markup=False)
    sys.stdout.flush()

"""Which boards `ringout flash` works on: boot drives of bare Picos, ports of running ones."""

import os
from dataclasses import dataclass
from pathlib import Path

from serial.tools import list_ports

from ringout_host.errors import NoDeviceError, UsageError
from ringout_host.flash import bootsel
from ringout_host.link.ports import (
    PRODUCT_MICROPYTHON,
    VENDOR_RASPBERRY_PI,
    bootsel_present,
    find_ports,
)


@dataclass(frozen=True)
class Target:
    """drive: of a bare Pico. port: of a board that runs MicroPython. One of them is set."""

    drive: Path | None = None
    port: str = ""

    def __str__(self) -> str:
        return self.port or str(self.drive)


def choose(
    port: str | None = None,
    serial: str | None = None,
    drive: Path | None = None,
    every: bool = False,
) -> list[Target]:
    """What the user means. NoDeviceError: nothing there; UsageError: several, or contradictory
    wishes, or a port that is another kind of board's."""
    if port == os.environ.get("RINGOUT_PORT") and (serial or drive or every):
        port = None  # only a default
    wishes = [("--port", port), ("--serial", serial), ("--drive", drive), ("--all", every)]
    given = [name for name, wish in wishes if wish]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} do not go together: give one of them")
    if drive:
        return [Target(drive=drive)]
    if port:
        refuse_strangers(port)
        return [Target(port=port)]
    if serial:
        return [Target(port=_with_serial(serial))]
    found = [Target(drive=path) for path in bootsel.drives()]
    found += [Target(port=path) for path in _boards()]
    if not found:
        raise NoDeviceError(_nothing())
    if len(found) > 1 and not every:
        raise UsageError(
            f"several boards: choose with --port, --serial or --drive, or --all: {_listed(found)}"
        )
    return found


def refuse_strangers(path: str) -> None:
    """UsageError if the system knows that another kind of board is behind a port: nothing may
    be sent to it. A port that is no USB device (a simulated one) is not judged."""
    real = Path(path).resolve()
    for info in list_ports.comports():
        if Path(info.device).resolve() != real or info.vid is None:
            continue
        if (info.vid, info.pid) != (VENDOR_RASPBERRY_PI, PRODUCT_MICROPYTHON):
            what = info.product or info.description or "another device"
            raise UsageError(
                f"{path} is {what} (USB {info.vid:04X}:{info.pid:04X}), not a Pico with"
                " MicroPython: see what `ringout devices` finds"
            )


def _boards() -> list[str]:
    return [port.path for port in find_ports() if port.kind == "usb"]


def _with_serial(serial: str) -> str:
    for port in find_ports():
        if port.serial and port.serial.lower() == serial.lower():
            return port.path
    raise NoDeviceError(f"no board with serial number {serial}: see `ringout devices`")


def _listed(found: list[Target]) -> str:
    serials = {port.path: port.serial for port in find_ports()}
    names = [f"{t} ({serials[t.port]})" if serials.get(t.port) else str(t) for t in found]
    return ", ".join(names)


def _nothing() -> str:
    if bootsel_present():
        return (
            "a Pico is in its boot drive, but the drive is not mounted: open it in the file"
            f" manager, or mount it and name it with --drive (it holds {bootsel.INFO})"
        )
    return (
        "no Pico found: plug it in with a USB data cable; a new one while holding its BOOTSEL"
        " button"
    )

"""This computer's side: USB, drivers, ModemManager, the database."""

import sys
from pathlib import Path

import sqlalchemy as sa

from ringout_host.doctor import udev
from ringout_host.doctor.finding import BAD, OK, WARN, Finding, from_error
from ringout_host.errors import Exit, RingoutError
from ringout_host.link import ports
from ringout_host.store.database import default_path, open_store

_USB = Path("/sys/bus/usb/devices")
_PROC = Path("/proc")


def usb(found: list[ports.Port], devices: Path = _USB) -> Finding:
    """Whether a tester is plugged in, and if not, how far it got."""
    if found:
        names = ", ".join(port.path for port in found)
        return Finding("usb", OK, f"found {names}")
    if ports.bootsel_present(devices):
        return Finding(
            "usb", BAD, "a Pico is in its boot drive: it runs no tester",
            "ringout flash installs the firmware; its reset button starts what is on it",
            Exit.NO_DEVICE,
        )  # fmt: skip
    if _on_bus(devices):
        return Finding(
            "usb", BAD, "a tester is on the USB bus but has no serial port",
            "sudo modprobe cdc_acm; in a virtual machine or container hand the port through",
            Exit.NO_DEVICE,
        )  # fmt: skip
    return Finding(
        "usb", BAD, "no tester on the USB bus",
        "use a data cable (a charge-only one powers the tester and carries no data: the screen "
        "is on and nothing appears here), try another socket, press the tester's reset button",
        Exit.NO_DEVICE,
    )  # fmt: skip


def _on_bus(devices: Path) -> bool:
    for path in devices.glob("*/idVendor"):
        try:
            vendor = int(path.read_text(), 16)
            product = int((path.parent / "idProduct").read_text(), 16)
        except (OSError, ValueError):
            continue
        if (vendor, product) == (ports.VENDOR_RASPBERRY_PI, ports.PRODUCT_MICROPYTHON):
            return True
    return False


def modem_manager(proc: Path = _PROC, ruled: bool | None = None) -> Finding | None:
    """Whether ModemManager may grab the port for seconds after plugging in. Linux only."""
    if not sys.platform.startswith("linux"):
        return None
    if not _runs("ModemManager", proc):
        return Finding("modemmanager", OK, "ModemManager does not run")
    if udev.installed() if ruled is None else ruled:
        return Finding("modemmanager", OK, "ModemManager runs and leaves testers alone")
    return Finding(
        "modemmanager", WARN,
        "ModemManager runs and talks to every new serial port for some seconds", udev.INSTALL,
    )  # fmt: skip


def _runs(name: str, proc: Path) -> bool:
    for path in proc.glob("[0-9]*/comm"):
        try:
            if path.read_text().strip() == name[:15]:  # the kernel keeps 15 characters
                return True
        except OSError:
            continue
    return False


def database(db: str | None) -> Finding:
    """Whether the database opens and, for SQLite, is whole. Makes no new one."""
    if db is None and not default_path().exists():
        return Finding("database", OK, "no records pulled yet")
    try:
        with open_store(db) as store, store.read() as connection:
            trouble = "ok"
            if store.is_sqlite:
                trouble = str(connection.scalar(sa.text("PRAGMA quick_check(1)")))
    except RingoutError as error:
        return from_error("database", error)
    if trouble != "ok":
        trouble = trouble.splitlines()[-1]  # before it, the name of the table
        return Finding(
            "database", BAD, f"{store.name} is damaged ({trouble})",
            "restore a copy, or move it away and pull again what the testers still hold",
            Exit.DATA_CORRUPT,
        )  # fmt: skip
    return Finding("database", OK, store.name)

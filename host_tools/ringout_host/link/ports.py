"""Which serial port is the tester's, and opening it for this program alone."""

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path

import platformdirs
import serial
from serial.tools import list_ports

from ringout_host.errors import NoDeviceError, PortRefusedError, UsageError
from ringout_host.link.holders import Holder, holders
from ringout_host.outside import visible

try:
    import grp
except ImportError:  # Windows has no groups in this sense, and no such refusals
    grp = None  # type: ignore[assignment]

VENDOR_RASPBERRY_PI = 0x2E8A
PRODUCT_MICROPYTHON = 0x0005  # MicroPython's USB serial port on every RP2040 board
PRODUCTS_BOOTSEL = (0x0003, 0x000F)  # RP2040, RP2350: a drive, no serial port
BAUD = 115200  # of no effect on USB
WRITE_TIMEOUT_S = 3.0


@dataclass(frozen=True)
class Port:
    """A port that may be a tester's. serial: the USB serial number, "" if it has none."""

    path: str
    serial: str
    kind: str  # "usb" or "simulated"


def links_folder() -> Path:
    """Where `ringout serve` puts its link unless told otherwise."""
    return platformdirs.user_cache_path("ringout") / "ports"


def own_link() -> Path:
    """The link of a handheld served by this process, made so that `find_ports` finds it."""
    folder = links_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"handheld-{os.getpid()}"


def find_ports() -> list[Port]:
    """Every port with a MicroPython board behind it, then the running simulated handhelds."""
    found = [
        Port(info.device, info.serial_number or "", "usb")
        for info in list_ports.comports()
        if info.vid == VENDOR_RASPBERRY_PI and info.pid == PRODUCT_MICROPYTHON
    ]
    try:
        links = sorted(links_folder().iterdir())
    except OSError:
        links = []
    simulated = [Port(str(link), "", "simulated") for link in links if _is_served(link)]
    return sorted(found, key=lambda port: port.path) + simulated


def bootsel_present(devices: Path = Path("/sys/bus/usb/devices")) -> bool:
    """True if a Pico waits in its boot drive instead of running the tester (Linux only)."""
    for product in devices.glob("*/idProduct"):
        try:
            vendor = int((product.parent / "idVendor").read_text(), 16)
            if vendor == VENDOR_RASPBERRY_PI and int(product.read_text(), 16) in PRODUCTS_BOOTSEL:
                return True
        except (OSError, ValueError):
            continue
    return False


def choose_port(wanted: str | None = None) -> str:
    """The path to open: `wanted`, else RINGOUT_PORT, else the only one there is."""
    wanted = wanted or os.environ.get("RINGOUT_PORT")
    if wanted:
        return wanted
    found = find_ports()
    if not found:
        if bootsel_present():
            raise NoDeviceError(
                "a Pico is in its boot drive and runs no tester: `ringout flash` installs it,"
                " or press its reset button to start what is on it"
            )
        raise NoDeviceError(
            "no tester found: plug it in with a USB data cable (charge-only cables carry no"
            " data), or try without one: ringout serve --cable trs_trs"
        )
    if len(found) > 1:
        paths = ", ".join(port.path for port in found)
        raise UsageError(f"several testers are there: say which, for example --port {paths}")
    return found[0].path


def open_port(path: str) -> serial.Serial:
    """Open `path` so that no second program can mix its requests with ours.

    NoDeviceError: nothing there; PortRefusedError: busy, or not permitted.
    """
    if "://" in path:
        return _open_url(path)
    _require_terminal(path)
    try:
        port = serial.Serial(None, BAUD, write_timeout=WRITE_TIMEOUT_S)
        port.exclusive = True if os.name == "posix" else None  # flock: holds for root as well
        port.port = path
        port.open()
    except serial.SerialException as error:
        raise _refusal(path, error) from error
    except OSError as error:  # not wrapped by pyserial: the port vanished while it was set up
        raise NoDeviceError(f"{path} went away while it was opened: plug it in again") from error
    others = holders(path) if os.name == "posix" else []
    if others:  # an opener that takes no lock would read half of our replies
        port.close()
        raise PortRefusedError(_busy(path, others))
    return port


def _open_url(url: str) -> serial.Serial:
    """A port over the network, such as socket://127.0.0.1:7000 of `ringout serve --tcp`."""
    try:
        return serial.serial_for_url(url, BAUD, write_timeout=WRITE_TIMEOUT_S)
    except (OSError, ValueError) as error:
        raise NoDeviceError(
            f"nothing answers at {url} ({visible(error)}): start ringout serve --tcp, or write"
            " --port socket://127.0.0.1:7000"
        ) from None


def _require_terminal(path: str) -> None:
    if os.name != "posix":
        return
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        if os.path.islink(path):
            raise NoDeviceError(
                f"the simulated handheld behind {path} has ended: start it again with"
                f" ringout serve --cable trs_trs --link {path}"
            ) from None
        raise NoDeviceError(
            f"there is no port {path}: plug in the tester and see what `ringout devices` finds"
        ) from None
    except OSError as error:
        raise NoDeviceError(f"cannot look at {path}: {error.strerror}") from error
    if not stat.S_ISCHR(mode):
        raise NoDeviceError(f"{path} is not a serial port: see what `ringout devices` finds")


def _refusal(path: str, error: serial.SerialException) -> Exception:
    number = error.errno
    if number in (errno.EACCES, errno.EPERM):
        return PortRefusedError(_permission(path))
    if number in (errno.EBUSY, errno.EAGAIN, errno.EWOULDBLOCK):
        return PortRefusedError(_busy(path, holders(path)))
    if "lock" in str(error):
        return PortRefusedError(_busy(path, holders(path)))
    if "configure" in str(error):  # pyserial hides ENOTTY in its text
        return NoDeviceError(f"{path} is not a serial port: see what `ringout devices` finds")
    if number in (errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.EIO):
        return NoDeviceError(f"nothing answers behind {path} any more: plug the tester in again")
    return NoDeviceError(f"{path} cannot be opened as a serial port: {error}")


def _busy(path: str, others: list[Holder]) -> str:
    if others:
        by = ", ".join(str(other) for other in others)
        return f"{path} is in use by {by}: close that program, or wait until it has finished"
    return (
        f"{path} is in use by a program of another user: a serial terminal, or ModemManager in"
        " the first seconds after plugging in; close it or wait, then repeat the command"
    )


def _permission(path: str) -> str:
    owner = os.stat(path)
    try:
        group = grp.getgrgid(owner.st_gid).gr_name
    except KeyError:
        group = str(owner.st_gid)
    if owner.st_mode & stat.S_IRGRP and owner.st_mode & stat.S_IWGRP and group != "root":
        return (
            f"no permission for {path}, which belongs to the group {group}:"
            f" sudo usermod -aG {group} $USER, then log out and in again"
        )
    return (
        f"no permission for {path} (group {group}): install the udev rule that"
        " `ringout doctor` prints, then unplug the tester and plug it in again"
    )


def _is_served(link: Path) -> bool:
    """Whether the process that made the link lives: a terminal's number is soon used again."""
    try:
        os.kill(int(link.name.rpartition("-")[2]), 0)
        return stat.S_ISCHR(os.stat(link).st_mode)
    except (OSError, ValueError):
        return False

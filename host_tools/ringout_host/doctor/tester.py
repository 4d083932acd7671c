"""The tester's side: does it answer, which firmware, its log, settings, clock, crash file."""

import time
from contextlib import closing, suppress
from typing import Any

import serial

from ringout import __version__
from ringout_host.compact import traceback
from ringout_host.doctor import stopped
from ringout_host.doctor.finding import BAD, OK, WARN, Finding, from_error
from ringout_host.errors import DeviceError, Exit, RingoutError, SilentError
from ringout_host.flash.bundle import program
from ringout_host.flash.targets import refuse_strangers
from ringout_host.link.device import Device, open_device, patience_wanted
from ringout_host.link.ports import open_port

_CLOCK_OFF_S = 60
_LOG_FULL_PERCENT = 80
_SAID_S, _SAID_BYTES = 1.0, 8192  # of a board that was interrupted
_NEWEST = "ringout flash brings the newest firmware; if it stays, report this text"


def examine(path: str) -> list[Finding]:
    """Everything that can be asked of the tester on `path`; one problem if it does not answer."""
    try:
        with open_device(path) as device:
            return [
                _firmware(path, device.info),
                _clock(path, device.info),
                _log(path, device),
                _settings(path, device),
                _crash(path, device),
            ]
    except RingoutError as error:
        return _stopped(path, error)


def _firmware(path: str, info: dict[str, Any]) -> Finding:
    fw = info.get("fw")
    if fw == __version__:
        return Finding(f"{path} firmware", OK, f"{fw}, as this program")
    return Finding(
        f"{path} firmware", WARN, f"the tester has {fw}, this program is {__version__}",
        "ringout flash makes them the same",
    )  # fmt: skip


def _clock(path: str, info: dict[str, Any]) -> Finding:
    t = info.get("t")
    if not isinstance(t, int):
        return Finding(f"{path} clock", WARN, "not set", "ringout logs pull sets it")
    off = t - int(time.time())
    if abs(off) > _CLOCK_OFF_S:
        return Finding(f"{path} clock", WARN, f"{off:+d} s off", "ringout logs pull sets it")
    return Finding(f"{path} clock", OK, "set")


def _log(path: str, device: Device) -> Finding:
    check = f"{path} log"
    try:
        stat = device.log_stat()
    except DeviceError as error:
        return from_error(check, error)
    count = stat.get("records")
    words = f"{count} record{'' if count == 1 else 's'}"
    if stat.get("dropped"):
        return Finding(
            check, WARN, f"{words}; it was full and dropped {stat['dropped']} tests",
            "ringout logs pull, and more often",
        )  # fmt: skip
    percent = stat.get("percent")
    if isinstance(percent, int) and percent >= _LOG_FULL_PERCENT:
        return Finding(check, WARN, f"{percent} % full", "ringout logs pull makes room")
    if stat.get("damaged"):
        return Finding(
            check, WARN, f"{words}; {stat['damaged']} lines were torn, as by a power cut",
            "ringout logs pull keeps everything else; let a test finish before unplugging",
        )  # fmt: skip
    return Finding(check, OK, words)


def _settings(path: str, device: Device) -> Finding:
    check = f"{path} settings"
    try:
        reply = device.settings_get()
    except DeviceError as error:
        if error.code == "bad-op":
            return Finding(check, OK, "this firmware has none")
        return from_error(check, error)
    message = reply.get("message")
    if message:  # "settings lost: defaults", "older settings in use"
        return Finding(
            check, BAD, str(message), "set them again in the tester's menu", Exit.DATA_CORRUPT
        )
    return Finding(check, OK, "readable")


def _crash(path: str, device: Device) -> Finding:
    check = f"{path} crash file"
    try:
        text = str(device.call("crash.read").get("text") or "").strip()
    except DeviceError as error:
        if error.code == "bad-op":
            return Finding(check, OK, "this firmware keeps none")
        return from_error(check, error)
    if not text:
        return Finding(check, OK, "none")
    last = traceback.in_a_line(text, program)
    return Finding(check, WARN, f"the firmware failed: {last}", _NEWEST)


def _stopped(path: str, error: RingoutError) -> list[Finding]:
    """No tester answered: why, if its firmware or the board's prompt tells."""
    found = [from_error(path, error)]
    if isinstance(error, SilentError):
        with suppress(RingoutError, OSError, serial.SerialException):
            refuse_strangers(path)
            with closing(open_port(path)) as port:
                port.timeout = _SAID_S * patience_wanted()
                said = stopped.told(port.write, lambda: port.read(_SAID_BYTES))
            if said:
                found.append(Finding(f"{path} firmware", BAD, said, _NEWEST, error.exit_code))
    return found

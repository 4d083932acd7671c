"""A press with every reading, from a tester on a port or from a simulated one."""

import time
from typing import Any
from zlib import crc32

import msgspec

from ringout_host.cases.case import FORMAT, PERSONAL, Case
from ringout_host.errors import DeviceError, ProtocolError
from ringout_host.link.device import SLOW_S, Device
from ringout_host.link.inside import device_of
from ringout_host.outside import sane, visible

AGAIN = "repeat the command"


def from_device(device: Device, cable: str) -> Case:
    """Press TEST from afar. ProtocolError if what comes is not all or makes no sense."""
    try:
        reply = device.call("capture", timeout_s=2 * SLOW_S)
    except DeviceError as error:
        if error.code == "bad-op":
            raise ProtocolError(
                "the firmware of this tester keeps no readings: ringout flash"
            ) from None
        raise
    lines = [line + b"\n" for line in reply.pop("streamed")]
    return _case(lines, reply, device.info, cable)


def from_handheld(handheld: Any, cable: str, simulated: dict[str, Any]) -> Case:
    """The same over the console of a simulated handheld."""
    case = from_device(device_of(handheld), cable)
    case.simulated = simulated
    return case


def _case(lines: list[bytes], reply: dict[str, Any], info: dict[str, Any], cable: str) -> Case:
    if f"{crc32(b''.join(lines)):08x}" != reply.get("crc"):
        raise ProtocolError(f"not every reading arrived: {AGAIN}")
    settings = reply.get("settings")
    settings = settings if isinstance(settings, dict) else {}
    try:
        record = dict(reply["record"])
        record["tag"] = {}
        return msgspec.convert(
            sane(
                {
                    "ringout": "case",
                    "format": FORMAT,
                    "cable": cable,
                    "t": int(time.time()),
                    "fw": info.get("fw"),
                    "dev": info.get("dev"),
                    "mode": reply.get("mode"),
                    "length_m": reply.get("length_m"),
                    "settings": {k: v for k, v in settings.items() if k not in PERSONAL},
                    "calibration": reply.get("calibration"),
                    "files": reply.get("files"),
                    "broken": reply.get("broken"),
                    "expander": reply.get("expander") is True,
                    "record": {k: v for k, v in record.items() if k not in PERSONAL},
                    "calls": [line.decode("ascii").strip() for line in lines],
                }
            ),
            Case,
        )
    except (KeyError, TypeError, ValueError, msgspec.ValidationError) as error:
        raise ProtocolError(
            f"what the tester sent is no case ({visible(error)}): {AGAIN}"
        ) from None

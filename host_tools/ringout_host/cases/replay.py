"""The firmware's own press on the readings of a case: nothing is measured, all is judged anew."""

import tempfile
from typing import Any

import msgspec

from ringout import __version__
from ringout.storage.files import Files
from ringout_host.cases.case import Case
from ringout_host.cases.replayed import Diverged, press
from ringout_host.errors import DataCorruptError, ProtocolError

CLOSE = 0.001  # of a number
LEAST = {"leg_ohm": 2e-4, "pf": 0.02}  # what rounding makes of small ones


def replayed(case: Case) -> dict[str, Any]:
    """The record that this firmware makes of the case. ProtocolError where it asks for something
    that was not recorded, DataCorruptError for a case that no tester makes."""
    with tempfile.TemporaryDirectory(prefix="ringout-") as folder:
        try:
            return dict(press(msgspec.to_builtins(case), case.calls, Files(folder)))
        except Diverged as error:
            raise ProtocolError(f"{error}: {_why(case)}") from None
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise DataCorruptError(f"no tester is like that of this case: {error}") from None


def _why(case: Case) -> str:
    if case.fw != __version__:
        return f"the case is of firmware {case.fw}, this is {__version__}: replay it with that one"
    return "the firmware was changed since, or the case was"


def differences(record: dict[str, Any], then: dict[str, Any]) -> list[str]:
    """What a replay says otherwise than another record of the same press: verdict, nets, faults
    with their contacts, and numbers by more than 0.1 %."""
    found = [
        f"{key}: {record.get(key)}, then {then.get(key)}"
        for key in ("verdict", "nets", "wiring", "cable")
        if record.get(key) != then.get(key)
    ]
    if _named(record) != _named(then):
        found.append(f"faults: {_named(record)}, then {_named(then)}")
    for key, least in LEAST.items():
        found += _numbers(key, record.get(key) or {}, then.get(key) or {}, least)
    return found


def _named(record: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        tuple(fault.get(key) for key in ("code", "net", "contact", "end"))
        for fault in record.get("faults") or []
    ]


def _numbers(key: str, now: Any, then: Any, least: float) -> list[str]:
    if not isinstance(then, dict) or now.keys() != then.keys():
        return [f"{key}: of other contacts"]
    return [
        f"{key} of {pair}: {now[pair]}, then {then[pair]}"
        for pair in now
        if not _alike(now[pair], then[pair], least)
    ]


def _alike(now: Any, then: Any, least: float) -> bool:
    if not (isinstance(now, list) and isinstance(then, list) and len(then) == 2):
        return bool(now == then)
    try:
        return abs(now[0] - then[0]) <= least + CLOSE * abs(then[0])
    except TypeError:
        return False

"""Cable specs and wiring names from the command line, with mistakes explained."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from ringout.measure.calibrator import Refusal
from ringout.wirings import lookup, own_files, stocks
from ringout_host.cables.cable import MOST_PART_NUMBER, Cable
from ringout_host.catalogue import fresh
from ringout_host.errors import DeviceError, ProtocolError, RingoutError, UsageError
from ringout_host.sim import units
from ringout_host.sim.handheld import Handheld
from ringout_host.sim.units import SpecError

_MOST_TURNS = 500  # of the app's loop, before an answer must have come

fresh.require()


def plug(
    cable: str, root: Path, seed: int = 1, realtime: bool = False, tester: str | None = None
) -> Handheld:
    """A virtual handheld with this cable in it; UsageError for a mistake in a spec."""
    try:
        return Handheld(cable, str(root), seed, realtime, tester)
    except SpecError as error:
        raise UsageError(str(error)) from error
    except Refusal as error:
        raise RingoutError(f"this simulated tester cannot be calibrated: {error}") from error


@contextmanager
def plugged(cable: str, seed: int = 1, tester: str | None = None) -> Iterator[Handheld]:
    """A virtual handheld whose flash is forgotten afterwards."""
    with tempfile.TemporaryDirectory(prefix="ringout-") as root:
        yield plug(cable, Path(root), seed, tester=tester)


def replug(handheld: Handheld, cable: str) -> None:
    """Another cable into a running handheld; UsageError for a mistake in the spec."""
    try:
        handheld.plug(cable)
    except SpecError as error:
        raise UsageError(str(error)) from error


def of_stock(cable: str, stock: str | None) -> str:
    """The spec of a simulated line, of this stock where it does not say what it is made of."""
    name, *items = [item.strip() for item in cable.split(",")]
    says = [item for item in items if item.partition("=")[0].strip() in ("stock", "cs", "cc")]
    if not stock or says or name == "none" or name.endswith(".toml"):
        return cable
    return f"{cable},stock={stock}"


def own_cable(mode: str) -> Cable | None:
    """The cable of yours that a mode such as `expect:./piano.toml`, `expect:piano-di` or, by its
    part number, `expect:SP-0031` is about; None for any other mode."""
    kind, _, name = mode.partition(":")
    if kind != "expect" or not name or lookup.is_listed(name):
        return None
    from ringout_host.cables import (
        ready,
        shown,
        toml_file,  # what reads TOML is not for every press
    )

    if name.endswith(".toml") or "/" in name or "\\" in name:
        return toml_file.load(Path(name))
    folder = shown.folder()
    if own_files.is_id(name) and folder.has(name):
        return folder.load(name)
    if name in ready.files():
        return toml_file.load(ready.files()[name])
    return folder.of_part_number(name)


def set_mode(
    handheld: Handheld, mode: str, length_m: float | None = None, stock: str | None = None
) -> None:
    """Choose a mode as a person does, and tell a length and a stock; a cable file goes into the
    tester first."""
    own = own_cable(mode)
    if own is None:
        handheld.configure(checked_mode(mode), length_m, stock)
        return
    from ringout_host.cables import transfer

    transfer.put(partial(ask, handheld), own)
    handheld.configure("expect:" + own.id, length_m, stock)


def ask(handheld: Handheld, op: str, **args: Any) -> dict[str, Any]:
    """An op on the console of a simulated handheld, as `link.device.Device.call`."""
    came = bytearray()

    def take(data: bytes) -> int:
        came.extend(data)
        return len(data)

    board = handheld.board
    before, board.console_out = board.console_out, take
    try:
        board.console_in(json.dumps({"id": 1, "op": op, **args}).encode() + b"\n")
        for _ in range(_MOST_TURNS):
            handheld.step()
            for line in bytes(came).split(b"\n")[:-1]:
                if line.startswith(b'{"id":1,'):
                    return _reply(json.loads(line))
    finally:
        board.console_out = before
    raise ProtocolError(f"the simulated tester did not answer {op}")


def _reply(reply: dict[str, Any]) -> dict[str, Any]:
    if reply.get("ok") is not True:
        error = reply.get("err") or {}
        raise DeviceError(str(error.get("code")), str(error.get("text")))
    return reply


def checked_mode(mode: str, on_tester: bool = False) -> str:
    """`auto` or `expect:<wiring id>`; UsageError names what is allowed. on_tester: the id may be
    that of a cable which is stored there."""
    kind, _, name = mode.partition(":")
    if mode == "auto" or (kind == "expect" and name in lookup.ids()):
        return mode
    if kind == "expect" and on_tester and 0 < len(name) <= MOST_PART_NUMBER:
        return mode  # an id or a part number that the tester may know
    if kind == "expect":
        raise UsageError(f"unknown wiring {name!r}: one of {' '.join(lookup.ids())}")
    raise UsageError(f"unknown mode {mode!r}: write auto, expect:trs_trs or expect:./my-cable.toml")


def checked_stock(stock: str) -> str:
    """The id of a stock that the tester knows; UsageError names them."""
    if stocks.find(stock) is None:
        raise UsageError(f"unknown stock {stock!r}: one of {' '.join(stocks.ids())}")
    return stock


def length_m(text: str) -> float:
    """A length such as 6m or 15ft in metres; UsageError for anything else."""
    try:
        return units.length_m(text, "6m or 20ft")
    except SpecError as error:
        raise UsageError(str(error).replace("cable spec: ", "")) from error

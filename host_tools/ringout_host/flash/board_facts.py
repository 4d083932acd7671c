"""What a board says of itself, and whether this firmware goes onto it."""

from dataclasses import dataclass
from typing import Any, Protocol

import msgspec
from packaging.version import Version

from ringout_host.errors import ProtocolError, UsageError
from ringout_host.flash import device_code as code
from ringout_host.flash.bootsel import PICO_2
from ringout_host.flash.bundle import FOLDERS, Bundle, build, fits_mpy
from ringout_host.installed import newer
from ringout_host.outside import Nonsense, sane, visible


class Board(Protocol):
    """Where code runs: prompt.Prompt, or what plays a board in a test."""

    def run(self, code: str) -> str:
        """What it prints."""

    def ask(self, code: str) -> Any:
        """The JSON that it prints."""


class Told(msgspec.Struct):
    """What a board prints about itself, in the types that it has to have."""

    platform: str
    machine: str = ""
    micropython: str = ""
    mpy: int | None = None
    uid: str = ""
    active: str = ""
    firmware: str = ""
    free: int = 0


@dataclass(frozen=True)
class Facts:
    """What a board says of itself. firmware: version of the ringout on it, "" without one."""

    machine: str
    micropython: str
    mpy: int | None
    uid: str
    active: str
    firmware: str
    free: int


def facts_of(board: Board) -> Facts:
    """Ask a board. ProtocolError unless it is a Raspberry Pi Pico with MicroPython."""
    try:
        told = msgspec.convert(sane(board.ask(code.FACTS)), Told)
    except (Nonsense, RecursionError, msgspec.ValidationError) as error:
        raise ProtocolError(
            f"that board says of itself what makes no sense ({visible(error)}): choose the tester's"
            " port with --port, or unplug it, plug it in again and repeat"
        ) from None
    machine = told.machine
    if "RP2350" in machine:
        raise ProtocolError(f"that board is a Pico 2: {PICO_2}")
    if told.platform != "rp2" or "RP2040" not in machine:
        raise ProtocolError(
            f"that board is {machine or told.platform:.60}, not a Raspberry Pi Pico:"
            " choose the tester's port with --port"
        )
    if "Pico W" in machine:
        raise ProtocolError(
            "that board is a Pico W: its wireless module uses pins that the tester needs"
            " (GP23, 24, 29); take a plain Raspberry Pi Pico"
        )
    active = told.active if told.active in FOLDERS else ""
    return Facts(machine, told.micropython, told.mpy, told.uid, active, told.firmware, told.free)


def bundle_for(facts: Facts) -> Bundle:
    """Compiled firmware, or sources where the board's MicroPython takes another .mpy format."""
    return build(compiled=fits_mpy(facts.mpy))


def refuse_downgrade(facts: Facts, bundle: Bundle, allowed: bool) -> None:
    """UsageError if the board has a newer firmware and the user did not ask for an older one."""
    if facts.firmware and _order(facts.firmware) > _order(bundle.version) and not allowed:
        raise UsageError(
            f"the tester has firmware {facts.firmware}, newer than this program's"
            f" {bundle.version}: {newer()}, or really go back with --downgrade"
        )


def _order(version: str) -> Version:
    """A version to compare as PEP 440 does; anything odd is older than all."""
    try:
        return Version(version)
    except ValueError:  # and digits without end
        return Version("0.dev0")

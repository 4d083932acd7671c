"""Cable specs and wiring names from the command line, with mistakes explained."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ringout.measure.calibrator import Refusal
from ringout.wirings import lookup
from ringout_host.errors import RingoutError, UsageError
from ringout_host.sim import units
from ringout_host.sim.handheld import Handheld
from ringout_host.sim.units import SpecError


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


def checked_mode(mode: str) -> str:
    """`auto` or `expect:<wiring id>`; UsageError names what is allowed."""
    kind, _, name = mode.partition(":")
    if mode == "auto" or (kind == "expect" and name in lookup.ids()):
        return mode
    if kind == "expect":
        raise UsageError(f"unknown wiring {name!r}: one of {' '.join(lookup.ids())}")
    raise UsageError(f"unknown mode {mode!r}: write auto or, for example, expect:trs_trs")


def length_m(text: str) -> float:
    """A length such as 6m or 15ft in metres; UsageError for anything else."""
    try:
        return units.length_m(text, "6m or 20ft")
    except SpecError as error:
        raise UsageError(str(error).replace("cable spec: ", "")) from error

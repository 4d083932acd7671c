"""Types that several rooms of the simulator name, and their shapes and units. Only type checkers
read this: MicroPython has no `typing`, so it is imported where nobody runs it (TYPE_CHECKING), and
named in quotes."""

from array import array
from collections.abc import Callable
from typing import Any, Protocol, TypeAlias

from numpy.typing import NDArray

from ringout_host.sim.spec import CableSpec

Array: TypeAlias = NDArray[Any]  # of floats, or of numbers of modes
Volts: TypeAlias = "list[float] | Array"  # of all nodes, or of samples one after the other
Modal: TypeAlias = Any  # distances of the modes from their end: array('d'), list or numpy's
Matrix: TypeAlias = "list[list[float]] | Array"  # square, rows
Sine: TypeAlias = tuple[int, float, float, float]  # node, ampere, hertz, phase in rad
# omega in rad/s, phase, in-phase and quadrature part of every node's voltage (lists or arrays)
Wave: TypeAlias = tuple[float, float, Any, Any]
Tone: TypeAlias = tuple[float, float, float]  # hertz, share of the volts, phase in rad
Letters: TypeAlias = tuple[str, ...]  # of contacts: T, R, R2, S, 5, SH
Handler: TypeAlias = Callable[[CableSpec, str], None]  # takes the text after `=`
Modifiers: TypeAlias = dict[str, tuple[Handler, str]]  # name -> (handler, example)
Steps: TypeAlias = tuple[
    tuple[dict[str, Any], float], ...
]  # (changes, microseconds until the next)
Codes: TypeAlias = "array[int]"  # of a converter, 0 to 4095
# What a bench's pins do: masks of lines driven `high` and `low`, whether the others have their
# `pull_down`; levels of the charge pins `hi` and `lo`, None where released; the mux's `channel`;
# masks `x_high`, `x_low`, `x_pull` of the expander's lines.
Config: TypeAlias = dict[str, Any]
Values: TypeAlias = dict[str, Any]  # of a unit file, as unit.py says
Record: TypeAlias = dict[str, Any]  # of a press: firmware/RECORD.md


class Pin(Protocol):
    """A machine.Pin."""

    gpio: int


class Listener(Protocol):
    """Who is told as the bench's time passes, in stretches in which the circuit is linear."""

    def begins(self) -> None:
        """A stretch begins."""

    def ends(self) -> None:
        """It is over, at this instant."""

    def is_steady(self, seen: Array) -> bool:
        """Whether several may pass at once. seen: voltages of the contacts meanwhile, a row a
        contact, a column a microsecond."""

    def leapt(self) -> None:
        """They have, up to this instant."""


class Resistive(Protocol):
    """What resistors between nodes can be added to: a Network, or Shunts."""

    def resistor(self, a: int, b: int | None, ohm: float) -> None:
        """Between two nodes; b None: ground, or a fixed source."""

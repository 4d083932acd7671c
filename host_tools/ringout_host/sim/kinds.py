"""Types that several rooms of the simulator name, and their shapes and units. Only type checkers
read this: MicroPython has no `typing`, so it is imported where nobody runs it (TYPE_CHECKING), and
named in quotes."""

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias, TypedDict

from numpy.typing import NDArray

from ringout_host.sim.spec import CableSpec

Array: TypeAlias = NDArray[Any]  # of floats, or of numbers of modes
Volts: TypeAlias = "list[float] | Array"  # of all nodes, or of samples one after the other
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
Values: TypeAlias = dict[str, Any]  # of a unit file, as unit.py says
Record: TypeAlias = dict[str, Any]  # of a press: firmware/RECORD.md


class Config(TypedDict):
    """What a bench's pins do: masks of lines driven high and low, whether all others are pulled
    down; levels of the charge pins, None where released; the mux; the same of the expander."""

    high: int
    low: int
    pull_down: bool
    hi: int | None
    lo: int | None
    channel: int
    x_high: int
    x_low: int
    x_pull: int


class Pin(Protocol):
    """A machine.Pin."""

    gpio: int


class Resistive(Protocol):
    """What resistors between nodes can be added to: a Network, or Shunts."""

    def resistor(self, a: int, b: int | None, ohm: float) -> None:
        """Between two nodes; b None: ground, or a fixed source."""

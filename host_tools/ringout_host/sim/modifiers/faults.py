"""What is wrong with a cable and stays so: opens, shorts, swaps, joints, leaks, a lost core."""

from ringout_host.sim import units
from ringout_host.sim.modifiers.places import Place, at, letters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringout_host.sim.kinds import Modifiers
    from ringout_host.sim.spec import CableSpec

DEFAULT_SHORT_OHM = 0.02  # a whisker of braid


class Fault:
    """One fault: kind, contact letters, place, and a value in ohm where it has one."""

    is_random = False  # intermittent, touch: both times are means
    when_moved = False  # a moving contact: only while somebody moves the cable

    def __init__(
        self,
        kind: str,
        letters: tuple[str, ...],
        place: Place,
        ohm: float = 0.0,
        on_us: float = 0.0,
        every_us: float = 0.0,
    ) -> None:
        self.kind = kind  # open, short, swap, joint, leak, core; moving.KINDS
        self.letters = letters
        self.place = place
        self.ohm = ohm
        self.span = (ohm, ohm)  # crackle: least and most ohm
        self.on_us = on_us  # intermittent, touch: length of each dropout or short
        self.every_us = every_us


def _open(spec: "CableSpec", value: str) -> None:
    example = MODIFIERS["open"][1]
    what, place = at(value, Place(fraction=0.5), example)
    spec.faults.append(Fault("open", letters(what, 1, example), place))


def _short(spec: "CableSpec", value: str) -> None:
    example = MODIFIERS["short"][1]
    what, place = at(value, Place(fraction=0.5), example)
    pair, _, ohm = what.partition(":")
    ohms = units.ohm(ohm, example) if ohm else DEFAULT_SHORT_OHM
    spec.faults.append(Fault("short", letters(pair, 2, example), place, max(ohms, 1e-3)))


def _swap(spec: "CableSpec", value: str) -> None:
    example = MODIFIERS["swap"][1]
    what, place = at(value, Place(end="B"), example)
    spec.faults.append(Fault("swap", letters(what, 2, example), place))


def _joint(spec: "CableSpec", value: str) -> None:
    spec.faults.append(_with_ohm("joint", value, 1))


def _leak(spec: "CableSpec", value: str) -> None:
    spec.faults.append(_with_ohm("leak", value, 2))


def _with_ohm(kind: str, value: str, count: int) -> Fault:
    """A fault of `count` contacts and a resistance that must be given."""
    example = MODIFIERS[kind][1]
    what, place = at(value, Place(end="B"), example)
    contacts, _, ohm = what.partition(":")
    ohms = units.ohm(ohm, example)
    return Fault(kind, letters(contacts, count, example), place, ohms)


def _core(spec: "CableSpec", value: str) -> None:
    what, place = at(value, Place(fraction=0.5), MODIFIERS["core"][1])
    spec.faults.append(Fault("core", letters(what, 1, MODIFIERS["core"][1]), place))


MODIFIERS: "Modifiers" = {
    "open": (_open, "open=R@0.3m:B"),
    "short": (_short, "short=T-S:2ohm@B"),
    "swap": (_swap, "swap=T-R@B"),
    "joint": (_joint, "joint=T:3ohm@A"),
    "leak": (_leak, "leak=T-S:200k"),
    "core": (_core, "core=R@50%"),
}

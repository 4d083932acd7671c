"""Where something sits in a cable, and the contact letters it is about."""

from ringout_host.sim import units
from ringout_host.sim.units import SpecError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ringout_host.sim.copper import Wire

ENDS = ("A", "B", "C")
LETTERS = ("T", "R", "R2", "S", "5", "SH")


class Place:
    """Where a fault sits: inside a plug (`end`), or at `fraction` of a leg's length from A."""

    def __init__(
        self, end: str | None = None, metres: float | None = None, fraction: float | None = None
    ) -> None:
        self.end = end  # "A", "B", "C": the plug, or the plug that metres counts from
        self.metres = metres
        self.fraction = fraction

    @property
    def plug(self) -> str:
        """The plug it is in, or counts from; empty where no plug is meant."""
        return self.end or ""

    def in_plug(self) -> bool:
        """True inside a plug, False along the cable."""
        return self.metres is None and self.fraction is None

    def along(self, length_m: float, ends: str) -> float:
        """Fraction of the length from the nearer end of a leg between two plugs such as "AB"."""
        if self.fraction is not None:
            return self.fraction
        if self.metres is not None:
            x = self.metres / length_m
            return x if self.end == ends[0] else 1.0 - x
        return 0.0 if self.end == ends[0] else 1.0

    def runs_in(self, ends: str, wires: "list[Wire]", letters: "Iterable[str]") -> bool:
        """Whether a leg between two plugs, of these conductors, has this place along it and all
        the letters there."""
        if self.end is not None and self.end not in ends:
            return False
        present = [wire.letter(self) for wire in wires]
        return all([letter in present for letter in letters])


def letters(text: str, count: int, example: str) -> tuple[str, ...]:
    """The `count` contact letters of a text such as `T-R`."""
    found = text.split("-")
    if len(found) != count or any(x not in LETTERS for x in found):
        raise SpecError("'%s' is not %d contact(s) of T R R2 S 5 SH" % (text, count), example)
    if len(set(found)) != count:
        raise SpecError("'%s' names one contact twice" % text, example)
    return tuple(found)


def place(text: str, example: str) -> Place:
    """The Place of `B`, `0.3m:B` or `50%`."""
    if text in ENDS:
        return Place(end=text)
    where, _, end = text.partition(":")
    if where.endswith("%"):
        percent = units.number(where[:-1], example)
        if not 0.0 <= percent <= 100.0:
            raise SpecError("'%s' is not from 0%% to 100%%" % where, example)
        return Place(end=end or None, fraction=percent / 100.0)
    if end not in ENDS:
        raise SpecError("'%s' does not say from which plug" % text, example)
    return Place(end=end, metres=units.length_m(where, example))


def at(text: str, default: Place, example: str) -> tuple[str, Place]:
    """Split `what@place`; the default place where none is given."""
    what, _, where = text.partition("@")
    return what, place(where, example) if where else default

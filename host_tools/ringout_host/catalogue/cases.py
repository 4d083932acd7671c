"""Every single fault of the cable grammar, for every wiring, with what it should be called."""

import random
from collections.abc import Iterable, Iterator

from ringout.board.pinmap import CONTACTS
from ringout.wirings import lookup
from ringout.wirings.wiring import Wire, Wiring
from ringout_host.catalogue import fresh

fresh.require()

MIDDLES = ("10%", "50%", "90%")
CODES = {"open": "open", "short": "short", "joint": "high-resistance", "leak": "leakage"}


class Case:
    """spec: the modifier. code, letters, end: what a diagnosis should name (end None: any, a
    fault in the middle or one whose end no measurement can tell)."""

    def __init__(
        self, wiring_id: str, kind: str, letters: tuple[str, ...], place: str, value: str = ""
    ):
        self.wiring_id = wiring_id
        self.kind = kind
        self.letters = letters
        self.place = place
        self.modifier = f"{kind}={'-'.join(letters)}{value and ':' + value}@{place}"
        self.spec = f"{wiring_id},{self.modifier}"

    @property
    def code(self) -> str:
        """The fault code that names it."""
        if self.kind != "swap":
            return CODES[self.kind]
        return "reversed" if set(self.letters) == {"T", "R"} else "crossed"

    @property
    def end(self) -> str | None:
        """The plug it sits in, None in the middle."""
        return self.place if self.place in ("A", "B", "C") else None


def singles(wiring_id: str) -> Iterator[Case]:
    """Every fault at each end and in the middle that touches a conductor there."""
    wiring = lookup.get(wiring_id)
    for place, letters in _places(wiring):
        for letter in letters:
            yield Case(wiring_id, "open", (letter,), place)
            yield Case(wiring_id, "joint", (letter,), place, "3ohm")
        for first, last in _pairs(letters):
            yield Case(wiring_id, "short", (first, last), place)
            yield Case(wiring_id, "short", (first, last), place, "2ohm")
            if not _is_one_net(wiring, place, first, last):  # no current for a leak there
                yield Case(wiring_id, "leak", (first, last), place, "200k")
            yield Case(wiring_id, "swap", (first, last), place)


def _is_one_net(wiring: Wiring, place: str, first: str, last: str) -> bool:
    """Whether two contacts of a plug are joined, through the cable if not in the plug."""
    both = 0
    for letter in (first, last):
        contact = f"{place}.{letter}"
        both |= 1 << CONTACTS.index(contact) if contact in CONTACTS else 0
    return bool(both & (both - 1)) and any(both & net == both for net in wiring.nets)


def every() -> list[Case]:
    """All of them, wiring by wiring."""
    return [case for wiring_id in lookup.ids() for case in singles(wiring_id)]


def doubles(count: int, seed: int) -> list[tuple[Case, Case]]:
    """Random pairs of faults of one wiring; not two exchanges of the same conductors, which
    undo each other."""
    draw = random.Random(seed)
    by_wiring = {wiring_id: list(singles(wiring_id)) for wiring_id in lookup.ids()}
    out: list[tuple[Case, Case]] = []
    while len(out) < count:
        one, other = draw.sample(by_wiring[draw.choice(lookup.ids())], 2)
        if not (one.kind == other.kind == "swap" and one.letters == other.letters):
            out.append((one, other))
    return out


def _places(wiring: Wiring) -> Iterator[tuple[str, list[str]]]:
    """(place, letters of the conductors there), as the grammar knows them."""
    for end in "ABC"[: len(wiring.plugs)]:
        yield (
            end,
            _letters(w.ends[k] for w in _wires(wiring) for k in (0, 1) if _at(w.ends[k], end)),
        )
    far_ends = "BC"[: len(wiring.plugs) - 1]
    for far in far_ends:
        mine = [w for w in _wires(wiring) if _far(w) == far]
        letters = _letters(w.ends[1] if w.ends[0] is None else w.ends[0] for w in mine)
        for middle in MIDDLES:
            yield middle + (":" + far if len(far_ends) > 1 else ""), letters


def _wires(wiring: Wiring) -> list[Wire]:
    return [w for w in wiring.wires if w.kind != "link"]


def _far(wire: Wire) -> str:
    return "B" if wire.ends[1] is None else CONTACTS[wire.ends[1]][0]


def _at(contact: int | None, end: str) -> bool:
    return contact is not None and CONTACTS[contact][0] == end


def _letters(contacts: Iterable[int]) -> list[str]:
    return sorted({CONTACTS[contact][2:] for contact in contacts})


def _pairs(letters: list[str]) -> Iterator[tuple[str, str]]:
    for at, first in enumerate(letters):
        for last in letters[at + 1 :]:
            yield first, last

"""What a cable is made of: conductors from contact to contact, bridges inside its plugs, parts.

    wires:A.T-B.T A.R-C.T A.S=B.S A.S=C.S     a core -, a shield =
    wires:A.T-B.T A.S=B.S B.R~B.S             ~ a bridge inside one plug
    wires:A.T-B.T:1k A.R-B.T:1k A.S=B.S       a part in a conductor, or in a bridge
    wires:A.T-B.T A.R-B.R A.S=                a shield that is open at its other end

Cables that are sold come from the host's own table (`cables.sold`), with their kinds of plug.
Nothing here knows the firmware's catalogue.
"""

from ringout.board.pinmap import EVERY_CONTACT, line_of
from ringout_host.cables.plugs import PLUGS, reach
from ringout_host.cables.sold import SOLD
from ringout_host.sim.components import Component, component
from ringout_host.sim.units import SpecError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ringout_host.sim.modifiers.places import Place

EXAMPLE = "wires:A.T-B.T A.R-B.R A.S=B.S"
MOST_WIRES = 40
_KINDS = {"-": "core", "=": "shield", "~": "bridge"}


class Wire:
    """A conductor. ends: two line numbers, the nearer plug's first, None where it hangs free.
    kind: "core" or "shield". part: a components.Component in it, or None."""

    def __init__(
        self, first: int | None, last: int | None, kind: str, part: Component | None = None
    ) -> None:
        self.ends = (first, last)
        self.kind = kind
        self.part = part

    def letter(self, place: "Place") -> str | None:
        """The letter by which a fault at this place knows the conductor: that of its contact in
        the plug, along the cable that of its nearer end. None where it has none there."""
        named = [line for line in self.ends if line is not None]
        if place.in_plug():
            named = [line for line in named if EVERY_CONTACT[line][0] == place.end]
        return EVERY_CONTACT[named[0]].split(".")[1] if named else None


class Bridge:
    """Two contacts (line numbers) of one plug joined inside it, by wire or through a part.
    is_shape: the plug itself does it."""

    def __init__(
        self, first: int, last: int, part: Component | None = None, is_shape: bool = False
    ) -> None:
        self.ends = (first, last)
        self.part = part
        self.is_shape = is_shape


class Copper:
    """id: what messages call it. ends: its plugs, such as "AB". plugs: their kinds by end, where
    known."""

    def __init__(
        self,
        id: str,
        ends: str,
        wires: list[Wire],
        bridges: list[Bridge],
        plugs: dict[str, str] | None = None,
    ) -> None:
        self.id = id
        self.ends = ends
        self.wires = wires
        self.bridges = bridges
        self.plugs = plugs or {}

    def turned(self) -> "Copper":
        """The same cable with plug A in jack B, and B in A."""
        swap: dict[int | None, int | None] = {None: None}
        lines = []
        for contact in EVERY_CONTACT:
            end, letter = contact.split(".")
            lines.append(line_of({"A": "B", "B": "A"}.get(end, end) + "." + letter))
        swap.update(enumerate(lines))
        wires = [_wire(swap[w.ends[0]], swap[w.ends[1]], w.kind, w.part) for w in self.wires]
        bridges = [
            Bridge(lines[b.ends[0]], lines[b.ends[1]], b.part, b.is_shape) for b in self.bridges
        ]
        plugs = {{"A": "B", "B": "A"}.get(end, end): kind for end, kind in self.plugs.items()}
        ends = "".join(sorted({"A": "B", "B": "A"}.get(end, end) for end in self.ends))
        return Copper(self.id, ends, wires, bridges, plugs)

    def touches(self, contact: str) -> bool:
        """Whether the plug at its end reaches a contact such as "B.R2"."""
        end, letter = contact.split(".")
        if contact not in EVERY_CONTACT or end not in self.ends:
            return False
        kind = self.plugs.get(end)
        return kind is None or letter in reach(kind)

    def joined(self, end: str) -> list[set[int]]:
        """Sets of the lines of a plug that its bridges of bare copper join."""
        bridges = [b for b in self.bridges if EVERY_CONTACT[b.ends[0]][0] == end]
        return _sets([b.ends for b in bridges if b.part is None])

    def nets(self) -> list[set[int]]:
        """Sets of the lines that bare copper joins, two or more each."""
        whole = [w.ends for w in self.wires if w.part is None]
        return _sets(whole + [b.ends for b in self.bridges if b.part is None])


def contacts_of(wire: str) -> list[str]:
    """The one or two contacts of a wire such as "A.T-B.T" or "A.S="."""
    joint = wire.partition(":")[0].replace("=", "-").replace("~", "-")
    return [contact for contact in joint.split("-") if contact]


def _sets(pairs: "Sequence[tuple[int | None, int | None]]") -> list[set[int]]:
    """Lines that pairs of them join; one that hangs joins nothing."""
    sets: list[set[int]] = []
    for first, last in pairs:
        if first is None or last is None:
            continue
        both = {first, last}
        for other in [s for s in sets if s & both]:
            sets.remove(other)
            both |= other
        sets.append(both)
    return sets


def sold(wiring_id: str) -> Copper:
    """The Copper of a cable in the host's table; KeyError for an unknown one."""
    plugs, wires = SOLD[wiring_id]
    return built(wiring_id, wires, dict(zip("ABC", plugs.split(" "))))


def built(id: str, text: str, plugs: "Mapping[str, str | None]") -> Copper:
    """The Copper of wires as a spec writes them. plugs: kinds by end, None for an unknown one."""
    wires, bridges = _read(text)
    known = {end: kind for end, kind in plugs.items() if kind is not None}
    written = [sorted(bridge.ends) for bridge in bridges]
    for end in sorted(known):
        for first, last in PLUGS[known[end]][2]:
            names = [end + "." + first, end + "." + last]
            if names[0] in EVERY_CONTACT and names[1] in EVERY_CONTACT:
                lines = [line_of(name) for name in names]
                if sorted(lines) not in written:
                    bridges.append(Bridge(lines[0], lines[1], is_shape=True))
    return Copper(id, "".join(sorted(plugs)), wires, bridges, known)


def from_wires(text: str) -> Copper:
    """The Copper of what follows `wires:`; SpecError for a mistake."""
    wires, bridges = _read(text)
    lines = [line for each in wires + bridges for line in each.ends if line is not None]
    return Copper(
        "the cable", "".join(sorted(set(EVERY_CONTACT[n][0] for n in lines))), wires, bridges
    )


def _read(text: str) -> tuple[list[Wire], list[Bridge]]:
    tokens = text.split()
    if not tokens:
        raise SpecError("wires: without a wire", EXAMPLE)
    if len(tokens) > MOST_WIRES:
        raise SpecError("%d wires: %d at most" % (len(tokens), MOST_WIRES), EXAMPLE)
    wires, bridges, seen = [], [], set()
    for token in tokens:
        joint, _, value = token.partition(":")
        mark = [c for c in joint if c in _KINDS]
        if len(mark) != 1:
            raise SpecError("'%s' is not two contacts with - = or ~ between" % token, EXAMPLE)
        names = joint.split(mark[0])
        first, last = [_line(name, token) for name in names]
        part = component(value, "A.T-B.T:1k") if value else None
        if first is None and last is None or part is not None and None in (first, last):
            raise SpecError("'%s' begins or ends nowhere" % token, EXAMPLE)
        if first == last:
            raise SpecError("'%s' joins a contact with itself" % token, EXAMPLE)
        pair = tuple(sorted(names))
        if pair in seen:
            raise SpecError("%s and %s are joined twice" % pair, EXAMPLE)
        seen.add(pair)
        one_plug = first is not None and last is not None and names[0][0] == names[1][0]
        to_shell = one_plug and (names[0][2:] == "SH" or names[1][2:] == "SH")
        if mark[0] == "~" or to_shell:
            if first is None or last is None or not one_plug:
                mistake = "'%s': a bridge is inside one plug" % token
                raise SpecError(mistake, "-".join(names) + " for a wire, B.R~B.S for a bridge")
            bridges.append(Bridge(first, last, part))
        elif one_plug:
            raise SpecError("'%s' stays in one plug" % token, "~".join(names) + " for a bridge")
        else:
            wires.append(_wire(first, last, _KINDS[mark[0]], part))
    return wires, bridges


def _line(name: str, token: str) -> int | None:
    if not name:
        return None
    if name not in EVERY_CONTACT:
        known = " ".join(EVERY_CONTACT)
        raise SpecError("'%s': '%s' is not a contact" % (token, name), "one of " + known)
    return EVERY_CONTACT.index(name)


def _wire(first: int | None, last: int | None, kind: str, part: Component | None) -> Wire:
    """The Wire from the nearer plug: one that hangs begins at A, or ends at B or C."""
    ends = [first, last]
    lines = [line for line in ends if line is not None]
    is_turned = EVERY_CONTACT[lines[0]] > EVERY_CONTACT[lines[-1]]
    if len(lines) == 1:
        is_turned = (first is None) == (EVERY_CONTACT[lines[0]][0] == "A")
    if is_turned:
        ends.reverse()
        part = part and part.turned()
    return Wire(ends[0], ends[1], kind, part)


def bundles(copper: Copper) -> list[tuple[str, list[Wire]]]:
    """[(ends, [Wire])]: conductors that run side by side, such as ("AB", ...). One that hangs
    runs along with those of its plug, towards B if there is a choice."""
    found: dict[str, list[Wire]] = {}
    hanging = []
    for wire in copper.wires:
        first, last = wire.ends
        if first is None or last is None:
            hanging.append(wire)
        else:
            ends = EVERY_CONTACT[first][0] + EVERY_CONTACT[last][0]
            found.setdefault(ends, []).append(wire)
    for wire in hanging:
        end = EVERY_CONTACT[[line for line in wire.ends if line is not None][0]][0]
        along = sorted(ends for ends in found if end in ends) or ["AB" if end != "C" else "AC"]
        found.setdefault(along[0], []).append(wire)
    return sorted(found.items())

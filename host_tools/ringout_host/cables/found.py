"""What a result record says of a cable's conductors, for its picture: what is joined, what should
not be, and where a fault is. Whatever the record holds: it came from outside.

Runs on MicroPython too.
"""

from ringout.board.pinmap import EVERY_CONTACT

TYPE_CHECKING = False  # MicroPython has no typing
if TYPE_CHECKING:
    from ringout_host.cables.cable import Cable
    from ringout_host.cables.sketch import Sketch

    Place = tuple[str, float]  # an end, and the share of the length from there


class Found:
    """What a result record says of a cable's conductors."""

    def __init__(self, cable: "Cable | Sketch", record: dict):
        nets = [[c for c in net if c in EVERY_CONTACT] for net in record.get("nets") or []]
        self.nets = [set(net) for net in nets]
        self.verdict = str(record.get("verdict", ""))[:12]
        faults = [f for f in record.get("faults") or [] if isinstance(f, dict)]
        self.sentences = [str(f.get("text") or f.get("code"))[:56] for f in faults]
        self.contacts = {c for net in self.nets for c in net}
        self.parts = [p for p in record.get("parts") or [] if isinstance(p, dict)]
        between = [p.get("net") or () for p in self.parts]
        between += [pair.split("-") for pair in record.get("leg_ohm") or {}]
        self.between = {frozenset(pair) for pair in between}
        self.places = {_pair(f.get("net")): _place(f.get("at")) for f in faults}
        self.extra = self._extra(cable)

    def joins(self, first: str, last: str) -> bool:
        """Whether current flows between two contacts as in a wire."""
        return any({first, last} <= net for net in self.nets)

    def is_about(self, first: str, last: str) -> bool:
        """Whether a fault is about just these two contacts."""
        return frozenset((first, last)) in self.places

    def place(self, first: str, last: str) -> "Place | None":
        """Where between them it is, if that is known."""
        return self.places.get(frozenset((first, last)))

    def _extra(self, cable: "Cable | Sketch") -> list[tuple[str, str]]:
        """Pairs of contacts that are joined and should not be: as few as say it all."""
        groups = {c: {c} for c in EVERY_CONTACT}

        def join(first: str, last: str) -> None:
            both = groups[first] | groups[last]
            groups.update(dict.fromkeys(both, both))

        whole = set()
        for joint in cable.copper().wires + cable.copper().bridges:
            names = [EVERY_CONTACT[line] for line in joint.ends if line is not None]
            if len(names) == 2 and self.joins(*names):
                join(*names)
                whole |= set(names)
        extra = []
        for net in self.nets:
            pairs = [(a, b) for a in sorted(net) for b in sorted(net) if a < b]
            # two loose ends that met are a wire gone astray, anything else a touch in a plug
            strays = [p for p in pairs if p[0][0] != p[1][0] and not whole & set(p)]
            named = frozenset(self.places)
            rest = sorted(pairs, key=lambda p: (frozenset(p) not in named, p[0][0] != p[1][0], p))
            for first, last in strays + rest:
                if last not in groups[first]:
                    extra.append((first, last))
                    join(first, last)
        return extra


def _pair(net: object) -> frozenset:
    """The two contacts that a fault is about; empty where it is about something else."""
    known = [c for c in net if c in EVERY_CONTACT] if isinstance(net, list) else []
    return frozenset(known if len(known) == 2 else ())


def _place(at: object) -> "Place | None":
    """(end, share of the length from there) of a fault, or None where it is not known."""
    if not isinstance(at, dict) or at.get("end") not in ("A", "B", "C"):
        return None
    percent = 0 if at.get("plug") is True else at.get("percent")
    return (at["end"], percent / 100) if isinstance(percent, (int, float)) else None

"""Random cables of up to eleven contacts: every contact is joined cleanly or not at all, with no
more than one loop, some with parts; and one change of each."""

from random import Random

from ringout.board.pinmap import CONTACTS

PARTS = ("120ohm", "470ohm", "1k", "4.7k", "10k", "diode", "led", "schottky")


class Netlist:
    """nets: lists of contacts; loop: a wire more between two contacts of a net, or None; parts:
    (contact, contact, value). length_m."""

    def __init__(self, nets, loop, parts, length_m):
        self.nets = nets
        self.loop = loop
        self.parts = parts
        self.length_m = length_m

    @property
    def spec(self) -> str:
        """As the simulator takes it."""
        wires = []
        for net in self.nets:
            for other in net[1:]:
                wires.append(_wire(net[0], other))
        if self.loop:
            wires.append(_wire(*self.loop))
        more = ""
        for first, last, value in self.parts:
            if first[0] == last[0]:
                more += f",part={first[2:]}-{last[2:]}:{value}@{first[0]}"
            else:
                wires.append(f"{first}-{last}:{value}")
        return f"wires:{' '.join(wires)}{more},length={self.length_m}m"

    def masks(self) -> tuple:
        """Nets of two and more, as the firmware has them."""
        found = [sum(1 << CONTACTS.index(c) for c in net) for net in self.nets if len(net) > 1]
        return tuple(sorted(found))


def _wire(first: str, last: str) -> str:
    return f"{first}{'~' if first[0] == last[0] else '-'}{last}"


def netlist(seed: int, with_parts: bool = False) -> Netlist:
    """A cable from plug to plug."""
    draw = Random(seed)
    while True:
        contacts = list(CONTACTS)
        draw.shuffle(contacts)
        contacts = contacts[: draw.randint(4, 11)]
        nets, at = [], 0
        while at < len(contacts):
            size = min(draw.choice((1, 2, 2, 2, 3, 4)), len(contacts) - at)
            nets.append(contacts[at : at + size])
            at += size
        big = [net for net in nets if len(net) > 2]
        loop = tuple(draw.choice(big)[1:3]) if big and draw.random() < 0.3 else None
        parts = []
        if with_parts and len(nets) > 1:
            for _ in range(draw.choice((1, 1, 2))):
                one, other = draw.sample(range(len(nets)), 2)
                used = {frozenset(pair[:2]) for pair in parts}
                pair = (nets[one][0], nets[other][0])
                if frozenset(pair) not in used and not any(set(pair) & set(p[:2]) for p in parts):
                    parts.append((*pair, draw.choice(PARTS)))
        made = Netlist(nets, loop, parts, draw.choice((1, 2, 6)))
        if {c[0] for net in nets if len(net) > 1 for c in net} >= {"A", "B"} or len(
            {c[0] for net in nets if len(net) > 1 for c in net}
        ) > 1:
            return made


def changed(made: Netlist, seed: int) -> tuple[str, Netlist]:
    """(what, the cable with one change of its nets or parts)."""
    draw = Random(seed)
    kinds = ["split", "join", "move"] + (["value", "without"] if made.parts else [])
    while True:
        what = draw.choice(kinds)
        nets = [list(net) for net in made.nets]
        parts = list(made.parts)
        if what == "split":
            big = [net for net in nets if len(net) > 1]
            gone = draw.choice(big).pop()
            nets.append([gone])
        elif what == "join":
            if len(nets) < 2:
                continue
            one, other = draw.sample(nets, 2)
            one += other
            nets.remove(other)
            if any({p[0], p[1]} <= set(one) for p in parts):
                continue
        elif what == "move":
            if len(nets) < 2:
                continue
            one, other = draw.sample(nets, 2)
            k, j = draw.randrange(len(one)), draw.randrange(len(other))
            if len(one) + len(other) < 3:
                continue
            one[k], other[j] = other[j], one[k]
            if parts or made.loop:
                continue
        elif what == "value":
            k = draw.randrange(len(parts))
            first, last, value = parts[k]
            parts[k] = (first, last, "2.2k" if value not in ("1k", "4.7k") else "220ohm")
        else:
            parts.pop()
        loop = made.loop
        if loop and not any(set(loop) <= set(net) for net in nets):
            loop = None
        found = Netlist(nets, loop, parts, made.length_m)
        if found.masks() != made.masks() or found.parts != made.parts:
            return what, found

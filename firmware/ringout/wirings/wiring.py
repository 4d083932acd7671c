"""One wiring as conductors, links and nets, read from its record (index.py)."""

from ringout.base.masks import join
from ringout.board.pinmap import LINES, jack
from ringout.wirings import layout

SHIELD, LINK, PLUG = 1, 2, 3
FREE = 15  # in place of a line: hangs free
_KINDS = ("core", "shield", "link", "plug", "resistor")  # codes in a record
_TENS_OHM = 16  # a code from here on: a resistor of ten times as many ohm


class Wire:
    """One conductor or link: `ends` are line numbers (None where it hangs free)."""

    def __init__(self, first, last, kind, ohm):
        self.ends = (first, last)
        self.kind = kind  # "core", "shield", "link", "resistor"
        self.ohm = ohm  # of the resistor, else 0


class Wiring:
    """One row of the catalogue; `turned` with plug A in jack B. packed: bytes that hold its
    conductors, from `at` on (index.py). runs: the conductors from contact to contact as
    they stand there."""

    is_own = False  # of the catalogue
    has_parts = False  # but resistors in legs
    alike = False  # its like legs are compared though a limit is set
    lumped = ()  # (line, line) of capacitors: what such a pair reads is not its conductors' own
    _legs = None
    _bridges = None

    def __init__(self, row, packed, at=0, turned=False):
        self._row = row
        self.packed = packed
        self.at = at
        self.turned = turned
        size = packed[at + layout.RUNS_SIZE]
        at += layout.HEAD + packed[at + layout.TIES_SIZE]
        self.runs = packed[at : at + size]

    @property
    def id(self):
        """The catalogue's name for it."""
        return self._row[0]

    @property
    def standing(self):
        """SOUND, INTENT or BAD."""
        return self._row[3]

    @property
    def linked(self):
        """How many of the bridges are the plugs themselves."""
        return self.packed[self.at + layout.PLUG_TIES]

    @property
    def resistors(self):
        """How many legs have one."""
        return self.packed[self.at + layout.WITH_RESISTOR]

    @property
    def common(self):
        """How common it is, 1 to 9."""
        return self._row[4]

    @property
    def screen_name(self):
        """At most 21 characters."""
        return self._row[5]

    @property
    def name(self):
        """The full name."""
        return self._row[6]

    @property
    def plugs(self):
        """Kinds at A, B, C."""
        plugs = self._row[1].split(" ")
        if self.turned:
            plugs[0], plugs[1] = plugs[1], plugs[0]
        return plugs

    @property
    def links(self):
        """[(line, line)] that the plugs themselves bridge."""
        return self.bridges()[: self.linked]

    @property
    def tokens(self):
        """(line, line, code) of each conductor and link in the catalogue's order, FREE where it
        hangs."""
        packed = self.packed
        sizes = packed[self.at + layout.TIES_SIZE] + packed[self.at + layout.RUNS_SIZE]
        at = self.at + layout.HEAD + sizes
        out = []
        while packed[at] != layout.NO_MORE:
            out.append((packed[at] >> 4, packed[at] & 15, packed[at + 1]))
            at += 2
        return out

    @property
    def wires(self):
        """Every Wire: conductors and links of wire, in the catalogue's order."""
        out = []
        for first, last, code in self.tokens:
            if code != PLUG:
                kind = _KINDS[code if code < _TENS_OHM else 4]
                ohm = 10 * code if code >= _TENS_OHM else 0
                ends = [None if line == FREE else line for line in (first, last)]
                out.append(Wire(ends[0], ends[1], kind, ohm))
        return out

    @property
    def nets(self):
        """Sorted tuple of masks of two or more lines."""
        masks = [1 << line for line in range(LINES)]
        for first, last, code in self.tokens:
            if code < _TENS_OHM and first != FREE and last != FREE:
                join(masks, first, last)
        return tuple(sorted({m for m in masks if m & (m - 1)}))

    def hanging(self):
        """Mask of contacts whose conductor or shield goes nowhere at its other end."""
        at = self.at + layout.FREE_ENDS
        return self.packed[at] | self.packed[at + 1] << 8

    def shields(self):
        """Mask of the contacts that a shield should be on."""
        mask = 0
        for first, last, code in self.tokens:
            if code == SHIELD:
                mask |= (first != FREE) << first | (last != FREE) << last
        return mask

    def reach(self):
        """Mask of contacts that the plugs touch."""
        at = self.at + layout.REACH
        return self.packed[at] | self.packed[at + 1] << 8

    def legs(self):
        """Conductors that connect two contacts, as (line, line, kind) from A outwards. Not to be
        changed by the caller."""
        if self._legs is None:
            self._legs = legs_of(self.runs)
        return self._legs

    def drawn_legs(self):
        """The same for the wiring picture."""
        return self.legs()

    def bridges(self):
        """(line, line) pairs joined inside a plug: by its shape, or by a link of wire."""
        if self._bridges is None:
            self._bridges = bridges = []
            first = self.at + layout.HEAD
            for at in range(first, first + self.packed[self.at + layout.TIES_SIZE], 2):
                bridges.append((self.packed[at], self.packed[at + 1]))
        return self._bridges

    def unseen(self):
        """What no reading of a good cable of this wiring can show, "" where there is nothing:
        two conductors of one cable that meet at one plug may touch along it, a joint is little
        beside a resistor, and how far a shield runs that is lifted at one end only its maker
        knows."""
        out = ""
        ends = []
        for c, d, code in self.tokens:
            if code == LINK or code == PLUG:
                continue
            end = 1 if d == FREE else jack(d)
            for a, b, other in ends:
                if b == d and d != FREE or a == c and end == other:
                    out = "whether two of its conductors touch in the cable"
            ends.append((c, d, end))
        if self.resistors and not out:
            out = "joints in the legs with a resistor"
        if self.hanging():
            out += (out and ", or ") + "how far the lifted shield runs"
        return out

    def same_copper(self, other):
        """True if no measurement could ever tell the two apart: same conductors and links."""
        return (
            sorted(self.bridges()) == sorted(other.bridges())
            and self.hanging() == other.hanging()
            and self._conductors() == other._conductors()
        )

    def _conductors(self):
        wires = [w for w in self.wires if w.kind != "link"]
        shown = len(wires) > 2  # of two conductors nothing tells which is the shield
        return sorted(
            [(w.ends[0] or 0, w.ends[1] or 0, w.ohm, shown and w.kind == "shield") for w in wires]
        )


def legs_of(runs):
    """Conductors as in Wiring.legs, from their bytes."""
    legs = []
    at = 0
    while at < len(runs):
        first = runs[at]
        kind = "core" if first <= layout.LINE else "shield" if first & layout.SHIELD else "resistor"
        legs.append((first & layout.LINE, runs[at + 1], kind))
        at += 2
    return legs

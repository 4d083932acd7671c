"""The catalogue parsed: wirings as conductors, links and nets, in either orientation.

A wiring is parsed when it is asked for; an index of nets of all of them is made on the host.
"""

from ringout.catalogue import (  # noqa: F401  (one place to import from)
    BAD,
    INTENT,
    PLUG_CONTACTS,
    PLUG_LINKS,
    ROWS,
    SOUND,
)
from ringout.masks import join
from ringout.pinmap import LINES
from ringout.wiring_index import INDEX

_TURNED = (4, 5, 6, 7, 0, 1, 2, 3, 8, 9, 10)  # plug A in jack B and the other way round
_KEPT = 8  # parsed wirings in memory


class Wire:
    """One conductor or link: `ends` are line numbers (None where it hangs free)."""

    def __init__(self, first, last, kind, ohm):
        self.ends = (first, last)
        self.kind = kind  # "core", "shield", "link", "resistor"
        self.ohm = ohm  # of the resistor, else 0


_LINE = {"AT": 0, "AR": 1, "A2": 2, "AS": 3, "BT": 4, "BR": 5, "B2": 6, "BS": 7,
         "CT": 8, "CR": 9, "CS": 10, "": None}  # fmt: skip
_BRIDGED = {"TS": ((1, 3), (5, 7), (9, 10)), "TRS35": ((2, 3), (6, 7), None)}
_REACHED = {"RCA": (9, 5), "TRS35": (15, 7), "TRRS": (15, 7)}  # masks in jacks A and B, in C


def _wire(token):
    for mark, kind in (("=", "shield"), ("~", "link"), ("-", "core")):
        if mark in token:
            first, last = token.split(mark)
            return Wire(_LINE[first], _LINE[last], kind, 0)
    first, ohm, last = token.split("/")
    return Wire(_LINE[first], _LINE[last], "resistor", int(ohm))


class Wiring:
    """One row of the catalogue, parsed; `turned` with plug A in jack B."""

    def __init__(self, row, turned=False):
        self.id, plugs, wires, self.standing, self.common, self.screen_name, self.name = row
        self.turned = turned
        self.plugs = plugs.split(" ")  # kinds at A, B, C
        self.wires = [_wire(token) for token in wires.split(" ")]
        if turned:
            self.plugs[0], self.plugs[1] = self.plugs[1], self.plugs[0]
            for wire in self.wires:
                first, last = wire.ends
                first = None if first is None else _TURNED[first]
                last = None if last is None else _TURNED[last]
                if wire.kind == "link" or (last is not None and last >= 8):
                    wire.ends = (first, last)
                else:  # from the end that comes first in the alphabet
                    wire.ends = (last, first)
        self.links = []  # (line, line) that the plugs themselves bridge
        self._reach = 0
        for at in range(len(self.plugs)):
            kind = self.plugs[at]
            if kind in _BRIDGED and _BRIDGED[kind][at]:
                self.links.append(_BRIDGED[kind][at])
            self._reach |= _REACHED.get(kind, (11, 7))[at >> 1] << 4 * at
        self._bridges = self.links + [w.ends for w in self.wires if w.kind == "link"]
        self._known_nets = None

    @property
    def nets(self):
        """Sorted tuple of masks of two or more lines."""
        if self._known_nets is None:
            self._known_nets = self._nets()
        return self._known_nets

    def _nets(self):
        masks = [1 << line for line in range(LINES)]
        for wire in self.wires:
            if wire.kind != "resistor" and None not in wire.ends:
                join(masks, wire.ends[0], wire.ends[1])
        for first, last in self.links:
            join(masks, first, last)
        return tuple(sorted({m for m in masks if m & (m - 1)}))

    def hanging(self):
        """Mask of contacts whose conductor or shield goes nowhere at its other end."""
        mask = 0
        for wire in self.wires:
            if None in wire.ends:
                mask |= 1 << (wire.ends[0] if wire.ends[1] is None else wire.ends[1])
        return mask

    def reach(self):
        """Mask of contacts that the plugs touch."""
        return self._reach

    def legs(self):
        """Conductors that connect two contacts, as (line, line, kind) from A outwards."""
        return [
            (w.ends[0], w.ends[1], w.kind)
            for w in self.wires
            if w.kind != "link" and None not in w.ends
        ]

    def bridges(self):
        """(line, line) pairs joined inside a plug: by its shape, or by a link of wire."""
        return self._bridges

    def unseen(self):
        """What no reading of a good cable of this wiring can show, "" where there is nothing:
        two conductors of one cable that meet at one plug may touch along it, and how far a
        shield runs that is lifted at one end only its maker knows."""
        wires = [w for w in self.wires if w.kind != "link"]
        out = ""
        for at in range(len(wires)):
            for one in wires[:at]:
                other = wires[at]
                a, b = one.ends
                c, d = other.ends
                if b == d and d is not None or a == c and (b or 4) >> 2 == (d or 4) >> 2:
                    out = "whether two of its conductors touch in the cable"
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


_cache = []  # (id, turned, Wiring), latest last
_latest = [ROWS[0]]  # the row that was asked for


def ids():
    """Every wiring id, most common first."""
    return [row[0] for row in ROWS]


def get(wiring_id, turned=False):
    """The Wiring of an id; KeyError for an unknown one."""
    for known, way, wiring in _cache:
        if known == wiring_id and way == turned:
            return wiring
    wiring = Wiring(_row(wiring_id), turned)
    if len(_cache) >= _KEPT:
        _cache.pop(0)
    _cache.append((wiring_id, turned, wiring))
    return wiring


def _row(wiring_id):
    """The catalogue's row of an id; KeyError for an unknown one."""
    if _latest[0][0] != wiring_id:
        for row in ROWS:
            if row[0] == wiring_id:
                _latest[0] = row
                return row
        raise KeyError(wiring_id)
    return _latest[0]


def index():
    """((nets, ((common, id, turned, plug links as a mask, copper, standing,
    plugs' reach as a mask), ...)), ...): every wiring in
    both orientations by the nets it has, the commonest first. Equal copper: the same to any
    measurement."""
    return INDEX


def standing(wiring_id):
    """SOUND, INTENT or BAD."""
    return _row(wiring_id)[3]


def screen_name(wiring_id):
    """Name of at most 21 characters; the id itself if the catalogue does not know it."""
    try:
        return _row(wiring_id)[5]
    except KeyError:
        return wiring_id[:21]

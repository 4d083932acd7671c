"""The catalogue's wirings as conductors, links and nets, in either orientation.

The host packs each row's conductors (wiring_index.py); a wiring is made when it is asked for.
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
from ringout.wiring_index import ENTRIES, GROUPS, PACKED, STARTS

STANDINGS = (SOUND, INTENT, BAD)  # as the index numbers them
_KEPT = 8  # wirings in memory
_ENTRY = 8  # bytes of ENTRIES for a wiring in one orientation
_GROUP = 10  # bytes of GROUPS for the nets of some
_RECORD = 44  # bytes of PACKED for a row in one orientation
_HEAD = 8  # of them in front of what differs in length
_KINDS = ("core", "shield", "link", "plug", "resistor")  # codes in PACKED
SHIELD, LINK, PLUG = 1, 2, 3
_TENS_OHM = 16  # a code from here on: a resistor of ten times as many ohm
FREE = 15  # in place of a line: hangs free


class Wire:
    """One conductor or link: `ends` are line numbers (None where it hangs free)."""

    def __init__(self, first, last, kind, ohm):
        self.ends = (first, last)
        self.kind = kind  # "core", "shield", "link", "resistor"
        self.ohm = ohm  # of the resistor, else 0


class Wiring:
    """One row of the catalogue; `turned` with plug A in jack B. packed: bytes that hold its
    conductors, from `at` on (wiring_index.py). runs: the conductors from contact to contact as
    they stand there."""

    _legs = None
    _bridges = None

    def __init__(self, row, packed, at=0, turned=False):
        self._row = row
        self.packed = packed
        self.at = at
        self.turned = turned
        size = packed[at + 7]
        at += _HEAD + packed[at + 6]
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
        return self.packed[self.at + 4]

    @property
    def resistors(self):
        """How many legs have one."""
        return self.packed[self.at + 5]

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
        at = self.at + _HEAD + packed[self.at + 6] + packed[self.at + 7]
        out = []
        while packed[at] != 255:
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
        return self.packed[self.at + 2] | self.packed[self.at + 3] << 8

    def shields(self):
        """Mask of the contacts that a shield should be on."""
        mask = 0
        for first, last, code in self.tokens:
            if code == SHIELD:
                mask |= (first != FREE) << first | (last != FREE) << last
        return mask

    def reach(self):
        """Mask of contacts that the plugs touch."""
        return self.packed[self.at] | self.packed[self.at + 1] << 8

    def legs(self):
        """Conductors that connect two contacts, as (line, line, kind) from A outwards. Not to be
        changed by the caller."""
        if self._legs is None:
            self._legs = legs_of(self.runs)
        return self._legs

    def bridges(self):
        """(line, line) pairs joined inside a plug: by its shape, or by a link of wire."""
        if self._bridges is None:
            self._bridges = bridges = []
            first = self.at + _HEAD
            for at in range(first, first + self.packed[self.at + 6], 2):
                bridges.append((self.packed[at], self.packed[at + 1]))
        return self._bridges

    def unseen(self):
        """What no reading of a good cable of this wiring can show, "" where there is nothing:
        two conductors of one cable that meet at one plug may touch along it, and how far a
        shield runs that is lifted at one end only its maker knows."""
        out = ""
        ends = []
        for c, d, code in self.tokens:
            if code == LINK or code == PLUG:
                continue
            jack = 1 if d == FREE else d >> 2
            for a, b, other in ends:
                if b == d and d != FREE or a == c and jack == other:
                    out = "whether two of its conductors touch in the cable"
            ends.append((c, d, jack))
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
        kind = "core" if first < 16 else "shield" if first & 32 else "resistor"
        legs.append((first & 15, runs[at + 1], kind))
        at += 2
    return legs


_cache = {}  # by number, and its complement for a turned one
_NUMBERS = {row[0]: k for k, row in enumerate(ROWS)}  # of rows, by id


def ids():
    """Every wiring id, most common first."""
    return [row[0] for row in ROWS]


def is_known(wiring_id):
    """Whether the catalogue has that id."""
    return wiring_id in _NUMBERS


def number_of(wiring_id):
    """Number of an id's row; KeyError for an unknown one."""
    return _NUMBERS[wiring_id]


def get(wiring_id, turned=False):
    """The Wiring of an id; KeyError for an unknown one."""
    return numbered(_NUMBERS[wiring_id], turned)


def numbered(number, turned=False):
    """The Wiring of a row of the catalogue by its number, as the index has it."""
    key = ~number if turned else number
    wiring = _cache.get(key)
    if wiring is None:
        if len(_cache) >= _KEPT:
            _cache.clear()
        at = record_at(number, turned)
        wiring = _cache[key] = Wiring(ROWS[number], PACKED, at, turned)
    return wiring


def of_entry(k):
    """The Wiring of an entry of the index."""
    which = ENTRIES[_ENTRY * k + 1]
    return numbered(which >> 1, which & 1 == 1)


def record_of(k):
    """Where in PACKED the record of an entry begins."""
    return ENTRIES[_ENTRY * k + 1] * _RECORD


def record_at(number, turned):
    """Where that of a row begins."""
    return (number << 1 | turned) * _RECORD


def entry(k):
    """(common, number of the row, turned, copper, standing) of an entry of the index. Equal
    copper: the same to any measurement. standing: as in STANDINGS."""
    at = k * _ENTRY
    which, copper = ENTRIES[at + 1], ENTRIES[at + 7]
    return ENTRIES[at], which >> 1, which & 1 == 1, copper & 63, copper >> 6


def with_nets(nets):
    """Entries of all wirings with exactly these nets (a sorted tuple of masks), the commonest
    first."""
    wanted = bytearray(_GROUP)
    if 2 * len(nets) > _GROUP:
        return []
    for k in range(len(nets)):
        wanted[2 * k] = nets[k] & 255
        wanted[2 * k + 1] = nets[k] >> 8
    key = bytes(wanted)
    at = GROUPS.find(key)
    while at % _GROUP:  # -1 as well
        if at < 0:
            return []
        at = GROUPS.find(key, at + 1)
    at //= _GROUP
    return [entry(k) for k in range(STARTS[at], STARTS[at + 1])]


def turns(wiring_id):
    """Whether a wiring plugged the other way round is another one to the tester."""
    which = _NUMBERS[wiring_id] << 1 | 1
    for at in range(1, len(ENTRIES), _ENTRY):
        if ENTRIES[at] == which:
            return True
    return False


def fits(wiring_id, turned, nets):
    """Whether a wiring has exactly these nets."""
    for _, number, way, _, _ in with_nets(nets):
        if number == _NUMBERS[wiring_id] and way == turned:
            return True
    return False


def index():
    """[(nets, [(common, number of the row, turned, plug links as a mask, copper, standing, plugs'
    reach as a mask), ...]), ...]: the whole index, for the host."""
    out = []
    for group in range(len(STARTS) - 1):
        masks = [GROUPS[k] | GROUPS[k + 1] << 8 for k in range(10 * group, 10 * group + 10, 2)]
        entries = []
        for k in range(STARTS[group], STARTS[group + 1]):
            common, number, turned, copper, standing = entry(k)
            links = ENTRIES[8 * k + 2] | ENTRIES[8 * k + 3] << 8
            reach = ENTRIES[8 * k + 4] | ENTRIES[8 * k + 5] << 8
            entries.append((common, number, turned, links, copper, standing, reach))
        out.append((tuple([mask for mask in masks if mask]), entries))
    return out


def standing(wiring_id):
    """SOUND, INTENT or BAD."""
    return ROWS[_NUMBERS[wiring_id]][3]


def screen_name(wiring_id):
    """Name of at most 21 characters; the id itself if the catalogue does not know it."""
    if wiring_id in _NUMBERS:
        return ROWS[_NUMBERS[wiring_id]][5]
    return wiring_id[:21]

"""The catalogue's wirings, in either orientation, and its index by nets.

The host packs each row's conductors (index.py, by `make index`); a wiring is made when it is asked for.
"""

from ringout.board.pinmap import JACK_MASKS
from ringout.wirings import layout
from ringout.wirings.catalogue import (  # noqa: F401  (one place to import from)
    BAD,
    INTENT,
    PLUG_CONTACTS,
    PLUG_LINKS,
    ROWS,
    SOUND,
)
from ringout.wirings.index import ENTRIES, GROUPS, PACKED, STARTS
from ringout.wirings.wiring import Wiring

STANDINGS = (SOUND, INTENT, BAD)  # as the index numbers them
_KEPT = 8  # wirings in memory

_cache = {}  # by number, and its complement for a turned one
_NUMBERS = {row[0]: k for k, row in enumerate(ROWS)}  # of rows, by id
_own = None  # the latest own.Own: a cable of the user that is on no list


def ids():
    """Every wiring id, most common first."""
    return [row[0] for row in ROWS]


def is_listed(wiring_id):
    """Whether the catalogue has that id."""
    return wiring_id in _NUMBERS


def is_known(wiring_id):
    """Whether there is a Wiring of that id: of the catalogue, or the latest own cable."""
    return wiring_id in _NUMBERS or _is_own(wiring_id)


def _is_own(wiring_id):
    return _own is not None and _own.id == wiring_id


def own(own_id):
    """The latest own cable, an own.Own, if it has that id; None."""
    return _own if _is_own(own_id) else None


def take_own(cable):
    """That own.Own is the latest own cable; None: nothing is known of any."""
    global _own
    _own = cable


def get(wiring_id, turned=False):
    """The Wiring of an id; KeyError for an unknown one."""
    if _is_own(wiring_id):
        return _own.wiring
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
    which = ENTRIES[layout.ENTRY * k + layout.ROW]
    return numbered(which >> 1, which & 1 == 1)


def common_of(k):
    """How common an entry's wiring is, 1 to 9."""
    return ENTRIES[layout.ENTRY * k + layout.COMMON]


def copper_of(k):
    """The number of an entry's copper, and its standing."""
    return ENTRIES[layout.ENTRY * k + layout.COPPER]


def record_of(k):
    """Where in PACKED the record of an entry begins."""
    return ENTRIES[layout.ENTRY * k + layout.ROW] * layout.RECORD


def record_at(number, turned):
    """Where that of a row begins."""
    return (number << 1 | turned) * layout.RECORD


def entry(k):
    """(common, number of the row, turned, copper, standing) of an entry of the index. Equal
    copper: the same to any measurement. standing: as in STANDINGS."""
    at = k * layout.ENTRY
    which, copper = ENTRIES[at + layout.ROW], ENTRIES[at + layout.COPPER]
    return ENTRIES[at + layout.COMMON], which >> 1, which & 1 == 1, copper & 63, copper >> 6


def with_nets(nets):
    """Entries of all wirings with exactly these nets (a sorted tuple of masks), the commonest
    first."""
    wanted = bytearray(layout.NETS_SIZE)
    if 2 * len(nets) > layout.NETS_SIZE:
        return []
    for k in range(len(nets)):
        wanted[2 * k] = nets[k] & 255
        wanted[2 * k + 1] = nets[k] >> 8
    key = bytes(wanted)
    at = GROUPS.find(key)
    while at % layout.NETS_SIZE:  # -1 as well
        if at < 0:
            return []
        at = GROUPS.find(key, at + 1)
    at //= layout.NETS_SIZE
    return [entry(k) for k in range(STARTS[at], STARTS[at + 1])]


def entries_of_rest(nets, away):
    """Entries of wirings with three plugs, not turned, that have these nets (a sorted tuple of
    masks) without the contacts `away`."""
    out = []
    for k in range(len(ENTRIES) // layout.ENTRY):
        at = k * layout.ENTRY
        touches = ENTRIES[at + layout.TOUCHES] | ENTRIES[at + layout.TOUCHES + 1] << 8
        three = not [mask for mask in JACK_MASKS if not touches & mask]
        if three and not ENTRIES[at + layout.ROW] & 1:
            first = layout.NETS_SIZE * ENTRIES[at + layout.GROUP]
            left = []
            for n in range(first, first + layout.NETS_SIZE, 2):
                mask = (GROUPS[n] | GROUPS[n + 1] << 8) & ~away
                if mask & (mask - 1):
                    left.append(mask)
            if tuple(sorted(left)) == nets:
                out.append(k)
    return out


def turns(wiring_id):
    """Whether a wiring plugged the other way round is another one to the tester."""
    which = _NUMBERS[wiring_id] << 1 | 1
    for at in range(layout.ROW, len(ENTRIES), layout.ENTRY):
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
        first = layout.NETS_SIZE * group
        at_most = first + layout.NETS_SIZE
        masks = [GROUPS[k] | GROUPS[k + 1] << 8 for k in range(first, at_most, 2)]
        entries = []
        for k in range(STARTS[group], STARTS[group + 1]):
            common, number, turned, copper, standing = entry(k)
            at = layout.ENTRY * k
            links = ENTRIES[at + layout.LINKED] | ENTRIES[at + layout.LINKED + 1] << 8
            reach = ENTRIES[at + layout.TOUCHES] | ENTRIES[at + layout.TOUCHES + 1] << 8
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
    if _is_own(wiring_id):
        return _own.name
    return wiring_id[:21]

"""The catalogue's wirings, in either orientation, and its index by nets.

The host makes names (rows.py) and conductors (index.py), by `make index`; a wiring is made when it
is asked for. A wiring that is not common at all (0) is for who asks: `with_nets` gives it only where
it is to.

One file: the ways into one index.
"""

from ringout.wirings import layout
from ringout.wirings.catalogue import (  # noqa: F401  (one place to import from)
    BAD,
    INTENT,
    PLUG_CONTACTS,
    PLUG_LINKS,
    SOUND,
    STANDINGS,
)
from ringout.wirings.index import ENTRIES, GROUPS, PACKED, STARTS
from ringout.wirings.rows import TEXTS
from ringout.wirings.wiring import Wiring

_KEPT = 8  # wirings in memory
_NUMBERS_KEPT = 24

_cache = {}  # by number, and its complement for a turned one
_numbers = {}  # by id: looking through all of them takes 2 ms
_own = None  # the latest own.Own: a cable of the user that is on no list


def ids():
    """Every wiring id: the forty that were there first, the others by signal."""
    return [id_of(number) for number in range(count())]


def count():
    """How many there are."""
    return (len(TEXTS) - 1) * layout.IN_ONE + TEXTS[-1].count("\n") - 1


def number_of(wiring_id):
    """The number of a row, -1 for an id that the catalogue does not have."""
    number = _numbers.get(wiring_id)
    if number is None:
        number = _searched(wiring_id)
        _keep(wiring_id, number)
    return number


def _keep(wiring_id, number):
    if len(_numbers) >= _NUMBERS_KEPT:
        _numbers.clear()
    _numbers[wiring_id] = number


def _searched(wiring_id):
    wanted = "\n" + wiring_id + "|"
    for k in range(len(TEXTS)):
        at = TEXTS[k].find(wanted)
        if at >= 0 and wiring_id:
            return k * layout.IN_ONE + TEXTS[k].count("\n", 0, at)
    return -1


def _known(wiring_id):
    number = number_of(wiring_id)
    if number < 0:
        raise KeyError(wiring_id)
    return number


def row(number):
    """(id, plugs, signal, standing, how common, name on the screen, full name) of a row."""
    fields = _text(number).split("|")
    fields[4] = int(fields[4])
    return tuple(fields)


def _text(number, last="\n"):
    """A row as it is written, up to the first `last` in it. No text is made on the way: each takes
    as long as fifty additions."""
    text = TEXTS[number // layout.IN_ONE]
    start = 1
    for _ in range(number % layout.IN_ONE):
        start = text.find("\n", start) + 1
    return text[start : text.find(last, start)]


def id_of(number):
    """The id of a row."""
    wiring_id = _text(number, "|")
    _keep(wiring_id, number)
    return wiring_id


def is_listed(wiring_id):
    """Whether the catalogue has that id."""
    return number_of(wiring_id) >= 0


def is_known(wiring_id):
    """Whether there is a Wiring of that id: of the catalogue, or the latest own cable."""
    return is_listed(wiring_id) or _is_own(wiring_id)


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
    return numbered(_known(wiring_id), turned)


def numbered(number, turned=False):
    """The Wiring of a row of the catalogue by its number, as the index has it."""
    key = ~number if turned else number
    wiring = _cache.get(key)
    if wiring is None:
        if len(_cache) >= _KEPT:
            _cache.clear()
        packed, at = packed_at(number, turned)
        wiring = _cache[key] = Wiring(row(number), packed, at, turned)
        _keep(wiring.id, number)
    return wiring


def of_entry(k):
    """The Wiring of an entry of the index."""
    at = layout.ENTRY * k
    return numbered(ENTRIES[at + layout.ROW], bool(ENTRIES[at + layout.COMMON] & layout.TURN))


def common_of(k):
    """How common an entry's wiring is, 0 to 9."""
    return ENTRIES[layout.ENTRY * k + layout.COMMON] & 15


def copper_of(k):
    """The number of an entry's copper."""
    return ENTRIES[layout.ENTRY * k + layout.COPPER]


def packed_of(k):
    """(bytes, where in them the record of an entry begins)."""
    at = layout.ENTRY * k
    turned = ENTRIES[at + layout.COMMON] & layout.TURN
    return packed_at(ENTRIES[at + layout.ROW], bool(turned))


def packed_at(number, turned):
    """The same of a row."""
    in_one = layout.IN_ONE
    return PACKED[number // in_one], (number % in_one << 1 | turned) * layout.RECORD


def entry(k):
    """(common, number of the row, turned, copper, standing) of an entry of the index. Equal
    copper: the same to any measurement. standing: as in STANDINGS."""
    at = k * layout.ENTRY
    common = ENTRIES[at + layout.COMMON]
    turned = bool(common & layout.TURN)
    standing = common // layout.STANDING
    return common & 15, ENTRIES[at + layout.ROW], turned, ENTRIES[at + layout.COPPER], standing


def with_nets(nets, rare=False):
    """Entries of the wirings with exactly these nets (a sorted tuple of masks), the commonest
    first; those that are not common at all only where they are asked for."""
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
    found = [entry(k) for k in range(STARTS[at], STARTS[at + 1])]
    return found if rare else [each for each in found if each[0]]


def ids_with(nets, wanted=""):
    """Ids of the wirings with exactly these nets, `wanted` first, if it is among them: of those
    that are not common at all only that one."""
    out = []
    for common, number, _, _, _ in with_nets(nets, True):
        wiring_id = id_of(number)
        if wiring_id == wanted:
            out.insert(0, wiring_id)
        elif common:
            out.append(wiring_id)
    return out


def entries_of_rest(nets, away):
    """Entries of wirings with three plugs, not turned, that have these nets (a sorted tuple of
    masks) without the contacts `away`."""
    out = []
    group = -1
    for k in range(len(ENTRIES) // layout.ENTRY):
        at = k * layout.ENTRY
        common = ENTRIES[at + layout.COMMON]
        if not ENTRIES[at + layout.TOUCHES + 1] or common & layout.TURN or not common & 15:
            continue  # the high byte: plug C
        if ENTRIES[at + layout.GROUP] != group:
            group = ENTRIES[at + layout.GROUP]
            first = layout.NETS_SIZE * group
            left = []
            for n in range(first, first + layout.NETS_SIZE, 2):
                mask = (GROUPS[n] | GROUPS[n + 1] << 8) & ~away
                if mask & (mask - 1):
                    left.append(mask)
            left.sort()
        if tuple(left) == nets:
            out.append(k)
    return out


def turns(wiring_id):
    """Whether a wiring plugged the other way round is another one to the tester."""
    number = _known(wiring_id)
    for at in range(0, len(ENTRIES), layout.ENTRY):
        if ENTRIES[at + layout.ROW] == number and ENTRIES[at + layout.COMMON] & layout.TURN:
            return True
    return False


def fits(wiring_id, turned, nets):
    """Whether a wiring has exactly these nets."""
    for _, number, way, _, _ in with_nets(nets, True):
        if way == turned and id_of(number) == wiring_id:
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
    return row(_known(wiring_id))[3]


def signal(wiring_id):
    """The signal that a wiring carries, "" for one that the catalogue does not know."""
    number = number_of(wiring_id)
    return "" if number < 0 else row(number)[2]


def screen_name(wiring_id):
    """Name of at most 21 characters; the id itself if the catalogue does not know it."""
    if _is_own(wiring_id):
        return _own.name
    number = number_of(wiring_id)
    if number < 0:
        return wiring_id[:21]
    wiring = _cache.get(number) or _cache.get(~number)
    return wiring.screen_name if wiring else row(number)[5]

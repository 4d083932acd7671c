"""The search's loops over one table of a press, as machine code where there is any.

A Search owns the table: facts go in when it is made, scratch and results of the loops stay in it.
Nobody else reads it; what the loops found comes out by name. `loops/search_plain` says what they
do, and what lies where.
"""

from array import array

from ringout.base import limits
from ringout.base.masks import lines_of
from ringout.wirings.index import ENTRIES, GROUPS

try:
    from ringout.loops import matching_viper as matching
    from ringout.loops import search_viper as kernels
except (ImportError, SyntaxError):  # CPython; the WebAssembly VM, which has no machine code
    from ringout.loops import matching_plain as matching
    from ringout.loops import search_plain as kernels

# The table, in 16-bit words. The loops have these names with an underscore before them; a test
# compares the numbers.
AT = 0  # by line: mask of the net it is in
PARTS = 11  # by line: mask of what plugs and conductors join, made by `compare`
PLUG_PARTS = 22  # by line: mask of what the plugs alone join, made by `begin`
NETS = 33  # how many nets there are; from the next on their masks
JOINS = 39  # how many joins these take
SURE = 40  # what bridges certainly cost that read too much
LEAKS = 41  # how many of the links are no bad joints
DOUBT = 42  # whether a bridge may read too much
TIED = 43  # mask of contacts that the plugs themselves bridge, made by `begin`
LOAD = 45  # by line: how many conductors are soldered to it
WITH = 56  # by line: mask of what it may be exchanged with
SUSPECTS = 67  # suspected exchanges, as keys
PLUGS = 73  # cost of the plugs
LEFT = 74  # joins that are left to explain
LINKS = 75  # links of the facts
RESISTORS = 76  # resistors of the wiring
HANGING = 77  # mask of hanging contacts
LOST = 78  # mask of lost conductors
OPENED = 79  # mask of their contacts, and of those of resistors
SOLDERED = 80  # mask of the contacts of all conductors
SPARE = 81  # joins that nothing explains
COSTS = 82  # what the suspected exchanges cost
APART = 88  # by line: mask of those in its plug that no bridge joins; bit 11: there may be such
KEYS = 99  # results of `loops` and `likely`

LINES = 11
ACCIDENT = 100  # costs are in hundredths of an accident
UNLIKELY = 150  # what no single accident does
TWO_PLUGS = 20  # an exchange between two plugs is less likely than inside one
MOST_SUSPECTS = 6

_EMPTY = bytes(2 * KEYS + len(ENTRIES) // 4)  # one key for each of the entries
_ENTRY_BITS = 9  # of a key of `likely`, below accidents and rareness
ENTRY_MASK = 511  # these bits: the number of the entry
_RARENESS = 10


class Seen:
    """What `Search.compare` saw: lost: numbers of lost conductors as bits. opened: mask of their
    contacts, and of those of resistors. soldered: of the contacts of all conductors. spare: how
    many joins nothing explains."""

    def __init__(self, table):
        self.lost = table[LOST]
        self.opened = table[OPENED]
        self.soldered = table[SOLDERED]
        self.spare = table[SPARE]


class Suspects:
    """Exchanges of two contacts that may explain lost conductors, the likeliest first. costs:
    what each leaves at least, the exchange counted."""

    def __init__(self, table, count):
        self.costs = list(table[COSTS : COSTS + count])
        self._keys = table[SUSPECTS : SUSPECTS + count]

    def lines(self, k):
        """(line, line) that the k-th one exchanges."""
        key = self._keys[k]
        return 15 - (key >> 4 & 15), key & 15


class Search:
    """For the facts of one press."""

    def __init__(self, facts):
        self.facts = facts
        self._table = table = array("H", _EMPTY)
        at = AT
        for mask in facts.at:
            table[at] = mask
            at += 1
        at = APART
        for mask in facts.apart:
            table[at] = mask
            at += 1
        joins = 0
        at = NETS
        for mask in facts.nets:
            at += 1
            table[at] = mask
            joins += len(lines_of(mask)) - 1
        table[NETS] = len(facts.nets)
        table[JOINS] = joins
        table[LINKS] = len(facts.links)
        for link in facts.links:
            if link[0] >= limits.JOINT_OHM:
                table[LEAKS] += 1
        table[HANGING] = facts.hanging

    def likely(self, common, most, apart):
        """Keys (`accidents_of`, `entry_of`) of the index's entries of sound wirings that `most`
        accidents or fewer turn into the measured nets, fewest first, then the commonest: those so
        common at least, whose plugs reach what was touched, and bridge nothing of `apart`."""
        touched = self.facts.touched()
        table, size = self._table, len(ENTRIES)
        count = matching.likely(table, ENTRIES, size, GROUPS, common, most, touched, apart)
        return table[KEYS : KEYS + count]

    def least(self, packed, at):
        """What a wiring's record costs at least: as it is, or after one exchange."""
        return kernels.least(self._table, packed, at)

    def twice(self, packed, at):
        """The same after two exchanges, 65535 where none are suspected."""
        return kernels.twice(self._table, packed, at)

    def begin(self, wiring):
        """Take a wiring for what follows. Returns which of its bridges are missing, as bits."""
        return kernels.begin(self._table, wiring.packed, wiring.at)

    @property
    def plugs_cost(self):
        """What the plugs of the wiring cost: bridges that are missing, or read too much."""
        return self._table[PLUGS]

    @property
    def sure_cost(self):
        """What of it is for bridges that certainly read too much."""
        return self._table[SURE]

    @property
    def bridges_in_doubt(self):
        """Whether a bridge may read too much."""
        return self._table[DOUBT]

    def cost(self, runs, hanging):
        """What conductors cost at least that run so, with the plugs."""
        return kernels.compare(self._table, runs, len(runs), hanging, 0, 0)

    def compare(self, runs, hanging):
        """What is Seen where conductors run so."""
        kernels.compare(self._table, runs, len(runs), hanging, 0, 0)
        return Seen(self._table)

    def parts(self):
        """By line, the mask of what the plugs and the conductors of the latest comparison join; the
        caller's own."""
        return self._table[PARTS : PARTS + LINES]

    def suspects(self, runs, hanging):
        """Suspects of conductors that run so, None where there are none."""
        count = kernels.suspects(self._table, runs, len(runs), hanging)
        return Suspects(self._table, count) if count else None

    def loops(self, runs, wiring):
        """[(number of a conductor, of another, whether they meet in the first plug)] that make a
        loop through the cable, if nobody bridged it."""
        count = matching.loops(self._table, runs, len(runs), wiring.packed, wiring.at)
        out = []
        for key in self._table[KEYS : KEYS + count]:
            out.append((key >> 5, key >> 1 & 15, key & 1))
        return out


def exchanged(runs, hanging, first, last):
    """(conductors, hanging contacts) after an exchange of two contacts."""
    moved = bytearray(runs)
    return moved, kernels.exchange(moved, len(moved), hanging, first, last)


def alike(runs, other_runs):
    """Whether two ways that conductors run are the same, shields and cores being alike."""
    return matching.alike(runs, other_runs, len(runs))


def accidents_of(key):
    """How many accidents an entry's key says."""
    return (key >> _ENTRY_BITS) // _RARENESS


def entry_of(key):
    """The number of the entry."""
    return key & ENTRY_MASK

"""The inner loops of the search for an explanation, in plain Python: what `search_viper` does
as machine code.

A table is an array("H") that a Search makes for a press; `diagnosis/search` says what lies where.
Conductors and bridges are bytes, two lines for each, as in wirings/layout.py. `size`: how many
bytes. packed, at: a wiring's record, and where it begins.
"""

from array import array

# as in diagnosis/search and wirings/layout
_PARTS = 11
_PLUG_PARTS = 22
_NETS = 33
_JOINS = 39
_SURE = 40
_LEAKS = 41
_DOUBT = 42
_TIED = 43
_SUSPECTS = 67
_PLUGS = 73
_LEFT = 74
_LINKS = 75
_RESISTORS = 76
_HANGING = 77
_LOST = 78
_COSTS = 82
_APART = 88
_LINES = 11
_ACCIDENT = 100
_UNLIKELY = 150
_TWO_PLUGS = 20
_MOST_SUSPECTS = 6
_FREE_ENDS = 2
_PLUG_TIES = 4
_WITH_RESISTOR = 5
_TIES_SIZE = 6
_RUNS_SIZE = 7
_HEAD = 8
_RESISTOR = 16


def begin(table, packed, at):
    """Take a wiring's record: what the bridges of its plugs join of what is joined, how many
    joins are left, and what the missing ones cost. Returns these as bits."""
    for line in range(_LINES):
        table[_PLUG_PARTS + line] = 1 << line
    joins = table[_JOINS]
    ties, links = _ties(packed, at), packed[at + _PLUG_TIES]
    cost = sure = doubt = missing = tied = 0
    for k in range(len(ties) // 2):
        first, last = ties[2 * k], ties[2 * k + 1]
        if k < links:
            tied |= 1 << first | 1 << last
        if not table[first] >> last & 1:
            missing |= 1 << k
            cost += (5 if k < links else 1) * _ACCIDENT
        else:
            joins -= _join(table, 22, first, last)
        if table[_APART + first] >> last & 1:
            sure += _ACCIDENT + _UNLIKELY if k < links else _ACCIDENT
        doubt |= table[_APART + first] & table[_APART + last]
    table[_SURE], table[_DOUBT], table[_TIED] = sure, doubt >> 11, tied
    table[_PLUGS], table[_LEFT], table[_RESISTORS] = cost + sure, joins, packed[at + _WITH_RESISTOR]
    return missing


def least(table, packed, at):
    """What a wiring's record costs at least: as it is, or after one exchange."""
    begin(table, packed, at)
    hanging = packed[at + _FREE_ENDS] | packed[at + (_FREE_ENDS + 1)] << 8
    runs = packed[at + _HEAD + packed[at + _TIES_SIZE] :][: packed[at + _RUNS_SIZE]]
    cost = compare(table, runs, len(runs), hanging, 0, 0)
    count = suspects(table, runs, len(runs), hanging)
    return min([cost] + list(table[_COSTS : _COSTS + count]))


def exchange(runs, size, hanging, one, other):
    """Exchange two contacts in these bytes, and in the mask that is returned."""
    swapped = {one: other, other: one}
    for k in range(size):
        line = runs[k] & 15
        runs[k] = runs[k] & 240 | swapped.get(line, line)
    if (hanging >> one ^ hanging >> other) & 1:
        hanging ^= 1 << one | 1 << other
    return hanging


def twice(table, packed, at):
    """What a wiring's record costs at least after two exchanges, 65535 where none are suspected."""
    begin(table, packed, at)
    hanging = packed[at + _FREE_ENDS] | packed[at + (_FREE_ENDS + 1)] << 8
    runs = packed[at + _HEAD + packed[at + _TIES_SIZE] :][: packed[at + _RUNS_SIZE]]
    count = suspects(table, runs, len(runs), hanging)
    costs = [65535]
    for key in list(table[_SUSPECTS : _SUSPECTS + count]):
        moved = bytearray(runs)
        after = exchange(moved, len(runs), hanging, 15 - (key >> 4 & 15), key & 15)
        found = suspects(table, moved, len(runs), after)
        costs += [_exchange_cost(key) + cost for cost in table[_COSTS : _COSTS + found]]
    return min(costs)


def compare(table, runs, size, hanging, one, other):
    """Conductors against nets, after an exchange of the contacts `one` and `other` (0, 0: none):
    what they cost at least. A lost one is an accident, but not if another with a contact in
    common is; a join that they do not make, a link and a hanging contact too many, too."""
    swapped = list(range(16))
    swapped[one], swapped[other] = other, one
    if (hanging >> one ^ hanging >> other) & 1:
        hanging ^= 1 << one | 1 << other
    table[_PARTS:_PLUG_PARTS] = table[_PLUG_PARTS:_NETS]
    lost = opened = apart = soldered = 0
    spare = table[_LEFT]
    for at in range(0, size, 2):
        first, last = swapped[runs[at] & 15], swapped[runs[at + 1]]
        both = 1 << first | 1 << last
        soldered |= both
        if runs[at] & _RESISTOR:
            opened |= both
        elif not table[first] >> last & 1:
            lost |= 1 << (at >> 1)
            apart += not opened & both
            opened |= both
        else:
            spare -= _join(table, 11, first, last)
    table[_LOST:_COSTS] = array("H", (lost, opened, soldered, spare))
    if lost:
        apart = max(apart, 1)
    links = max(
        table[_LINKS] - _bits(lost) - table[_RESISTORS], table[_LEAKS] - table[_RESISTORS], 0
    )
    loose = table[_HANGING] & ~hanging & ~opened
    cost = table[_PLUGS] + _ACCIDENT * (apart + spare + links + _bits(loose))
    if spare:
        for mask in table[_NETS + 1 : _NETS + 1 + table[_NETS]]:
            cost += _UNLIKELY * _across(mask, table)
    return cost


def suspects(table, runs, size, hanging):
    """Contacts whose exchange would explain a conductor that arrives where another should: how
    many pairs, at most six, the likeliest first. Each is a key at 67: last line (4 bits), 15 less
    the first (4), how many conductors it moves (5), whether it is between two plugs. At 82 what
    conductors and nets then cost at least, with the exchange."""
    load = [hanging >> line & 1 for line in range(_LINES)]
    loaded = hanging
    lost = []
    ends = 0
    for at in range(0, size, 2):
        a, b = runs[at] & 15, runs[at + 1]
        load[a] += 1
        load[b] += 1
        loaded |= 1 << a | 1 << b
        if not table[a] >> b & 1:
            lost.append((a, b))
            ends |= 1 << a | 1 << b
    pairs = set()
    for a, b in lost:
        from_a = table[a] & ~(1 << a | 1 << b)
        from_b = table[b] & ~(1 << a | 1 << b)
        if (from_a | from_b) & ends:
            for c, d in lost:
                if from_a >> d & 1:
                    pairs.update(((b, d), (a, c)))
                if from_a >> c & 1:
                    pairs.update(((b, c), (a, d)))
                if from_b >> c & 1:
                    pairs.update(((a, c), (b, d)))
        for near, far in ((a, b), (b, a)):
            # a lifted shield on another conductor's contact; a conductor on the empty contact
            free = table[near] & (hanging | ~(loaded | table[_TIED])) & 15 << (far & 12)
            pairs.update((far, line) for line in range(_LINES) if free >> line & 1)
    keys = set()
    for one, other in pairs:
        first, last = min(one, other), max(one, other)
        within = first >> 2 == last >> 2
        if first != last and (within or _letter(first) == _letter(last)):
            key = (load[first] + load[last]) << 8 | (15 - first) << 4 | last
            keys.add(key if within else key | 1 << 13)
    keys = sorted(keys)[:_MOST_SUSPECTS]
    for k, key in enumerate(keys):
        table[_SUSPECTS + k] = key
        cost = compare(table, runs, size, hanging, 15 - (key >> 4 & 15), key & 15)
        table[_COSTS + k] = cost + _exchange_cost(key)
    return len(keys)


def _exchange_cost(key):
    return _ACCIDENT + (_TWO_PLUGS if key >> 13 else 0)


def _ties(packed, at):
    return packed[at + _HEAD : at + _HEAD + packed[at + _TIES_SIZE]]


def _join(table, base, first, last):
    """True if two lines were apart; now they are not."""
    if table[base + first] >> last & 1:
        return False
    whole = table[base + first] | table[base + last]
    for line in range(_LINES):
        if whole >> line & 1:
            table[base + line] = whole
    return True


def _across(mask, table):
    """How many shorts between two plugs it takes at least to make this net of its parts."""
    count = 0
    reached = table[_PARTS + _lowest(mask)]
    left = mask & ~reached
    while left:
        near = 0
        for jack in (15, 240, 1792):
            if reached & jack:
                for line in range(_LINES):
                    if left & jack & 1 << line:
                        near |= table[_PARTS + line]
        if not near:
            count += 1
            near = table[_PARTS + _lowest(left)]
        reached |= near
        left &= ~near
    return count


def _bits(mask):
    return sum(mask >> line & 1 for line in range(_LINES))


def _lowest(mask):
    line = 0
    while not mask >> line & 1:
        line += 1
    return line


def _letter(line):
    """Like contacts of two plugs have one number: C has no second ring."""
    return 3 if line == 10 else line & 3

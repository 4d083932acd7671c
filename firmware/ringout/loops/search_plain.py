"""The inner loops of the search for an explanation, in plain Python: what `search_viper` does
as machine code.

A table is an array("H") that `new_table` makes for a press:
   0  by line: mask of the net it is in
  11  by line: mask of what plugs and conductors join, made by `compare`
  22  by line: mask of what the plugs alone join, made by `begin`
  33  how many nets there are; from 34 on their masks; at 39 how many joins these take
  40  what bridges certainly cost that read too much
  41  how many of the links are no bad joints
  42  whether a bridge may read too much
  45  by line: how many conductors are soldered to it
  56  by line: mask of what it may be exchanged with
  67  suspected exchanges, see `suspects`
  73  for `compare`: cost of the plugs, in hundredths of an accident; how many joins are left to
      explain; links of the facts; resistors of the wiring; mask of hanging contacts
  78  told by `compare`: mask of lost conductors; of their contacts, and of those of resistors;
      of the contacts of all; how many joins are left
  82  what the suspected exchanges cost
  88  by line: mask of those in its plug that no bridge joins, by their resistance, and bit 11
      where there may be such
  99  results of `loops` and `likely`
Conductors and bridges are bytes, two lines for each, as in wirings/index.py. `size`: how many
bytes. packed, at: a wiring's record, and where it begins.
"""

from array import array


def begin(table, packed, at):
    """Take a wiring's record: what the bridges of its plugs join of what is joined, how many
    joins are left, and what the missing ones cost. Returns these as bits."""
    for line in range(11):
        table[22 + line] = 1 << line
    joins = table[39]
    ties, links = _ties(packed, at), packed[at + 4]
    cost = sure = doubt = missing = 0
    for k in range(len(ties) // 2):
        first, last = ties[2 * k], ties[2 * k + 1]
        if not table[first] >> last & 1:
            missing |= 1 << k
            cost += 500 if k < links else 100
        else:
            joins -= _join(table, 22, first, last)
        if table[88 + first] >> last & 1:
            sure += 250 if k < links else 100
        doubt |= table[88 + first] & table[88 + last]
    table[40], table[42] = sure, doubt >> 11
    table[73], table[74], table[76] = cost + sure, joins, packed[at + 5]
    return missing


def least(table, packed, at):
    """What a wiring's record costs at least: as it is, or after one exchange."""
    begin(table, packed, at)
    hanging = packed[at + 2] | packed[at + 3] << 8
    runs = packed[at + 8 + packed[at + 6] :][: packed[at + 7]]
    cost = compare(table, runs, len(runs), hanging, 0, 0)
    count = suspects(table, runs, len(runs), hanging)
    return min([cost] + list(table[82 : 82 + count]))


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
    hanging = packed[at + 2] | packed[at + 3] << 8
    runs = packed[at + 8 + packed[at + 6] :][: packed[at + 7]]
    count = suspects(table, runs, len(runs), hanging)
    costs = [65535]
    for key in list(table[67 : 67 + count]):
        moved = bytearray(runs)
        after = exchange(moved, len(runs), hanging, 15 - (key >> 4 & 15), key & 15)
        found = suspects(table, moved, len(runs), after)
        costs += [(120 if key >> 13 else 100) + cost for cost in table[82 : 82 + found]]
    return min(costs)


def compare(table, runs, size, hanging, one, other):
    """Conductors against nets, after an exchange of the contacts `one` and `other` (0, 0: none):
    what they cost at least. A lost one is an accident, but not if another with a contact in
    common is; a join that they do not make, a link and a hanging contact too many, too."""
    swapped = list(range(16))
    swapped[one], swapped[other] = other, one
    if (hanging >> one ^ hanging >> other) & 1:
        hanging ^= 1 << one | 1 << other
    table[11:22] = table[22:33]
    lost = opened = apart = soldered = 0
    spare = table[74]
    for at in range(0, size, 2):
        first, last = swapped[runs[at] & 15], swapped[runs[at + 1]]
        both = 1 << first | 1 << last
        soldered |= both
        if runs[at] & 16:
            opened |= both
        elif not table[first] >> last & 1:
            lost |= 1 << (at >> 1)
            apart += not opened & both
            opened |= both
        else:
            spare -= _join(table, 11, first, last)
    table[78:82] = array("H", (lost, opened, soldered, spare))
    if lost:
        apart = max(apart, 1)
    links = max(table[75] - _bits(lost) - table[76], table[41] - table[76], 0)
    loose = table[77] & ~hanging & ~opened
    cost = table[73] + 100 * (apart + spare + links + _bits(loose))
    if spare:
        for mask in table[34 : 34 + table[33]]:
            cost += 150 * _across(mask, table)
    return cost


def suspects(table, runs, size, hanging):
    """Contacts whose exchange would explain a conductor that arrives where another should: how
    many pairs, at most six, the likeliest first. Each is a key at 67: last line (4 bits), 15 less
    the first (4), how many conductors it moves (5), whether it is between two plugs. At 82 what
    conductors and nets then cost at least, with the exchange."""
    load = [hanging >> line & 1 for line in range(11)]
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
            free = table[near] & (hanging | ~loaded) & 15 << (far & 12)
            pairs.update((far, line) for line in range(11) if free >> line & 1)
    keys = set()
    for one, other in pairs:
        first, last = min(one, other), max(one, other)
        within = first >> 2 == last >> 2
        if first != last and (within or _letter(first) == _letter(last)):
            key = (load[first] + load[last]) << 8 | (15 - first) << 4 | last
            keys.add(key if within else key | 1 << 13)
    keys = sorted(keys)[:6]
    for k, key in enumerate(keys):
        table[67 + k] = key
        cost = compare(table, runs, size, hanging, 15 - (key >> 4 & 15), key & 15)
        table[82 + k] = cost + (120 if key >> 13 else 100)
    return len(keys)


def _ties(packed, at):
    return packed[at + 8 : at + 8 + packed[at + 6]]


def _join(table, base, first, last):
    """True if two lines were apart; now they are not."""
    if table[base + first] >> last & 1:
        return False
    whole = table[base + first] | table[base + last]
    for line in range(11):
        if whole >> line & 1:
            table[base + line] = whole
    return True


def _across(mask, table):
    """How many shorts between two plugs it takes at least to make this net of its parts."""
    count = 0
    reached = table[11 + _lowest(mask)]
    left = mask & ~reached
    while left:
        near = 0
        for jack in (15, 240, 1792):
            if reached & jack:
                for line in range(11):
                    if left & jack & 1 << line:
                        near |= table[11 + line]
        if not near:
            count += 1
            near = table[11 + _lowest(left)]
        reached |= near
        left &= ~near
    return count


def _bits(mask):
    return sum(mask >> line & 1 for line in range(11))


def _lowest(mask):
    line = 0
    while not mask >> line & 1:
        line += 1
    return line


def _letter(line):
    """Like contacts of two plugs have one number: C has no second ring."""
    return 3 if line == 10 else line & 3

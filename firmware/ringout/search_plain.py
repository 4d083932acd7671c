"""The inner loops of the search for an explanation, in plain Python: what `search_kernels` does
as machine code.

A table is an array("H") that `new_table` makes for a press:
   0   by line: mask of the net it is in
  11   by line: mask of what plugs and conductors join, made by `compare`
  22   by line: mask of what the plugs alone join, made by `plug_joins`
  33   how many nets there are; from 34 on their masks
  45   by line: how many conductors are soldered to it
  56   by line: mask of what it may be exchanged with
  67   suspected exchanges, see `suspects`
Conductors and bridges are bytes, two lines for each; 16 is added to the first of one that has a
resistor in it. `size`: how many bytes.
"""


def plug_joins(table, bridges, size):
    """What the bridges in plugs join of what is joined: missing ones as bits from 4 on, below
    them how many joins they make."""
    for line in range(11):
        table[22 + line] = 1 << line
    joins = missing = 0
    for at in range(0, size, 2):
        first, last = bridges[at], bridges[at + 1]
        if not table[first] >> last & 1:
            missing |= 1 << (at >> 1)
        elif _join(table, 22, first, last):
            joins += 1
    return missing << 4 | joins


def exchange(runs, size, first, last):
    """Solder what is on one contact to another, and the other way round. Twice undoes it."""
    for k in range(size):
        line = runs[k] & 15
        if line == first or line == last:
            runs[k] = runs[k] & 16 | (last if line == first else first)


def compare(table, runs, size):
    """Conductors against nets. Bits from 0 on: how many joins they make (4); how many shorts
    between two plugs it takes at least to make the nets of what they join (3); how many lost
    ones have no contact in common with one before (3); lost ones (8); their contacts and those
    of resistors (11)."""
    table[11:22] = table[22:33]
    lost = opened = apart = joins = 0
    for at in range(0, size, 2):
        first, last = runs[at] & 15, runs[at + 1]
        both = 1 << first | 1 << last
        if runs[at] & 16:
            opened |= both
        elif not table[first] >> last & 1:
            lost |= 1 << (at >> 1)
            apart += not opened & both
            opened |= both
        else:
            joins += _join(table, 11, first, last)
    across = 0
    for mask in table[34 : 34 + table[33]]:
        across += _across(mask, table)
    return opened << 18 | lost << 10 | apart << 7 | across << 4 | joins


def suspects(table, runs, size, hanging):
    """Contacts whose exchange would explain a conductor that arrives where another should: how
    many pairs, at most six, the likeliest first. Each is a key at 67: last line (4 bits), 15 less
    the first (4), how many conductors it moves (5), whether it is between two plugs."""
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
    return len(keys)


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


def _lowest(mask):
    line = 0
    while not mask >> line & 1:
        line += 1
    return line


def _letter(line):
    """Like contacts of two plugs have one number: C has no second ring."""
    return 3 if line == 10 else line & 3

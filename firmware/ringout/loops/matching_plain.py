"""Wirings against nets, and conductors against one another, in plain Python: what
`matching_viper` does as machine code. The table is that of `search_plain`.
"""

# as in diagnosis/search and wirings/layout
_NETS = 33
_KEYS = 99
_LINES = 11
_TIES_SIZE = 6
_HEAD = 8
_RESISTOR = 16
_TOUCHES = 4
_GROUP = 6
_ENTRY = 8
_NETS_SIZE = 10
_TURN = 16
_STANDING = 32


def alike(runs, other_runs, size):
    """Whether two ways that conductors run (their bytes) are the same, shields and cores being
    alike."""
    ways = []
    for way in (runs, other_runs):
        pairs = set()
        for at in range(0, size, 2):
            first, last = way[at] & 15, way[at + 1]
            pairs.add((min(first, last), max(first, last), way[at] & _RESISTOR))
        ways.append(pairs)
    return int(ways[0] <= ways[1])


def loops(table, runs, size, packed, at):
    """Two conductors that meet in one plug, through a bridge of it perhaps, and whose other ends
    are in one plug, joined, but not by a bridge: a loop through the cable, if nobody bridged it.
    How many; at 99 for each which one (from bit 5 on), which other (from bit 1 on), and whether
    they meet in the first plug (bit 0)."""
    touch = [1 << line for line in range(_LINES)]
    ties = packed[at + _HEAD : at + _HEAD + packed[at + _TIES_SIZE]]
    for k in range(0, len(ties), 2):
        touch[ties[k]] |= 1 << ties[k + 1]
        touch[ties[k + 1]] |= 1 << ties[k]
    found = 0
    for k in range(2, size, 2):
        a, b = runs[k] & 15, runs[k + 1]
        for j in range(0, k, 2):
            c, d = runs[j] & 15, runs[j + 1]
            if touch[b] >> d & 1:
                side = 0
                good = a != c and a >> 2 == c >> 2 and table[a] & ~touch[a] & 1 << c
            else:
                side = 1
                good = touch[a] >> c & 1 and b >> 2 == d >> 2 and table[b] >> d & 1
            if good and (ties or a == c or b == d):
                table[_KEYS + found] = k << 4 | j | side
                found += 1
    return found


def likely(table, entries, size, groups, least, most, touched, apart):
    """Sound wirings that `most` accidents or fewer turn into the measured nets: those that are so
    common at `least`, whose plugs reach what was touched, and bridge nothing that is apart. How
    many; their keys at 99, sorted: accidents times ten and rareness, from bit 9 on; below it
    which of the entries. entries, groups: see wirings/index.py."""
    measured = list(table[_NETS + 1 : _NETS + 1 + table[_NETS]])
    keys = []
    for at in range(0, size, _ENTRY):
        common, _, low, high, reach_low, reach_high, group, _ = entries[at : at + _ENTRY]
        is_sound, common = common < _STANDING, common & (_TURN - 1)
        linked, reach = low | high << 8, reach_low | reach_high << 8
        if common >= least and is_sound and not linked & apart and not touched & ~reach:
            nets = [
                groups[k] | groups[k + 1] << 8
                for k in range(_NETS_SIZE * group, _NETS_SIZE * (group + 1), 2)
            ]
            accidents = _accidents([mask for mask in nets if mask], measured)
            if accidents <= most:
                keys.append((accidents * 10 + 9 - common) << 9 | at >> 3)
    for k, key in enumerate(sorted(keys)):
        table[_KEYS + k] = key
    return len(keys)


def _accidents(nets, measured):
    """How few accidents can make those nets of a wiring into the measured ones: a break splits
    one (the contact of a Y two), a short joins two, an exchange splits two and joins two."""
    both = sum(1 for mask in nets for net in measured if mask & net)
    wired = found = 0
    for mask in nets:
        wired |= mask
    for net in measured:
        found |= net
    splits = both - len(nets) + bin(wired & ~found).count("1")
    joins = both - len(measured) + bin(found & ~wired).count("1")
    return (splits + 1) // 2 + max(joins - splits, 0)

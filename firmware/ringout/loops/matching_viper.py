"""Wirings against nets, and conductors against one another, as viper machine code.

Imported by `search` and by nobody else, like `search_viper`. `matching_plain` says what each
function does; results are the same. Nothing here allocates.
"""

import micropython


@micropython.viper
def alike(runs: ptr8, other_runs: ptr8, size: int) -> int:
    k = 0
    while k < size:
        a = runs[k] & 15
        b = int(runs[k + 1])
        j = 0
        while j < size:
            c = other_runs[j] & 15
            d = int(other_runs[j + 1])
            if not (runs[k] ^ other_runs[j]) & 16:
                if a == c and b == d or a == d and b == c:
                    break
            j += 2
        if j >= size:
            return 0
        k += 2
    return 1


@micropython.viper
def loops(table: ptr16, runs: ptr8, size: int, packed: ptr8, at: int) -> int:
    ties = ptr8(int(packed) + at + 8)
    ties_size = int(packed[at + 6])
    k = 0
    while k < 11:
        table[k + 45] = 1 << k  # what its plug bridges to it
        k += 1
    k = 0
    while k < ties_size:
        a = int(ties[k])
        b = int(ties[k + 1])
        table[a + 45] = table[a + 45] | 1 << b
        table[b + 45] = table[b + 45] | 1 << a
        k += 2
    found = 0
    k = 2
    while k < size:
        a = runs[k] & 15
        b = int(runs[k + 1])
        j = 0
        while j < k:
            c = runs[j] & 15
            d = int(runs[j + 1])
            side = 2
            if table[b + 45] >> d & 1:
                if a != c and a >> 2 == c >> 2:
                    if table[a] >> c & 1 and not table[a + 45] >> c & 1:
                        side = 0
            elif table[a + 45] >> c & 1:
                if b >> 2 == d >> 2 and table[b] >> d & 1:
                    side = 1
            if ties_size == 0 and a != c and b != d:
                side = 2
            if side < 2:
                table[found + 99] = (k >> 1) << 5 | j | side
                found += 1
            j += 2
        k += 2
    return found


@micropython.viper
def likely(
    table: ptr16,
    entries: ptr8,
    size: int,
    groups: ptr8,
    least: int,
    most: int,
    touched: int,
    apart: int,
) -> int:
    count = int(table[33])
    measured = 0
    k = 0
    while k < count:
        measured |= table[k + 34]
        k += 1
    found = 0
    group = -1
    accidents = 0
    at = 0
    while at < size:
        common = int(entries[at])
        linked = entries[at + 2] | entries[at + 3] << 8
        reach = entries[at + 4] | entries[at + 5] << 8
        if common >= least and entries[at + 7] < 64 and not linked & apart:
            if not touched & ~reach:
                if group != entries[at + 6]:
                    group = int(entries[at + 6])
                    wired = 0
                    splits = 0
                    joins = 0 - count
                    net = group * 10
                    end = net + 10
                    while net < end:
                        mask = groups[net] | groups[net + 1] << 8
                        net += 2
                        if mask:
                            wired |= mask
                            splits -= 1
                            k = 0
                            while k < count:
                                if mask & table[k + 34]:
                                    splits += 1
                                    joins += 1
                                k += 1
                    mask = wired & ~measured
                    while mask:
                        mask &= mask - 1
                        splits += 1
                    mask = measured & ~wired
                    while mask:
                        mask &= mask - 1
                        joins += 1
                    accidents = (splits + 1) >> 1
                    if joins > splits:
                        accidents += joins - splits
                if accidents <= most:
                    key = (accidents * 10 + 9 - common) << 9 | at >> 3
                    k = found
                    while k and table[k + 98] > key:
                        table[k + 99] = table[k + 98]
                        k -= 1
                    table[k + 99] = key
                    found += 1
        at += 8
    return found

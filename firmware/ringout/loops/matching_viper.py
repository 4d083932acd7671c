"""Wirings against nets, and conductors against one another, as viper machine code.

Imported by `search` and by nobody else, like `search_viper`. `matching_plain` says what each
function does; results are the same. Nothing here allocates.
"""

import micropython
from micropython import const

# as in diagnosis/search and wirings/layout: an imported constant is none to viper
_NETS = const(33)
_LOAD = const(45)
_KEYS = const(99)
_LINES = const(11)
_TIES_SIZE = const(6)
_HEAD = const(8)
_RESISTOR = const(16)
_LINKED = const(2)
_TOUCHES = const(4)
_GROUP = const(6)
_ENTRY = const(8)
_NETS_SIZE = const(10)
_TURN = const(16)
_STANDING = const(32)


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
            if not (runs[k] ^ other_runs[j]) & _RESISTOR:
                if a == c and b == d or a == d and b == c:
                    break
            j += 2
        if j >= size:
            return 0
        k += 2
    return 1


@micropython.viper
def loops(table: ptr16, runs: ptr8, size: int, packed: ptr8, at: int) -> int:
    ties = ptr8(int(packed) + at + _HEAD)
    ties_size = int(packed[at + _TIES_SIZE])
    k = 0
    while k < _LINES:
        table[k + _LOAD] = 1 << k  # what its plug bridges to it
        k += 1
    k = 0
    while k < ties_size:
        a = int(ties[k])
        b = int(ties[k + 1])
        table[a + _LOAD] = table[a + _LOAD] | 1 << b
        table[b + _LOAD] = table[b + _LOAD] | 1 << a
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
            if table[b + _LOAD] >> d & 1:
                if a != c and a >> 2 == c >> 2:
                    if table[a] >> c & 1 and not table[a + _LOAD] >> c & 1:
                        side = 0
            elif table[a + _LOAD] >> c & 1:
                if b >> 2 == d >> 2 and table[b] >> d & 1:
                    side = 1
            if ties_size == 0 and a != c and b != d:
                side = 2
            if side < 2:
                table[found + _KEYS] = (k >> 1) << 5 | j | side
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
    count = int(table[_NETS])
    measured = 0
    k = 0
    while k < count:
        measured |= table[k + (_NETS + 1)]
        k += 1
    found = 0
    group = -1
    accidents = 0
    at = 0
    while at < size:
        common = entries[at] & (_TURN - 1)
        linked = entries[at + _LINKED] | entries[at + (_LINKED + 1)] << 8
        reach = entries[at + _TOUCHES] | entries[at + (_TOUCHES + 1)] << 8
        if common >= least and entries[at] < _STANDING and not linked & apart:
            if not touched & ~reach:
                if group != entries[at + _GROUP]:
                    group = int(entries[at + _GROUP])
                    wired = 0
                    splits = 0
                    joins = 0 - count
                    net = group * _NETS_SIZE
                    end = net + _NETS_SIZE
                    while net < end:
                        mask = groups[net] | groups[net + 1] << 8
                        net += 2
                        if mask:
                            wired |= mask
                            splits -= 1
                            k = 0
                            while k < count:
                                if mask & table[k + (_NETS + 1)]:
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
                    while k and table[k + (_KEYS - 1)] > key:
                        table[k + _KEYS] = table[k + (_KEYS - 1)]
                        k -= 1
                    table[k + _KEYS] = key
                    found += 1
        at += _ENTRY
    return found

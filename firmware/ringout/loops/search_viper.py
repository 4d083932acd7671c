"""The inner loops of the search for an explanation as viper machine code.

Imported by `search` and by nobody else: CPython has no `micropython`, the WebAssembly VM
refuses the decorator. `search_plain` says what each function does; results are the same.
Nothing here allocates. One file, since one table of offsets serves all of it.
"""

import micropython
from micropython import const

# as in diagnosis/search and wirings/layout: an imported constant is none to viper
_PARTS = const(11)
_PLUG_PARTS = const(22)
_NETS = const(33)
_JOINS = const(39)
_SURE = const(40)
_LEAKS = const(41)
_DOUBT = const(42)
_TIED = const(43)
_LOAD = const(45)
_WITH = const(56)
_SUSPECTS = const(67)
_PLUGS = const(73)
_LEFT = const(74)
_LINKS = const(75)
_RESISTORS = const(76)
_HANGING = const(77)
_LOST = const(78)
_OPENED = const(79)
_SOLDERED = const(80)
_SPARE = const(81)
_COSTS = const(82)
_APART = const(88)
_KEYS = const(99)
_LINES = const(11)
_ACCIDENT = const(100)
_UNLIKELY = const(150)
_TWO_PLUGS = const(20)
_MOST_SUSPECTS = const(6)
_FREE_ENDS = const(2)
_PLUG_TIES = const(4)
_WITH_RESISTOR = const(5)
_TIES_SIZE = const(6)
_RUNS_SIZE = const(7)
_HEAD = const(8)
_RESISTOR = const(16)


@micropython.viper
def begin(table: ptr16, packed: ptr8, at: int) -> int:
    k = 0
    while k < _LINES:
        table[k + _PLUG_PARTS] = 1 << k
        k += 1
    joins = int(table[_JOINS])
    cost = 0
    sure = 0
    doubt = 0
    missing = 0
    tied = 0
    ties = at + _HEAD
    links = ties + 2 * packed[at + _PLUG_TIES]
    end = ties + packed[at + _TIES_SIZE]
    bit = 1
    while ties < end:
        first = packed[ties]
        last = packed[ties + 1]
        if ties < links:
            tied |= 1 << first | 1 << last
        if not table[first] >> last & 1:
            missing |= bit
            cost += _ACCIDENT
            if ties < links:
                cost += 4 * _ACCIDENT
        elif not table[first + _PLUG_PARTS] >> last & 1:
            whole = table[first + _PLUG_PARTS] | table[last + _PLUG_PARTS]
            k = 0
            while k < _LINES:
                if whole >> k & 1:
                    table[k + _PLUG_PARTS] = whole
                k += 1
            joins -= 1
        if table[first + _APART] >> last & 1:
            sure += _ACCIDENT
            if ties < links:
                sure += _UNLIKELY
        doubt |= table[first + _APART] & table[last + _APART]
        ties += 2
        bit <<= 1
    table[_SURE] = sure
    table[_DOUBT] = doubt >> 11
    table[_TIED] = tied
    table[_PLUGS] = cost + sure
    table[_LEFT] = joins
    table[_RESISTORS] = packed[at + _WITH_RESISTOR]
    return missing


@micropython.viper
def least(table: ptr16, packed: ptr8, at: int) -> int:
    begin(table, packed, at)
    hanging = packed[at + _FREE_ENDS] | packed[at + (_FREE_ENDS + 1)] << 8
    size = int(packed[at + _RUNS_SIZE])
    runs = ptr8(int(packed) + at + _HEAD + packed[at + _TIES_SIZE])
    cost = int(compare(table, runs, size, hanging, 0, 0))
    k = int(suspects(table, runs, size, hanging))
    while k:
        k -= 1
        if table[k + _COSTS] < cost:
            cost = int(table[k + _COSTS])
    return cost


@micropython.viper
def exchange(runs: ptr8, size: int, hanging: int, one: int, other: int) -> int:
    k = 0
    while k < size:
        line = runs[k] & 15
        if line == one:
            runs[k] = runs[k] & 240 | other
        elif line == other:
            runs[k] = runs[k] & 240 | one
        k += 1
    if (hanging >> one ^ hanging >> other) & 1:
        hanging ^= 1 << one | 1 << other
    return hanging


@micropython.viper
def twice(table: ptr16, packed: ptr8, at: int) -> int:
    begin(table, packed, at)
    hanging = packed[at + _FREE_ENDS] | packed[at + (_FREE_ENDS + 1)] << 8
    size = int(packed[at + _RUNS_SIZE])
    runs = at + _HEAD + packed[at + _TIES_SIZE]
    moved = ptr8(int(table) + (2 * _KEYS + 18))  # behind the keys
    count = int(suspects(table, ptr8(int(packed) + runs), size, hanging))
    k = 0
    while k < count:
        table[k + _KEYS] = table[k + _SUSPECTS]
        k += 1
    cost = 65535
    while k:
        k -= 1
        key = int(table[k + _KEYS])
        j = 0
        while j < size:
            moved[j] = packed[runs + j]
            j += 1
        after = int(exchange(moved, size, hanging, 15 - (key >> 4 & 15), key & 15))
        own = _ACCIDENT
        if key >> 13:
            own = _ACCIDENT + _TWO_PLUGS
        j = int(suspects(table, moved, size, after))
        while j:
            j -= 1
            if own + table[j + _COSTS] < cost:
                cost = own + table[j + _COSTS]
    return cost


@micropython.viper
def compare(table: ptr16, runs: ptr8, size: int, hanging: int, one: int, other: int) -> int:
    if (hanging >> one ^ hanging >> other) & 1:
        hanging ^= 1 << one | 1 << other
    k = _PARTS
    while k < _PLUG_PARTS:
        table[k] = table[k + (_PLUG_PARTS - _PARTS)]
        k += 1
    lost = 0
    count = 0
    opened = 0
    apart = 0
    spare = int(table[_LEFT])
    soldered = 0
    at = 0
    while at < size:
        first = runs[at] & 15
        last = int(runs[at + 1])
        if first == one:
            first = other
        elif first == other:
            first = one
        if last == one:
            last = other
        elif last == other:
            last = one
        both = 1 << first | 1 << last
        soldered |= both
        if runs[at] & _RESISTOR:
            opened |= both
        elif not table[first] >> last & 1:
            lost |= 1 << (at >> 1)
            count += 1
            if not opened & both:
                apart += 1
            opened |= both
        elif not table[first + _PARTS] >> last & 1:
            whole = table[first + _PARTS] | table[last + _PARTS]
            k = 0
            while k < _LINES:
                if whole >> k & 1:
                    table[k + _PARTS] = whole
                k += 1
            spare -= 1
        at += 2
    table[_LOST] = lost
    table[_OPENED] = opened
    table[_SOLDERED] = soldered
    table[_SPARE] = spare
    if lost and not apart:
        apart = 1
    links = table[_LINKS] - count - table[_RESISTORS]
    if links < table[_LEAKS] - table[_RESISTORS]:
        links = table[_LEAKS] - table[_RESISTORS]
    if links < 0:
        links = 0
    cost = table[_PLUGS] + _ACCIDENT * (apart + spare + links)
    k = table[_HANGING] & ~hanging & ~opened
    while k:
        k &= k - 1
        cost += _ACCIDENT
    if spare == 0:
        return cost
    net = _NETS + 1
    end = (_NETS + 1) + table[_NETS]
    while net < end:
        mask = int(table[net])
        net += 1
        k = 0
        while not mask >> k & 1:
            k += 1
        reached = int(table[k + _PARTS])
        left = mask & ~reached
        while left:
            jacks = 0
            if reached & 15:
                jacks |= 15
            if reached & 240:
                jacks |= 240
            if reached & 1792:
                jacks |= 1792
            near = 0
            seen = left & jacks
            k = 0
            while k < _LINES:
                if seen >> k & 1:
                    near |= table[k + _PARTS]
                k += 1
            if not near:
                cost += _UNLIKELY
                k = 0
                while not left >> k & 1:
                    k += 1
                near = int(table[k + _PARTS])
            reached |= near
            left &= ~near
    return cost


@micropython.viper
def suspects(table: ptr16, runs: ptr8, size: int, hanging: int) -> int:
    k = 0
    while k < _LINES:
        table[k + _LOAD] = 0  # conductors soldered to each contact
        table[k + _WITH] = 0  # suspected with it
        k += 1
    ends = 0
    loaded = hanging
    at = 0
    while at < size:
        a = runs[at] & 15
        b = runs[at + 1]
        table[a + _LOAD] = table[a + _LOAD] + 1
        table[b + _LOAD] = table[b + _LOAD] + 1
        loaded |= 1 << a | 1 << b
        if not table[a] >> b & 1:
            ends |= 1 << a | 1 << b
        at += 2
    if not ends:
        return 0
    k = 0
    while k < _LINES:
        if hanging >> k & 1:
            table[k + _LOAD] = table[k + _LOAD] + 1
        k += 1
    free = hanging | ~(loaded | table[_TIED])
    at = 0
    while at < size:
        a = runs[at] & 15
        b = runs[at + 1]
        at += 2
        if table[a] >> b & 1:
            continue
        both = 1 << a | 1 << b
        from_a = table[a] & ~both
        from_b = table[b] & ~both
        if (from_a | from_b) & ends:
            k = 0
            while k < size:
                c = runs[k] & 15
                d = runs[k + 1]
                k += 2
                if table[c] >> d & 1:
                    continue
                if from_a >> d & 1:
                    table[b + _WITH] = table[b + _WITH] | 1 << d
                    table[a + _WITH] = table[a + _WITH] | 1 << c
                if from_a >> c & 1:
                    table[b + _WITH] = table[b + _WITH] | 1 << c
                    table[a + _WITH] = table[a + _WITH] | 1 << d
                if from_b >> c & 1:
                    table[a + _WITH] = table[a + _WITH] | 1 << c
                    table[b + _WITH] = table[b + _WITH] | 1 << d
        # a lifted shield on another conductor's contact; a conductor on the empty contact
        table[a + _WITH] = table[a + _WITH] | (table[b] & free & 15 << (a & 12))
        table[b + _WITH] = table[b + _WITH] | (table[a] & free & 15 << (b & 12))
    found = 0
    first = 0
    while first < 10:
        last = first + 1
        while last < _LINES:
            if (table[first + _WITH] >> last | table[last + _WITH] >> first) & 1:
                key = (table[first + _LOAD] + table[last + _LOAD]) << 8 | (15 - first) << 4 | last
                far = last & 3
                if last == 10:
                    far = 3
                if first >> 2 != last >> 2:
                    key |= 1 << 13
                if first >> 2 == last >> 2 or first & 3 == far:
                    k = found
                    while k and table[k + (_SUSPECTS - 1)] > key:
                        if k < _MOST_SUSPECTS:
                            table[k + _SUSPECTS] = table[k + (_SUSPECTS - 1)]
                        k -= 1
                    if k < _MOST_SUSPECTS:
                        table[k + _SUSPECTS] = key
                        if found < _MOST_SUSPECTS:
                            found += 1
            last += 1
        first += 1
    k = 0
    while k < found:
        key = int(table[k + _SUSPECTS])
        cost = int(compare(table, runs, size, hanging, 15 - (key >> 4 & 15), key & 15)) + _ACCIDENT
        if key >> 13:
            cost += _TWO_PLUGS
        table[k + _COSTS] = cost
        k += 1
    return found

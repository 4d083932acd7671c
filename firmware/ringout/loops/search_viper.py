"""The inner loops of the search for an explanation as viper machine code.

Imported by `search` and by nobody else: CPython has no `micropython`, the WebAssembly VM
refuses the decorator. `search_plain` says what each function does; results are the same.
Nothing here allocates.
"""

import micropython


@micropython.viper
def begin(table: ptr16, packed: ptr8, at: int) -> int:
    k = 0
    while k < 11:
        table[k + 22] = 1 << k
        k += 1
    joins = int(table[39])
    cost = 0
    sure = 0
    doubt = 0
    missing = 0
    ties = at + 8
    links = ties + 2 * packed[at + 4]
    end = ties + packed[at + 6]
    bit = 1
    while ties < end:
        first = packed[ties]
        last = packed[ties + 1]
        if not table[first] >> last & 1:
            missing |= bit
            cost += 100
            if ties < links:
                cost += 400
        elif not table[first + 22] >> last & 1:
            whole = table[first + 22] | table[last + 22]
            k = 0
            while k < 11:
                if whole >> k & 1:
                    table[k + 22] = whole
                k += 1
            joins -= 1
        if table[first + 88] >> last & 1:
            sure += 100
            if ties < links:
                sure += 150
        doubt |= table[first + 88] & table[last + 88]
        ties += 2
        bit <<= 1
    table[40] = sure
    table[42] = doubt >> 11
    table[73] = cost + sure
    table[74] = joins
    table[76] = packed[at + 5]
    return missing


@micropython.viper
def least(table: ptr16, packed: ptr8, at: int) -> int:
    begin(table, packed, at)
    hanging = packed[at + 2] | packed[at + 3] << 8
    size = int(packed[at + 7])
    runs = ptr8(int(packed) + at + 8 + packed[at + 6])
    cost = int(compare(table, runs, size, hanging, 0, 0))
    k = int(suspects(table, runs, size, hanging))
    while k:
        k -= 1
        if table[k + 82] < cost:
            cost = int(table[k + 82])
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
    hanging = packed[at + 2] | packed[at + 3] << 8
    size = int(packed[at + 7])
    runs = at + 8 + packed[at + 6]
    moved = ptr8(int(table) + 216)
    count = int(suspects(table, ptr8(int(packed) + runs), size, hanging))
    k = 0
    while k < count:
        table[k + 99] = table[k + 67]
        k += 1
    cost = 65535
    while k:
        k -= 1
        key = int(table[k + 99])
        j = 0
        while j < size:
            moved[j] = packed[runs + j]
            j += 1
        after = int(exchange(moved, size, hanging, 15 - (key >> 4 & 15), key & 15))
        own = 100
        if key >> 13:
            own = 120
        j = int(suspects(table, moved, size, after))
        while j:
            j -= 1
            if own + table[j + 82] < cost:
                cost = own + table[j + 82]
    return cost


@micropython.viper
def compare(table: ptr16, runs: ptr8, size: int, hanging: int, one: int, other: int) -> int:
    if (hanging >> one ^ hanging >> other) & 1:
        hanging ^= 1 << one | 1 << other
    k = 11
    while k < 22:
        table[k] = table[k + 11]
        k += 1
    lost = 0
    count = 0
    opened = 0
    apart = 0
    spare = int(table[74])
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
        if runs[at] & 16:
            opened |= both
        elif not table[first] >> last & 1:
            lost |= 1 << (at >> 1)
            count += 1
            if not opened & both:
                apart += 1
            opened |= both
        elif not table[first + 11] >> last & 1:
            whole = table[first + 11] | table[last + 11]
            k = 0
            while k < 11:
                if whole >> k & 1:
                    table[k + 11] = whole
                k += 1
            spare -= 1
        at += 2
    table[78] = lost
    table[79] = opened
    table[80] = soldered
    table[81] = spare
    if lost and not apart:
        apart = 1
    links = table[75] - count - table[76]
    if links < table[41] - table[76]:
        links = table[41] - table[76]
    if links < 0:
        links = 0
    cost = table[73] + 100 * (apart + spare + links)
    k = table[77] & ~hanging & ~opened
    while k:
        k &= k - 1
        cost += 100
    if spare == 0:
        return cost
    net = 34
    end = 34 + table[33]
    while net < end:
        mask = int(table[net])
        net += 1
        k = 0
        while not mask >> k & 1:
            k += 1
        reached = int(table[k + 11])
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
            while k < 11:
                if seen >> k & 1:
                    near |= table[k + 11]
                k += 1
            if not near:
                cost += 150
                k = 0
                while not left >> k & 1:
                    k += 1
                near = int(table[k + 11])
            reached |= near
            left &= ~near
    return cost


@micropython.viper
def suspects(table: ptr16, runs: ptr8, size: int, hanging: int) -> int:
    k = 0
    while k < 11:
        table[k + 45] = 0  # conductors soldered to each contact
        table[k + 56] = 0  # suspected with it
        k += 1
    ends = 0
    loaded = hanging
    at = 0
    while at < size:
        a = runs[at] & 15
        b = runs[at + 1]
        table[a + 45] = table[a + 45] + 1
        table[b + 45] = table[b + 45] + 1
        loaded |= 1 << a | 1 << b
        if not table[a] >> b & 1:
            ends |= 1 << a | 1 << b
        at += 2
    if not ends:
        return 0
    k = 0
    while k < 11:
        if hanging >> k & 1:
            table[k + 45] = table[k + 45] + 1
        k += 1
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
                    table[b + 56] = table[b + 56] | 1 << d
                    table[a + 56] = table[a + 56] | 1 << c
                if from_a >> c & 1:
                    table[b + 56] = table[b + 56] | 1 << c
                    table[a + 56] = table[a + 56] | 1 << d
                if from_b >> c & 1:
                    table[a + 56] = table[a + 56] | 1 << c
                    table[b + 56] = table[b + 56] | 1 << d
        # a lifted shield on another conductor's contact; a conductor on the empty contact
        table[a + 56] = table[a + 56] | (table[b] & (hanging | ~loaded) & 15 << (a & 12))
        table[b + 56] = table[b + 56] | (table[a] & (hanging | ~loaded) & 15 << (b & 12))
    found = 0
    first = 0
    while first < 10:
        last = first + 1
        while last < 11:
            if (table[first + 56] >> last | table[last + 56] >> first) & 1:
                key = (table[first + 45] + table[last + 45]) << 8 | (15 - first) << 4 | last
                far = last & 3
                if last == 10:
                    far = 3
                if first >> 2 != last >> 2:
                    key |= 1 << 13
                if first >> 2 == last >> 2 or first & 3 == far:
                    k = found
                    while k and table[k + 66] > key:
                        if k < 6:
                            table[k + 67] = table[k + 66]
                        k -= 1
                    if k < 6:
                        table[k + 67] = key
                        if found < 6:
                            found += 1
            last += 1
        first += 1
    k = 0
    while k < found:
        key = int(table[k + 67])
        cost = int(compare(table, runs, size, hanging, 15 - (key >> 4 & 15), key & 15)) + 100
        if key >> 13:
            cost += 20
        table[k + 82] = cost
        k += 1
    return found

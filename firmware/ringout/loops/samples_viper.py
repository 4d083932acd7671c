"""The inner loops over ADC samples as viper machine code: array('H') or memoryviews only.

Imported by `compat` and by nobody else: CPython has no `micropython`, the WebAssembly VM
refuses the decorator. `samples_plain` says what each function does; results are the same bit
for bit. Nothing here allocates.
"""

import micropython


@micropython.viper
def correct_steps(codes: ptr16, size: int):
    k = 0
    while k < size:
        code = codes[k]
        if code > 511:
            if code > 3583:
                codes[k] = code + 37
            elif code > 2559:
                codes[k] = code + 27
            elif code > 2047:
                codes[k] = code + 18
            elif code > 1535:
                codes[k] = code + 19
            else:
                codes[k] = code + 10
        k += 1


@micropython.viper
def add_to(sums: ptr16, codes: ptr16, size: int):
    k = 0
    while k < size:
        sums[k] = sums[k] + codes[k]
        k += 1


@micropython.viper
def total(codes: ptr16, first: int, last: int) -> int:
    result = 0
    while first < last:
        result += codes[first]
        first += 1
    return result


@micropython.viper
def steady_total(codes: ptr16, half: int, spread: int, drift: int) -> int:
    low = 65535
    high = 0
    early = 0
    result = 0
    k = 0
    while k < 2 * half:
        if k == half:
            early = result
        code = codes[k]
        result += code
        if code < low:
            low = code
        if code > high:
            high = code
        k += 1
    apart = result - 2 * early
    if high - low >= spread or apart >= drift or apart <= 0 - drift:
        return -1
    return result


@micropython.viper
def first_at_least(codes: ptr16, first: int, size: int, level4: int) -> int:
    while first < size:
        if codes[first] * 4 >= level4:
            break
        first += 1
    return first


@micropython.viper
def first_below(codes: ptr16, first: int, size: int, level: int) -> int:
    while first < size:
        if codes[first] < level:
            break
        first += 1
    return first


@micropython.viper
def eight_areas(codes: ptr16, first: int, last: int, double: int) -> int:
    result = 0
    before = codes[first]
    while first < last:
        first += 1
        after = codes[first]
        result += double - 4 * (before + after)
        before = after
    return result


@micropython.viper
def lowest(codes: ptr16, size: int) -> int:
    result = 65535
    k = 0
    while k < size:
        if codes[k] < result:
            result = codes[k]
        k += 1
    return result


@micropython.viper
def highest(codes: ptr16, size: int) -> int:
    result = 0
    k = 0
    while k < size:
        if codes[k] > result:
            result = codes[k]
        k += 1
    return result


@micropython.viper
def highest_sum(codes: ptr16, size: int, width: int) -> int:
    result = 0
    k = 0
    while k + width <= size:
        whole = 0
        end = k + width
        while k < end:
            whole += codes[k]
            k += 1
        if whole > result:
            result = whole
    return result

"""The inner loops over ADC samples in plain Python: what `samples_viper` does, on any interpreter.

`compat` picks one of the two; a test runs both and compares every bit. Codes are at most
16 bits each and every sum stays below 2**30, so that neither a small int nor a viper int is
left. `codes` may be a list here.
"""


def correct_steps(codes, size):
    """Undo the converter's four wide codes in place (erratum E11: 511, 1535, 2559, 3583) and the
    code that is missing before 2048."""
    for k in range(size):
        code = codes[k]
        if code > 511:
            lost = 10
            if code > 1535:
                lost = 19
                if code > 2047:
                    lost = 18
                    if code > 2559:
                        lost = 27
                        if code > 3583:
                            lost = 37
            codes[k] = code + lost


def add_to(sums, codes, size):
    """Add `codes` to `sums`, element by element; at most 15 captures fit 16 bits."""
    for k in range(size):
        sums[k] = sums[k] + codes[k]


def total(codes, first, last):
    """Sum of codes[first] up to, not including, codes[last]."""
    result = 0
    for k in range(first, last):
        result += codes[k]
    return result


def steady_total(codes, half, spread, drift):
    """Sum of 2 x half codes; -1 where they lie `spread` or more apart, or where one half's sum is
    `drift` or more from the other's."""
    early, late = codes[:half], codes[half : 2 * half]
    if max(max(early), max(late)) - min(min(early), min(late)) >= spread:
        return -1
    return -1 if abs(sum(late) - sum(early)) >= drift else sum(early) + sum(late)


def first_at_least(codes, first, size, level4):
    """Index from `first` on of the first code of which four times reach level4; size if none."""
    k = first
    while k < size and codes[k] * 4 < level4:
        k += 1
    return k


def first_below(codes, first, size, level):
    """Index from `first` on of the first code under `level`; size if none."""
    k = first
    while k < size and codes[k] >= level:
        k += 1
    return k


def eight_areas(codes, first, last, double):
    """Eight times the area between asymptote and curve: sum of double - 4 (v_k + v_k+1),
    `double` being eight times the asymptote."""
    result = 0
    before = codes[first]
    for k in range(first + 1, last + 1):
        after = codes[k]
        result += double - 4 * (before + after)
        before = after
    return result


def lowest(codes, size):
    """Smallest code."""
    result = 65535
    for k in range(size):
        if codes[k] < result:
            result = codes[k]
    return result


def highest(codes, size):
    """Largest code."""
    result = 0
    for k in range(size):
        if codes[k] > result:
            result = codes[k]
    return result


def highest_sum(codes, size, width):
    """Largest sum of `width` codes, of those that begin at multiples of it."""
    result = 0
    for first in range(0, size - width + 1, width):
        result = max(result, sum(codes[first : first + width]))
    return result

"""The order in which a list holds one value for every two lines."""


def pair_index(one, two):
    """Place of a pair of lines in the list of all: 0-1, 0-2, 1-2, 0-3 ..."""
    first, last = (one, two) if one < two else (two, one)
    return last * (last - 1) // 2 + first

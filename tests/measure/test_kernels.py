"""The viper loops and their plain-Python equals: the same bits, on an emulated RP2040."""

import random

import pytest
from tests.chip_loops import functions, needs_chip, on_chip

from ringout.loops import samples_plain

# Runs here on the plain loops and on the chip on the viper ones.
JOB = """
from array import array

def noise(seed, count, top):
    out = array("H", bytes(2 * count))
    for k in range(count):
        seed = (seed * 75 + 74) % 65537
        out[k] = seed * top // 65537
    return out

def curve(tau, count):
    out = array("H", bytes(2 * count))
    left = 3780 * 64
    for k in range(count):
        left -= left // tau
        out[k] = 3780 - left // 64
    return out

def results(loops):
    found = []
    for seed in (1, 7, 300):
        codes = noise(seed, 700, 4096)
        found += [loops.lowest(codes, 700), loops.highest(codes, 700)]
        for spread, drift in ((4082, 40000), (4093, 6306), (4093, 6307), (4093, 38545)):
            found.append(loops.steady_total(codes, 350, spread, drift))
        loops.correct_steps(codes, 700)
        found += [loops.total(codes, 0, 700), loops.total(codes, 13, 14), loops.total(codes, 5, 5)]
        sums = array("H", bytes(1400))
        for _ in range(15):
            loops.add_to(sums, codes, 700)
        found += [loops.total(sums, 0, 700), loops.highest(sums, 700)]
        found += [loops.eight_areas(sums, 3, 690, 2 * 4 * 4129 * 15)]
        found += [loops.first_below(codes, 0, 700, 100), loops.first_below(codes, 9, 700, 5000)]
        found += [loops.first_at_least(codes, 0, 700, 4 * 4000)]
        found += [loops.first_at_least(codes, 5, 700, 20000)]
    every = array("H", range(4096))
    loops.correct_steps(every, 4096)
    check = 0
    for k in range(4096):
        check = (check * 31 + every[k]) % 1000003
    found.append(check)
    longest = curve(900, 3072)
    for half, drift in ((20, 1642), (20, 1643), (1000, 1600000)):
        found.append(loops.steady_total(longest, half, 4000, drift))
    for low, high in ((3780, 12852), (7560, 13608)):
        first = loops.first_at_least(longest, 0, 3072, low)
        last = loops.first_at_least(longest, first, 3072, high)
        found += [first, last, loops.eight_areas(longest, first, last, 2 * 4 * 3780)]
    return found
"""


def here():
    scope = {}
    exec(JOB, scope)
    return scope["results"](samples_plain)


def test_the_plain_loops_against_sums_of_their_own():
    draw = random.Random(3)
    codes = [draw.randrange(4096) for _ in range(500)]
    assert samples_plain.total(codes, 10, 480) == sum(codes[10:480])
    assert samples_plain.lowest(codes, 500) == min(codes)
    assert samples_plain.highest(codes, 500) == max(codes)
    areas = sum(2 * 15120 - 4 * (a + b) for a, b in zip(codes[20:90], codes[21:91], strict=True))
    assert samples_plain.eight_areas(codes, 20, 90, 2 * 15120) == areas
    first = next(k for k, code in enumerate(codes) if 4 * code >= 16000)
    assert samples_plain.first_at_least(codes, 0, 500, 16000) == first
    assert samples_plain.first_at_least([1, 2], 0, 2, 99) == 2


def test_the_same_functions_in_both_files():
    """Names and argument names; the decorator keeps CPython from importing the other file."""
    assert functions("samples_viper.py") == functions("samples_plain.py")
    assert len(functions("samples_viper.py")) >= 7


@pytest.mark.twin
@needs_chip
def test_viper_gives_the_same_bits_on_the_chip():
    assert on_chip(JOB, "samples_viper.py") == here()

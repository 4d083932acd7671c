"""The search's loops in viper and in plain Python: the same on an emulated RP2040, and what the
plain ones say of cables that can be counted by hand."""

from array import array
from types import SimpleNamespace

import pytest
from tests.chip_loops import constants, functions, needs_chip, on_chip

from ringout.diagnosis import search
from ringout.loops import matching_plain, search_plain
from ringout.wirings import layout
from ringout.wirings.index import ENTRIES, GROUPS

FILES = {"search": 6, "matching": 3}  # and how many functions in each

# Runs here on the plain loops and on the chip on the viper ones: random nets, plugs and legs.
JOB = """
from array import array

def results(loops):
    seed = 1
    def draw(count):
        nonlocal seed
        seed = (seed * 75 + 74) % 65537
        return seed % count

    found = []
    for round in range(120):
        owner = [draw(3 + round % 8) for _ in range(11)]
        at = [0] * 11
        for k in range(11):
            for j in range(11):
                if owner[j] == owner[k]:
                    at[k] |= 1 << j
        nets = sorted({mask for mask in at if mask & (mask - 1)})
        table = array("H", at + [0] * 22 + [len(nets)] + nets + [0] * (157 - len(nets)))
        table[39] = sum([bin(mask).count("1") - 1 for mask in nets])
        for k in range(11):
            table[88 + k] = draw(2048) & draw(2048) | 2048 * draw(2)
        table[41] = draw(3)
        ties, runs = [], []
        for _ in range(draw(4)):
            first = draw(10)
            ties += [first, first + 1 + draw(10 - first)]
        for _ in range(1 + draw(7)):
            first = draw(10)
            runs += [first | 16 * (draw(6) == 0), first + 1 + draw(10 - first)]
        hanging = draw(2048) & draw(2048)
        links = draw(1 + len(ties) // 2)
        table[75], table[77] = draw(3), draw(2048) & draw(2048)
        record = [0] * 3 + [0, 0, hanging & 255, hanging >> 8, links, draw(2), len(ties), len(runs)]
        record = bytearray(record + ties + runs)
        found.append(loops.least(table, record, 3))
        found.append(loops.twice(table, record, 3))
        found.append(loops.begin(table, record, 3))
        found.extend([table[40], table[42], table[73], table[74], table[76]])
        runs = bytearray(runs)
        one, other = draw(11), draw(11)
        for pair in ((0, 0), (min(one, other), max(one, other))):
            found.append(loops.compare(table, runs, len(runs), hanging, pair[0], pair[1]))
            check = 0
            for value in list(table[11:33]) + list(table[78:82]):
                check = (check * 31 + value) % 1000003
            found.append(check)
        count = loops.suspects(table, runs, len(runs), hanging)
        found.extend(list(table[67:67 + count]) + list(table[82:82 + count]))
        for k in range(1, count):
            ways = []
            for key in table[67], table[67 + k]:
                ways.append(bytearray(runs))
                loops.exchange(ways[-1], len(runs), hanging, 15 - (key >> 4 & 15), key & 15)
            found.append(loops.alike(ways[0], ways[1], len(runs)))
        check = count = loops.loops(table, runs, len(runs), record, 3)
        for key in table[99:99 + count]:
            check = (check * 31 + key) % 1000003
        found.append(check)
        touched, apart = draw(2048) & draw(2048), ~(draw(2048) | draw(2048))
        asked = 1 + draw(9), 1 + draw(6)
        check = count = loops.likely(
            table, ENTRIES, len(ENTRIES), GROUPS, asked[0], asked[1], touched, apart)
        for key in table[99:99 + count]:
            check = (check * 31 + key) % 1000003
        found.append(check)
        found.append(loops.exchange(runs, len(runs), hanging, one, other))
        found.extend(list(runs))
    return found
"""


def here():
    scope = {"ENTRIES": ENTRIES, "GROUPS": GROUPS}
    exec(JOB, scope)
    return scope["results"](SimpleNamespace(**(vars(search_plain) | vars(matching_plain))))


def table(nets):
    """For a press that found these nets, nothing else."""
    at = [next((mask for mask in nets if mask >> k & 1), 1 << k) for k in range(11)]
    out = array("H", [*at, *[0] * 22, len(nets), *nets, *[0] * (157 - len(nets))])
    out[39] = sum(mask.bit_count() - 1 for mask in nets)
    search_plain.begin(out, bytes(8), 0)
    return out


STRAIGHT = bytearray([0, 4, 1, 5, 3, 7])  # T, R, S from plug A to plug B


def cost(nets, one=0, other=0):
    return search_plain.compare(table(nets), STRAIGHT, 6, 0, one, other)


def test_a_sound_cable_costs_nothing_and_an_accident_a_hundred():
    assert cost([0b00010001, 0b00100010, 0b10001000]) == 0
    assert cost([0b00010001, 0b10001000]) == 100, "ring open"
    assert cost([0b00010001, 0b10101010]) == 100, "ring and sleeve touch"
    assert cost([0b00010010, 0b00100001, 0b10001000], 0, 1) == 0, "tip and ring exchanged at A"


def test_a_join_between_plugs_costs_more_than_one_within():
    assert cost([0b00010001, 0b00100010, 0b10001000 | 1 << 8]) == 250, "C.T, that nothing leads to"


def test_exchanged_contacts_are_suspected():
    nets = table([0b00010010, 0b00100001, 0b10001000])
    count = search_plain.suspects(nets, STRAIGHT, 6, 0)
    pairs = [(15 - (key >> 4 & 15), key & 15) for key in nets[67 : 67 + count]]
    assert pairs == [(4, 5), (0, 1)] and not nets[67] >> 13


def test_exchanges_at_either_end_are_alike():
    """Of a cable whose conductors all run straight."""

    def exchanged(one, other):
        runs = bytearray(STRAIGHT)
        search_plain.exchange(runs, 6, 0, one, other)
        return runs

    assert matching_plain.alike(exchanged(4, 5), exchanged(0, 1), 6)
    assert not matching_plain.alike(exchanged(4, 5), exchanged(0, 3), 6)
    assert not matching_plain.alike(exchanged(4, 5), STRAIGHT, 6)


def test_the_same_functions_in_both_files():
    """Names and argument names; the decorator keeps CPython from importing the other file."""
    for name, count in FILES.items():
        assert functions(f"{name}_viper.py") == functions(f"{name}_plain.py")
        assert len(functions(f"{name}_viper.py")) == count


@pytest.mark.twin
@needs_chip
def test_viper_gives_the_same_on_the_chip():
    job = f"ENTRIES = {ENTRIES!r}\nGROUPS = {GROUPS!r}\n" + JOB
    assert on_chip(job, *[f"{name}_viper.py" for name in FILES]) == here()


@pytest.mark.parametrize("kind", ["viper", "plain"])
@pytest.mark.parametrize("loops", FILES)
def test_the_loops_name_the_places_of_the_search_and_of_a_record(loops, kind):
    """An imported constant is none to viper, so each file names what it uses: the same numbers."""
    named = constants(f"{loops}_{kind}.py")
    assert len(named) >= 8
    for constant, value in named.items():
        owners = [m for m in (search, layout) if hasattr(m, constant[1:])]
        assert [vars(owner)[constant[1:]] for owner in owners] == [value], constant


def test_no_name_means_two_places():
    assert not {n for n in vars(search) if n.isupper()} & {n for n in vars(layout) if n.isupper()}

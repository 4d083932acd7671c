"""The latch logic alone: changes in, counts and places out."""

from array import array

from ringout.loops import samples_plain
from ringout.wiggle.latch import JOIN_US, SHORT_US, Latch, leg_name
from ringout.wiggle.one_leg import Dips

T, R, S = 0b10001, 0b100010, 0b10001000  # A and B contacts of each leg
ALL = T | R | S
B_T = 0b10000
C_T = 1 << 8


def latch(start_us=0):
    return Latch((T, R, S), start_us)


def test_a_dropout_belongs_to_its_leg():
    a = latch()
    assert a.feed(1000, ALL & ~B_T) == 0
    assert a.feed(1250, ALL) == 1
    assert a.rows(2000) == [("T", 1, 250, 250, False), ("R", 0, 0, 0, False), ("S", 0, 0, 0, False)]
    assert 40 <= a.level <= 50 and a.peak == int(a.level)


def test_two_legs_at_once():
    a = latch()
    a.feed(1000, ALL & ~B_T & ~0b100000)
    assert a.feed(1100, ALL & ~B_T) == 1
    assert a.feed(1300, ALL) == 1
    assert [row[1:4] for row in a.rows(2000)] == [(1, 300, 300), (1, 100, 100), (0, 0, 0)]


def test_the_clock_wraps():
    a = latch(0x3FFFFFFF - 500)
    a.feed(0x3FFFFFFF - 99, ALL & ~B_T)
    a.turn(0x3FFFFFFF - 50)
    a.feed(100, ALL)
    a.turn(2000)
    assert a.rows(2000)[0] == ("T", 1, 200, 200, False)


def test_an_open_leg_that_changes_sides_is_one_dropout():
    a = latch()
    a.feed(1000, ALL & ~B_T)
    a.changed_sides(50000, 0b10110000)
    assert a.feed(50010, ALL) == 0  # B drives now, A has not yet fallen
    assert a.feed(50040, ALL & ~1) == 0
    assert a.feed(90000, ALL) == 1
    assert a.rows(95000)[0] == ("T", 1, 89000, 89000, False)


def test_a_dropout_that_ends_as_the_sides_change_ends_then():
    a = latch()
    a.feed(49900, ALL & ~B_T)
    a.changed_sides(50000, 0b10110000)
    a.feed(50010, ALL)
    assert a.turn(50010 + JOIN_US) == 1
    assert a.rows(60000)[0] == ("T", 1, 110, 110, False)


def test_a_foreign_line_that_stays_high_is_a_short():
    a = latch()
    a.feed(1000, ALL | C_T)
    a.turn(2000)
    assert a.feed(1000 + 5 * SHORT_US, ALL) == 1
    assert a.rows(9000)[3] == ("!C.T", 1, 5 * SHORT_US, 5 * SHORT_US, False)
    assert a.shorts[0].is_short


def test_a_neighbour_that_is_lifted_for_a_moment_is_not():
    a = latch()
    a.feed(1000, ALL | C_T)
    assert a.feed(1000 + SHORT_US - 1, ALL) == 0
    assert len(a.rows(9000)) == 3 and a.total() == 0


def test_clear_forgets_but_goes_on():
    a = latch()
    a.feed(1000, ALL & ~B_T)
    a.feed(1100, ALL)
    a.feed(2000, ALL & ~B_T)
    a.clear()
    assert a.peak == 0
    a.feed(2500, ALL)
    assert a.rows(3000)[0] == ("T", 1, 500, 500, False)


def test_first_start_is_kept_in_milliseconds():
    a = latch()
    for ms in range(100):
        a.turn(ms * 1000)
    a.feed(100500, ALL & ~B_T)
    a.feed(100600, ALL)
    assert 98 <= a.legs[0].first_ms <= 101


def test_unequal_dropouts_do_not_name_a_plug():
    leg = latch().legs[0]
    leg.fall_us = 40
    for us, end in ((500, 0), (2500, 0), (430, 1), (2440, 1), (900, 0)):
        leg.driven(1 << 4 * end)
        leg.add(us, 0)
    assert leg.contact() is None


def test_equal_dropouts_do():
    leg = latch().legs[0]
    leg.fall_us = 40
    for us, end in ((500, 0), (501, 0), (470, 1), (471, 1)):
        leg.driven(1 << 4 * end)
        leg.add(us, 0)
    assert leg.contact() == "B.T"


def test_names():
    assert leg_name(T) == "T"
    assert leg_name(0b10001010) == "S"  # A.R bridged to A.S
    assert leg_name(1 << 4 | 1 << 8) == "B.T"


def dips(*parts):
    codes = array("H")
    for count, code in parts:
        codes += array("H", [code] * count)
    return codes


def test_dips_have_the_length_of_their_samples():
    found = Dips(samples_plain.first_below, samples_plain.first_at_least, 2600, 48, 2)
    codes = dips((100, 2600), (4, 100), (50, 2590), (1, 2500), (20, 2600))
    found.feed(codes, len(codes))
    assert found.found == [(8, 100), (2, 2600)]


def test_a_dip_over_the_end_of_a_buffer_is_one():
    for cut in range(1, 7):
        found = Dips(samples_plain.first_below, samples_plain.first_at_least, 2600, 48, 2)
        codes = dips((3, 2600), (3, 50), (3, 2600))
        found.feed(codes[:cut], cut)
        found.feed(codes[cut:], len(codes) - cut)
        assert found.found == [(6, 50)]


def test_a_dip_over_a_pause_goes_on_if_it_does():
    for after, found_us in ((50, 206), (2600, 4)):
        found = Dips(samples_plain.first_below, samples_plain.first_at_least, 2600, 48, 2)
        found.feed(dips((2, 2600), (2, 50)), 4)
        found.pause(200)
        found.feed(dips((1, after), (3, 2600)), 4)
        assert found.found == [(found_us, 50)]


def touched(a, spans):
    """spans: (legs asked while a touch lasted, when it began, when it was gone)."""
    for asked, begin_us, end_us in spans:
        for leg in asked:
            a.touched(leg, True, begin_us)
        a.touched(asked[0], False, end_us)
    return {row[0]: row[1:4] for row in a.rows(end_us) if row[0].startswith("!")}


def test_touches_heard_of_one_leg_are_of_the_pair_that_showed():
    a = latch()
    one, _, shield = a.legs
    spans = [((one,), 1000, 3000), ((one, shield), 5000, 8000), ((shield,), 9000, 9500)]
    assert touched(a, spans) == {"!T-S": (3, 500, 3000)}


def test_touches_of_a_leg_that_touched_two_others_are_told_as_heard():
    a = latch()
    one, ring, shield = a.legs
    spans = [((one, shield), 1000, 2000), ((one, ring), 3000, 5000), ((one,), 6000, 6500)]
    found = touched(a, spans)
    assert {name: row[0] for name, row in found.items()} == {"!T-S": 1, "!T-R": 1, "!T": 1}


def test_two_legs_have_nothing_else_to_touch():
    a = Latch((T, S), 0)
    assert touched(a, [((a.legs[0],), 1000, 1500), ((a.legs[1],), 3000, 5000)]) == {
        "!T-S": (2, 500, 2000)
    }

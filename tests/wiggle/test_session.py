"""Wiggle against the physics of a cable that drops out."""

import random

import pytest

from ringout_host.sim.watch import KEPT, Watch

DROPOUTS = 16


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("place", "contact"), [("B", "B.T"), ("A", "A.T"), ("50%", None)])
def test_80_us_is_caught_with_all_lines_watched(rig, place, contact, seed):
    tester = rig(f"trs_trs,length=3m,intermittent=T@{place}:80us/500ms", seed)
    caught = tester.watch(2)
    leg = tester.leg("T")
    assert caught == 4 and tester.counts == {"T": 4}
    assert leg.contact() == contact
    assert 80 >= leg.longest_us >= leg.shortest_us >= 80 - tester.session.proven_us


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("place", "contact"), [("B", "B.T"), ("A", "A.T")])
def test_8_us_is_caught_with_the_leg_picked(rig, place, contact, seed):
    tester = rig(f"trs_trs,length=3m,intermittent=T@{place}:8us/53ms", seed)
    tester.pick("T")
    caught = tester.watch(2)
    assert caught >= 32, "it hears nothing while it looks for a voltage: of 37, some fall there"
    assert tester.counts == {"T": caught}
    leg = tester.leg("T")
    assert leg.contact() == contact
    assert 4 <= leg.shortest_us <= leg.longest_us <= 14
    assert tester.session.lost == 0


def test_another_leg_picked_does_not_see_it(rig):
    tester = rig("trs_trs,length=3m,intermittent=T@B:80us/500ms")
    tester.pick("R")
    assert tester.watch(2) == 0
    tester.pick(None)  # round to all of them
    assert tester.watch(2) == 4


def random_dropouts(generator, count, start_us):
    """Dropouts from 80 us to 30 ms at random times, as (from, to)."""
    found = []
    now = start_us
    for _ in range(count):
        now += generator.uniform(4000, 150000)
        us = 80 * (30000 / 80) ** generator.random()
        found.append((now, now + us))
        now += us
    return found


@pytest.mark.parametrize("letter", "TRS")
@pytest.mark.parametrize("place", ["A", "B", "0.7m:B"])
def test_random_dropouts_from_80_us_are_all_caught(rig, letter, place):
    generator = random.Random(f"{letter}{place}")
    cable = f"trs_trs,length=3m,intermittent={letter}@{place}:80us/500ms"
    tester = rig(cable, generator.randint(1, 99))
    assert tester.counts == {}
    dropouts = random_dropouts(generator, DROPOUTS, tester.bench.now_us)
    tester.bench.shake(dropouts)
    seconds = (dropouts[-1][1] - tester.bench.now_us) / 1e6 + 0.1
    assert tester.watch(seconds) == DROPOUTS
    assert tester.counts == {letter: DROPOUTS}
    longest = max(end - begin for begin, end in dropouts)
    error_us = tester.leg(letter).longest_us - longest
    assert -tester.session.proven_us - 5 <= error_us <= 25  # it may end while a leg is let go


@pytest.mark.parametrize(
    ("cable", "seconds"),
    [
        ("trs_trs,length=3m", 6),
        ("trs_trs,length=30m", 4),
        ("insert,length=3m", 4),
    ],
)
def test_nothing_is_invented_on_a_sound_cable(rig, cable, seconds):
    tester = rig(cable)
    assert tester.watch(seconds) == 0
    assert tester.session.latch.total() == 0
    assert tester.session.latch.peak == 0
    assert tester.session.lost == 0


def test_nothing_is_invented_with_a_leg_picked(rig):
    tester = rig("trs_trs,length=10m", 4)
    for name in "TRS":
        tester.pick(name)
        assert tester.watch(1.2) == 0
    assert tester.session.lost == 0


@pytest.mark.parametrize("length", ["1m", "3m", "10m", "30m"])
@pytest.mark.parametrize("place", "AB")
def test_what_was_proven_is_caught(rig, length, place):
    """Wherever the plug breaks and whichever end drives."""
    tester = rig(f"trs_trs,length={length},intermittent=R@{place}:80us/500ms", 5)
    us = tester.session.proven_us
    assert 0 < us < 600
    start = tester.bench.now_us
    tester.bench.shake([(start + k * 37000, start + k * 37000 + us) for k in range(1, 41)])
    caught = tester.watch(40 * 0.037 + 0.1)
    assert caught == 40
    assert tester.counts == {"R": 40}


def test_a_leg_that_opens_and_stays_open_is_one_dropout(rig):
    tester = rig("trs_trs,length=3m,intermittent=T@B:80us/500ms")
    start = tester.bench.now_us
    tester.bench.shake([(start + 50000, start + 1050000)])
    tester.watch(0.6)
    name, count, _, longest, open_now = tester.session.table()[0]
    assert (name, count, open_now) == ("T", 1, True)
    assert longest == pytest.approx(550000, abs=6000)
    assert tester.session.latch.level == 100
    assert tester.watch(0.6) == 1
    assert tester.leg("T").longest_us == pytest.approx(1000000, abs=100)
    tester.watch(2)
    assert tester.session.latch.level < 5 and tester.session.latch.peak == 100


def test_a_break_in_one_branch_of_a_y(rig):
    tester = rig("insert,length=3m,intermittent=T@C:200us/300ms")
    tester.watch(2)
    (name,) = tester.counts
    leg = tester.leg(name)
    assert (contacts(leg.mask), leg.contact()) == (["A.R", "C.T"], "C.T")


def contacts(mask):
    from ringout.board.pinmap import CONTACTS

    return [CONTACTS[line] for line in range(11) if mask >> line & 1]


def test_the_ring_counts_what_does_not_fit(rig):
    tester = rig("trs_trs,length=3m,intermittent=T@B:300us/500ms")
    start = tester.bench.now_us
    tester.bench.shake([(start + k * 1000, start + k * 1000 + 300) for k in range(1, 201)])
    tester.bench.advance(300000)  # nobody reads for 0.3 s
    tester.session.turn()
    assert tester.session.lost == 2 * 200 - KEPT
    assert isinstance(tester.bench.listener, Watch)


def test_stop_releases_everything(rig):
    tester = rig("trs_trs,length=3m")
    assert tester.bench.is_driven()
    tester.session.stop()
    assert not tester.bench.is_driven() and tester.bench.listener is None
    tester.session.stop()


def test_nothing_connected(rig):
    assert not rig("none").started


def touches(tester):
    """{letters of the legs: (count, shortest us, longest us)}."""
    rows = tester.session.latch.rows(tester.board.ticks_us())
    return {row[0]: row[1:4] for row in rows if row[0][0] == "!"}


@pytest.mark.parametrize(
    ("cable", "name"),
    [
        ("trs_trs,length=3m,touch=T-S@B:1ms/1000s", "!T-S"),
        ("trs_trs,length=3m,touch=T-R@1m:A:1ms/1000s", "!T-R"),
        ("trs_trs,length=30m,touch=R-S@A:1ms/1000s", "!R-S"),
        ("insert,length=3m,touch=T-S@C:1ms/1000s", "!R-S"),
        ("trrs_str,length=3m,touch=R2-S@B:1ms/1000s", "!R2-S"),
    ],
)
def test_legs_that_touch_are_named(rig, cable, name):
    """A touch that lasts until every leg was asked twice; how long, to one round of asking."""
    tester = rig(cable)
    start = tester.bench.now_us
    tester.bench.shake([(start + 2e5 * k, start + 2e5 * k + 6e4) for k in range(1, 6)])
    assert tester.watch(1.3) == 5
    count, shortest, longest = touches(tester)[name]
    round_us = 6000 * len(tester.session.nets)
    assert count == 5 and len(touches(tester)) == 1
    assert 6e4 - 2 * round_us <= shortest <= longest <= 6e4 + 2 * round_us
    assert tester.counts == {}, "no dropout is invented"


@pytest.mark.parametrize(
    "cable",
    [
        "trs_trs,length=3m,intermittent=R@B:150us/1.1ms",
        "xlr_xlr,length=10m,intermittent=T@A:300us/2.3ms",
        "ts_ts,length=6m,intermittent=T@B:1ms/7.1ms",
    ],
)
def test_a_leg_that_closes_lifts_its_neighbours_and_is_no_touch(rig, cable):
    tester = rig(cable, 3)
    tester.watch(2)
    assert touches(tester) == {} and len(tester.counts) == 1


def test_a_touch_that_lasts_is_shown_and_latched(rig):
    tester = rig("trs_trs,length=3m,touch=T-S@B:1ms/1000s")
    start = tester.bench.now_us
    tester.bench.shake([(start + 1e5, start + 1e6)])
    tester.watch(0.6)
    (row,) = [row for row in tester.session.table() if row[0] == "!T-S"]
    assert row[1] == 1 and row[4] and tester.session.latch.level > 50
    tester.watch(2)
    (row,) = [row for row in tester.session.table() if row[0] == "!T-S"]
    assert row[1] == 1 and not row[4] and tester.session.latch.peak > 50
    tester.session.latch.clear()
    assert touches(tester) == {} and tester.watch(0.3) == 0


@pytest.mark.parametrize("cable", ["sum_res,length=3m", "hp_mono_y", "mono_y", "stereo_rca_y"])
def test_resistors_and_bridges_are_no_touch(rig, cable):
    tester = rig(cable)
    assert tester.watch(2) == 0 and touches(tester) == {}

"""The watching part of the board port's contract, on the simulated and the physical board."""

from array import array

import pytest

from ringout.base.compat import ticks_diff
from ringout.board import pinmap
from ringout.wiggle.session import Session

T = 1 << pinmap.line_of("A.T") | 1 << pinmap.line_of("B.T")
A_LEGS, B_LEGS = 0b1011, 0b10110000


def changes(board, size=64):
    times, masks = array("I", bytes(4 * size)), array("I", bytes(4 * size))
    found = []
    count = board.watch_read(times, masks)
    while count:
        found += [(times[k], masks[k]) for k in range(count)]
        count = board.watch_read(times, masks)
    return found


def test_a_dropout_is_stamped(rig):
    tester = rig("trs_trs,length=3m,intermittent=T@B:80us/500ms")
    board = tester.board
    board.watch_start(A_LEGS)
    board.settle_us(2000)
    assert changes(board)[-1][1] == A_LEGS | B_LEGS
    start = tester.bench.now_us
    tester.bench.shake([(start + 3000, start + 3100), (start + 9000, start + 9300)])
    board.settle_us(20000)
    found = changes(board)
    assert [mask for _, mask in found] == [A_LEGS | B_LEGS & ~T, A_LEGS | B_LEGS] * 2
    for (at_us, _), expected in zip(found, (3000, 3100, 9000, 9300), strict=True):
        assert ticks_diff(at_us, int(start)) == pytest.approx(expected, abs=4)
    assert board.watch_lost() == 0
    board.watch_stop()
    assert not tester.bench.is_driven()


def test_changing_sides_keeps_a_sound_cable_high(rig):
    tester = rig("trs_trs,length=3m")
    board = tester.board
    board.watch_start(A_LEGS)
    board.settle_us(2000)
    changes(board)
    for high in (B_LEGS, A_LEGS, B_LEGS):
        board.watch_drive(high)
        board.settle_us(3000)
    assert changes(board) == []
    board.watch_stop()


def test_a_blink_shows_and_is_as_long_as_it_says(rig):
    tester = rig("trs_trs,length=3m")
    board = tester.board
    board.watch_start(A_LEGS)
    board.settle_us(2000)
    changes(board)
    took_us = board.watch_blink(1, 200)
    assert 200 <= took_us < 230
    board.settle_us(1000)
    found = changes(board)
    assert found[0][1] & T != T and found[-1][1] == A_LEGS | B_LEGS
    low_us = ticks_diff(found[-1][0], found[0][0])
    assert took_us - 60 <= low_us <= took_us
    board.watch_stop()


@pytest.mark.parametrize("rounds", [200, 700])
def test_changes_that_nobody_reads_are_counted(rig, rounds):
    tester = rig("trs_trs,length=3m,intermittent=T@B:80us/500ms")
    board = tester.board
    board.watch_start(A_LEGS)
    board.settle_us(2000)
    changes(board)
    start = tester.bench.now_us
    tester.bench.shake([(start + k * 500, start + k * 500 + 200) for k in range(1, rounds)])
    board.settle_us(500 * rounds + 1000)
    kept = len(changes(board))
    assert kept <= 256
    assert board.watch_lost() > 0
    board.watch_stop()


def test_the_stream_has_no_gap(rig):
    tester = rig("trs_trs,length=3m,intermittent=T@B:80us/500ms")
    board = tester.board
    board.stream_start()
    board.drive(1, 0)
    board.mux(pinmap.line_of("B.T"))
    board.charge(None, 0)
    board.settle_us(1000)
    codes = array("H", bytes(2 * 4000))
    while board.stream_read(codes) == len(codes):
        pass
    start = tester.bench.now_us
    tester.bench.shake([(start + k * 5000, start + k * 5000 + 40) for k in range(1, 7)])
    seen = []
    while tester.bench.now_us < start + 40000:
        board.settle_us(3000)
        count = board.stream_read(codes)
        seen += codes[:count]
    assert len(seen) == pytest.approx((tester.bench.now_us - start) / 2, abs=20)
    edges = [k for k in range(1, len(seen)) if seen[k - 1] > 1000 >= seen[k]]
    assert len(edges) == 6
    gaps = {b - a for a, b in zip(edges, edges[1:], strict=False)}
    assert gaps <= {2499, 2500, 2501}
    assert board.stream_lost() == 0
    board.settle_us(60000)
    board.stream_read(codes)
    assert board.stream_lost() > 10000
    board.stream_stop()
    assert not tester.bench.is_driven()
    assert board.adc_sum(pinmap.ADC_VSYS, 16) > 0


@pytest.mark.parametrize("picked", [None, "T"])
def test_a_session_catches(rig, picked):
    tester = rig("trs_trs,length=3m,intermittent=T@B:80us/100ms")
    session = Session(tester.board)
    assert session.start()
    assert 0 < session.proven_us <= 80
    while session.picked_name() != picked:
        session.pick_next()
    caught = 0
    start = tester.bench.now_us
    while tester.bench.now_us < start + 1e6:
        tester.board.settle_us(5000)
        caught += session.turn()
    assert caught == pytest.approx(10, abs=1)
    assert session.latch.legs[0].count == caught
    assert session.lost == 0
    session.stop()
    assert not tester.bench.is_driven()

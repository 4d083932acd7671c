"""Tunes and lamps on the simulated board: distinct, short, never blocking, mute."""

import pytest

from ringout.results.vocabulary import VERDICTS, verdict_kind
from ringout.ui import sounder
from ringout.ui.sounder import CLICK, DROPOUT, START, TUNES, Sounder


def heard(board, play, for_ms=1500, mute=False):
    """[(hertz, milliseconds)] of what the buzzer did, and the lamps of every millisecond."""
    it = Sounder(board, mute)
    notes, lamps = [], []
    play(it)
    for now_ms in range(for_ms):
        it.update(now_ms)
        lamps.append((board.green, board.red))
        if notes and notes[-1][0] == board.hz:
            notes[-1][1] += 1
        else:
            notes.append([board.hz, 1])
    assert board.hz == 0, "a tune that does not end"
    return [tuple(note) for note in notes[:-1]], lamps


def of_verdict(board, verdict, **how):
    return heard(board, lambda it: it.verdict(verdict, 0), **how)


def test_pass_is_one_high_beep_and_green(board):
    notes, lamps = of_verdict(board, "PASS")
    assert len(notes) == 1 and notes[0][0] >= 2000 and notes[0][1] <= 200
    assert set(lamps) == {(True, False)}


def test_fail_is_two_low_ones_and_red(board):
    notes, lamps = of_verdict(board, "FAIL")
    assert [hz for hz, _ in notes if hz] == [400, 400] and len(notes) == 3
    assert set(lamps) == {(False, True)}


def test_live_blinks_red(board):
    notes, lamps = of_verdict(board, "LIVE")
    assert len(notes) >= 4
    assert set(lamps) == {(False, True), (False, False)}
    changes = sum(a != b for a, b in zip(lamps, lamps[1:], strict=False))
    assert 8 <= changes <= 14


@pytest.mark.parametrize("verdict", [kind.name for kind in VERDICTS])
def test_every_verdict_sounds_and_is_short(board, verdict):
    notes, _ = of_verdict(board, verdict)
    assert any(hz for hz, _ in notes)
    assert sum(ms for _, ms in notes) <= 600
    assert notes == [note for note in TUNES[verdict_kind(verdict).tune] if note[1]]


def test_tunes_that_mean_different_things_differ():
    tunes = list(TUNES.values())
    assert len({*tunes, CLICK, DROPOUT, START}) == 9


def test_mute_silences_the_buzzer_not_the_lamps(board):
    notes, lamps = of_verdict(board, "FAIL", mute=True)
    assert notes == [] and set(lamps) == {(False, True)}


def test_muting_in_the_middle_stops_at_the_next_note(board):
    it = Sounder(board)
    it.verdict("FAIL", 0)
    assert board.hz
    it.mute = True
    it.update(300)
    assert board.hz == 0


def test_click_does_not_cut_a_verdict(board):
    it = Sounder(board)
    it.verdict("PASS", 0)
    it.click(10)
    assert board.hz == sounder.PASS[0][0]
    it.update(200)
    it.click(300)
    assert board.hz == CLICK[0][0]


def test_update_after_a_long_test_ends_the_tune(board):
    """The app was busy for a second: the tune is late but moves on note by note."""
    it = Sounder(board)
    it.verdict("FAIL", 0)
    for now_ms in (1000, 2000, 3000):
        it.update(now_ms)
    assert board.hz == 0 and not it.busy


def test_a_new_test_begins_dark(board):
    it = Sounder(board)
    it.verdict("LIVE", 0)
    it.dark()
    it.update(500)
    assert (board.green, board.red) == (False, False)


def test_clock_wrap(board):
    it = Sounder(board)
    it.verdict("PASS", 0x3FFFFFFF - 20)
    it.update(0x3FFFFFFF - 1)
    assert board.hz
    it.update(110)
    assert board.hz == 0

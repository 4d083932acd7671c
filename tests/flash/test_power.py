"""Power cuts in the middle of flash operations, on a real littlefs: whenever the power fails,
the old or the new firmware starts, nothing of the user's is lost, and a second try completes."""

import pytest
from flash_chip import FlashBoard, started
from test_update import bundle, put

from ringout_host.flash import filesystem

RECORD = b"a record nobody has pulled"


@pytest.fixture(scope="module")
def update_of_a_tester():
    """(chip that recorded an update, the new bundle)"""
    old, new = bundle("1.0.0", gone=b"stale" * 900), bundle("2.0.0", m2=b"changed" * 500, m9=b"x")
    board = FlashBoard()
    board.disk.mkdir("/ringout-data")
    with board.disk.open("/ringout-data/log.1", "wb") as file:
        file.write(RECORD)
    put(board, old)
    board.chip.record()
    put(board, new)
    return board.chip, new


@pytest.mark.parametrize("torn", [False, True])
def test_after_every_flash_operation_old_or_new_starts(update_of_a_tester, torn):
    chip, _ = update_of_a_tester
    seen = []
    for count in range(len(chip.operations) + 1):
        image = chip.after(count, torn)
        seen.append(started(image))
        assert filesystem.files_of(image)["/ringout-data/log.1"] == RECORD
    assert len(seen) > 40
    assert seen[0] == "1.0.0" and seen[-1] == "2.0.0" and set(seen) == {"1.0.0", "2.0.0"}
    assert seen == sorted(seen), "once new, always new"


def test_a_second_try_completes(update_of_a_tester):
    chip, new = update_of_a_tester
    for count in range(len(chip.operations)):
        board = FlashBoard(chip.after(count, torn=count % 2))
        put(board, new)
        assert started(bytes(board.chip.buffer)) == "2.0.0"


def test_a_bare_board_that_lost_power_is_filled_at_the_second_try():
    board, new = FlashBoard(), bundle("1.0.0")
    board.chip.record()
    put(board, new)
    for count in range(0, len(board.chip.operations), 3):
        second = FlashBoard(board.chip.after(count, True))
        put(second, new)
        assert started(bytes(second.chip.buffer)) == "1.0.0"

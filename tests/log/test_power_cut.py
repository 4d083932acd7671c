"""The power fails: at every byte, at ten thousand random points, in every kind of write."""

from random import Random

import pytest

from ringout.storage import log as logs
from ringout.storage.log import Log
from ringout_host.sim.flashfs import FlashFs, PowerCut
from tests.log.made import record, small
from tests.log.witness import Witness

SMALL_SEGMENT = 200


@pytest.fixture
def small_log(monkeypatch):
    """A log of a few hundred bytes, so that segments change and go often."""
    monkeypatch.setattr(logs, "SEGMENT_BYTES", SMALL_SEGMENT)
    monkeypatch.setattr(logs, "MAX_BYTES", 4 * SMALL_SEGMENT)


def steps_of(work, torn: bool) -> int:
    flash = FlashFs(torn=torn)
    witness = Witness(flash, one_of_many)
    before = flash.steps
    work(witness)
    return flash.steps - before


def one_of_many(seq: int) -> dict:
    """A whole record now and then, else short ones: fewer bytes to cut at."""
    return record(seq) if seq == 5 else small(seq)


def life(witness: Witness) -> None:
    """Records, acknowledgements in between, more records."""
    for _ in range(4):
        witness.append()
    witness.ack(3)
    for _ in range(2):
        witness.append()
    witness.ack(6)
    witness.append()


@pytest.mark.parametrize("torn", [False, True], ids=["littlefs", "torn"])
def test_at_every_byte(torn):
    steps = steps_of(life, torn)
    assert steps > 500  # bytes of seven records and two states
    damaged = 0
    for cut in range(steps):
        flash = FlashFs(torn=torn)
        witness = Witness(flash, one_of_many)
        flash.cut_after(cut)
        assert witness.during(life), cut
        seen = witness.log.stat()["damaged"]
        assert seen <= 1
        damaged += seen
        assert witness.append()  # the tester goes on
        witness.restart()
        assert witness.log.stat()["damaged"] == seen, "a torn record is reported until it goes"
    assert damaged > 250 if torn else damaged == 0


def test_a_number_of_which_a_trace_is_left_is_not_given_out_again():
    flash = FlashFs(torn=True)
    log = Log(flash)
    assert log.append(record(1))
    flash.cut_after(30)
    with pytest.raises(PowerCut):
        log.append(record(2))
    flash.restore_power()
    log = Log(flash)
    assert log.next_seq == 3 and log.stat()["damaged"] == 1
    assert log.append(record(3))
    assert [line.count(b'"seq":') for line in log.read(0, 9)] == [1, 1]
    assert Log(flash).next_seq == 4


def for_ever(witness: Witness, dice: Random) -> None:
    """Records, and an acknowledgement now and then."""
    while True:
        if dice.random() < 0.15:
            witness.ack(dice.randrange(witness.log.next_seq))
        else:
            witness.append()


@pytest.mark.parametrize("torn", [False, True], ids=["littlefs", "torn"])
def test_at_random_points(small_log, torn):
    """A log that is always nearly full, acknowledged now and then. `make soak` cuts ten times as
    often."""
    dice = Random(20_260_000 + torn)
    witness = Witness(FlashFs(torn=torn), small)
    while witness.cuts < 2500:
        witness.flash.cut_after(dice.randrange(300))

        assert witness.during(lambda someone: for_ever(someone, dice))
        for seq in [seq for seq in witness.stored if seq < witness.log.first_seq]:
            del witness.stored[seq]  # freed: checked above
    assert witness.log.next_seq > 2000 and witness.dropped


def test_the_exception_of_a_power_cut_is_nothing_that_firmware_catches():
    assert not issubclass(PowerCut, Exception)

"""`ringout flash` with the power or the USB cable cut at random points, on the emulated chip.

Each cut takes minutes: they run when asked for, `RINGOUT_CUTS=50 pytest tests/twin/test_cuts.py`.
Half of them strike at a flash operation, half at a byte from the host. What every single flash
operation leaves behind is tested without the chip in tests/flash/test_power.py.
"""

import os
import random

import pytest
import serving
from building import firmware

from ringout_host.errors import RingoutError
from ringout_host.flash import filesystem, install, uf2

CUTS = int(os.environ.get("RINGOUT_CUTS", "0"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CUTS, reason="hours: RINGOUT_CUTS=50 runs them"),
]


class Board:
    """Where the testers of this module are served. new: the bundle that they shall get."""

    def __init__(self, folder, new):
        self.folder, self.new = folder, new
        self.count = 0

    def flash(self, make, **cut):
        """`ringout flash` on a tester; the flash that it leaves, None if it was not cut off."""
        self.count += 1
        link, file = self.folder / f"port{self.count}", self.folder / f"flash{self.count}"
        child = serving.in_child(make, link, file, **cut)
        try:
            install.install(str(link), install.Steps())
        except RingoutError:
            os.waitpid(child, 0)
            return file.read_bytes()
        finally:
            serving.end(child)
        return None


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    new = firmware(notices="\n\ndef made_up():\n    return 1\n\nmade_up()\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RINGOUT_PATIENCE", str(serving.PATIENCE))
        patch.setattr(install.update, "build", lambda compiled: new)
        yield Board(tmp_path_factory.mktemp("cuts"), new)


@pytest.fixture(scope="module")
def whole(board, started):
    """(flash operations, bytes from the host) of an update that is not cut."""
    report = board.folder / "report"
    assert board.flash(lambda: started, report=report) is None
    return [int(number) for number in report.read_text().split()]


def running(flash):
    """Which folder a flash starts."""
    at = filesystem.ADDRESS - uf2.FLASH_START
    return filesystem.files_of(flash[at : at + filesystem.SIZE])["/firmware/active"]


@pytest.mark.parametrize("number", range(CUTS))
def test_after_a_cut_it_starts_and_a_second_flash_completes(board, started, whole, number):
    from ringout_host.twin.twin import Twin

    draw = random.Random(number)
    kind = ("operations", "usb_bytes")[number % 2]
    at = draw.randrange(1, whole[number % 2])
    flash = board.flash(lambda: started, **{kind: at})
    print(f"cut {number}: {kind} {at} of {whole[number % 2]}, active", flash and running(flash))
    assert flash is None or running(flash) in (b"a", b"b")
    if flash is not None:  # else it struck behind the update, at the self-test
        assert board.flash(lambda: Twin("none", flash).start()) is None

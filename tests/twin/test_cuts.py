"""`ringout flash` with the power or the USB cable cut at random points, on the emulated chip.

They run when asked for: `RINGOUT_CUTS=50 pytest -n 0 tests/twin/test_cuts.py`, an hour of a core.
Half of them strike at a flash operation, half at a byte from the host, all in one run of the
command. From what each leaves the chip must start, one on every core at a time; the second update
goes onto that flash by way of the device code on a littlefs, and for every tenth by the chip
itself. What every single flash operation leaves behind is tested without the chip in
tests/flash/test_power_cuts.py. RINGOUT_CUTS_SEED draws other points.
"""

import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import cutting
import pytest
import serving
from building import firmware
from flash_chip import FlashBoard

from ringout_host.flash import bundle, filesystem, install, steps, uf2, update
from ringout_host.flash.board_facts import facts_of

CUTS = int(os.environ.get("RINGOUT_CUTS", "0"))
SEED = int(os.environ.get("RINGOUT_CUTS_SEED", "1"))
ON_THE_CHIP = 10
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CUTS, reason="an hour of a core: RINGOUT_CUTS=50 runs them"),
]


@pytest.fixture(scope="module")
def flash_it(tmp_path_factory):
    """flash_it(make, serve, then): the report of `ringout flash` on a tester, to the end, and
    what to do before that tester is gone. flash_it.new: the bundle that it gets."""
    new = firmware(notices="\n\ndef made_up():\n    return 1\n\nmade_up()\n")
    folder = tmp_path_factory.mktemp("ports")

    numbers = iter(range(1000))

    def flash(make, serve=None, then=lambda: None):
        link = folder / f"port{next(numbers)}"
        child = serving.in_child(make, link, folder / "flash", serve=serve)
        try:
            report = install.install(str(link), steps.Steps())
            then()
            return report
        finally:
            serving.end(child)

    flash.new = new
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RINGOUT_PATIENCE", str(serving.PATIENCE))
        patch.setattr(install.update, "build", lambda compiled: new)
        yield flash


@pytest.fixture(scope="module")
def cuts(flash_it, started, tmp_path_factory):
    """A file for each cut of an update that was carried out to its end."""
    folder = tmp_path_factory.mktemp("cuts")
    finish, finished = folder / "finish", folder / "finished"

    def serve(serving):
        cutter = cutting.Cutter(serving.twin, -(-CUTS // 2), SEED)
        serving.run(finish.exists)
        cutter.put_down(folder)
        finished.touch()
        serving.run(lambda: False)

    def put_down():
        finish.touch()
        while not finished.exists():
            time.sleep(0.1)

    flash_it(lambda: started, serve, put_down)
    return sorted(path for path in folder.iterdir() if " of " in path.name)


def file_system(flash):
    at = filesystem.ADDRESS - uf2.FLASH_START
    return flash[at : at + filesystem.SIZE]


@pytest.fixture(scope="module")
def starting(cuts):
    """starting[number]: the version that the chip starts after that cut, as a future."""
    pool = ProcessPoolExecutor(mp_context=get_context("fork"))
    numbers = [number for number in range(CUTS) if number % ON_THE_CHIP]
    yield {number: pool.submit(starts, cuts[number].read_bytes()) for number in numbers}
    pool.shutdown(cancel_futures=True)


def starts(flash):
    return start(flash).device.info["fw"]


def start(flash):
    from ringout_host.twin.twin import Twin

    return Twin("none", flash).start()


@pytest.mark.parametrize("number", range(CUTS))
def test_after_a_cut_it_starts_and_a_second_flash_completes(number, cuts, flash_it, starting):
    flash = cuts[number].read_bytes()
    before = filesystem.files_of(file_system(flash))
    print(f"cut at {cuts[number].name}: starts /firmware/{before[bundle.ACTIVE].decode()}")
    if number % ON_THE_CHIP:
        assert starting[number].result() == flash_it.new.version
    else:
        report = flash_it(lambda: start(flash))
        assert report.before == report.after == flash_it.new.version
    board = FlashBoard(file_system(flash))
    plan = update.plan(board, facts_of(board), flash_it.new)
    update.apply(board, plan, flash_it.new)
    after = filesystem.files_of(bytes(board.chip.buffer))
    folder = f"{bundle.ROOT}/{after[bundle.ACTIVE].decode()}/"
    inside = {path[len(folder) :]: data for path, data in after.items() if path.startswith(folder)}
    assert inside == flash_it.new.files and after["/main.py"] == flash_it.new.main
    kept = {path: data for path, data in before.items() if path.startswith(bundle.DATA_FOLDER)}
    assert kept == {p: data for p, data in after.items() if p.startswith(bundle.DATA_FOLDER)}

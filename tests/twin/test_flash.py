"""`ringout flash` against the emulated tester, through a pty and mpremote's transport."""

import os
import signal
from dataclasses import replace

import pytest

from ringout_host.errors import RingoutError
from ringout_host.flash import bundle, update
from ringout_host.flash.bundle import sha256
from ringout_host.flash.prompt import Prompt

PATIENCE = "200"


@pytest.fixture
def served(started, tmp_path, monkeypatch):
    """served(cut_after): path of a port behind which a copy of the tester runs. It loses power
    after so many flash operations, and its flash then lies in `flash.bin`."""
    monkeypatch.setenv("RINGOUT_PATIENCE", PATIENCE)
    children = []

    def serve(cut_after=None):
        link = tmp_path / f"port{len(children)}"
        child = os.fork()
        if child == 0:
            try:
                _serve(started, link, cut_after, tmp_path / "flash.bin")
            finally:
                os._exit(1)
        children.append(child)
        while not link.exists():
            os.waitpid(child, os.WNOHANG)
        return str(link)

    yield serve
    for child in children:
        try:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        except (ProcessLookupError, ChildProcessError):
            pass


def _serve(twin, link, cut_after, file):
    from ringout_host.twin.serve import Serving

    count = [0]

    def cut():
        count[0] += 1
        if cut_after is not None and count[0] >= cut_after:
            file.write_bytes(twin.chip.flash)
            os._exit(0)

    twin.chip.flash_chip.on_operation = cut
    with Serving(twin, link) as serving:
        serving.run(lambda: False)


def newer(version, name):
    """This firmware with another version and one changed part."""
    real = bundle.build()
    path = f"ringout/{name}.mpy"
    files = {**real.files, bundle.VERSION_FILE: version.encode()}
    files[path] = files.pop(path)
    return replace(real, version=version, files=files)


def test_the_same_firmware_needs_nothing(served):
    with Prompt(served(), float(PATIENCE)) as board:
        facts = update.facts_of(board)
        real = bundle.build()
        assert facts.firmware == real.version
        assert update.plan(board, facts, real).is_done


def test_an_update_is_put_and_verified(served):
    with Prompt(served(), float(PATIENCE)) as board:
        facts = update.facts_of(board)
        new = newer("9.9.9", "notices")
        plan = update.plan(board, facts, new)
        update.apply(board, plan, new)
        after = update.facts_of(board)
        hashes = update._hashes(board, [plan.folder])
    assert plan.folder == "/firmware/b" and after.active == "b"
    assert after.firmware == "9.9.9"
    assert hashes[f"{plan.folder}/{bundle.VERSION_FILE}"] == sha256(b"9.9.9")


@pytest.mark.parametrize("cut_after", [3, 60])
def test_power_cut_during_an_update(served, tmp_path, forked, cut_after):
    new = newer("9.9.9", "notices")
    with pytest.raises(RingoutError), Prompt(served(cut_after), float(PATIENCE)) as board:
        update.apply(board, update.plan(board, update.facts_of(board), new), new)
    assert forked(_starts, (tmp_path / "flash.bin").read_bytes()) == bundle.build().version


def _starts(flash):
    from ringout_host.twin.twin import Twin

    return Twin("none", flash).start().device.info["fw"]

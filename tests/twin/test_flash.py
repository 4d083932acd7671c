"""`ringout flash` against the emulated tester, through a pty and mpremote's transport."""

from dataclasses import replace

import pytest
import serving

from ringout_host.errors import RingoutError
from ringout_host.flash import bundle, packed, update
from ringout_host.flash.board_facts import facts_of
from ringout_host.flash.bundle import sha256
from ringout_host.flash.prompt import Prompt

PATIENCE = serving.PATIENCE


def newer(version, name):
    """This firmware with another version and one changed part."""
    real = bundle.build()
    part = f"ringout/{name}.mpy"
    pack = packed.pack({**real.parts, part: real.parts[part] + b"\0"}, real.left)
    files = {bundle.VERSION_FILE: version.encode(), bundle.PACK_FILE: pack}
    return replace(real, version=version, files=files)


def test_the_same_firmware_needs_nothing(served):
    with Prompt(served(), PATIENCE) as board:
        facts = facts_of(board)
        real = bundle.build()
        assert facts.firmware == real.version
        assert update.plan(board, facts, real).is_done


def test_an_update_is_put_and_verified(served):
    with Prompt(served(), PATIENCE) as board:
        facts = facts_of(board)
        new = newer("9.9.9", "notices")
        plan = update.plan(board, facts, new)
        update.apply(board, plan, new)
        after = facts_of(board)
        hashes = update._hashes(board, [plan.folder])
    assert plan.folder == "/firmware/b" and after.active == "b"
    assert after.firmware == "9.9.9"
    assert hashes[f"{plan.folder}/{bundle.VERSION_FILE}"] == sha256(b"9.9.9")


@pytest.mark.parametrize("cut_after", [3, 60])
def test_power_cut_during_an_update(served, tmp_path, forked, cut_after):
    new = newer("9.9.9", "notices")
    with pytest.raises(RingoutError), Prompt(served(cut_after), PATIENCE) as board:
        update.apply(board, update.plan(board, facts_of(board), new), new)
    assert forked(_starts, (tmp_path / "flash.bin").read_bytes()) == bundle.build().version


def _starts(flash):
    from ringout_host.twin.twin import Twin

    return Twin("none", flash).start().device.info["fw"]

"""Captured presses on the chip: single precision says of the same readings what double says."""

import json
from pathlib import Path

import msgspec
import pytest
from building import replaying

from ringout_host.cases import capture, replay, replayed
from ringout_host.cases import case as cases
from ringout_host.flash import filesystem
from ringout_host.flash.uf2 import FLASH_START
from ringout_host.twin.twin import Twin, flash_with_firmware

FOLDER = Path(__file__).parents[1] / "cases"
CABLES = ["trs_trs,length=6m,open=R@0.3m:B", "trs_trs,live=0.1V/1kHz@A.T"]


def captured(twin, cable):
    twin.plug(cable)
    case = capture.from_device(twin.device, cable)
    assert not twin.bench.is_driven()
    return msgspec.to_builtins(case), twin.press()["verdict"]


@pytest.mark.parametrize("cable", CABLES)
def test_what_the_chip_read_is_diagnosed_the_same_here(started, forked, cable):
    found, again = forked(captured, started, cable)
    case = msgspec.convert(found, cases.Case)
    assert replay.differences(replay.replayed(case), case.record) == []
    assert again == case.record["verdict"], "a capture leaves the tester as it was"


@pytest.mark.parametrize("name", ["good-6m", "ring-open"])
def test_what_was_read_elsewhere_is_diagnosed_the_same_on_the_chip(interpreter, name):
    case = cases.load(FOLDER / f"{name}.json")
    firmware = replaying(Path(replayed.__file__).read_text())
    flash = flash_with_firmware(interpreter, firmware)
    at = filesystem.ADDRESS - FLASH_START
    files = filesystem.files_of(bytes(flash[at : at + filesystem.SIZE]))
    told = {key: value for key, value in msgspec.to_builtins(case).items() if key != "calls"}
    files["/case.json"] = json.dumps(told).encode()
    files["/case.txt"] = "\n".join(case.calls).encode() + b"\n"
    flash[at : at + filesystem.SIZE] = filesystem.image_of(files)
    twin = Twin("none", flash).start()
    record = twin.device.call("capture", timeout_s=600)["record"]
    assert replay.differences(record, case.record) == []

"""Start-up: whatever the app does, the tester starts again or gives the prompt, with safe pins."""

import importlib.util
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from ringout import app, start
from ringout_host.flash import bundle, packed
from ringout_host.sim import machine
from ringout_host.sim.bench import Bench
from ringout_host.sim.spec import parse

MAIN = Path(__file__).parents[2] / "firmware" / "main.py"


class Device:
    """start.py in front of a chip; `start()` is one life, and says how it ended."""

    def __init__(self, folder, monkeypatch, module, chip):
        self.folder = folder
        self.module = module
        self.chip = chip
        self._monkeypatch = monkeypatch
        monkeypatch.setattr(module.Board, "__init__", self._at_folder(module.Board.__init__))

    def _at_folder(self, build):
        return lambda board: build(board, str(self.folder))

    def app_does(self, function):
        self._monkeypatch.setattr(app.App, "run", function)

    def start(self):
        try:
            start.run()
        except SystemExit as ending:
            return str(ending)
        return "prompt"

    def crash_text(self):
        return (self.folder / "crash").read_text()


@pytest.fixture
def device(tmp_path, monkeypatch):
    with machine.on_bench(Bench(parse("trs_trs,length=6m"))) as (module, chip):
        yield Device(tmp_path / "data", monkeypatch, module, chip)


def fail(self):
    self.board.drive(1, 2)
    raise ZeroDivisionError("left driven")


def test_a_crash_is_kept_shown_and_followed_by_a_restart(device):
    device.app_does(fail)
    assert device.start() == "reset"
    assert "ZeroDivisionError: left driven" in device.crash_text()
    assert not device.chip.bench.is_driven()
    assert sum(map(sum, device.chip.panel.pixels)) > 200, "nothing on the display"


def test_the_third_crash_in_a_row_ends_at_the_prompt_and_the_next_start_tries_again(device):
    device.app_does(fail)
    assert [device.start() for _ in range(4)] == ["reset", "reset", "prompt", "reset"]


def test_crashes_far_from_a_start_do_not_add_up(device):
    def fail_later(self):
        self.board.settle_us(61_000_000)
        raise ValueError("after a minute")

    device.app_does(fail_later)
    assert [device.start() for _ in range(5)] == ["reset"] * 5


def test_the_crash_file_is_bounded_and_keeps_the_latest(device):
    for number in range(12):

        def fail_so(self, number=number):
            raise ValueError(f"crash number {number}")

        device.app_does(fail_so)
        device.start()
    assert len(device.crash_text()) <= 2048
    assert "crash number 11" in device.crash_text()


def test_a_crash_while_the_app_is_built_is_caught_too(device, monkeypatch):
    def fail_to_build(self, board):
        raise MemoryError("no room")

    monkeypatch.setattr(app.App, "__init__", fail_to_build)
    assert device.start() == "reset"
    assert "MemoryError" in device.crash_text()


def test_without_a_display_a_crash_is_kept_all_the_same(device):
    device.chip.panel.connected = False
    device.app_does(fail)
    assert device.start() == "reset"
    assert "ZeroDivisionError" in device.crash_text()


def test_ctrl_c_ends_the_app_with_safe_pins_and_leaves_no_crash(device):
    def interrupted(self):
        self.board.drive(1, 2)
        raise KeyboardInterrupt

    device.app_does(interrupted)
    with pytest.raises(KeyboardInterrupt):
        device.start()
    assert not device.chip.bench.is_driven()
    assert not (device.folder / "crash").exists()


def test_both_keys_at_start_give_the_prompt_without_the_app(device):
    device.app_does(fail)
    device.chip.held = 3
    assert device.start() == "prompt"
    assert not (device.folder / "crash").exists()
    device.chip.held = 1
    assert device.start() == "reset"


def test_a_damaged_crash_count_is_no_reason_to_fail(device):
    device.app_does(fail)
    device.start()
    (device.folder / "crash.count").write_bytes(b"\xff?")
    assert device.start() == "reset"


def load_main():
    spec = importlib.util.spec_from_file_location("main", MAIN)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_main_mounts_the_active_firmware_first_on_the_path(tmp_path, monkeypatch):
    main = load_main()
    mounts = {}
    monkeypatch.setattr(sys, "path", ["", "/lib"])
    vfs = SimpleNamespace(mount=lambda volume, at: mounts.update({at: volume}))
    monkeypatch.setitem(sys.modules, "vfs", vfs)
    main.FIRMWARE = str(tmp_path) + "/"
    assert main.choose() is False
    assert sys.path == ["", "/lib"]
    (tmp_path / "active").write_text("b\n")
    assert main.choose() is False, "the folder is missing: look in /lib instead"
    (tmp_path / "b" / "ringout").mkdir(parents=True)
    (tmp_path / "b" / "ringout" / "app.mpy").write_bytes(b"code")
    assert main.choose() is True
    assert sys.path == ["/fw", "", "/lib"]
    folder = mounts["/fw"]
    assert folder.stat("/ringout")[0] == 0x4000
    assert folder.stat("/ringout/app.mpy")[0] == 0x8000
    with pytest.raises(OSError):
        folder.stat("/ringout/app.py")
    with folder.open("/ringout/app.mpy", "r") as file:
        assert file.read() == b"code"


def test_main_imports_from_the_pack(tmp_path):
    parts = bundle.build().parts
    (tmp_path / "ringout").mkdir()
    (tmp_path / bundle.PACK_FILE).write_bytes(packed.pack(parts, {}))
    folder = load_main().FirmwareFolder(str(tmp_path))
    assert folder.stat("/ringout")[0] == 0x4000
    for path, content in parts.items():
        assert folder.stat("/" + path)[0] == 0x8000
        with folder.open("/" + path, "r") as file:
            assert file.read(len(content)) == content
    for path in ("/ringout/app.py", "/ringout/app", "/ringout/none.mpy", "/main.py"):
        with pytest.raises(OSError):
            folder.stat(path)
